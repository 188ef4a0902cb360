import { describe, expect, test } from 'vitest';
import type { RelativePath } from '#sync-engine/core/model/relative-path.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import { syncedFolder } from '#sync-engine/testing/builders/photo-folder.ts';

function path(text: string): RelativePath {
  return text as RelativePath;
}

describe('selecting again', () => {
  test('brings everything back as it is on the server now', async () => {
    const folder = await syncedFolder();
    await folder.deselect('Fotos');
    await folder.settle();
    folder.server.writeFile('Fotos/a.jpg', 'edited there');
    folder.server.writeFile('Fotos/new.jpg', 'new');
    await folder.select('Fotos');

    expect(await folder.settle()).toEqual({ kind: 'idle', problems: [] });

    expect(folder.user.readFile('Fotos/a.jpg')).toBe('edited there');
    expect(folder.user.readFile('Fotos/2025/b.jpg')).toBe('b');
    expect(folder.user.readFile('Fotos/new.jpg')).toBe('new');
    expect(folder.database.loadSelection().choices).toEqual([]);
  });

  test('adopts equal files without a transfer, and keeps two versions of different ones', async () => {
    const folder = await syncedFolder();
    folder.user.writeFile('Fotos/a.jpg', 'edited here');
    folder.user.writeFile('Fotos/same.jpg', 'same');
    await folder.deselect('Fotos');
    await folder.settle();
    folder.server.writeFile('Fotos/same.jpg', 'same');
    await folder.select('Fotos');

    expect(await folder.settle()).toEqual({ kind: 'idle', problems: [] });

    expect(folder.user.readFile('Fotos/a.jpg')).toBe('a');
    expect(folder.server.readFile('Fotos/a.jpg (v1)')).toBe('edited here');
    expect(folder.transport.calls.filter((call) => call.startsWith('download') && call.includes('same'))).toEqual([]);
  });

  test('brings back what was deleted here by hand meanwhile', async () => {
    const folder = await syncedFolder();
    folder.filesystem.faults.add({ act: 'keep-file', path: path('Fotos/a.jpg'), errno: 'EBUSY' });
    await folder.deselect('Fotos');
    await folder.settle();
    folder.user.remove('Fotos/a.jpg');
    await folder.select('Fotos');

    await folder.settle();

    expect([folder.server.readFile('Fotos/a.jpg'), folder.user.readFile('Fotos/a.jpg')]).toEqual(['a', 'a']);
  });

  test('at once, before anything has left, changes nothing', async () => {
    const folder = await syncedFolder();
    await folder.deselect('Fotos');
    await folder.select('Fotos');

    expect(await folder.settle()).toEqual({ kind: 'idle', problems: [] });

    expect(folder.user.listAll()).toHaveLength(6);
    expect(folder.database.listKept()).toEqual([]);
  });
});

describe('a new directory on the server', () => {
  const ASK = { kind: 'new-directories', rule: { kind: 'ask' } } as const;

  async function asking(): Promise<FakeFolder> {
    const folder = await syncedFolder();
    await folder.choose(ASK);
    folder.server.makeDirectory('Neu/tief');
    folder.server.writeFile('Neu/tief/n.txt', 'n');
    folder.server.writeFile('Docs/d.txt', 'd');
    return folder;
  }

  test('waits for a person, keeps nothing else back, and is told once', async () => {
    const folder = await asking();

    expect(await folder.settle()).toEqual({ kind: 'idle', problems: [] });
    await folder.restart();
    await folder.settle();

    expect(folder.user.readFile('Docs/d.txt')).toBe('d');
    expect(folder.user.listAll()).not.toContain('Neu');
    expect(folder.state.kind).toBe('in-sync');
    expect(folder.events.filter(({ type }) => type === 'new-directory')).toMatchObject([{ path: 'Neu' }]);
    expect(folder.database.loadSelection().choices).toMatchObject([{ path: 'Neu', kind: 'undecided' }]);
  });

  test('comes whole when it is taken, also when the process dies after the first directory', async () => {
    const folder = await asking();
    await folder.settle();
    await folder.select('Neu');
    folder.filesystem.faults.add({ act: 'make-directory', path: path('Neu/tief'), errno: 'EIO', times: 1 });
    await folder.run();
    folder.crash();

    await folder.settle();
    await folder.passTime(60_000);
    await folder.settle();

    expect(folder.user.readFile('Neu/tief/n.txt')).toBe('n');
    expect(folder.database.loadSelection().choices).toEqual([]);
  });

  test('stays away when it is deselected', async () => {
    const folder = await asking();
    await folder.settle();
    await folder.deselect('Neu');

    await folder.settle();

    expect(folder.user.listAll()).not.toContain('Neu');
    expect(folder.database.loadSelection().choices).toMatchObject([{ path: 'Neu', kind: 'deselected' }]);
  });

  test('is none during the first sync, however often it is interrupted', async () => {
    const folder = new FakeFolder();
    folder.server.makeDirectory('A/B/C');
    folder.server.makeDirectory('D');
    await folder.choose(ASK);
    folder.filesystem.faults.add({ act: 'make-directory', path: path('A/B'), errno: 'EIO', times: 1 });
    await folder.run();
    folder.crash();

    await folder.settle();
    await folder.passTime(60_000);
    await folder.settle();

    expect(folder.user.listAll()).toEqual(['A', 'A/B', 'A/B/C', 'D']);
  });

  test('comes by itself up to the size from which it is asked about', async () => {
    const folder = await syncedFolder();
    await folder.choose({ kind: 'new-directories', rule: { kind: 'take', askAboveBytes: 3 } });
    folder.server.makeDirectory('klein');
    folder.server.writeFile('klein/x', 'xx');
    folder.server.makeDirectory('groß');
    folder.server.writeFile('groß/x', 'xxxx');

    await folder.settle();

    expect(folder.user.listAll()).toContain('klein/x');
    expect(folder.user.listAll()).not.toContain('groß');
  });

  test('on an external storage is asked about whatever its size, unless everything shall come', async () => {
    const folder = await syncedFolder();
    await folder.choose({ kind: 'new-directories', rule: { kind: 'take', askAboveBytes: 1_000 } });
    folder.server.makeDirectory('Laufwerk/Innen');
    folder.server.permit('Laufwerk', 'RMDNVCK');
    folder.server.permit('Laufwerk/Innen', 'RMDNVCK');
    folder.server.makeDirectory('Geteilt');
    folder.server.permit('Geteilt', 'SRMDNVCK');

    await folder.settle();

    expect(folder.database.loadSelection().choices).toMatchObject([{ path: 'Laufwerk', kind: 'undecided' }]);
    expect(folder.user.listAll()).toContain('Geteilt');
    expect(folder.user.listAll()).not.toContain('Laufwerk');
  });

  test('on an external storage comes by itself where everything shall', async () => {
    const folder = await syncedFolder();
    await folder.choose({ kind: 'new-directories', rule: { kind: 'take', askAboveBytes: undefined } });
    folder.server.makeDirectory('Laufwerk');
    folder.server.permit('Laufwerk', 'RMDNVCK');

    await folder.settle();

    expect(folder.user.listAll()).toContain('Laufwerk');
  });

  test('of which the name is taken here waits together with what is here', async () => {
    const folder = await asking();
    await folder.settle();
    folder.user.writeFile('Neu/mine.txt', 'mine');

    expect(await folder.settle()).toMatchObject({ problems: [{ path: 'Neu', code: 'unsynced-in-deselected' }] });
    await folder.select('Neu');
    await folder.settle();

    expect(folder.server.readFile('Neu/mine.txt')).toBe('mine');
    expect(folder.user.readFile('Neu/tief/n.txt')).toBe('n');
  });
});
