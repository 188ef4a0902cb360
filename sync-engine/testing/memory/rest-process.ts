import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { getHeapStatistics } from 'node:v8';
import { returnMemory } from '../../engine/resting/return-memory.ts';
import { openLargeFolder } from './large-folder.ts';

/**
 * `node rest-process.ts <files>`: brings a large folder that is in sync to rest, and prints what its heap holds after that
 * and after what can be read again has been let go of.
 */

/** In bytes; `committed` is what the system has given, with what is free in it. */
export interface RestReport {
  readonly end: string;
  readonly usedBytes: number;
  readonly releasedUsedBytes: number;
  readonly committedBytes: number;
  readonly releasedCommittedBytes: number;
}

const { positionals } = parseArgs({ allowPositionals: true });
const homePath = mkdtempSync(join(tmpdir(), 'bayernbox-rest-'));
try {
  const folder = await openLargeFolder('agreed', Number(positionals[0]), homePath);
  const { kind } = await folder.run({ kind: 'everything' }, new AbortController().signal);
  const committedBytes = getHeapStatistics().total_physical_size;
  returnMemory();
  const usedBytes = getHeapStatistics().used_heap_size;
  folder.releaseMemory();
  returnMemory();
  const released = getHeapStatistics();
  const report: RestReport = {
    end: kind,
    usedBytes,
    releasedUsedBytes: released.used_heap_size,
    committedBytes,
    releasedCommittedBytes: released.total_physical_size,
  };
  process.stdout.write(JSON.stringify(report));
  await folder.close();
} finally {
  rmSync(homePath, { recursive: true });
}
