import { beforeEach, expect, test } from 'vitest';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';

const LAST = 'last.txt' as RelativePath;

let folder: FakeFolder;
beforeEach(async () => {
  folder = new FakeFolder();
  folder.user.writeFile('plan.txt', 'plan');
  folder.user.writeFile('old.txt', 'old');
  await folder.settle();
  folder.user.writeFile('last.txt', 'last');
  await folder.settle();
  await folder.restart();
});

/** The disk is mounted anew, and syncing begins again. Why both sides were united; nothing when they were not. */
async function comeBack(): Promise<readonly string[]> {
  folder.disk.device += 40n;
  await folder.settle();
  return folder.events.flatMap((event) => (event.type === 'united' ? [event.why] : []));
}

test('a disk that comes back under another number keeps its base: an edit is sent, a deletion followed, nothing doubled', async () => {
  folder.user.writeFile('plan.txt', 'edited at home');
  folder.user.remove('old.txt');
  folder.server.writeFile('last.txt', 'edited by others');

  expect(await comeBack()).toEqual([]);
  expect(folder.server.snapshot()).toEqual({ 'plan.txt': 'edited at home', 'last.txt': 'edited by others' });
  expect(folder.user.listAll()).toEqual(['last.txt', 'plan.txt']);
});

test('it is told as the same disk each time', async () => {
  expect(await comeBack()).toEqual([]);
  await folder.restart();
  expect(await comeBack()).toEqual([]);

  expect(folder.database.loadIdentity()?.localRootDevice).toBe(folder.disk.device);
});

test('nothing is sent or read anew for the other number', async () => {
  const before = folder.server.snapshot();
  await comeBack();

  expect(folder.server.snapshot()).toEqual(before);
  expect(folder.events.filter(({ type }) => type === 'done')).toHaveLength(3);
});

test('an older state of the disk is united, because what it has not yet would seem deleted', async () => {
  folder.user.remove('last.txt');

  expect(await comeBack()).toEqual(['other-local-folder']);
  expect(folder.server.snapshot()).toHaveProperty(['last.txt'], 'last');
});

test('a copy of the files is united, although one has the same inode by chance', async () => {
  const node = folder.disk.find(LAST);
  if (node === undefined) throw new Error('no such file');
  folder.disk.attach(LAST, { ...node, birthNs: node.birthNs + 1n });

  expect(await comeBack()).toEqual(['other-local-folder']);
});

test('where the file that was written last was saved anew since, nothing is proven, and both sides are united', async () => {
  folder.user.saveByRename(LAST, 'saved at home');

  expect(await comeBack()).toEqual(['other-local-folder']);
});

test('a file that was changed in its place since proves it still', async () => {
  folder.user.writeFile(LAST, 'edited at home');

  expect(await comeBack()).toEqual([]);
  expect(folder.server.readFile(LAST)).toBe('edited at home');
});

test('a disk with the mark of another session is united', async () => {
  folder.disk.privateTexts.set('session', 'of an earlier run');

  expect(await comeBack()).toContain('other-local-folder');
});
