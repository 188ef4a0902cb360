import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { DEFAULT_EXCLUDES } from '../../core/merge/excludes-default.ts';
import { createFullPathExcluder } from '../../core/merge/excludes.ts';
import { parseRelativePath } from '../../core/model/relative-path.ts';
import { openOffice, USER } from './computer.ts';
import type { SyncReport } from './computer.ts';
import { readContent } from './folder-content.ts';
import { copySharedData, ODD_PROBLEMS, writeOddNames } from './shared-data.ts';
import { openAccount } from './server-account.ts';

const LIMIT_MS = 600_000;

/** Of tens of thousands: the whole takes minutes and shows nothing more. */
const MAX_ENTRIES = 3_000;

it.each([
  ['owncloud10', MAX_ENTRIES],
  ['infinite-scale', 300],
] as const)(
  'names every entry of the copied shared data of the system that it does not sync; a second computer equals the rest (%s)',
  { timeout: LIMIT_MS },
  async (profile, maxEntries) => {
    await using office = await openOffice(profile, { allowDepthInfinity: true });
    const [annas, bernds] = [await office.addComputer('annas-pc'), await office.addComputer('bernds-pc')];
    copySharedData('/usr/share', annas.folder, maxEntries);
    writeOddNames(join(annas.folder, 'odd names'));

    const up = await annas.sync();
    const down = await bernds.sync();

    const onServer = await openAccount(office.server, USER).readContent();
    const problems = problemsOf(up);
    const named = new Set(problems.keys());
    const missing = listNames(annas.folder).filter((path) => onServer[path] === undefined);
    const isExplained = (path: string): boolean => isExcluded(path) || isNamed(path, named);
    expect([up.end.kind, down.end]).toEqual(['idle', { kind: 'idle', problems: [] }]);
    expect(missing.filter((path) => !isExplained(path))).toEqual([]);
    expect([...named].filter((path) => onServer[path] !== undefined)).toEqual([]);
    expect(
      Object.entries(readContent(annas.folder)).filter(([path, hash]) => onServer[path] !== hash && !isExplained(path)),
    ).toEqual([]);
    expect(Object.fromEntries([...problems].filter(([path]) => path.startsWith('odd names/')))).toEqual(
      ODD_PROBLEMS[profile],
    );
    expect(readContent(bernds.folder)).toEqual(onServer);
  },
);

function problemsOf({ end }: SyncReport): ReadonlyMap<string, string> {
  if (end.kind !== 'idle') throw new Error(`ended as ${end.kind}`);
  return new Map(end.problems.map(({ path, code }) => [path, code]));
}

const excluder = createFullPathExcluder(DEFAULT_EXCLUDES, { isCaseSensitive: true, doWildcardsCrossSlashes: false });

function isExcluded(path: string): boolean {
  const relative = parseRelativePath(path);
  return relative !== undefined && excluder(relative, 'file').kind === 'excluded';
}

/** A directory that takes no part speaks for what is in it. */
function isNamed(path: string, named: ReadonlySet<string>): boolean {
  const parts = path.split('/');
  return parts.some((_, index) => named.has(parts.slice(0, index + 1).join('/')));
}

/** Every name below a root; bytes that are no UTF-8 as the replacement character, as problems show them. */
function listNames(root: string): readonly string[] {
  return readdirSync(root, { recursive: true })
    .map((name) => name.toString())
    .filter((name) => name !== '.bayernbox' && !name.startsWith('.bayernbox/'));
}
