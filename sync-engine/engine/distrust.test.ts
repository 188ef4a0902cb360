import { expect, test } from 'vitest';
import { DISK_RESERVE_BYTES } from '#sync-engine/core/model/disk-reserve.ts';
import type { RelativePath } from '#sync-engine/core/model/relative-path.ts';
import { FakeDisk } from '#sync-engine/filesystem/fake-disk.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import { syncedFolder } from '#sync-engine/testing/builders/synced-folder.ts';

const path = (text: string) => text as RelativePath;
const united = (folder: FakeFolder) => folder.events.filter(({ type }) => type === 'united');

test('a server with another data fingerprint was restored: nothing is deleted here, and newer versions are kept', async () => {
  const folder = await syncedFolder({ 'old.txt': 'v2', 'since-backup.txt': 'b', 'same.txt': 's' });
  folder.server.writeFile('old.txt', 'v1', Date.UTC(2025, 0, 1));
  folder.server.remove('since-backup.txt');
  folder.server.dataFingerprint = 'restored';

  const end = await folder.settle();

  expect([end.kind, united(folder)]).toEqual(['idle', [{ type: 'united', why: 'server-restored' }]]);
  expect(folder.server.snapshot()).toEqual({
    'old.txt': 'v1',
    'old.txt (v1)': 'v2',
    'same.txt': 's',
    'since-backup.txt': 'b',
  });
  expect(folder.user.listAll()).toEqual(['old.txt', 'old.txt (v1)', 'same.txt', 'since-backup.txt']);
});

test('a fingerprint is believed once: the next look at the restored server is an ordinary one', async () => {
  const folder = await syncedFolder({ 'a.txt': 'a', 'b.txt': 'b' });
  folder.server.dataFingerprint = 'restored';
  await folder.settle();
  await folder.restart();
  folder.server.remove('a.txt');
  folder.events.length = 0;

  await folder.settle();

  expect([united(folder), folder.user.listAll()]).toEqual([[], ['b.txt']]);
});

test('a server whose files became older without a word was restored too', async () => {
  const names = Array.from({ length: 12 }, (_, number) => `f${number}.txt`);
  const folder = await syncedFolder(Object.fromEntries([...names, 'new.txt'].map((name) => [name, `${name} v2`])));
  for (const name of names) folder.server.writeFile(name, `${name} v1`, Date.UTC(2025, 0, 1));
  folder.server.remove('new.txt');

  const end = await folder.settle();

  expect([end.kind, united(folder)]).toEqual(['idle', [{ type: 'united', why: 'server-older-than-base' }]]);
  expect(folder.user.readFile('new.txt')).toBe('new.txt v2');
  expect([folder.server.readFile('f0.txt'), folder.server.readFile('f0.txt (v1)')]).toEqual(['f0.txt v1', 'f0.txt v2']);
});

test('a colleague who sets a few versions back is followed', async () => {
  const folder = await syncedFolder({ 'a.txt': 'v2', 'b.txt': 'b' });
  folder.server.writeFile('a.txt', 'v1', Date.UTC(2025, 0, 1));
  folder.server.remove('b.txt');

  await folder.settle();

  expect([united(folder), folder.user.listAll(), folder.user.readFile('a.txt')]).toEqual([[], ['a.txt'], 'v1']);
});

test('another server, account or space under the same address unites both sides and deletes nothing', async () => {
  const folder = await syncedFolder({ 'a.txt': 'a' });
  folder.rootIdentity = 'other server';
  await folder.restart();
  folder.server.remove('a.txt');

  const end = await folder.settle();

  expect([end.kind, united(folder)]).toEqual(['idle', [{ type: 'united', why: 'other-server' }]]);
  expect([folder.user.listAll(), folder.server.readFile('a.txt')]).toEqual([['a.txt'], 'a']);
});

test('a file that a crash left empty under its old time is not uploaded; the server’s version comes back', async () => {
  const folder = await syncedFolder({ 'a.txt': 'good', 'b.txt': 'b' });
  folder.crash();
  damage(folder, 'a.txt', new Uint8Array());

  const end = await folder.settle();

  expect(end).toEqual({ kind: 'idle', problems: [] });
  expect([folder.server.readFile('a.txt'), folder.user.readFile('a.txt')]).toEqual(['good', 'good']);
  expect(folder.events).toContainEqual({ type: 'damage-repaired', path: 'a.txt', damage: 'zeroed' });
  expect(folder.user.listAll()).toEqual(['a.txt', 'b.txt']);
});

test('a file full of zero bytes under its old time is not uploaded after a crash', async () => {
  const folder = await syncedFolder({ 'a.txt': 'good' });
  folder.crash();
  damage(folder, 'a.txt', new Uint8Array(4));

  await folder.settle();

  expect([folder.server.readFile('a.txt'), folder.user.readFile('a.txt')]).toEqual(['good', 'good']);
  expect([...folder.disk.kept.values()].flatMap((items) => [...items.values()].map(({ bytes }) => bytes))).toEqual([
    new Uint8Array(4),
  ]);
});

test('bytes that changed without any trace are damage after a crash, and are kept aside', async () => {
  const folder = await syncedFolder({ 'a.txt': 'good' });
  folder.crash();
  rot(folder, 'a.txt', 'g00d');

  await folder.settle();

  expect([folder.server.readFile('a.txt'), folder.user.readFile('a.txt')]).toEqual(['good', 'good']);
  expect(folder.events).toContainEqual({ type: 'damage-repaired', path: 'a.txt', damage: 'changed-without-trace' });
});

test('damage that cannot be moved away never replaces the server’s version', async () => {
  const folder = await syncedFolder({ 'a.txt': 'good' });
  folder.crash();
  damage(folder, 'a.txt', new Uint8Array());
  folder.filesystem.faults.add({ act: 'keep-file', path: path('a.txt'), errno: 'EBUSY', times: 1 });

  await folder.settle();

  expect(folder.server.readFile('a.txt')).toBe('good');
  expect(folder.user.readFile('a.txt')).toBe('good');
});

test.each(['', 'SHA1'])(
  'an unfinished download that lost bytes by a crash is never taken for the file (checksum: "%s")',
  async (kind) => {
    const folder = new FakeFolder();
    const film = 'x'.repeat(200_000);
    folder.server.writeFile('Film.bin', film);
    const node = folder.server.tree.find(path('Film.bin'));
    if (node !== undefined && kind === '') node.checksumText = '';
    folder.server.faults.add({ kind: 'truncate', call: 'download', afterBytes: 131_072, times: 1 });
    await folder.run();
    folder.crash();
    for (const staged of folder.disk.staging.values()) staged.bytes = Buffer.alloc(staged.bytes.length);

    await folder.passTime(600_000);
    await folder.settle();
    await folder.passTime(600_000);
    await folder.settle();

    expect(folder.user.readFile('Film.bin')).toBe(film);
  },
);

test('after an orderly end nothing is read again, and what a person emptied is uploaded', async () => {
  const folder = await syncedFolder({ 'a.txt': 'good', 'b.txt': 'b' });
  const hashed: string[] = [];
  folder.filesystem.faults.onAct = (act, place) => {
    if (act === 'hash-file') hashed.push(place);
  };
  await folder.restart();
  await folder.settle();
  expect(hashed).toEqual([]);
  folder.user.writeFile('c.txt', 'c');
  await folder.settle();
  folder.crash();
  folder.user.writeFile('a.txt', '');

  await folder.settle();

  expect([folder.server.readFile('a.txt'), hashed]).toEqual(['', ['b.txt', 'c.txt']]);
});

test('a look for damage that was cut off is made by the next session', async () => {
  const folder = await syncedFolder({ 'a.txt': 'good' });
  folder.crash();
  rot(folder, 'a.txt', 'g00d');
  folder.server.faults.add({ kind: 'fail', call: 'list', code: 'server-unreachable', times: 1 });
  expect((await folder.run()).kind).toBe('stopped');
  await folder.restart();

  await folder.settle();

  expect(folder.user.readFile('a.txt')).toBe('good');
});

test('when the disk is nearly full, downloads wait and uploads and deletions go on', async () => {
  const folder = new FakeFolder({ disk: new FakeDisk({ capacityBytes: DISK_RESERVE_BYTES + 1_000 }) });
  folder.user.writeFile('gone.txt', 'gone');
  await folder.settle();
  folder.server.writeFile('large.bin', Buffer.alloc(2_000, 1));
  folder.server.writeFile('small.txt', 'small');
  folder.user.writeFile('here.txt', 'here');
  folder.user.remove('gone.txt');

  const end = await folder.settle();

  expect(end).toEqual({
    kind: 'waiting',
    delayMs: 60_000,
    problems: [{ path: '', side: 'local', code: 'disk-full', missingBytes: 1_009 }],
  });
  expect(folder.user.listAll()).toEqual(['here.txt', 'small.txt']);
  expect(Object.keys(folder.server.snapshot())).toEqual(['here.txt', 'large.bin', 'small.txt']);
  expect(folder.transport.calls.filter((call) => call === 'download large.bin')).toEqual([]);
});

test('what had no room comes by itself within a minute once there is some', async () => {
  const folder = new FakeFolder();
  folder.disk.freeBytes = () => DISK_RESERVE_BYTES + 1_000;
  folder.server.writeFile('large.bin', Buffer.alloc(2_000, 1));
  const waiting = await folder.settle();
  const before = folder.user.listAll();

  folder.disk.freeBytes = () => DISK_RESERVE_BYTES + 2_000;
  await folder.passTime(60_000);
  const end = await folder.settle();

  expect([waiting.kind, before]).toEqual(['waiting', []]);
  expect(folder.user.listAll()).toEqual(['large.bin']);
  expect(end).toMatchObject({ kind: 'idle', problems: [] });
});

test('a disk that turns out to be full while files come in does not stop what goes up', async () => {
  const folder = await syncedFolder({ 'a.txt': 'a' });
  folder.filesystem.faults.add({ act: 'open-staging', path: path(''), errno: 'ENOSPC', times: 1 });
  folder.server.writeFile('there.txt', 'there');
  for (let number = 0; number < 20; number += 1) folder.user.writeFile(`n${number}`, 'n');

  await folder.run();

  expect(Object.keys(folder.server.snapshot())).toHaveLength(22);
});

/** The system lost the bytes of a file but not its times. */
function damage(folder: FakeFolder, name: string, bytes: Uint8Array): void {
  const node = folder.disk.find(path(name));
  if (node === undefined) throw new Error(`nothing at ${name}`);
  node.bytes = bytes;
  node.ctimeNs += 1n;
}

/** The disk gives other bytes than were written. */
function rot(folder: FakeFolder, name: string, text: string): void {
  const node = folder.disk.find(path(name));
  if (node === undefined) throw new Error(`nothing at ${name}`);
  node.bytes = Buffer.from(text);
}

test('a file that a person saves while damage is looked for is an edit, not damage', async () => {
  const folder = await syncedFolder({ 'a.txt': 'good', 'b.txt': 'good too' });
  folder.crash();
  folder.filesystem.faults.onAct = (act, place) => {
    if (act !== 'hash-file' || place !== path('a.txt')) return;
    folder.filesystem.faults.onAct = () => {};
    folder.user.writeFile('b.txt', 'saved');
  };

  await folder.run();
  await folder.settle();

  expect(folder.server.snapshot()).toEqual({ 'a.txt': 'good', 'b.txt': 'saved' });
  expect(folder.user.listAll()).toEqual(['a.txt', 'b.txt']);
});
