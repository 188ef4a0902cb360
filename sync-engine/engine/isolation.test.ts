import { beforeEach, describe, expect, test } from 'vitest';
import type { RelativePath } from '../core/model/relative-path.ts';
import type { SyncErrorCode } from '../core/model/sync-error.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';

const MINUTE_MS = 60_000;

let folder: FakeFolder;

beforeEach(async () => {
  folder = new FakeFolder({ pieceBytes: 1_000 });
  folder.user.writeFile('Docs/a.txt', 'a');
  folder.user.writeFile('Other/b.txt', 'b');
  await folder.settle();
});

function path(text: string): RelativePath {
  return text as RelativePath;
}

function refuse(call: 'upload' | 'download' | 'list', at: string, code: SyncErrorCode): void {
  folder.server.faults.add({ kind: 'fail', call, path: path(at), code });
}

function countCalls(call: string): number {
  return folder.transport.calls.filter((each) => each === call).length;
}

/** Runs once a minute, as often as given. */
async function runEachMinute(minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    await folder.passTime(MINUTE_MS);
    await folder.run();
  }
}

describe('one thing that always fails does not hold up others', () => {
  test('a directory that the server cannot list', async () => {
    refuse('list', 'Docs', 'server-error');
    folder.server.writeFile('Docs/theirs.txt', 'x');
    folder.server.writeFile('Other/theirs.txt', 'y');
    folder.user.writeFile('Docs/mine.txt', 'm');

    await runEachMinute(3);
    folder.server.writeFile('Other/later.txt', 'z');
    await folder.settle();

    expect([folder.user.readFile('Other/theirs.txt'), folder.user.readFile('Other/later.txt')]).toEqual(['y', 'z']);
    expect((await folder.why('Docs/mine.txt'))?.code).toBe('server-error');
    expect(folder.state.kind).toBe('not-synced');
  });

  test('a directory here that cannot be read', async () => {
    folder.filesystem.faults.add({ act: 'read-directory', path: path('Docs'), errno: 'EACCES' });
    folder.server.writeFile('Docs/theirs.txt', 'x');
    folder.user.writeFile('Other/mine.txt', 'm');

    await folder.settle();

    expect(folder.server.readFile('Other/mine.txt')).toBe('m');
    expect((await folder.why('Docs/theirs.txt'))?.code).toBe('local-access-denied');
  });

  test('a file that is locked for hours is asked for ever less often', async () => {
    refuse('upload', 'locked.docx', 'locked-on-server');
    folder.user.writeFile('locked.docx', 'mine');
    await folder.settle();

    for (let hour = 0; hour < 3; hour += 1) {
      folder.user.writeFile(`Other/${hour}.txt`, `${hour}`);
      await runEachMinute(60);
      expect(folder.server.readFile(`Other/${hour}.txt`)).toBe(`${hour}`);
    }

    expect(countCalls('upload locked.docx')).toBeLessThanOrEqual(22);
    expect(countCalls('upload locked.docx')).toBeGreaterThan(15);
  });

  test('a file at which the connection always breaks, in the very same run', async () => {
    refuse('download', 'bad.bin', 'server-unreachable');
    folder.server.writeFile('bad.bin', 'x');
    for (let number = 0; number < 40; number += 1) folder.server.writeFile(`Other/${number}`, `${number}`);

    const end = await folder.run();

    expect(end.kind).toBe('worked');
    expect(folder.user.list('Other')).toHaveLength(41);
    expect((await folder.why('bad.bin'))?.code).toBe('server-unreachable');
  });

  test('a shared directory whose quota is used up, without sending the server what cannot fit', async () => {
    refuse('upload', 'Docs', 'quota-exceeded');
    for (let number = 0; number < 100; number += 1) folder.user.writeFile(`Docs/${number}`, 'same size');
    folder.user.writeFile('Other/mine.txt', 'm');

    const end = await folder.settle();

    expect(end).toMatchObject({ kind: 'waiting' });
    expect(folder.server.readFile('Other/mine.txt')).toBe('m');
    // Those that were under way when the first was refused, and one that asks whether it is over.
    const sent = folder.transport.calls.filter((call) => call.startsWith('upload Docs/'));
    expect([sent.length > 0, sent.length <= 17]).toEqual([true, true]);
    expect((await folder.why('Docs/77'))?.code).toBe('quota-exceeded');
  });
});

test('what did not fit on the server is tried at once when somebody has deleted something there', async () => {
  refuse('upload', 'large.bin', 'quota-exceeded');
  folder.user.writeFile('large.bin', 'large');
  await folder.settle();
  await runEachMinute(5);
  folder.server.faults.clear();
  const before = folder.server.readFile('large.bin');
  folder.server.remove('Other/b.txt');

  await folder.settle();

  expect([before, folder.server.readFile('large.bin')]).toEqual([undefined, 'large']);
});

test('that all else is equal is said only after a look at everything, and as long as nothing else is left', async () => {
  refuse('upload', 'locked.docx', 'locked-on-server');
  folder.user.writeFile('locked.docx', 'l');
  folder.user.writeFile('Other/mine.txt', 'm');

  await folder.settle();
  const atRest = folder.state;
  folder.user.writeFile('Other/later.txt', 'z');
  folder.server.faults.add({ kind: 'fail', call: 'upload', path: path('Other/later.txt'), code: 'server-error' });
  await folder.settle();

  expect(atRest).toMatchObject({ kind: 'waiting', problems: 1, allElse: 'done' });
  expect(folder.state).toMatchObject({ kind: 'waiting', problems: 2, allElse: 'done' });
  expect(folder.server.readFile('Other/mine.txt')).toBe('m');
});

test('that all else is equal is not said while what lies in a directory waits for it', async () => {
  folder.server.faults.add({ kind: 'fail', call: 'make-directory', path: path('Neu'), code: 'server-error' });
  folder.user.writeFile('Neu/a.txt', 'a');

  await folder.settle();

  expect(folder.state.kind).toBe('waiting');
  expect(folder.state).not.toHaveProperty('allElse');
});

describe('what is refused again and again waits like a failure, and everything else goes on', () => {
  test('a name that is taken on the server by something that no listing shows', async () => {
    folder.server.faults.onCall = (call) => {
      if (call === 'upload') folder.server.writeFile('Docs/readme.txt', 'nobody sees it');
      if (call === 'list' && folder.server.readFile('Docs/readme.txt') !== undefined)
        folder.server.remove('Docs/readme.txt');
    };
    folder.user.writeFile('Docs/readme.txt', 'mine');

    const end = await folder.settle();

    expect(end).toMatchObject({
      kind: 'waiting',
      problems: [{ path: 'Docs/readme.txt', side: 'remote', code: 'name-refused-by-server' }],
    });
    expect(countCalls('upload Docs/readme.txt')).toBeLessThanOrEqual(5);
  });

  test('a file that another program touches whenever it is about to be replaced', async () => {
    folder.server.writeFile('Docs/a.txt', 'theirs');
    let touches = 0;
    folder.onEvent = ({ type }) => {
      if (type !== 'begun') return;
      touches += 1;
      folder.user.setModificationTime('Docs/a.txt', folder.clock.nowMs() - touches);
    };

    const end = await folder.settle();

    expect([end.kind, touches <= 5]).toEqual(['waiting', true]);
    expect((await folder.why('Docs/a.txt'))?.code).toBe('still-changing');

    folder.onEvent = () => {};
    await folder.passTime(MINUTE_MS);
    await folder.settle();

    expect(folder.user.readFile('Docs/a.txt')).toBe('theirs');
    expect(folder.state.kind).toBe('in-sync');
  });
});

describe('a failure survives a restart', () => {
  test('with its attempts and the time of the next one: starting again is no way around the pause', async () => {
    refuse('upload', 'bad.txt', 'no-permission');
    folder.user.writeFile('bad.txt', 'bad');
    await folder.settle();
    await folder.passTime(10_000);
    await folder.settle();
    const before = folder.database.listFailures();

    await folder.restart();
    const end = await folder.run();

    expect(before).toMatchObject([{ path: 'bad.txt', code: 'no-permission', attempts: 2 }]);
    expect(folder.database.listFailures()).toEqual(before);
    expect(end).toMatchObject({ kind: 'waiting', problems: [{ path: 'bad.txt', code: 'no-permission' }] });
    expect(countCalls('upload bad.txt')).toBe(0);
  });

  test('but not once its cause is gone', async () => {
    refuse('upload', 'bad.txt', 'no-permission');
    folder.user.writeFile('bad.txt', 'bad');
    await folder.settle();
    folder.user.remove('bad.txt');
    await folder.settle();

    expect(folder.database.listFailures()).toEqual([]);
    expect(folder.state.kind).toBe('in-sync');
  });
});

describe('an interrupted transfer goes on where it stopped', () => {
  const LARGE = 'x'.repeat(10_000);

  /** Bytes sent or received since the last start. */
  async function bytes(direction: 'bytesUp' | 'bytesDown'): Promise<number> {
    return (await folder.open()).totals[direction];
  }

  test('an upload, through a failure, runs while it waits, and a restart', async () => {
    let pieces = 0;
    folder.server.faults.onCall = (call) => {
      if (call === 'upload-piece') pieces += 1;
      if (call === 'upload-piece' && pieces === 7) {
        folder.server.faults.add({ kind: 'fail', call: 'upload-piece', code: 'server-error', times: 1 });
      }
    };
    const before = await bytes('bytesUp');
    folder.user.writeFile('large.bin', LARGE);
    await folder.run();
    await folder.run();
    await folder.run();
    const firstBytes = (await bytes('bytesUp')) - before;
    await folder.restart();
    await folder.run();

    await folder.passTime(MINUTE_MS);
    await folder.settle();

    expect(firstBytes).toBe(6_000);
    expect(await bytes('bytesUp')).toBe(4_000);
    expect(folder.server.readFile('large.bin')).toBe(LARGE);
    expect(folder.database.listTransfers()).toEqual([]);
  });

  test('an upload that hung and was cancelled', async () => {
    let pieces = 0;
    folder.server.faults.onCall = (call) => {
      if (call === 'upload-piece') pieces += 1;
      return call === 'upload-piece' && pieces === 4 ? new Promise(() => {}) : undefined;
    };
    folder.user.writeFile('large.bin', LARGE);
    const running = (await folder.open()).run({ kind: 'everything' }, new AbortController().signal);
    await folder.passTime(125_000);
    await running;
    await folder.restart();

    await folder.passTime(MINUTE_MS);
    await folder.settle();

    expect(await bytes('bytesUp')).toBe(7_000);
    expect(folder.server.readFile('large.bin')).toBe(LARGE);
  });

  test('a download, through a break, runs while it waits, and a restart', async () => {
    folder.server.writeFile('large.bin', 'y'.repeat(200_000));
    folder.server.faults.add({ kind: 'truncate', call: 'download', afterBytes: 131_072, times: 1 });
    await folder.run();
    await folder.run();
    await folder.restart();
    await folder.run();

    await folder.passTime(MINUTE_MS);
    await folder.settle();

    expect(await bytes('bytesDown')).toBe(200_000 - 131_072);
    expect(folder.user.readFile('large.bin')).toHaveLength(200_000);
  });
});
