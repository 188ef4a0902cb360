import { expect, test } from 'vitest';
import type { RelativePath } from '#sync-engine/core/model/relative-path.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';

const DIRECTORIES = ['Akten', 'Akten/Alt', 'Akten/Alt/Älter', 'Pläne', 'Post'];
const FILES_IN_EACH = 4;

/** A folder that plans for a directory at a time, where all is new. */
function createFolder(): FakeFolder {
  return new FakeFolder({ portionItems: FILES_IN_EACH });
}

function fill(side: FakeFolder['user'] | FakeFolder['server']): void {
  for (const directory of DIRECTORIES) {
    side.makeDirectory(directory);
    for (let number = 0; number < FILES_IN_EACH; number += 1)
      side.writeFile(`${directory}/${number}.odt`, `${directory} ${number}`);
  }
}

/** Files of the plan of each run until nothing is left to do. */
async function listPlanSizes(folder: FakeFolder): Promise<readonly number[]> {
  await folder.settle();
  return folder.events.flatMap((event) => (event.type === 'planned' ? [event.operations.length] : []));
}

test.each([
  ['here', (folder: FakeFolder) => folder.user],
  ['on the server', (folder: FakeFolder) => folder.server],
])('what is new %s is synced in portions, none much larger than another', async (_where, findSide) => {
  const folder = createFolder();
  fill(findSide(folder));

  const sizes = await listPlanSizes(folder);

  expect(Object.keys(folder.server.snapshot()).length).toBe(DIRECTORIES.length * (FILES_IN_EACH + 1));
  expect(folder.user.listAll().length).toBe(DIRECTORIES.length * (FILES_IN_EACH + 1));
  expect(sizes.length).toBeGreaterThanOrEqual(DIRECTORIES.length);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(2 * FILES_IN_EACH + 2);
  expect(folder.state.kind).toBe('in-sync');
});

test('equal trees on both sides are adopted in portions, and nothing is transferred', async () => {
  const folder = createFolder();
  fill(folder.user);
  fill(folder.server);

  expect(await listPlanSizes(folder)).toEqual([]);
  expect(folder.database.loadBase().size).toBe(DIRECTORIES.length * (FILES_IN_EACH + 1));
  expect(folder.state.kind).toBe('in-sync');
});

test('an edit and a deletion do not wait for what is new', async () => {
  const folder = createFolder();
  folder.user.writeFile('Alt/a.odt', 'a');
  folder.user.writeFile('Alt/b.odt', 'b');
  await folder.settle();
  fill(folder.user);
  folder.user.writeFile('Alt/a.odt', 'anders');

  await folder.run();

  expect(folder.server.snapshot()['Alt/a.odt']).toBe('anders');
  expect(Object.keys(folder.server.snapshot()).length).toBeLessThan(DIRECTORIES.length * FILES_IN_EACH);
});

test('what the server refuses in one portion does not keep the others back', async () => {
  const folder = createFolder();
  fill(folder.user);
  folder.server.faults.add({ kind: 'fail', call: 'upload', path: 'Akten' as RelativePath, code: 'locked-on-server' });
  folder.server.faults.add({ kind: 'fail', call: 'upload', path: 'Pläne' as RelativePath, code: 'locked-on-server' });

  const end = await folder.settle();

  expect(Object.keys(folder.server.snapshot()).filter((path) => path.startsWith('Post/')).length).toBe(FILES_IN_EACH);
  expect(end.kind === 'waiting' ? end.problems.length : end.kind).toBe(4 * FILES_IN_EACH);
});
