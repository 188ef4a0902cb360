import { expect, test } from 'vitest';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';

test('what an act has put into the safety store before it failed stays listed there, with where it came from', async () => {
  const folder = new FakeFolder();
  folder.user.writeFile('a.txt', 'mine');
  await folder.settle();
  folder.server.writeFile('a.txt', 'theirs');
  const { filesystem } = folder;
  const place = filesystem.place.bind(filesystem);
  filesystem.place = async (request) => {
    filesystem.place = place;
    if (request.displaced.kind !== 'keep') throw new Error('a version that is kept was expected');
    await filesystem.keepFile(request.target, request.expect, request.displaced.keepId);
    // Right then somebody saves under the free name.
    folder.user.writeFile('a.txt', 'saved meanwhile');
    return { kind: 'refused', reason: 'exists' };
  };

  await folder.run();

  expect(folder.database.listKept()).toMatchObject([
    { originalPath: 'a.txt', reason: 'replaced-by-server-version', sizeBytes: 4 },
  ]);
});

test('what an act could not put into the safety store is not listed there', async () => {
  const folder = new FakeFolder();
  folder.user.writeFile('a.txt', 'mine');
  await folder.settle();
  folder.server.writeFile('a.txt', 'theirs');
  const { filesystem } = folder;
  const place = filesystem.place.bind(filesystem);
  filesystem.place = () => {
    filesystem.place = place;
    return Promise.resolve({ kind: 'refused', reason: 'changed-meanwhile' });
  };

  await folder.run();

  expect(folder.database.listKept()).toEqual([]);
});
