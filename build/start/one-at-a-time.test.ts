import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { oneAtATime } from './one-at-a-time.ts';

function makeLockPlace(): string {
  const directory = mkdtempSync(join(tmpdir(), 'one-at-a-time-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return join(directory, 'lock');
}

it('lets the second one begin when the first has ended, also after a failure', async () => {
  const lockFile = makeLockPlace();
  const order: string[] = [];
  const first = oneAtATime(lockFile, async () => {
    order.push('first begins');
    await Promise.resolve();
    order.push('first ends');
    throw new Error('failed');
  });
  const second = oneAtATime(lockFile, () => Promise.resolve(order.push('second')));

  await expect(first).rejects.toThrow('failed');
  await second;
  expect(order).toEqual(['first begins', 'first ends', 'second']);
  expect(existsSync(lockFile)).toBe(false);
});

it('does not wait for a process that has died', async () => {
  const lockFile = makeLockPlace();
  writeFileSync(lockFile, '999999999');

  expect(await oneAtATime(lockFile, () => Promise.resolve('done'))).toBe('done');
});
