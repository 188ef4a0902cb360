import { beforeEach, expect, test } from 'vitest';
import type { RelativePath } from '#sync-engine/core/model/relative-path.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';

const DAY_MS = 24 * 60 * 60_000;

let folder: FakeFolder;

beforeEach(() => {
  folder = new FakeFolder();
});

/** The next upload arrives, but its answer does not; then the process ends. */
async function loseAnswer(): Promise<void> {
  folder.server.faults.add({ kind: 'unknown-after-effect', call: 'upload', times: 1 });
  await folder.run();
  await folder.restart();
}

function path(text: string): RelativePath {
  return text as RelativePath;
}

test('an edit after an upload whose answer was lost is an edit, not a second version', async () => {
  folder.user.writeFile('a.txt', 'old');
  await folder.settle();
  folder.user.writeFile('a.txt', 'first');
  await loseAnswer();
  folder.user.writeFile('a.txt', 'second');

  const end = await folder.settle();

  expect(end).toEqual({ kind: 'idle', problems: [] });
  expect(folder.server.snapshot()).toEqual({ 'a.txt': 'second' });
  expect(folder.user.listAll()).toEqual(['a.txt']);
});

test('so is an edit of a new file', async () => {
  folder.user.makeDirectory('Docs');
  await folder.settle();
  folder.user.writeFile('Docs/a.txt', 'first');
  await loseAnswer();
  folder.user.writeFile('Docs/a.txt', 'second');

  const end = await folder.settle();

  expect(end).toEqual({ kind: 'idle', problems: [] });
  expect(folder.server.snapshot()).toEqual({ Docs: undefined, 'Docs/a.txt': 'second' });
  expect(folder.user.listAll()).toEqual(['Docs', 'Docs/a.txt']);
});

test('a new file that is deleted after its answer was lost does not come back', async () => {
  folder.user.writeFile('a.txt', 'first');
  await loseAnswer();
  folder.user.remove('a.txt');

  await folder.settle();

  expect(folder.server.snapshot()).toEqual({});
  expect(folder.user.listAll()).toEqual([]);
});

test('a new file that is renamed after its answer was lost is moved on the server, not sent again', async () => {
  folder.user.writeFile('a.txt', 'first');
  await loseAnswer();
  folder.user.rename('a.txt', 'b.txt');

  await folder.settle();

  expect(folder.server.snapshot()).toEqual({ 'b.txt': 'first' });
  expect(folder.transport.calls.filter((call) => call.startsWith('upload'))).toEqual([]);
});

test('what a colleague wrote over a version whose answer was lost is a second version', async () => {
  folder.user.writeFile('a.txt', 'old');
  await folder.settle();
  folder.user.writeFile('a.txt', 'first');
  await loseAnswer();
  folder.server.writeFile('a.txt', 'theirs');
  folder.user.writeFile('a.txt', 'second');

  await folder.settle();

  expect(folder.server.snapshot()).toEqual({ 'a.txt': 'theirs', 'a.txt (v1)': 'second' });
});

test('an upload that never arrived is forgotten after a day', async () => {
  folder.server.faults.add({ kind: 'unknown-before-effect', call: 'upload', times: 1 });
  folder.user.writeFile('a.txt', 'first');
  await folder.run();
  folder.user.remove('a.txt');
  await folder.settle();
  await folder.passTime(DAY_MS + 1);
  await folder.settle();

  expect(folder.database.listBegun()).toEqual([]);
});

test('an answer that came leaves no record behind', async () => {
  folder.user.writeFile('a.txt', 'first');
  folder.server.faults.add({ kind: 'fail', call: 'upload', path: path('bad.txt'), code: 'no-permission' });
  folder.user.writeFile('bad.txt', 'bad');

  await folder.settle();

  expect(folder.database.listBegun()).toEqual([]);
});

test('a file that was sent to where another one was before is itself: an edit of the other one is no conflict', async () => {
  folder.user.writeFile('a.txt', 'a');
  folder.user.writeFile('b.txt', 'b');
  await folder.settle();
  folder.user.rename('a.txt', 'swapping');
  folder.user.rename('b.txt', 'a.txt');
  folder.user.rename('swapping', 'b.txt');
  folder.server.remove('a.txt');
  folder.filesystem.faults.add({ act: 'sync-directory', path: path(''), errno: 'EIO' });
  await folder.run();
  expect(folder.server.snapshot()).toEqual({ 'a.txt': 'b', 'b.txt': 'a' });
  folder.filesystem.faults.clear();
  await folder.restart();
  folder.user.writeFile('a.txt', 'b edited');

  await folder.settle();

  expect(folder.server.snapshot()).toEqual({ 'a.txt': 'b edited', 'b.txt': 'a' });
});

/** The next move arrives, but its answer does not; then the process ends. */
async function loseMove(): Promise<void> {
  folder.server.faults.add({ kind: 'unknown-after-effect', call: 'move', times: 1 });
  await folder.run();
  await folder.restart();
}

test('a file that is deleted after its move got no answer does not come back', async () => {
  folder.user.writeFile('a.txt', 'first');
  await folder.settle();
  folder.user.rename('a.txt', 'b.txt');
  await loseMove();
  folder.user.remove('b.txt');

  await folder.settle();

  expect(folder.server.snapshot()).toEqual({});
  expect(folder.user.listAll()).toEqual([]);
});

test('a file that is renamed again after its move got no answer has the last name on both sides', async () => {
  folder.user.writeFile('a.txt', 'first');
  await folder.settle();
  folder.user.rename('a.txt', 'b.txt');
  await loseMove();
  folder.user.rename('b.txt', 'c.txt');

  await folder.settle();

  expect(folder.server.snapshot()).toEqual({ 'c.txt': 'first' });
  expect(folder.user.listAll()).toEqual(['c.txt']);
});

test('a file that followed the server here, and was deleted there before that was written down, does not come back', async () => {
  folder.user.writeFile('a.txt', 'first');
  await folder.settle();
  folder.server.move('a.txt', 'b.txt');
  // What cannot be made durable is not written down.
  folder.filesystem.faults.add({ act: 'sync-directory', path: path(''), errno: 'EIO', times: 1 });
  await folder.run();
  await folder.restart();
  folder.server.remove('b.txt');

  await folder.settle();

  expect(folder.server.snapshot()).toEqual({});
  expect(folder.user.listAll()).toEqual([]);
});

async function renameDirectory(): Promise<void> {
  folder.user.rename('Docs', 'Papers');
  await folder.settle();
  await folder.passTime(DAY_MS);
  await folder.settle();
}

test('nor does one whose new directory was renamed before the deletion could be sent', async () => {
  folder.user.writeFile('a.txt', 'first');
  folder.user.makeDirectory('Docs');
  await folder.settle();
  folder.user.rename('a.txt', 'Docs/a.txt');
  await loseMove();
  folder.user.remove('Docs/a.txt');
  folder.server.faults.add({ kind: 'fail', call: 'remove', code: 'server-unreachable', times: 1 });
  await folder.run();

  await renameDirectory();

  expect(folder.server.snapshot()).toEqual({ Papers: undefined });
  expect(folder.user.listAll()).toEqual(['Papers']);
});

test('nor does one that followed the server into a directory that was renamed here before its deletion there was seen', async () => {
  folder.user.writeFile('a.txt', 'first');
  folder.user.makeDirectory('Docs');
  await folder.settle();
  folder.server.move('a.txt', 'Docs/a.txt');
  // What cannot be made durable is not written down.
  folder.filesystem.faults.add({ act: 'sync-directory', path: path('Docs'), errno: 'EIO', times: 1 });
  await folder.run();
  await folder.restart();
  folder.server.remove('Docs/a.txt');
  folder.filesystem.faults.add({ act: 'keep-file', path: path('Docs/a.txt'), errno: 'EBUSY', times: 1 });
  await folder.run();

  await renameDirectory();

  expect(folder.server.snapshot()).toEqual({ Papers: undefined });
  expect(folder.user.listAll()).toEqual(['Papers']);
});

test('what a colleague moves is not taken for ours: deleted here, it stays', async () => {
  folder.user.writeFile('a.txt', 'first');
  await folder.settle();
  folder.server.move('a.txt', 'b.txt');
  folder.user.remove('a.txt');

  await folder.settle();

  expect(folder.server.snapshot()).toEqual({ 'b.txt': 'first' });
});

test('moves whose answer came leave no record behind', async () => {
  folder.user.writeFile('a.txt', 'a');
  folder.user.writeFile('c.txt', 'c');
  await folder.settle();
  folder.user.rename('a.txt', 'b.txt');
  folder.server.move('c.txt', 'd.txt');

  await folder.settle();

  expect(folder.database.listBegun()).toEqual([]);
});

test('a move that never arrived is forgotten after a day', async () => {
  folder.user.writeFile('a.txt', 'a');
  await folder.settle();
  folder.user.rename('a.txt', 'b.txt');
  folder.server.faults.add({ kind: 'unknown-before-effect', call: 'move', times: 1 });
  await folder.run();
  folder.user.rename('b.txt', 'a.txt');
  await folder.settle();
  await folder.passTime(DAY_MS + 1);
  await folder.settle();

  expect(folder.database.listBegun()).toEqual([]);
});

test('a detour that got no answer is tried under the same private name, as it may still arrive', async () => {
  folder.user.writeFile('a.txt', 'a');
  folder.user.writeFile('b.txt', 'b');
  await folder.settle();
  folder.user.rename('a.txt', 'c.txt');
  folder.user.rename('b.txt', 'a.txt');
  folder.user.rename('c.txt', 'b.txt');
  folder.server.faults.add({ kind: 'unknown-before-effect', call: 'move', times: 2 });

  await folder.run();
  const names = folder.database.listParked().map(({ parkName }) => parkName);
  await folder.passTime(60_000);
  await folder.run();

  expect(names.length).toBeGreaterThan(0);
  expect(folder.database.listParked().map(({ parkName }) => parkName)).toEqual(names);
});
