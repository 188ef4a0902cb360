import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { RulesToWatch, WatchedRules } from './watch-rules.ts';
import { watchRules } from './watch-rules.ts';

const NEVER = new AbortController().signal;

function watch(refuseNow: RulesToWatch['refuseNow']): { readonly path: string; readonly watched: WatchedRules } {
  const directory = mkdtempSync(join(tmpdir(), 'bayernbox-rules-'));
  const path = join(directory, 'tenant.json');
  writeFileSync(path, '{}');
  const watched = watchRules({ path, refuseNow, checkMs: 5 }, NEVER);
  onTestFinished(() => {
    watched.close();
    rmSync(directory, { recursive: true });
  });
  return { path, watched };
}

it('a command ends when the file of the organisation says something else', async () => {
  const { path, watched } = watch(() => undefined);
  expect([watched.signal.aborted, watched.broken()]).toEqual([false, undefined]);

  writeFileSync(path, '{"policies":{}}');

  await expect.poll(() => watched.broken()?.code, { timeout: 15_000 }).toBe('organisation-changed');
  expect(watched.signal.aborted).toBe(true);
});

it('a command ends when nothing may be synced any more, for the first reason that was met', async () => {
  const reasons = [undefined, 'organisation-pause', 'organisation-battery'] as const;
  let looks = 0;
  const { watched } = watch(() => {
    const code = reasons[Math.min(looks, 2)];
    looks += 1;
    return code === undefined ? undefined : { kind: 'forbidden', code, subject: '' };
  });

  await expect.poll(() => looks, { timeout: 15_000 }).toBeGreaterThan(3);

  expect([watched.broken()?.code, watched.signal.aborted]).toEqual(['organisation-pause', true]);
});
