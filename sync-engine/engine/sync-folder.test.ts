import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '#sync-engine/core/guards/mass-removal.ts';
import type { LocalScope } from '#sync-engine/discovery/local-discovery.ts';
import type { RelativePath } from '#sync-engine/core/model/relative-path.ts';
import type { RunEnd } from '#sync-engine/engine/run-end.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';

/** A folder in which both sides have `files`. */
async function synced(files: Readonly<Record<string, string>>, folder = new FakeFolder()): Promise<FakeFolder> {
  for (const [path, content] of Object.entries(files)) folder.user.writeFile(path, content);
  await folder.settle();
  folder.events.length = 0;
  return folder;
}

function path(text: string): RelativePath {
  return text as RelativePath;
}

test('a local tree and a server’s tree become one', async () => {
  const folder = new FakeFolder();
  folder.user.writeFile('Docs/here.txt', 'here');
  folder.server.makeDirectory('Docs');
  folder.server.writeFile('Docs/there.txt', 'there');

  const end = await folder.settle();

  expect(end).toEqual({ kind: 'idle', problems: [] });
  expect(folder.user.listAll()).toEqual(['Docs', 'Docs/here.txt', 'Docs/there.txt']);
  expect(folder.server.readFile('Docs/here.txt')).toBe('here');
});

test('a listing that fails deletes nothing, and is a problem until it works again', async () => {
  const folder = await synced({ 'Docs/a.txt': 'a', 'Other/b.txt': 'b' });
  folder.server.writeFile('Docs/new.txt', 'new');
  folder.server.faults.add({ kind: 'fail', call: 'list', path: path('Docs'), code: 'server-error', times: 1 });

  const first = await folder.run();
  const second = await folder.settle();

  expect(first).toMatchObject({ kind: 'idle', problems: [{ path: 'Docs', side: 'remote', code: 'server-error' }] });
  expect(second).toEqual({ kind: 'idle', problems: [] });
  expect(folder.user.listAll()).toEqual(['Docs', 'Docs/a.txt', 'Docs/new.txt', 'Other', 'Other/b.txt']);
});

test('a local directory that cannot be read deletes nothing on the server', async () => {
  const folder = await synced({ 'Docs/a.txt': 'a' });
  folder.filesystem.faults.add({ act: 'read-directory', path: path('Docs'), errno: 'EACCES', times: 1 });

  const end = await folder.run();

  expect(end).toMatchObject({ kind: 'idle', problems: [{ path: 'Docs', code: 'local-access-denied' }] });
  expect(folder.server.readFile('Docs/a.txt')).toBe('a');
});

test('a directory that was replaced by a link is neither followed nor deleted on the server', async () => {
  const folder = await synced({ 'Docs/a.txt': 'a' });
  folder.user.remove('Docs');
  folder.user.makeLink('Docs');

  const end = await folder.settle();

  expect(end).toMatchObject({ kind: 'idle', problems: [{ path: 'Docs', code: 'symbolic-link' }] });
  expect(folder.server.readFile('Docs/a.txt')).toBe('a');
});

test('a name that the server cannot hold is named, and the file it was before is not deleted there', async () => {
  const folder = await synced({ 'a.txt': 'a' });
  folder.user.rename('a.txt', 'x-chunking-1-2-0');

  const end = await folder.settle();

  expect(end).toMatchObject({
    kind: 'idle',
    problems: [{ path: 'x-chunking-1-2-0', code: 'name-not-allowed-on-server' }],
  });
  expect(folder.server.readFile('a.txt')).toBe('a');
});

test('a directory that the server deleted stays here while it holds something that is not synced', async () => {
  const folder = await synced({ 'Docs/a.txt': 'a', 'Docs/draft~': 'excluded' });
  folder.server.remove('Docs');

  const end = await folder.settle();

  expect(end.kind).toBe('idle');
  expect(folder.user.listAll()).toEqual(['Docs', 'Docs/draft~']);
  expect(folder.server.snapshot()).toEqual({});
});

test('an upload whose answer was lost is recognised by its bytes and not sent again', async () => {
  const folder = await synced({});
  folder.server.faults.add({ kind: 'unknown-after-effect', call: 'upload', times: 1 });
  folder.user.writeFile('a.txt', 'a');

  await folder.run();
  const end = await folder.settle();

  expect(end).toEqual({ kind: 'idle', problems: [] });
  expect(folder.transport.calls.filter((call) => call.startsWith('upload'))).toEqual(['upload a.txt']);
  expect(folder.user.listAll()).toEqual(['a.txt']);
});

test('a file that is edited while it is uploaded goes up again, without a conflict', async () => {
  const folder = await synced({});
  folder.user.writeFile('a.txt', 'first');
  let edits = 0;
  folder.server.faults.onCall = (call) => {
    if (call !== 'upload' || edits > 0) return;
    edits += 1;
    folder.user.writeFile('a.txt', 'second');
  };

  const end = await folder.settle();

  expect(end).toEqual({ kind: 'idle', problems: [] });
  expect(folder.server.snapshot()).toEqual({ 'a.txt': 'second' });
  expect(folder.user.listAll()).toEqual(['a.txt']);
});

test('a file that is edited while the server’s version comes in is kept beside it', async () => {
  const folder = await synced({ 'a.txt': 'old' });
  folder.server.writeFile('a.txt', 'theirs');
  folder.server.faults.onCall = (call) => {
    if (call === 'download') folder.user.writeFile('a.txt', 'mine');
  };

  await folder.run();
  folder.server.faults.onCall = () => {};
  await folder.settle();

  expect(folder.server.snapshot()).toEqual({ 'a.txt': 'theirs', 'a.txt (v1)': 'mine' });
  expect(folder.user.readFile('a.txt (v1)')).toBe('mine');
});

test('what the server deleted goes into the safety store', async () => {
  const folder = await synced({ 'a.txt': 'a' });
  folder.server.remove('a.txt');

  await folder.settle();

  expect(folder.user.listAll()).toEqual([]);
  expect([...folder.disk.kept.values()].flatMap((items) => [...items.keys()])).toEqual(['a.txt']);
});

test('a file that changed on the server just before we remove it there is fetched instead', async () => {
  const folder = await synced({ 'a.txt': 'old' });
  folder.user.remove('a.txt');
  folder.server.faults.onCall = (call) => {
    if (call === 'remove') folder.server.writeFile('a.txt', 'newer');
  };

  await folder.run();
  await folder.run();
  folder.server.faults.onCall = () => {};
  await folder.settle();

  expect(folder.user.readFile('a.txt')).toBe('newer');
});

test('many deletions wait for a person, and everything else goes on', async () => {
  const files = Object.fromEntries(Array.from({ length: 60 }, (_, number) => [`f${number}`, `${number}`]));
  const folder = await synced(files, new FakeFolder({ limits: DEFAULT_LIMITS }));
  for (let number = 0; number < 55; number += 1) folder.user.remove(`f${number}`);
  folder.user.writeFile('new', 'new');

  const end = await folder.settle();

  expect(end).toMatchObject({ kind: 'held', holds: [{ side: 'remote', fileCount: 55, allFiles: 60 }] });
  expect(folder.server.readFile('f0')).toBe('0');
  expect(folder.server.readFile('new')).toBe('new');
});

test('a renamed directory is one move on the server, and nothing is transferred', async () => {
  const folder = await synced({ 'Docs/a.txt': 'a', 'Docs/deep/b.txt': 'b' });
  const before = folder.transport.calls.length;
  folder.user.rename('Docs', 'Papers');

  await folder.settle();

  const writes = folder.transport.calls
    .slice(before)
    .filter((call) => !call.startsWith('list') && !call.startsWith('read'));
  expect(writes).toEqual(['move Docs']);
});

test('a second look at equal sides asks for the root alone and writes nothing', async () => {
  const folder = await synced({ 'Docs/a.txt': 'a' });
  await folder.restart();

  const end = await folder.run();

  expect(end).toEqual({ kind: 'idle', problems: [] });
  expect(folder.transport.calls).toEqual(['connect', 'list']);
});

test('a lost base unites both sides and deletes nothing', async () => {
  const folder = await synced({ 'a.txt': 'a', 'b.txt': 'b' });
  const fresh = new FakeFolder({ server: folder.server });
  fresh.user.writeFile('a.txt', 'a');

  const end = await fresh.settle();

  expect(end).toEqual({ kind: 'idle', problems: [] });
  expect(fresh.user.listAll()).toEqual(['a.txt', 'b.txt']);
  expect(folder.server.snapshot()).toEqual({ 'a.txt': 'a', 'b.txt': 'b' });
});

test('one item that always fails does not keep others from being synced, and is tried again later', async () => {
  const folder = await synced({});
  folder.server.faults.add({ kind: 'fail', call: 'upload', path: path('bad.txt'), code: 'no-permission', times: 1 });
  folder.user.writeFile('bad.txt', 'bad');
  folder.user.writeFile('good.txt', 'good');

  const end = await folder.settle();

  expect(end).toMatchObject({ kind: 'waiting', problems: [{ path: 'bad.txt', code: 'no-permission' }] });
  expect(folder.server.snapshot()).toEqual({ 'good.txt': 'good' });

  await folder.passTime(20_000);
  expect(await folder.settle()).toEqual({ kind: 'idle', problems: [] });
  expect(folder.server.readFile('bad.txt')).toBe('bad');
});

describe('what a look keeps back is looked at again, even if its time comes before that look has ended', () => {
  async function runSlowly(folder: FakeFolder): Promise<RunEnd> {
    folder.onEvent = ({ type }) => {
      if (type === 'problems') folder.clock.skip(60_000);
    };
    const end = await folder.run();
    folder.onEvent = () => {};
    return end;
  }

  test('a file that went missing here a moment ago', async () => {
    const folder = await synced({ 'a.txt': 'a' });
    folder.user.remove('a.txt');

    expect(await runSlowly(folder)).toMatchObject({ kind: 'waiting', problems: [] });
    expect(await folder.settle()).toEqual({ kind: 'idle', problems: [] });
    expect(folder.server.snapshot()).toEqual({});
  });

  test('a file whose upload failed a moment ago', async () => {
    const folder = await synced({});
    folder.server.faults.add({ kind: 'fail', call: 'upload', path: path('bad.txt'), code: 'no-permission', times: 1 });
    folder.user.writeFile('bad.txt', 'bad');
    await folder.settle();

    expect(await runSlowly(folder)).toMatchObject({ kind: 'waiting', problems: [{ path: 'bad.txt' }] });
    expect(await folder.settle()).toEqual({ kind: 'idle', problems: [] });
    expect(folder.server.readFile('bad.txt')).toBe('bad');
  });
});

test('two files that change names here change names on the server', async () => {
  const folder = await synced({ 'a.txt': 'A', 'b.txt': 'B' });
  folder.user.rename('a.txt', 'c.txt');
  folder.user.rename('b.txt', 'a.txt');
  folder.user.rename('c.txt', 'b.txt');

  const end = await folder.settle();

  expect(end).toEqual({ kind: 'idle', problems: [] });
  expect(folder.server.snapshot()).toEqual({ 'a.txt': 'B', 'b.txt': 'A' });
  expect(folder.transport.calls.filter((call) => call.startsWith('upload'))).toHaveLength(2);
});

test('a file moved to a directory that no hint has named yet is moved on the server, not deleted', async () => {
  const folder = await synced({ 'Docs/a.txt': 'a', 'Other/b.txt': 'b' });
  const before = folder.transport.calls.length;
  folder.user.rename('Docs/a.txt', 'Other/a.txt');

  const onlyDocs: LocalScope = { kind: 'directories', paths: [path('Docs')] };
  await folder.run(onlyDocs);
  // It has been missing for a while now.
  await folder.run({ kind: 'directories', paths: [] });

  const writes = folder.transport.calls
    .slice(before)
    .filter((call) => !call.startsWith('list') && !call.startsWith('read'));
  expect(writes).toEqual(['move Docs/a.txt']);
});

test('a file whose time was touched but whose bytes are the same is not sent again', async () => {
  const folder = await synced({ 'a.txt': 'a' });
  folder.user.setModificationTime('a.txt', Date.UTC(2025, 5, 1));

  const end = await folder.settle();

  expect(end).toEqual({ kind: 'idle', problems: [] });
  expect(folder.transport.calls.filter((call) => call.startsWith('upload'))).toHaveLength(1);
});

test('a version that a colleague wrote just before our rename there is fetched, not taken for the known one', async () => {
  const folder = await synced({ 'e.txt': 'v1' });
  folder.user.rename('e.txt', 'a.txt');
  let hasWritten = false;
  folder.server.faults.onCall = (call) => {
    if (call !== 'move' || hasWritten) return;
    hasWritten = true;
    folder.server.writeFile('e.txt', 'a colleague wrote this');
  };

  await folder.settle();

  expect(folder.user.readFile('a.txt')).toBe('a colleague wrote this');
});

test('a file moved out of a directory that no hint has named is moved on the server, not sent again', async () => {
  const folder = await synced({ 'Docs/a.txt': 'a', 'Other/b.txt': 'b' });
  const before = folder.transport.calls.length;
  folder.user.rename('Docs/a.txt', 'Other/a.txt');

  await folder.run({ kind: 'directories', paths: [path('Other')] });

  const writes = folder.transport.calls
    .slice(before)
    .filter((call) => !call.startsWith('list') && !call.startsWith('read'));
  expect(writes).toEqual(['move Docs/a.txt']);
});
