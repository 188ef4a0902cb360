import { describe, expect, test } from 'vitest';
import { ROOT_PATH } from '#sync-engine/core/model/relative-path.ts';
import type { RelativePath } from '#sync-engine/core/model/relative-path.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import { syncedFolder } from '#sync-engine/testing/builders/photo-folder.ts';

/** What has been changed on the server, by the calls that do so. */
function writes(folder: FakeFolder): readonly string[] {
  return folder.transport.calls.filter((call) => !/^(?:connect|list|read|download|close)/.test(call));
}

function path(text: string): RelativePath {
  return text as RelativePath;
}

/** Breaks off a swap of names on the server after its first move; returns the private name that is left there. */
async function stepAside(folder: FakeFolder): Promise<string> {
  let moves = 0;
  folder.server.faults.onCall = (call) => {
    moves += call === 'move' ? 1 : 0;
    if (call === 'move' && moves === 2)
      folder.server.faults.add({ kind: 'fail', call, path: ROOT_PATH, code: 'server-busy', times: 1 });
  };
  await folder.run();
  const [aside = ''] = folder.database.listParked().map(({ parkName }) => parkName);
  return aside;
}

describe('deselecting', () => {
  test('takes a directory off this computer, into the safety store, and does nothing on the server', async () => {
    const folder = await syncedFolder();
    const before = folder.server.snapshot();
    const sent = writes(folder).length;
    await folder.deselect('Fotos');

    const end = await folder.settle();

    expect(end).toEqual({ kind: 'idle', problems: [] });
    expect(folder.user.listAll()).toEqual(['Docs', 'Docs/c.txt']);
    expect(folder.server.snapshot()).toEqual(before);
    expect(writes(folder)).toHaveLength(sent);
    expect(folder.database.listKept()).toMatchObject([
      { originalPath: 'Fotos/a.jpg', reason: 'deselected' },
      { originalPath: 'Fotos/2025/b.jpg', reason: 'deselected' },
    ]);
    expect(folder.state.kind).toBe('in-sync');
    expect(folder.events.find(({ type }) => type === 'unsynced')).toMatchObject({ path: 'Fotos', files: 2, bytes: 2 });
    expect(folder.database.listHistory(9).filter(({ verb }) => verb === 'unsync')).toMatchObject([
      { path: 'Fotos', side: 'local', reversal: { kind: 'none', why: 'needs-selecting' } },
    ]);
  });

  test('holds for what the server adds, changes, renames and removes there later, and costs no request for it', async () => {
    const folder = await syncedFolder();
    await folder.deselect('Fotos');
    await folder.settle();
    folder.server.writeFile('Fotos/new.jpg', 'new');
    folder.server.makeDirectory('Fotos/2026');
    folder.server.remove('Fotos/a.jpg');
    folder.server.move('Fotos', 'Bilder');
    const before = folder.transport.requestCount;

    await folder.settle();

    expect(folder.user.listAll()).toEqual(['Docs', 'Docs/c.txt']);
    expect(folder.transport.calls.slice(before).filter((call) => /Fotos|Bilder/.test(call))).toEqual([]);
    expect(folder.database.loadSelection().choices).toMatchObject([{ path: 'Bilder', kind: 'deselected' }]);
  });

  test('leaves changed and new files where they are, names the directory, and never sends them', async () => {
    const folder = await syncedFolder();
    folder.user.writeFile('Fotos/a.jpg', 'edited here');
    folder.user.writeFile('Fotos/2025/new.jpg', 'new here');
    await folder.deselect('Fotos');

    const end = await folder.settle();

    expect(end).toEqual({
      kind: 'idle',
      problems: [{ path: 'Fotos', side: 'local', code: 'unsynced-in-deselected' }],
    });
    expect(folder.user.listAll()).toEqual([
      'Docs',
      'Docs/c.txt',
      'Fotos',
      'Fotos/2025',
      'Fotos/2025/new.jpg',
      'Fotos/a.jpg',
    ]);
    expect(folder.server.readFile('Fotos/a.jpg')).toBe('a');
    expect(folder.server.readFile('Fotos/2025/new.jpg')).toBeUndefined();
  });

  test('keeps a file whose version here the server does not have any more', async () => {
    const folder = await syncedFolder();
    folder.server.remove('Fotos/a.jpg');
    folder.server.writeFile('Fotos/2025/b.jpg', 'edited there');
    await folder.deselect('Fotos');

    await folder.settle();

    expect(folder.user.readFile('Fotos/a.jpg')).toBe('a');
    expect(folder.user.readFile('Fotos/2025/b.jpg')).toBe('b');
  });

  test('waits while the server cannot show what it has', async () => {
    const folder = await syncedFolder();
    folder.server.writeFile('Fotos/2025/new.jpg', 'new');
    folder.server.faults.add({ kind: 'fail', call: 'list', path: path('Fotos/2025'), code: 'server-error', times: 1 });
    await folder.deselect('Fotos');

    await folder.run();
    expect(folder.user.readFile('Fotos/2025/b.jpg')).toBe('b');

    await folder.settle();
    expect(folder.user.listAll()).toEqual(['Docs', 'Docs/c.txt']);
  });

  test('tries a file that is in use again later, and the rest leaves', async () => {
    const folder = await syncedFolder();
    folder.filesystem.faults.add({ act: 'keep-file', path: path('Fotos/2025/b.jpg'), errno: 'EBUSY', times: 1 });
    await folder.deselect('Fotos');

    const end = await folder.settle();

    expect(end).toMatchObject({ kind: 'waiting', problems: [{ path: 'Fotos/2025/b.jpg', code: 'local-file-busy' }] });
    expect(folder.user.listAll()).toEqual(['Docs', 'Docs/c.txt', 'Fotos', 'Fotos/2025', 'Fotos/2025/b.jpg']);
    await folder.passTime(30_000);
    expect(await folder.settle()).toEqual({ kind: 'idle', problems: [] });
    expect(folder.user.listAll()).toEqual(['Docs', 'Docs/c.txt']);
  });

  test('forgets that a file is here before it goes, so that its absence is no deletion whatever happens next', async () => {
    const folder = await syncedFolder();
    const here: boolean[] = [];
    folder.filesystem.faults.onAct = (act, at) => {
      if (act !== 'keep-file' || at !== 'Fotos/a.jpg') return;
      const row = [...folder.database.loadBase().values()].find(({ name }) => name === 'a.jpg');
      here.push(row?.local !== undefined);
    };
    await folder.deselect('Fotos');

    await folder.settle();

    expect(here).toEqual([false]);
  });

  test('finishes after a crash in the middle', async () => {
    const folder = await syncedFolder();
    await folder.deselect('Fotos');
    folder.filesystem.faults.onAct = (act, at) => {
      if (act === 'keep-file' && at === 'Fotos/2025/b.jpg') throw new Error('the process dies');
    };
    await expect(folder.run()).rejects.toThrow('dies');
    folder.crash();
    folder.filesystem.faults.onAct = () => {};

    expect(await folder.settle()).toEqual({ kind: 'idle', problems: [] });

    expect(folder.user.listAll()).toEqual(['Docs', 'Docs/c.txt']);
    expect(folder.database.listKept()).toHaveLength(2);
  });

  test('gives what was moved out of the directory here a life of its own', async () => {
    const folder = await syncedFolder();
    folder.user.rename('Fotos/2025', 'Docs/2025');
    await folder.deselect('Fotos');

    await folder.settle();

    expect(folder.user.listAll()).toEqual(['Docs', 'Docs/2025', 'Docs/2025/b.jpg', 'Docs/c.txt']);
    expect(folder.server.readFile('Docs/2025/b.jpg')).toBe('b');
    expect(folder.server.readFile('Fotos/2025/b.jpg')).toBe('b');
  });

  test('of a directory inside another leaves the other in sync', async () => {
    const folder = await syncedFolder();
    await folder.deselect('Fotos/2025');
    await folder.settle();
    folder.user.writeFile('Fotos/d.jpg', 'd');

    expect(await folder.settle()).toEqual({ kind: 'idle', problems: [] });

    expect(folder.user.listAll()).toEqual(['Docs', 'Docs/c.txt', 'Fotos', 'Fotos/a.jpg', 'Fotos/d.jpg']);
    expect(folder.server.readFile('Fotos/d.jpg')).toBe('d');
  });

  test('before the first run downloads nothing of it', async () => {
    const folder = new FakeFolder();
    folder.server.makeDirectory('Fotos');
    folder.server.writeFile('Fotos/a.jpg', 'a');
    folder.server.writeFile('b.txt', 'b');
    await folder.deselect('Fotos');

    await folder.settle();

    expect(folder.user.listAll()).toEqual(['b.txt']);
    expect(folder.transport.calls.filter((call) => call.startsWith('list') && call.includes('Fotos'))).toEqual([]);
  });

  test('is remembered over a restart and the loss of the base', async () => {
    const folder = await syncedFolder();
    await folder.deselect('Fotos');
    await folder.settle();
    await folder.restart();
    folder.database.dropBase();

    await folder.settle();

    expect(folder.user.listAll()).toEqual(['Docs', 'Docs/c.txt']);
  });

  test('is forgotten when the directory is gone from the server', async () => {
    const folder = await syncedFolder();
    await folder.deselect('Fotos');
    await folder.settle();
    folder.server.remove('Fotos');

    await folder.settle();
    await folder.settle();

    expect(folder.database.loadSelection().choices).toEqual([]);
  });

  test('holds for a directory that a restored server gives another id', async () => {
    const folder = await syncedFolder();
    await folder.deselect('Fotos');
    await folder.settle();
    folder.server.remove('Fotos');
    folder.server.makeDirectory('Fotos');
    folder.server.writeFile('Fotos/a.jpg', 'a');

    await folder.settle();

    expect(folder.user.listAll()).toEqual(['Docs', 'Docs/c.txt']);
  });
});

test('deselecting a directory that has stepped aside on the server gives it its name there first', async () => {
  const folder = await syncedFolder({ 'Alt/a.jpg': 'a', 'Neu/b.jpg': 'b' });
  folder.user.rename('Alt', 'x');
  folder.user.rename('Neu', 'Alt');
  folder.user.rename('x', 'Neu');
  const aside = await stepAside(folder);
  const halfway = Object.keys(folder.server.snapshot());
  await folder.deselect(aside);
  await folder.passTime(60_000);

  await folder.settle();

  expect(halfway).toEqual([aside, `${aside}/b.jpg`, 'Alt', 'Alt/a.jpg']);
  expect(folder.server.snapshot()).toEqual({ 'Alt/b.jpg': 'b', 'Neu/a.jpg': 'a' });
  expect(folder.user.listAll()).toEqual(['Neu', 'Neu/a.jpg']);
  expect(folder.database.listParked()).toEqual([]);
});

test('what has stepped aside on the server gets a name again, also when it lies here where a deselected directory is there', async () => {
  const folder = await syncedFolder({ 'Alt/a.jpg': 'a' });
  folder.user.writeFile('b.txt', 'b');
  await folder.settle();
  folder.user.rename('Alt', 'x');
  folder.user.rename('b.txt', 'Alt');
  folder.user.rename('x', 'b.txt');
  const aside = await stepAside(folder);
  const halfway = Object.keys(folder.server.snapshot());
  await folder.deselect('Alt');
  await folder.passTime(60_000);

  await folder.settle();

  expect(halfway).toEqual([aside, 'Alt', 'Alt/a.jpg']);
  expect(folder.server.snapshot()).toEqual({ Alt: 'b', 'b.txt': undefined, 'b.txt/a.jpg': 'a' });
  expect(folder.user.listAll()).toEqual(['Alt']);
});
