import { expect, test } from 'vitest';
import { PARK_PREFIX } from '#sync-engine/filesystem/filesystem.ts';
import { syncedFolder } from '#sync-engine/testing/builders/synced-folder.ts';

test('a file that was moved into a directory which another computer is just renaming is not deleted here', async () => {
  const folder = await syncedFolder({ 'a.txt': 'a', 'Docs/b.txt': 'b' });
  const aside = `${PARK_PREFIX}other-1`;
  folder.server.move('a.txt', 'Docs/a.txt');
  folder.server.move('Docs', aside);

  await folder.settle();

  expect([folder.user.readFile('a.txt'), folder.disk.kept.size]).toEqual(['a', 0]);
  folder.server.move(aside, 'New');
  expect(await folder.settle()).toEqual({ kind: 'idle', problems: [] });
  expect(folder.user.listAll()).toEqual(['New', 'New/a.txt', 'New/b.txt']);
  expect(folder.disk.kept.size).toBe(0);
});
