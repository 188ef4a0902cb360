import { beforeEach, expect, test } from 'vitest';
import { FakeClock } from '../../clock/fake-clock.ts';
import { toNodeId } from '../../core/model/ids.ts';
import type { Operation, OperationId } from '../../core/model/operation.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { SyncError, SyncErrorCode } from '../../core/model/sync-error.ts';
import type { Attempt } from './failures.ts';
import { Failures } from './failures.ts';

const PATH = 'a.txt' as RelativePath;
const UPLOAD: Operation = {
  kind: 'transfer',
  id: 0 as OperationId,
  node: toNodeId(1),
  side: 'remote',
  after: [],
  place: { parentId: toNodeId(0), name: 'a.txt' },
  mode: { kind: 'create' },
};

const ATTEMPT: Attempt = { side: 'remote', path: PATH, what: 'upload v1' };

let clock: FakeClock;
let failures: Failures;

beforeEach(() => {
  clock = new FakeClock();
  failures = new Failures(clock);
});

function failing(code: SyncErrorCode): SyncError {
  return { code, scope: 'item', retry: { kind: 'after', delayMs: 10_000 }, detail: 'fake' };
}

function restarted(): Failures {
  const next = new Failures(clock);
  next.load(failures.rows());
  return next;
}

test('delays double up to ten minutes, and an item is never given up', async () => {
  const delays: (number | undefined)[] = [];
  for (let attempt = 1; attempt <= 9; attempt += 1) {
    failures.note(ATTEMPT, failing('server-error'));
    delays.push(failures.nextDelayMs());
    await clock.advance(delays.at(-1) ?? 0);
    expect(failures.leftMs(UPLOAD, PATH)).toBe(0);
  }

  expect(delays).toEqual([10_000, 20_000, 40_000, 80_000, 160_000, 320_000, 600_000, 600_000, 600_000]);
});

test('attempts and due times survive a restart', async () => {
  failures.note(ATTEMPT, failing('server-error'));
  await clock.advance(4_000);

  failures = restarted();

  expect([failures.leftMs(UPLOAD, PATH), failures.nextDelayMs()]).toEqual([6_000, 6_000]);
  await clock.advance(6_000);
  failures.note(ATTEMPT, failing('server-error'));
  expect([failures.rows()[0]?.attempts, failures.nextDelayMs()]).toEqual([2, 20_000]);
});

test('a clock that was set back while the program was off delays an item by ten minutes at most', () => {
  failures.note(ATTEMPT, failing('server-error'));
  clock.setWallTime(clock.nowMs() - 365 * 86_400_000);

  expect(restarted().nextDelayMs()).toBe(600_000);
});

test('the rows stay the same while time passes and nothing is tried', async () => {
  failures.note(ATTEMPT, failing('server-error'));
  const before = failures.rows();
  await clock.advance(3_000);

  expect(failures.rows()).toEqual(before);
});

test('what failed for the network alone is due when the network is back; other failures wait on', () => {
  const other = 'b.txt' as RelativePath;
  failures.note(ATTEMPT, failing('server-unreachable'));
  failures.note({ ...ATTEMPT, path: other }, failing('server-error'));

  failures.wake((code) => code === 'server-unreachable');

  expect([failures.leftMs(UPLOAD, PATH), failures.leftMs(UPLOAD, other)]).toEqual([0, 10_000]);
  expect(failures.rows()[0]?.attempts).toBe(1);
});

test('another version of the file is tried at once, and its failures are counted anew', () => {
  failures.note(ATTEMPT, failing('server-error'));

  failures.keepOnly(({ what }) => what === 'upload v2');

  expect([failures.leftMs(UPLOAD, PATH), failures.rows()]).toEqual([0, []]);
});

test('an attempt that is due, but waits for something else, does not wake anybody at once, again and again', async () => {
  failures.note(ATTEMPT, failing('server-error'));

  expect(failures.nextDelayMs()).toBe(10_000);
  await clock.advance(10_000);

  expect(failures.leftMs(UPLOAD, PATH)).toBe(0);
  expect(failures.nextDelayMs()).toBeUndefined();
});
