import { expect, test } from 'vitest';
import type { RelativePath } from '#sync-engine/core/model/relative-path.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';

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
