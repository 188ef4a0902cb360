import { expect, it } from 'vitest';
import { openGeneratedServer } from './generated-server.ts';
import { findEntry, listChildren } from './generated-tree.ts';

/** All entries below a directory. */
function listAll(path: string, entries: number): readonly string[] {
  return listChildren(path, entries).flatMap((child) => [
    child.path,
    ...(child.path.endsWith('/') ? listAll(child.path, entries) : []),
  ]);
}

it.each([0, 1, 2, 101, 102, 10_101, 10_102, 25_000])(
  'the tree holds %i entries, each with a number of its own',
  (entries) => {
    const paths = listAll('', entries);

    expect(paths.map((path) => findEntry(path, entries)?.number)).toEqual(paths.map((_, index) => index + 1));
    expect(paths).toHaveLength(entries);
  },
);

it.each(['Teil 0', 'Teil 0/Ordner 100/', 'Teil 0/Ordner 0/Akte 100.txt', 'Teil 9/', 'anderes/'])(
  'the tree has no %s',
  (path) => {
    expect(findEntry(path, 20_000)).toBeUndefined();
  },
);

it('the server lists one directory at a time and refuses to list everything at once', async () => {
  await using server = await openGeneratedServer(500);
  const ask = async (path: string, depth: string) => {
    const answer = await fetch(`${server.url}/remote.php/dav/files/anna/${path}`, {
      method: 'PROPFIND',
      headers: { depth },
    });
    return { status: answer.status, count: (await answer.text()).split('<d:response>').length - 1 };
  };

  expect(await ask('', '0')).toEqual({ status: 207, count: 1 });
  expect(await ask('Teil%200/Ordner%200', '1')).toEqual({ status: 207, count: 101 });
  expect(await ask('', 'infinity')).toMatchObject({ status: 400 });
  expect(await ask('nichts', '1')).toMatchObject({ status: 404 });
  expect(server.readTraffic().requests).toBe(4);
});

it('says of a directory with nothing in it that it holds no bytes', async () => {
  await using server = await openGeneratedServer(10_102);
  const readSizes = async (path: string): Promise<readonly string[]> => {
    const answer = await fetch(`${server.url}/remote.php/dav/files/anna/${path}`, {
      method: 'PROPFIND',
      headers: { depth: '1' },
    });
    return [...(await answer.text()).matchAll(/<oc:size>(\d+)/g)].map(([, size = '']) => size);
  };

  expect(await readSizes('')).toEqual(['100', '100', '0']);
  expect(await readSizes('Teil%201')).toEqual(['0']);
});
