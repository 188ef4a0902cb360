import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { WatchedRules } from './watch-rules.ts';
import { watchRules } from './watch-rules.ts';

const NEVER = new AbortController().signal;

function watch(enforcedPauses: string | undefined): { readonly path: string; readonly watched: WatchedRules } {
  const directory = mkdtempSync(join(tmpdir(), 'bayernbox-rules-'));
  const path = join(directory, 'tenant.json');
  writeFileSync(path, '{}');
  const watched = watchRules({ isWatching: false, isDryRun: false }, { path, enforcedPauses, checkMs: 5 }, NEVER);
  onTestFinished(() => {
    watched.close();
    rmSync(directory, { recursive: true });
  });
  return { path, watched };
}

it('a command ends when the file of the organisation says something else', async () => {
  const { path, watched } = watch(undefined);
  expect([watched.signal.aborted, watched.broken()]).toEqual([false, undefined]);

  writeFileSync(path, '{"policies":{}}');

  await expect.poll(() => watched.broken()?.code, { timeout: 15_000 }).toBe('organisation-changed');
  expect(watched.signal.aborted).toBe(true);
});

it('a command ends when the hours begin in which nothing is synced', async () => {
  const { watched } = watch('00:00-24:00');

  await expect.poll(() => watched.broken()?.code, { timeout: 15_000 }).toBe('organisation-pause');
  expect(watched.signal.aborted).toBe(true);
});
