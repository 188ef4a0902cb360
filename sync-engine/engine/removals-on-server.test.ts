import { expect, test } from 'vitest';
import type { RelativePath } from '#sync-engine/core/model/relative-path.ts';
import { FakeDisk } from '#sync-engine/filesystem/fake-disk.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';

/** A folder in which both sides have these files. */
async function synced(paths: readonly string[], folder = new FakeFolder()): Promise<FakeFolder> {
  for (const path of paths) folder.user.writeFile(path, `content of ${path}`);
  await folder.settle();
  return folder;
}

function removals(folder: FakeFolder): readonly string[] {
  return folder.transport.calls.filter((call) => call.startsWith('remove'));
}

test('a file that is missing is removed on the server only when it is still missing a moment later', async () => {
  const folder = await synced(['a.txt', 'b.txt']);
  folder.user.remove('a.txt');

  const first = await folder.run();

  expect(first).toEqual({ kind: 'waiting', delayMs: 1_000, problems: [] });
  expect(removals(folder)).toEqual([]);
  expect(await folder.run()).toEqual({ kind: 'worked' });
  expect(folder.server.snapshot()).toEqual({ 'b.txt': 'content of b.txt' });
});

test('a file that is missing while its program saves it keeps its place and its id on the server', async () => {
  const folder = await synced(['a.txt']);
  const { fileId } = folder.server.getEntry('a.txt');
  folder.user.remove('a.txt');
  await folder.run();
  folder.user.writeFile('a.txt', 'saved');

  const end = await folder.settle();

  expect(end).toEqual({ kind: 'idle', problems: [] });
  expect(removals(folder)).toEqual([]);
  expect(folder.server.readFile('a.txt')).toBe('saved');
  expect(folder.server.getEntry('a.txt').fileId).toBe(fileId);
});

test('other work does not wait for a removal to settle', async () => {
  const folder = await synced(['a.txt']);
  folder.user.remove('a.txt');
  folder.user.writeFile('new.txt', 'new');

  await folder.run();

  expect(folder.server.snapshot()).toEqual({ 'a.txt': 'content of a.txt', 'new.txt': 'new' });
});

test('a file renamed to an excluded name stays on the server, and is named', async () => {
  const folder = await synced(['Docs/a.txt']);
  folder.user.rename('Docs/a.txt', 'Docs/a.txt~');

  const end = await folder.settle();

  expect(end).toEqual({
    kind: 'idle',
    problems: [{ path: 'Docs/a.txt' as RelativePath, side: 'local', code: 'moved-out-of-sight' }],
  });
  expect(folder.server.readFile('Docs/a.txt')).toBe('content of Docs/a.txt');
  expect(folder.user.listAll()).toEqual(['Docs', 'Docs/a.txt~']);
});

test('a file renamed to an excluded name here and deleted on the server is over, and a new one of its name comes', async () => {
  const folder = await synced(['Docs/a.txt']);
  folder.user.rename('Docs/a.txt', 'Docs/a.txt~');
  await folder.settle();
  folder.server.remove('Docs/a.txt');
  const deleted = await folder.settle();
  folder.server.writeFile('Docs/a.txt', 'of a colleague');

  await folder.settle();

  expect(deleted).toEqual({ kind: 'idle', problems: [] });
  expect(folder.user.readFile('Docs/a.txt')).toBe('of a colleague');
  expect(folder.user.readFile('Docs/a.txt~')).toBe('content of Docs/a.txt');
});

test('a directory renamed to an excluded name stays on the server with all it holds', async () => {
  const folder = await synced(['Docs/deep/a.txt']);
  folder.user.rename('Docs', 'Docs~');

  await folder.settle();

  expect(folder.server.readFile('Docs/deep/a.txt')).toBe('content of Docs/deep/a.txt');
  expect(folder.user.listAll()).toEqual(['Docs~', 'Docs~/deep', 'Docs~/deep/a.txt']);
});

test.each(['Archiv~', 'x-chunking-1-2-0'])(
  'a file moved into the folder %s, which takes no part, stays on the server',
  async (name) => {
    const folder = await synced(['Docs/a.txt']);
    folder.user.makeDirectory(`${name}/deep`);
    folder.user.rename('Docs/a.txt', `${name}/deep/a.txt`);

    const end = await folder.settle();

    expect(end).toMatchObject({ kind: 'idle' });
    expect(end.kind === 'idle' && end.problems).toContainEqual({
      path: 'Docs/a.txt',
      side: 'local',
      code: 'moved-out-of-sight',
    });
    expect(folder.server.readFile('Docs/a.txt')).toBe('content of Docs/a.txt');
  },
);

test('a file moved into a folder that then cannot be read stays on the server', async () => {
  const folder = await synced(['a.txt']);
  folder.user.makeDirectory('closed');
  folder.user.rename('a.txt', 'closed/a.txt');
  folder.filesystem.faults.add({ act: 'read-directory', path: 'closed' as RelativePath, errno: 'EACCES' });

  await folder.settle();

  expect(folder.server.readFile('a.txt')).toBe('content of a.txt');
});

test('a folder that was changed and cannot be read is one problem, however much is in it', async () => {
  const folder = await synced(['closed/a.txt', 'closed/deep/b.txt', 'moved.txt']);
  folder.user.rename('moved.txt', 'closed/moved.txt');
  folder.filesystem.faults.add({ act: 'read-directory', path: 'closed' as RelativePath, errno: 'EACCES' });

  expect(await folder.run()).toMatchObject({
    problems: [
      { path: 'closed', side: 'local', code: 'local-access-denied' },
      { path: 'moved.txt', side: 'local', code: 'moved-out-of-sight' },
    ],
  });
  expect((await folder.why('closed/a.txt'))?.code).toBe('local-access-denied');
  expect(folder.server.readFile('closed/deep/b.txt')).toBe('content of closed/deep/b.txt');
});

test('a folder that could not be read since before a file was made does not keep that file on the server', async () => {
  const folder = new FakeFolder();
  folder.user.makeDirectory('lost+found');
  folder.filesystem.faults.add({ act: 'read-directory', path: 'lost+found' as RelativePath, errno: 'EACCES' });
  await folder.passTime(5_000);
  await synced(['a.txt'], folder);
  folder.user.remove('a.txt');

  await folder.settle();

  expect(folder.server.readFile('a.txt')).toBeUndefined();
});

test('a file moved into a trash folder is deleted', async () => {
  const folder = await synced(['a.txt']);
  folder.user.makeDirectory('.Trash-1000~');
  folder.user.rename('a.txt', '.Trash-1000~/a.txt');

  await folder.settle();

  expect(folder.server.snapshot()).toEqual({});
});

test('it goes on as before when it gets its name back', async () => {
  const folder = await synced(['a.txt']);
  folder.user.rename('a.txt', 'a.txt~');
  await folder.settle();
  folder.user.rename('a.txt~', 'b.txt');

  const end = await folder.settle();

  expect(end).toEqual({ kind: 'idle', problems: [] });
  expect(folder.server.snapshot()).toEqual({ 'b.txt': 'content of a.txt' });
});

test('it is removed on the server when the excluded file is deleted', async () => {
  const folder = await synced(['a.txt']);
  folder.user.rename('a.txt', 'a.txt~');
  await folder.settle();
  folder.user.remove('a.txt~');

  await folder.settle();

  expect(folder.server.snapshot()).toEqual({});
});

test('a later file that got the inode of a deleted one does not keep that on the server', async () => {
  const folder = await synced(['a.txt'], new FakeFolder({ disk: new FakeDisk({ reusesInodes: true }) }));
  folder.user.remove('a.txt');
  await folder.passTime(5_000);
  folder.user.writeFile('temporary~', 'something else');

  await folder.settle();

  expect(folder.server.snapshot()).toEqual({});
});

test('a file that was gone from its place because its directory moved there is found again, not forgotten', async () => {
  const folder = await synced(['Docs/a.txt', 'Docs/b.txt']);
  folder.user.remove('Docs/a.txt');
  folder.server.faults.onCall = (call) => {
    if (call !== 'remove') return;
    folder.server.faults.onCall = () => {};
    folder.server.move('Docs', 'Moved');
  };

  await folder.settle();

  expect(folder.user.listAll()).toEqual(Object.keys(folder.server.snapshot()));
});
