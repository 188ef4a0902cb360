import { expect, test } from 'vitest';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import { PHOTOS, syncedFolder } from '#sync-engine/testing/builders/photo-folder.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';

const { signal } = new AbortController();

/** A folder whose deselected directory holds others that no look has ever shown. */
async function deselected(folder = new FakeFolder()): Promise<FakeFolder> {
  await syncedFolder(PHOTOS, folder);
  await folder.deselect('Fotos');
  await folder.settle();
  for (const path of ['Fotos/Plan', 'Fotos/Plan/Tief', 'Fotos/Plan/Tief/Bauplan', 'Docs/Plan B']) {
    folder.server.makeDirectory(path);
  }
  await folder.settle();
  return folder;
}

async function search(folder: FakeFolder, text: string, isFurther: boolean) {
  const searched = await (await folder.open()).selection.search({ text, limit: 200, isFurther, signal });
  if (!searched.ok) throw new Error(searched.error.code);
  const { directories, progress } = searched.value;
  return { paths: directories.map(({ path }) => path), ...progress };
}

test('a search tells at once what sync has seen, asks no server, and says that something is left', async () => {
  const folder = await deselected();
  const before = folder.transport.requestCount;

  expect(await search(folder, 'plan', false)).toEqual({
    paths: ['Docs/Plan B'],
    searched: 0,
    waiting: 1,
    unreadable: 0,
  });
  expect(folder.transport.requestCount).toBe(before);
});

test('it goes on into what is kept away, level by level, until nothing waits', async () => {
  const folder = await deselected();

  const steps = [];
  for (let waiting = 1; waiting > 0;) {
    const step = await search(folder, 'plan', true);
    steps.push([step.searched, step.waiting]);
    ({ waiting } = step);
  }

  expect(steps).toEqual([
    [1, 2],
    [3, 1],
    [4, 1],
    [5, 0],
  ]);
  const found = ['Docs/Plan B', 'Fotos/Plan', 'Fotos/Plan/Tief/Bauplan'];
  expect((await search(folder, 'PLAN', false)).paths).toEqual(found);
  expect(folder.user.listAll()).not.toContain('Fotos');
});

test('another text is looked for in what was listed without a request, and anew when nobody has searched for minutes', async () => {
  const folder = await deselected();
  for (let step = 0; step < 4; step += 1) await search(folder, 'plan', true);
  folder.server.makeDirectory('Fotos/Tiefbau');
  const before = folder.transport.requestCount;

  expect((await search(folder, 'tief', true)).paths).toEqual(['Fotos/Plan/Tief']);
  expect(folder.transport.requestCount).toBe(before);
  await folder.passTime(6 * 60_000);
  expect((await search(folder, 'tief', true)).paths).toEqual(['Fotos/Tiefbau']);
});

test('a directory that may not be listed is counted, and the rest is searched', async () => {
  const folder = await deselected();
  folder.server.faults.add({
    kind: 'fail',
    call: 'list',
    path: 'Fotos/2025' as RelativePath,
    code: 'no-permission',
    times: 1,
  });

  for (let step = 0; step < 3; step += 1) await search(folder, 'plan', true);

  expect(await search(folder, 'plan', true)).toMatchObject({ searched: 4, waiting: 0, unreadable: 1 });
});

test('a server that is away ends the search with the reason, and what was listed stays', async () => {
  const folder = await deselected();
  await search(folder, 'plan', true);
  folder.server.faults.add({ kind: 'fail', call: 'list', code: 'server-unreachable', times: 9 });

  const failed = await (await folder.open()).selection.search({ text: 'plan', limit: 200, isFurther: true, signal });

  expect(failed).toMatchObject({ ok: false, error: { code: 'server-unreachable' } });
  expect((await search(folder, 'plan', false)).paths).toEqual(['Docs/Plan B', 'Fotos/Plan']);
});

test('the search of the server says where to look first, and is believed nothing', async () => {
  const folder = await deselected(new FakeFolder({ hasSearch: true }));
  for (let index = 0; index < 100; index += 1) folder.server.makeDirectory(`Fotos/Album ${index}`);
  for (const path of ['Fotos/Zuletzt', 'Fotos/Zuletzt/Bauplan Süd']) folder.server.makeDirectory(path);

  await search(folder, 'bauplan', true);
  const second = await search(folder, 'bauplan', true);

  expect(second).toMatchObject({ paths: ['Fotos/Zuletzt/Bauplan Süd'], searched: 25 });
  expect(second.waiting).toBeGreaterThan(70);
  expect(folder.transport.calls.filter((call) => call.startsWith('search'))).toHaveLength(1);
});

test('a search of the server that fails costs nothing but the order', async () => {
  const folder = await deselected(new FakeFolder({ hasSearch: true }));
  folder.server.faults.add({ kind: 'fail', call: 'search', code: 'server-error' });

  for (let step = 0; step < 4; step += 1) await search(folder, 'bauplan', true);

  expect((await search(folder, 'bauplan', false)).paths).toEqual(['Fotos/Plan/Tief/Bauplan']);
});
