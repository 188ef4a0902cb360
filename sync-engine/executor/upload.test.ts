import { expect, test } from 'vitest';
import type { RelativePath } from '#sync-engine/core/model/relative-path.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';

const MEBIBYTE = 2 ** 20;

/** Codes of what was tried and not done. */
function failuresOf(folder: FakeFolder): readonly string[] {
  return folder.events.flatMap((event) => (event.type === 'not-done' ? [event.error.code] : []));
}

test('a file that is cut off while it is read is sent when it is whole again, and stops nothing else', async () => {
  const folder = new FakeFolder();
  folder.user.writeFile('Aktennotiz.txt', 'first version');
  folder.user.writeFile('other.txt', 'other');
  const open = folder.filesystem.openFile.bind(folder.filesystem);
  folder.filesystem.openFile = async (path) => {
    const opened = await open(path);
    if (path !== ('Aktennotiz.txt' as RelativePath)) return opened;
    folder.filesystem.openFile = open;
    folder.user.writeFile('Aktennotiz.txt', 'second');
    return opened;
  };

  await folder.settle();

  expect(folder.server.snapshot()).toEqual({ 'Aktennotiz.txt': 'second', 'other.txt': 'other' });
});

test('bytes that were saved after the look never go up as those that the look has read', async () => {
  const folder = new FakeFolder();
  folder.user.writeFile('video', Buffer.alloc(9 * MEBIBYTE, 'a'));
  await folder.settle();
  const callsBefore = folder.transport.calls.length;
  folder.user.writeFile('video', Buffer.alloc(9 * MEBIBYTE, 'b'));
  const open = folder.filesystem.openFile.bind(folder.filesystem);
  folder.filesystem.openFile = (path) => {
    folder.filesystem.openFile = open;
    folder.user.writeFile('video', Buffer.alloc(9 * MEBIBYTE, 'c'));
    return open(path);
  };

  await folder.settle();

  expect(failuresOf(folder)).toEqual([]);
  expect(folder.transport.calls.slice(callsBefore).filter((call) => call.startsWith('upload '))).toEqual([
    'upload video',
  ]);
  expect(folder.server.readFile('video')).toBe('c'.repeat(9 * MEBIBYTE));
});

test('a large file that is written to while it is sent never gets its last byte sent, and goes anew', async () => {
  const folder = new FakeFolder({ pieceBytes: 4 * MEBIBYTE });
  folder.user.writeFile('video', Buffer.alloc(9 * MEBIBYTE, 'a'));
  let pieces = 0;
  folder.server.faults.onCall = (call) => {
    if (call !== 'upload-piece') return;
    pieces += 1;
    if (pieces === 2) folder.user.writeFile('video', Buffer.alloc(9 * MEBIBYTE, 'b'));
  };

  await folder.settle();

  expect(failuresOf(folder)).toEqual(['still-changing']);
  expect(folder.server.readFile('video')).toBe('b'.repeat(9 * MEBIBYTE));
});

test('a large file that becomes shorter while it is sent goes anew, and no disk is blamed for it', async () => {
  const folder = new FakeFolder({ pieceBytes: 4 * MEBIBYTE });
  folder.user.writeFile('video', Buffer.alloc(9 * MEBIBYTE, 'a'));
  let pieces = 0;
  folder.server.faults.onCall = (call) => {
    if (call !== 'upload-piece') return;
    pieces += 1;
    if (pieces === 2) folder.user.writeFile('video', Buffer.alloc(5 * MEBIBYTE, 'b'));
  };

  await folder.settle();

  expect(failuresOf(folder)).toEqual(['still-changing']);
  expect(folder.server.readFile('video')).toBe('b'.repeat(5 * MEBIBYTE));
});

test('a large file that had other bytes for a while never gets them mixed with the old ones', async () => {
  const folder = new FakeFolder({ pieceBytes: 4 * MEBIBYTE });
  folder.user.writeFile('video', Buffer.alloc(9 * MEBIBYTE, 'a'));
  let pieces = 0;
  folder.server.faults.onCall = (call) => {
    if (call !== 'upload-piece') return;
    pieces += 1;
    if (pieces === 2) folder.user.writeFile('video', Buffer.alloc(9 * MEBIBYTE, 'b'));
    if (pieces === 3) folder.user.writeFile('video', Buffer.alloc(9 * MEBIBYTE, 'a'));
  };

  await folder.settle();

  expect(new Set(failuresOf(folder))).toEqual(new Set(['still-changing']));
  expect(folder.server.readFile('video')).toBe('a'.repeat(9 * MEBIBYTE));
});

test('an upload that is cut off goes on at once as long as it gets ahead, and is no failure', async () => {
  const folder = new FakeFolder({ pieceBytes: MEBIBYTE });
  folder.user.writeFile('video', Buffer.alloc(9 * MEBIBYTE, 'a'));
  for (const passes of [2, 3, 1]) {
    folder.server.faults.add({ kind: 'fail', call: 'upload-piece', passes, times: 1, code: 'server-unreachable' });
  }

  await folder.settle();

  expect(folder.events.filter(({ type }) => type === 'not-done')).toEqual([]);
  expect(folder.transport.calls.filter((call) => call.startsWith('upload '))).toHaveLength(4);
  expect(folder.server.readFile('video')?.length).toBe(9 * MEBIBYTE);
});
