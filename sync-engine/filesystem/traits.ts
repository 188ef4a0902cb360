import { randomUUID } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FilesystemTraits } from './filesystem.ts';

/** Largest first: the first that all probes are whole multiples of is the step. */
const TIME_STEPS_NS = [2_000_000_000n, 1_000_000_000n, 10_000_000n, 1_000_000n, 1_000n, 100n] as const;
const LONG_AGO_S = 1_000_000_000;
const COMPOSED = 'ä';
const DECOMPOSED = 'a\u0308';

/**
 * Finds out by trying, in a folder of its own below `privateFolder`, what this file system can hold. Directories take
 * over their parent's rule for case where that is a matter of directories. Throws errno errors.
 */
export function probeTraits(privateFolder: string, platform: NodeJS.Platform): FilesystemTraits {
  const probeFolder = join(privateFolder, `probe-${randomUUID()}`);
  mkdirSync(probeFolder, { mode: 0o700 });
  try {
    return {
      isCaseSensitive: canHoldBoth(probeFolder, 'case', 'CASE'),
      keepsUnicodeForm: canHoldBoth(probeFolder, COMPOSED, DECOMPOSED),
      hasStableInodes: hasStableInodes(probeFolder),
      hasDirectoryTimes: hasDirectoryTimes(probeFolder),
      timeStepNs: findTimeStep(probeFolder),
      nameRules: toNameRules(platform),
    };
  } finally {
    rmSync(probeFolder, { recursive: true });
  }
}

/** True when the two are names of two files. A system that keeps a form but finds it by the other cannot hold both. */
function canHoldBoth(folder: string, first: string, second: string): boolean {
  writeFileSync(join(folder, first), '');
  writeFileSync(join(folder, second), '');
  const names = readdirSync(folder);
  return names.includes(first) && names.includes(second);
}

function hasStableInodes(folder: string): boolean {
  const [before, after] = [join(folder, 'inode-before'), join(folder, 'inode-after')];
  writeFileSync(before, '');
  const inode = lstatSync(before, { bigint: true }).ino;
  renameSync(before, after);
  return inode !== 0n && lstatSync(after, { bigint: true }).ino === inode;
}

/** Names come and leave; before each the folder is given a time of long ago, which does not stay. */
function hasDirectoryTimes(folder: string): boolean {
  const [first, second] = [join(folder, 'name-before'), join(folder, 'name-after')];
  const acts = [() => writeFileSync(first, ''), () => renameSync(first, second), () => rmSync(second)];
  return acts.every((act) => {
    utimesSync(folder, LONG_AGO_S, LONG_AGO_S);
    const before = lstatSync(folder, { bigint: true }).mtimeNs;
    act();
    return lstatSync(folder, { bigint: true }).mtimeNs !== before;
  });
}

function findTimeStep(folder: string): bigint {
  const path = join(folder, 'time');
  writeFileSync(path, '');
  // An odd second shows steps of 2 s; the fractions show all smaller ones.
  const readBack = [1_700_000_001, 1_700_000_002 + 1 / 7, 1_700_000_003 + 8 / 9].map((seconds) => {
    utimesSync(path, seconds, seconds);
    return lstatSync(path, { bigint: true }).mtimeNs;
  });
  return TIME_STEPS_NS.find((step) => readBack.every((timeNs) => timeNs % step === 0n)) ?? 1n;
}

function toNameRules(platform: NodeJS.Platform): FilesystemTraits['nameRules'] {
  if (platform === 'win32') return 'windows';
  return platform === 'darwin' ? 'macos' : 'posix';
}

/** What such a system usually holds, for a look that must not write anything. */
export function guessTraits(platform: NodeJS.Platform): FilesystemTraits {
  const nameRules = toNameRules(platform);
  return {
    isCaseSensitive: nameRules === 'posix',
    keepsUnicodeForm: nameRules !== 'macos',
    hasStableInodes: true,
    hasDirectoryTimes: false,
    timeStepNs: 1n,
    nameRules,
  };
}
