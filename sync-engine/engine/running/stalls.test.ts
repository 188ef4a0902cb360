import { beforeEach, expect, test } from 'vitest';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { FakeAct } from '../../filesystem/fake-faults.ts';
import type { FakeCall } from '../../transport/fake-remote-faults.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import type { RunEnd } from '../run-end.ts';

let folder: FakeFolder;

beforeEach(async () => {
  folder = new FakeFolder();
  folder.user.writeFile('Docs/a.txt', 'a');
  folder.user.writeFile('Other/b.txt', 'b');
  await folder.settle();
});

/** A run while time goes on; fails when it has not ended by then. */
async function runFor(ms: number): Promise<RunEnd> {
  const engine = await folder.open();
  let end: RunEnd | undefined;
  const running = engine.run({ kind: 'everything' }, new AbortController().signal).then((value) => (end = value));
  await folder.passTime(ms);
  if (end === undefined) throw new Error(`the run hangs for ${ms} ms`);
  return running;
}

/** Calls to the server at this path are never answered; on this computer, acts never end. */
function hangServer(call: FakeCall, path: string): void {
  folder.server.faults.onCall = (each, at) => (each === call && at === path ? new Promise(() => {}) : undefined);
}

function hangDisk(act: FakeAct, path: string): () => void {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  folder.filesystem.faults.onAct = (each, at) => (each === act && at === path ? promise : undefined);
  return () => resolve(undefined);
}

function heal(): void {
  folder.server.faults.onCall = () => {};
  folder.filesystem.faults.onAct = () => {};
}

test('an upload that the server never takes is cancelled after two minutes, shown, and made later; others go on', async () => {
  hangServer('upload', 'bad.txt');
  folder.user.writeFile('bad.txt', 'bad');
  folder.user.writeFile('good.txt', 'good');

  await runFor(121_000);
  const waiting = await folder.run();

  expect(folder.server.readFile('good.txt')).toBe('good');
  expect(waiting).toMatchObject({ kind: 'waiting', problems: [{ path: 'bad.txt', code: 'stalled' }] });
  expect(await folder.why('bad.txt')).toMatchObject({
    code: 'stalled',
    nextAttemptAtMs: folder.clock.nowMs() + 27_000,
  });

  heal();
  await folder.passTime(30_000);
  await folder.settle();
  expect(folder.server.readFile('bad.txt')).toBe('bad');
});

test('a download that never comes does not hold up others either', async () => {
  hangServer('download', 'bad.txt');
  folder.server.writeFile('bad.txt', 'bad');
  folder.server.writeFile('good.txt', 'good');

  await runFor(121_000);

  expect(folder.user.readFile('good.txt')).toBe('good');
  expect((await folder.why('bad.txt'))?.code).toBe('stalled');
});

test('a local file that cannot be opened for ever hangs alone, and is not opened a second time meanwhile', async () => {
  let opened = 0;
  const letGo = hangDisk('open-file', 'bad.txt');
  const { onAct } = folder.filesystem.faults;
  folder.filesystem.faults.onAct = (act, at) => {
    if (act === 'open-file' && at === 'bad.txt') opened += 1;
    return onAct(act, at);
  };
  folder.user.writeFile('bad.txt', 'bad');
  folder.user.writeFile('good.txt', 'good');

  await runFor(126_000);
  for (let minute = 0; minute < 5; minute += 1) {
    await folder.passTime(60_000);
    await folder.run();
  }

  expect([folder.server.readFile('good.txt'), opened]).toEqual(['good', 1]);
  expect((await folder.why('bad.txt'))?.code).toBe('stalled');

  letGo();
  heal();
  await folder.passTime(600_000);
  await folder.settle();
  expect(folder.server.readFile('bad.txt')).toBe('bad');
});

test('a local directory that hangs is a problem of that directory, deletes nothing and is read again by itself', async () => {
  const letGo = hangDisk('read-directory', 'Docs');
  folder.user.writeFile('Other/new.txt', 'new');

  await runFor(125_000);
  const end = await folder.run();

  expect(end).toMatchObject({ kind: 'idle', problems: [{ path: 'Docs', side: 'local', code: 'stalled' }] });
  expect(folder.state.kind).toBe('not-synced');
  expect(folder.server.snapshot()).toMatchObject({ 'Docs/a.txt': 'a', 'Other/new.txt': 'new' });

  letGo();
  heal();
  await folder.passTime(1_000);
  expect(await folder.run()).toEqual({ kind: 'idle', problems: [] });
});

test('a directory that the server never lists does not hold up others', async () => {
  hangServer('list', 'Docs');
  folder.server.writeFile('Docs/theirs.txt', 'x');
  folder.server.writeFile('Other/theirs.txt', 'y');

  await runFor(310_000);

  expect(folder.user.readFile('Other/theirs.txt')).toBe('y');
  expect((await folder.why('Docs'))?.code).toBe('stalled');
  expect(folder.server.readFile('Docs/a.txt')).toBe('a');
});

test('a server that never answers is one that is away', async () => {
  hangServer('list', '');

  expect(await runFor(125_000)).toMatchObject({ kind: 'stopped', error: { code: 'server-unreachable' } });
  expect(folder.state.kind).toBe('offline');
});

test('a job during which bytes move now and then may take as long as it needs', async () => {
  folder = new FakeFolder({ pieceBytes: 1_000 });
  folder.server.faults.onCall = (call) =>
    call === 'upload-piece' ? folder.clock.delay(100_000, new AbortController().signal) : undefined;
  folder.user.writeFile('large.bin', 'x'.repeat(5_000));

  await runFor(600_000);

  expect(folder.server.readFile('large.bin')).toHaveLength(5_000);
});

test('what a person stops is no failure of the item', async () => {
  hangServer('upload', 'new.txt');
  folder.user.writeFile('new.txt', 'new');
  const engine = await folder.open();
  const stop = new AbortController();
  const running = engine.run({ kind: 'everything' }, stop.signal);
  await folder.passTime(10_000);
  stop.abort();
  await running;

  expect(folder.database.listFailures()).toEqual([]);
  expect(folder.state.kind).toBe('paused');
});

test('a file that was hanging is not marked by it once it is another file', async () => {
  hangServer('upload', 'new.txt');
  folder.user.writeFile('new.txt', 'first');
  await runFor(121_000);
  heal();
  folder.user.writeFile('new.txt', 'second');

  await folder.run();

  expect(folder.server.readFile('new.txt')).toBe('second');
});

function path(text: string): RelativePath {
  return text as RelativePath;
}

test('a hanging operation keeps no lane: hundreds of others are done meanwhile', async () => {
  folder.server.faults.onCall = (call, at) =>
    call === 'upload' && at.startsWith('bad') ? new Promise(() => {}) : undefined;
  for (let number = 0; number < 8; number += 1) folder.user.writeFile(`bad${number}`, 'x');
  for (let number = 0; number < 200; number += 1) folder.user.writeFile(`good/${number}`, `${number}`);

  await runFor(125_000);

  expect(folder.user.listAll(path('good'))).toHaveLength(200);
  expect(Object.keys(folder.server.snapshot()).filter((name) => name.startsWith('good/'))).toHaveLength(200);
});
