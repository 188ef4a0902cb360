import { expect, test } from 'vitest';
import { FakeClock } from '../../clock/fake-clock.ts';
import { ROOT_PATH } from '../../core/model/relative-path.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import { limitLooks } from './limit-looks.ts';

const STALL_MS = 1_000;

test('a look that ended in time is never told to stop; one that hangs is', async () => {
  const { filesystem, transport } = new FakeFolder();
  const clock = new FakeClock();
  const signals: AbortSignal[] = [];
  const looks = limitLooks({
    filesystem,
    transport: {
      list: (path, depth, signal) => {
        signals.push(signal);
        return signals.length === 1 ? transport.list(path, depth, signal) : new Promise(() => {});
      },
      readChanges: (token, signal) => transport.readChanges(token, signal),
    },
    clock,
    stallMs: STALL_MS,
  });
  const { signal } = new AbortController();

  const listed = await looks.list(ROOT_PATH, 0, signal);
  const hanging = looks.list(ROOT_PATH, 0, signal);
  await clock.advance(STALL_MS);

  expect(listed.kind).toBe('listed');
  expect(await hanging).toMatchObject({ kind: 'failed', error: { code: 'server-unreachable' } });
  expect(signals.map(({ aborted }) => aborted)).toEqual([false, true]);
});
