import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FolderState } from '../../core/model/folder-state.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { SyncErrorCode } from '../../core/model/sync-error.ts';
import { FakeWatcher } from '../../watcher/fake-watcher.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import { watchLoop } from './watch-loop.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let folder: FakeFolder;
let watcher: FakeWatcher;
let network: string;
let stop: AbortController;
let loop: Promise<void>;
let countedRequests = 0;
let isPaused: boolean;
let pauses: boolean[];
let runs: number;
let leftWord: ReadonlySet<string>;

beforeEach(async () => {
  isPaused = false;
  pauses = [];
  runs = 0;
  leftWord = new Set();
  folder = new FakeFolder();
  countedRequests = 0;
  folder.user.writeFile('a.txt', 'a');
  watcher = new FakeWatcher();
  network = '192.0.2.7';
  stop = new AbortController();
  loop = watchLoop({
    folder: await folder.open(),
    watcher,
    transport: folder.transport,
    clock: folder.clock,
    hasPush: true,
    pollMs: 30 * SECOND_MS,
    random: () => 0.5,
    readNetwork: () => network,
    onEnd: () => (runs += 1),
    readLeftWord: () => Promise.resolve(leftWord),
    isPaused: () => isPaused,
    onPause: (begins) => pauses.push(begins),
    signal: stop.signal,
  });
  await folder.passTime(5 * SECOND_MS);
});

afterEach(async () => {
  stop.abort();
  folder.server.faults.onCall = () => {};
  await folder.passTime(SECOND_MS);
  await loop;
});

/** Requests of the transport since the last call. */
function takeRequests(): number {
  const before = countedRequests;
  countedRequests = folder.transport.requestCount;
  return countedRequests - before;
}

/** The computer sleeps: the wall clock goes on, the monotonic one and all timers stand still. */
function sleep(ms: number): void {
  folder.clock.setWallTime(folder.clock.nowMs() + ms);
}

function goOffline(code: SyncErrorCode): void {
  folder.server.faults.add({ kind: 'fail', code });
  folder.server.breakPush();
}

/** Ms until the folder is in the state; fails when it takes longer than a minute. */
async function until(kind: FolderState['kind']): Promise<number> {
  for (let ms = 0; ms <= MINUTE_MS; ms += SECOND_MS) {
    if (folder.state.kind === kind) return ms;
    await folder.passTime(SECOND_MS);
  }
  throw new Error(`not ${kind} after a minute but ${folder.state.kind}`);
}

test('a folder at rest is in sync', () => {
  expect(folder.state.kind).toBe('in-sync');
  expect(folder.server.snapshot()).toEqual({ 'a.txt': 'a' });
});

test('memory is given back half a minute after the last run, and not again for ten minutes', async () => {
  await folder.passTime(20 * SECOND_MS);
  expect(folder.memoryReturns).toBe(0);
  folder.user.writeFile('a.txt', 'edited');
  watcher.emit({ kind: 'directory', path: '' as RelativePath });
  await until('in-sync');
  await folder.passTime(20 * SECOND_MS);
  expect(folder.memoryReturns).toBe(0);

  await folder.passTime(5 * MINUTE_MS);
  expect(folder.memoryReturns).toBe(1);
  await folder.passTime(6 * MINUTE_MS);

  expect(folder.memoryReturns).toBe(2);
  expect(folder.server.snapshot()).toEqual({ 'a.txt': 'edited' });
});

test('from a hint until the look at it, nothing is called in sync', async () => {
  folder.user.writeFile('b.txt', 'b');
  watcher.emit({ kind: 'directory', path: '' as RelativePath });

  expect(folder.state.kind).toBe('checking');
  await until('in-sync');
  expect(folder.server.readFile('b.txt')).toBe('b');
});

describe('within a minute all is in sync again', () => {
  test('after a sleep of eight hours in the middle of an upload on a connection that is dead now', async () => {
    folder.server.faults.onCall = (call) => (call === 'upload' ? new Promise(() => {}) : undefined);
    folder.user.writeFile('b.txt', 'b');
    watcher.emit({ kind: 'directory', path: '' as RelativePath });
    await until('syncing');
    folder.server.faults.onCall = () => {};

    sleep(8 * HOUR_MS);

    await until('in-sync');
    expect(folder.server.readFile('b.txt')).toBe('b');
  });

  test('after a sleep during which a colleague wrote something and the stream of events died silently', async () => {
    folder.server.faults.onCall = (call) => (call === 'list' ? new Promise(() => {}) : undefined);
    await folder.passTime(31 * SECOND_MS);
    folder.server.faults.onCall = () => {};
    folder.server.writeFile('theirs', 'x');

    sleep(8 * HOUR_MS);
    await folder.passTime(MINUTE_MS);

    expect([folder.state.kind, folder.user.readFile('theirs')]).toEqual(['in-sync', 'x']);
  });

  test('after a change of the network, whose requests were never answered', async () => {
    folder.server.faults.onCall = (call) => (call === 'list' ? new Promise(() => {}) : undefined);
    await folder.passTime(40 * SECOND_MS);
    folder.user.writeFile('b.txt', 'b');
    folder.server.faults.onCall = () => {};

    network = '198.51.100.9';
    await folder.passTime(MINUTE_MS);

    expect([folder.state.kind, folder.server.readFile('b.txt')]).toEqual(['in-sync', 'b']);
  });

  test.each<readonly [string, { code: SyncErrorCode; minutes: number; mostRequests: number }]>([
    ['after five minutes without a network', { code: 'server-unreachable', minutes: 5, mostRequests: 20 }],
    [
      'after an hour in which no name could be resolved',
      { code: 'server-unreachable', minutes: 60, mostRequests: 140 },
    ],
    ['after ten minutes of maintenance', { code: 'server-maintenance', minutes: 10, mostRequests: 22 }],
    [
      'after a quarter of an hour behind the page of a captive portal',
      { code: 'not-an-owncloud', minutes: 15, mostRequests: 45 },
    ],
  ])('%s, with few requests meanwhile', async (_name, { code, minutes, mostRequests }) => {
    goOffline(code);
    folder.user.writeFile('b.txt', 'b');
    watcher.emit({ kind: 'directory', path: '' as RelativePath });
    await until('offline');
    takeRequests();
    for (let minute = 0; minute < minutes; minute += 1) {
      // A person who works on meanwhile is no reason to ask more often.
      watcher.emit({ kind: 'directory', path: '' as RelativePath });
      await folder.passTime(MINUTE_MS);
    }
    const requests = takeRequests();

    folder.server.faults.clear();

    await until('in-sync');
    expect(folder.server.readFile('b.txt')).toBe('b');
    expect(requests).toBeLessThanOrEqual(mostRequests);
    expect(requests).toBeGreaterThan(0);
  });
});

test('what failed for the network alone does not wait out its old pause when the network is back', async () => {
  folder.user.writeFile('b.txt', 'b');
  folder.server.faults.onCall = (call) => {
    if (call === 'upload') goOffline('server-unreachable');
  };
  watcher.emit({ kind: 'directory', path: '' as RelativePath });
  await until('offline');
  folder.server.faults.onCall = () => {};
  await folder.passTime(2 * SECOND_MS);

  folder.server.faults.clear();

  expect(await until('in-sync')).toBeLessThan(10 * SECOND_MS);
  expect(folder.server.readFile('b.txt')).toBe('b');
});

test('the stream of events is opened again, and an event leads to a look at once', async () => {
  goOffline('server-unreachable');
  await until('offline');
  folder.server.faults.clear();
  await until('in-sync');
  await folder.passTime(10 * SECOND_MS);

  folder.server.writeFile('theirs', 'x');
  await folder.passTime(3 * SECOND_MS);

  expect(folder.user.readFile('theirs')).toBe('x');
});

test('a refused password is tried a few times an hour, so that no account is locked', async () => {
  goOffline('sign-in-refused');
  await until('stopped');
  takeRequests();

  await folder.passTime(HOUR_MS);

  expect(takeRequests()).toBeLessThanOrEqual(2 * 11);
  folder.server.faults.clear();
});

test('in hours of pause nothing is asked or sent, and after them what came meanwhile is synced', async () => {
  isPaused = true;
  await folder.passTime(40 * SECOND_MS);
  takeRequests();
  folder.user.writeFile('b.txt', 'b');
  watcher.emit({ kind: 'directory', path: '' as RelativePath });
  await folder.passTime(HOUR_MS);
  const requests = takeRequests();

  isPaused = false;
  await until('in-sync');

  expect([requests, pauses]).toEqual([0, [true, false]]);
  expect(folder.server.readFile('b.txt')).toBe('b');
});

test('an upload under way when the pause begins is broken off, and made after it', async () => {
  folder.server.faults.onCall = (call) => (call === 'upload' ? new Promise(() => {}) : undefined);
  folder.user.writeFile('b.txt', 'b');
  watcher.emit({ kind: 'directory', path: '' as RelativePath });
  await until('syncing');
  folder.server.faults.onCall = () => {};

  isPaused = true;
  await folder.passTime(MINUTE_MS);
  const during = folder.server.readFile('b.txt');
  isPaused = false;
  await until('in-sync');

  expect([during, folder.server.readFile('b.txt'), pauses]).toEqual([undefined, 'b', [true, false]]);
});

test('a word that another process has left is heard within five seconds, and once', async () => {
  await folder.passTime(2 * MINUTE_MS);
  runs = 0;

  leftWord = new Set(['answer-removals-local.json\nkeep']);
  await folder.passTime(6 * SECOND_MS);
  const heard = runs;
  leftWord = new Set();
  await folder.passTime(6 * SECOND_MS);

  expect([heard, runs]).toEqual([1, 1]);
});

test.each(['before', 'after'] as const)(
  'what was refused for a lock is tried as soon as the server tells that the lock is gone, %s the run has ended',
  async (when) => {
    folder.server.faults.add({ kind: 'fail', call: 'upload', code: 'locked-on-server', times: 1 });
    folder.server.faults.onCall = (call) => {
      if (call === 'upload' && when === 'before') folder.server.announceUnlock();
    };
    folder.user.writeFile('b.txt', 'b');
    watcher.emit({ kind: 'directory', path: '' as RelativePath });
    await folder.passTime(5 * SECOND_MS);
    if (when === 'after') folder.server.announceUnlock();
    await folder.passTime(2 * SECOND_MS);

    expect(folder.server.readFile('b.txt')).toBe('b');
  },
);

test('a fault of the program ends the watching at once, with that fault', async () => {
  folder.server.faults.onCall = () => {
    throw new TypeError('a fault of the program');
  };
  const outcome = loop.then(
    () => 'ended',
    (error: unknown) => String(error),
  );
  loop = Promise.resolve();
  watcher.emit({ kind: 'directory', path: '' as RelativePath });
  await folder.passTime(5 * SECOND_MS);

  expect(await Promise.race([outcome, folder.passTime(SECOND_MS).then(() => 'goes on')])).toContain(
    'a fault of the program',
  );
});

test('what the watcher never reported goes up with the look at everything, every ten minutes', async () => {
  folder.user.writeFile('unseen.txt', 'u');
  await folder.passTime(9 * MINUTE_MS);
  expect(folder.server.snapshot()).not.toHaveProperty('unseen.txt');

  await folder.passTime(MINUTE_MS + 5 * SECOND_MS);

  expect(folder.server.readFile('unseen.txt')).toBe('u');
});

describe('a folder that cannot be watched', () => {
  test('is looked at every minute', async () => {
    watcher.isReliable = false;
    watcher.emit({ kind: 'everything' });
    await folder.passTime(MINUTE_MS);
    folder.user.writeFile('unseen.txt', 'u');

    await folder.passTime(MINUTE_MS + 5 * SECOND_MS);

    expect(folder.server.readFile('unseen.txt')).toBe('u');
  });

  test('is watched again when that has become possible', async () => {
    watcher.isReliable = false;
    watcher.start = () => Promise.reject(Object.assign(new Error('no more watches'), { code: 'ENOSPC' }));
    watcher.emit({ kind: 'everything' });
    await folder.passTime(MINUTE_MS);
    expect(watcher.isRunning).toBe(false);

    watcher.isReliable = true;
    watcher.start = FakeWatcher.prototype.start.bind(watcher);
    await folder.passTime(11 * MINUTE_MS);

    expect(watcher.isRunning).toBe(true);
  });
});
