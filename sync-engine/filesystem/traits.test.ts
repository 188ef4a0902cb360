import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { guessTraits, probeTraits } from './traits.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bayernbox-traits-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('on a disk of this machine items keep their inodes, and directories show when names come and go', () => {
  expect(probeTraits(folder, process.platform)).toMatchObject({ hasStableInodes: true, hasDirectoryTimes: true });
});

test('trying leaves nothing behind', () => {
  probeTraits(folder, process.platform);

  expect(readdirSync(folder)).toEqual([]);
});

test('what has not been tried is not relied on for a proof', () => {
  expect(guessTraits('linux').hasDirectoryTimes).toBe(false);
});
