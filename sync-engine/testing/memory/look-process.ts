import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { LargeFolderKind } from './large-folder.ts';
import { openLargeFolder } from './large-folder.ts';

/**
 * `node look-process.ts <kind> <files>`: looks at a large folder as the first run of a program does, plans, and prints what
 * came of it. Whoever starts it decides how large its heap may become.
 */

/** What the look found. */
export interface LookReport {
  readonly operations: number;
  /** Items of both sides that were planned for. */
  readonly plannedItems: number;
  readonly isCut: boolean;
  readonly peakBytes: number;
}

const { positionals } = parseArgs({ allowPositionals: true });
const [kind, files] = positionals;
const homePath = mkdtempSync(join(tmpdir(), 'bayernbox-large-'));
try {
  const folder = await openLargeFolder(parseKind(kind), Number(files), homePath);
  const trust = { isForAll: false, isSearchingConflicts: true, isSearchingDamage: false, proof: undefined };
  const looked = await folder.look({ kind: 'everything' }, new AbortController().signal, trust);
  if (!looked.ok || looked.value.kind !== 'observed') throw new Error('nothing was observed');
  const { plan, isCut } = looked.value.observation;
  const report: LookReport = {
    operations: plan.operations.length,
    plannedItems: plan.local.size + plan.remote.size,
    isCut,
    peakBytes: process.resourceUsage().maxRSS * 1_024,
  };
  process.stdout.write(JSON.stringify(report));
  await folder.close();
} finally {
  rmSync(homePath, { recursive: true });
}

function parseKind(value: string | undefined): LargeFolderKind {
  if (value === 'server' || value === 'both' || value === 'agreed') return value;
  throw new Error('needs a kind');
}
