import { expect, test } from 'vitest';
import type { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import { syncedFolder } from '#sync-engine/testing/builders/synced-folder.ts';

test('a file that was renamed here and edited on both sides has two versions, and neither is there twice', async () => {
  const folder = await syncedFolder({ 'a.txt': 'old' });
  folder.server.writeFile('a.txt', 'theirs');
  folder.user.rename('a.txt', 'b.txt');
  folder.user.writeFile('b.txt', 'mine');
  folder.server.faults.add({ kind: 'fail', call: 'move', code: 'locked-on-server', times: 1 });

  await folder.run();

  expect(folder.user.readFile('b.txt')).toBe('mine');
  await folder.passTime(60_000);
  await folder.settle();
  expect(folder.server.snapshot()).toEqual({ 'b.txt': 'theirs', 'b.txt (v1)': 'mine' });
  expect(folder.user.listAll()).toEqual(['b.txt', 'b.txt (v1)']);
});

test('nor is it when another file has come to the new name on the server', async () => {
  const folder = await syncedFolder({ 'a.txt': 'old' });
  folder.server.writeFile('a.txt', 'theirs');
  folder.server.writeFile('b.txt', 'another');
  folder.user.rename('a.txt', 'b.txt');
  folder.user.writeFile('b.txt', 'mine');

  await folder.settle();

  expect(folder.server.snapshot()).toEqual({ 'b.txt': 'another', 'b.txt (v1)': 'theirs', 'b.txt (v1) (v1)': 'mine' });
  expect(folder.user.listAll()).toEqual(['b.txt', 'b.txt (v1)', 'b.txt (v1) (v1)']);
});

test.each([
  { where: 'here', rename: (folder: FakeFolder) => folder.user.rename('Akten', 'Ablage') },
  { where: 'on the server', rename: (folder: FakeFolder) => folder.server.move('Akten', 'Ablage') },
])('two versions in a directory that was renamed $where are still two versions', async ({ rename }) => {
  const folder = await syncedFolder({ 'Akten/a.txt': 'old', 'Akten/b.txt': 'b', 'Post/c.txt': 'c' });
  folder.server.writeFile('Akten/a.txt', 'theirs');
  folder.user.writeFile('Akten/a.txt', 'mine');
  await folder.settle();
  rename(folder);

  await folder.run();

  expect(folder.database.listConflicts()).toMatchObject([{ state: { kind: 'open' } }]);
  await folder.settle();
  expect(folder.user.listAll()).toContain('Ablage/a.txt (v1)');
  expect(folder.database.listConflicts()).toMatchObject([{ path: 'Ablage/a.txt', state: { kind: 'open' } }]);
});
