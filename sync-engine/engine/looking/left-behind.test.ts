import { beforeEach, describe, expect, test } from 'vitest';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';

/** Longer than a name may be here. */
const IMPOSSIBLE_NAME = 'ä'.repeat(140);

let folder: FakeFolder;

beforeEach(async () => {
  folder = new FakeFolder();
  folder.user.writeFile('Docs/a.txt', 'a');
  folder.user.writeFile('b.txt', 'b');
  await folder.settle();
});

async function findCodes(): Promise<Readonly<Record<string, string>>> {
  const end = await folder.settle();
  if (end.kind !== 'idle') throw new Error(`ended as ${end.kind}`);
  return Object.fromEntries(end.problems.map(({ path, code }) => [path, code]));
}

describe('a file edited here that the server has moved into a folder which takes no part here stays, and is named', () => {
  test.each([
    ['has an excluded name here', () => folder.user.rename('Docs', 'Docs~'), { Docs: 'moved-out-of-sight' }],
    [
      'has a name here that the server refuses',
      () => folder.user.rename('Docs', 'x-chunking-1-2-0'),
      { 'x-chunking-1-2-0': 'name-not-allowed-on-server' },
    ],
    [
      'cannot be read',
      () => folder.filesystem.unreadable.set('Docs' as RelativePath, 'unreadable'),
      { Docs: 'unreadable' },
    ],
  ])('because it %s', async (_why, act, ofFolder) => {
    act();
    folder.server.move('b.txt', 'Docs/b.txt');
    folder.user.writeFile('b.txt', 'edited');

    const codes = await findCodes();

    expect(codes).toMatchObject({ ...ofFolder, 'b.txt': 'moved-out-of-sight-on-server' });
    expect([folder.user.readFile('b.txt'), folder.server.readFile('Docs/b.txt')]).toEqual(['edited', 'b']);
  });
});

test('its edit is sent when the folder takes part again', async () => {
  folder.user.rename('Docs', 'Docs~');
  folder.server.move('b.txt', 'Docs/b.txt');
  folder.user.writeFile('b.txt', 'edited');
  await folder.settle();

  folder.user.rename('Docs~', 'Docs');

  expect(await findCodes()).toEqual({});
  expect([folder.user.readFile('Docs/b.txt'), folder.server.readFile('Docs/b.txt')]).toEqual(['edited', 'edited']);
});

test('a folder to which the server gives an impossible name is named here once, and so is what it has moved into it', async () => {
  folder.server.move('Docs', IMPOSSIBLE_NAME);
  folder.server.move('b.txt', `${IMPOSSIBLE_NAME}/b.txt`);
  folder.user.writeFile('Docs/a.txt', 'edited');

  expect(await findCodes()).toEqual({
    [IMPOSSIBLE_NAME]: 'name-not-allowed-here',
    Docs: 'moved-out-of-sight-on-server',
    'b.txt': 'moved-out-of-sight-on-server',
  });
  expect(await folder.why('Docs/a.txt')).toMatchObject({ code: 'moved-out-of-sight-on-server' });
});

test('where the problem of an item is told already, nothing is added', async () => {
  folder.server.getNode('b.txt').isDamaged = true;
  folder.server.writeFile('c.txt', 'c');

  expect(await findCodes()).toEqual({ 'b.txt': 'item-damaged-on-server' });
});
