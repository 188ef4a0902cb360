import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runProcess } from './crash-case.ts';
import { CrashStage } from './crash-stage.ts';
import { judgeDurability } from './durability.ts';

test('the base is never more durable than the bytes and names that it tells of', { timeout: 120_000 }, async () => {
  const homePath = mkdtempSync(join(tmpdir(), 'bayernbox-durability-'));
  try {
    const stage = await CrashStage.prepare('owncloud10', homePath);
    await using copy = await stage.copy('recorded');
    const durabilityPath = join(homePath, 'durability');

    await runProcess({ ...copy.order, durabilityPath }, undefined);

    const { early, uploads, rowsAboutOwnWork, filesWritten } = judgeDurability(readFileSync(durabilityPath, 'utf8'));
    expect(early).toEqual([]);
    expect(uploads).toBeGreaterThanOrEqual(5);
    // What the server's changes bring here: files, directories and moves.
    expect(rowsAboutOwnWork).toBeGreaterThanOrEqual(10);
    // A recorder that saw no bytes would find nothing wrong with any of them.
    expect(filesWritten).toBeGreaterThanOrEqual(5);
  } finally {
    rmSync(homePath, { recursive: true });
  }
});

test.each([
  ['bytes that were written after the last sync', 'bytes 7\nsync 7\nbytes 7\nrow 7\ncommit', 1],
  ['a name whose directory was not synced', 'name 7 2\nsync 7\nrow 7\ncommit', 1],
  ['a file that was uploaded and never synced', 'sent 7\nrow 7\ncommit', 1],
  ['bytes that came while a sync went on', 'bytes 7\nbytes 7\nsync 7\nbytes 7\nname 7 2\nsync 2\nrow 7\ncommit', 1],
  ['nothing in a new directory with the number of a file that is gone', 'bytes 7\nmade 7\nrow 7\ncommit', 0],
  ['nothing when both came in time', 'bytes 7\nsync 7\nname 7 2\nsync 2\nrow 7\ncommit', 0],
])('the judge finds %s', (_what, record, found) => {
  expect(judgeDurability(record).early).toHaveLength(found);
});
