import { expect, test } from 'vitest';
import { DISK_RESERVE_BYTES } from '#sync-engine/core/model/disk-reserve.ts';
import type { RelativePath } from '#sync-engine/core/model/relative-path.ts';
import { FakeDisk } from '#sync-engine/filesystem/fake-disk.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';

const DIRECTORIES = ['Akten', 'Akten/Alt', 'Akten/Alt/Älter', 'Pläne', 'Post'];
const FILES_IN_EACH = 4;

/** A folder that plans for a directory at a time, where all is new. */
function createFolder(disk = new FakeDisk()): FakeFolder {
  return new FakeFolder({ portionItems: FILES_IN_EACH, disk });
}

function fill(side: FakeFolder['user'] | FakeFolder['server'], directories: readonly string[] = DIRECTORIES): void {
  for (const directory of directories) {
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

test('what was on the server from the beginning is not asked about, however small the portions', async () => {
  const folder = createFolder();
  for (const side of [folder.user, folder.server]) {
    fill(side, ['A']);
    side.makeDirectory('B');
  }
  folder.server.makeDirectory('B/New');
  folder.server.writeFile('B/New/x', 'x');
  await folder.choose({ kind: 'new-directories', rule: { kind: 'ask' } });

  await folder.settle();

  expect(folder.events.filter(({ type }) => type === 'new-directory')).toEqual([]);
  expect(folder.database.loadSelection()).toMatchObject({ choices: [], isSettled: true });
  expect(folder.user.readFile('B/New/x')).toBe('x');
});

test('a directory whose name cannot be held here takes no room in portions', async () => {
  const folder = createFolder();
  const unholdable = 'ü'.repeat(128);
  fill(folder.server, [unholdable, `${unholdable}/innen`, ...DIRECTORIES, 'x', `${unholdable}/x`]);

  const sizes = await listPlanSizes(folder);

  expect(folder.user.listAll().length).toBe((DIRECTORIES.length + 1) * (FILES_IN_EACH + 1));
  expect(Math.max(...sizes)).toBeLessThanOrEqual(2 * FILES_IN_EACH + 2);
  expect(await folder.run()).toMatchObject({ kind: 'idle', problems: [{ code: 'name-not-allowed-here' }] });
});

test('a directory with a problem that is full of what is synced leaves room in portions', async () => {
  const folder = createFolder();
  for (let number = 0; number < 2 * FILES_IN_EACH; number += 1) folder.user.writeFile(`${number}.odt`, `${number}`);
  folder.user.makeLink('Verknüpfung');
  await folder.settle();
  const before = folder.events.length;
  fill(folder.server, ['Akten', 'Akten/Alt', 'Pläne']);

  await folder.settle();

  const sizes = folder.events
    .slice(before)
    .flatMap((event) => (event.type === 'planned' ? [event.operations.length] : []));
  expect(folder.user.listAll()).toContain('Akten/Alt/3.odt');
  expect(sizes.length).toBeGreaterThanOrEqual(3);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(2 * FILES_IN_EACH + 2);
});

test('a full disk does not bring a plan of everything', async () => {
  const folder = createFolder(new FakeDisk({ capacityBytes: DISK_RESERVE_BYTES }));
  fill(folder.server);

  await folder.settle();

  const end = { kind: 'waiting', delayMs: 60_000, problems: [{ path: '', side: 'local', code: 'disk-full' }] };
  expect(await folder.run()).toEqual(end);
  expect(await folder.run()).toEqual(end);
  expect(folder.state.kind).toBe('waiting');
});

test('while a full disk keeps portions back, what is new here goes on', async () => {
  const folder = createFolder(new FakeDisk({ capacityBytes: DISK_RESERVE_BYTES }));
  fill(folder.server);
  await folder.settle();
  folder.user.writeFile('Akten/Neu/a.odt', 'a');
  folder.user.writeFile('Post/b.odt', 'b');

  await folder.settle();

  expect(folder.server.snapshot()).toMatchObject({ 'Akten/Neu/a.odt': 'a', 'Post/b.odt': 'b' });
});
