import { expect, test } from 'vitest';
import type { RelativePath } from '#sync-engine/core/model/relative-path.ts';
import { LocalDiscovery } from '#sync-engine/discovery/local-discovery.ts';
import { syncedFolder } from '#sync-engine/testing/builders/synced-folder.ts';

// Cases of docs/data-loss-cases.md that no other test plays with the whole engine.

const path = (text: string) => text as RelativePath;

test('a download that meets a full disk leaves the good file in its place', async () => {
  const folder = await syncedFolder({ 'a.txt': 'good' });
  folder.server.writeFile('a.txt', 'newer');
  folder.filesystem.faults.add({ act: 'place', path: path('a.txt'), errno: 'ENOSPC', times: 1 });

  const full = await folder.settle();

  expect([full.kind, folder.user.readFile('a.txt')]).toEqual(['waiting', 'good']);
  await folder.passTime(60_000);
  await folder.settle();
  expect([folder.user.readFile('a.txt'), folder.server.readFile('a.txt')]).toEqual(['newer', 'newer']);
});

test('a download that was cut off is not taken for the file', async () => {
  const folder = await syncedFolder({ 'a.txt': 'good' });
  folder.server.writeFile('a.txt', 'a newer version');
  folder.server.faults.add({ kind: 'truncate', call: 'download', afterBytes: 3, times: 1 });

  await folder.run();

  expect([folder.user.readFile('a.txt'), folder.server.readFile('a.txt')]).toEqual(['good', 'a newer version']);
  await folder.passTime(60_000);
  await folder.settle();
  expect(folder.user.readFile('a.txt')).toBe('a newer version');
});

test('a file that could not be downloaded is not deleted on the server, over restarts', async () => {
  const folder = await syncedFolder({ 'a.txt': 'a' });
  folder.server.writeFile('b.txt', 'b');
  folder.server.faults.add({ kind: 'fail', call: 'download', code: 'server-error', times: 3 });
  for (let session = 0; session < 3; session += 1) {
    await folder.settle();
    await folder.restart();
  }

  expect(folder.server.snapshot()).toEqual({ 'a.txt': 'a', 'b.txt': 'b' });
});

test('a new exclude pattern deletes nothing on either side, and neither does taking it away', async () => {
  const folder = await syncedFolder({ 'a.txt': 'a', 'b.tmp': 'b', 'Docs.tmp/c.txt': 'c' });
  const before = [folder.user.listAll(), folder.server.snapshot()];
  for (const endings of [['~', '.tmp'], ['~']]) {
    await folder.restart();
    folder.excludedEndings = endings;

    expect((await folder.settle()).kind).toBe('idle');
    expect([folder.user.listAll(), folder.server.snapshot()]).toEqual(before);
  }
});

test('an old sync database from a backup unites both sides and deletes nothing', async () => {
  const folder = await syncedFolder({ 'a.txt': 'a', 'b.txt': 'b' });
  const backup = folder.copyDatabase();
  folder.user.remove('b.txt');
  await folder.settle();
  folder.server.writeFile('b.txt', 'b again');
  folder.server.writeFile('c.txt', 'c');
  await folder.settle();
  await folder.restart();
  await folder.settle();
  await folder.restart();
  folder.restoreDatabase(backup);
  folder.server.remove('a.txt');
  folder.events.length = 0;

  await folder.settle();

  expect(folder.events).toContainEqual({ type: 'united', why: 'old-database' });
  expect(folder.user.listAll()).toEqual(['a.txt', 'b.txt', 'c.txt']);
  expect(folder.server.snapshot()).toEqual({ 'a.txt': 'a', 'b.txt': 'b again', 'c.txt': 'c' });
});

test('a crash between the two marks of a session is no old database', async () => {
  const folder = await syncedFolder({ 'a.txt': 'a' });
  await folder.restart();
  folder.filesystem.faults.add({ act: 'write-private', path: path(''), errno: 'EIO', times: 1 });
  await folder.settle();
  await folder.restart();
  await folder.settle();
  await folder.restart();
  await folder.settle();

  expect(folder.events.filter(({ type }) => type === 'united')).toEqual([]);
});

test('a conflict on a second version keeps all three', async () => {
  const folder = await syncedFolder({ 'a.txt': 'base' });
  folder.user.writeFile('a.txt', 'mine');
  folder.server.writeFile('a.txt', 'theirs');
  await folder.settle();
  folder.user.writeFile('a.txt (v1)', 'mine again');
  folder.server.writeFile('a.txt (v1)', 'theirs again');

  await folder.settle();

  expect(folder.server.snapshot()).toEqual({
    'a.txt': 'theirs',
    'a.txt (v1)': 'theirs again',
    'a.txt (v1) (v1)': 'mine again',
  });
});

test('a scan that was stopped in the middle proves no absence', async () => {
  const folder = await syncedFolder({ 'Docs/a.txt': 'a', 'Other/b.txt': 'b' });
  const names = { isExcluded: () => false, checkName: () => undefined };
  const discovery = new LocalDiscovery(folder.filesystem, names, folder.clock);
  const stop = new AbortController();
  folder.filesystem.faults.onAct = (act, place) => {
    if (act === 'read-directory' && place !== '') stop.abort();
  };

  const stopped = await discovery.look({ kind: 'everything' }, stop.signal);
  const next = await discovery.look({ kind: 'directories', paths: [] }, new AbortController().signal);

  expect(stopped).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  expect(next.ok && next.value.items.map((item) => item.path).toSorted()).toEqual([
    'Docs',
    'Docs/a.txt',
    'Other',
    'Other/b.txt',
  ]);
});

test('maintenance of the server takes nothing away here', async () => {
  const folder = await syncedFolder({ 'a.txt': 'a', 'b.txt': 'b' });
  folder.server.remove('a.txt');
  folder.server.faults.add({ kind: 'fail', call: 'list', code: 'server-maintenance', times: 1 });

  const end = await folder.run();

  expect(end).toMatchObject({ kind: 'stopped', error: { code: 'server-maintenance' } });
  expect(folder.user.listAll()).toEqual(['a.txt', 'b.txt']);
});

test('a changed file that no hint ever named is found by the next full look', async () => {
  const folder = await syncedFolder({ 'a.txt': 'old' });
  folder.user.writeFile('a.txt', 'new');

  await folder.run({ kind: 'directories', paths: [] });
  const unseen = folder.server.readFile('a.txt');
  await folder.run({ kind: 'everything' });

  expect([unseen, folder.server.readFile('a.txt')]).toEqual(['old', 'new']);
});

test('what both sides have is not agreed on before its names here are on the disk, whoever gave them', async () => {
  const folder = await syncedFolder({});
  folder.user.writeFile('a.txt', 'same');
  folder.server.writeFile('a.txt', 'same');
  folder.filesystem.faults.add({ act: 'sync-directory', path: path(''), errno: 'EIO', times: 1 });

  await folder.run();
  expect([...folder.database.loadBase().values()]).toEqual([]);

  await folder.settle();
  expect([...folder.database.loadBase().values()]).toMatchObject([{ name: 'a.txt' }]);
});
