import { describe, expect, test } from 'vitest';
import type { RelativePath } from '#sync-engine/core/model/relative-path.ts';
import { FakeDisk } from '#sync-engine/filesystem/fake-disk.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import { syncedFolder } from '#sync-engine/testing/builders/photo-folder.ts';

describe('while a directory is deselected', () => {
  async function deselected(): Promise<FakeFolder> {
    const folder = await syncedFolder({ 'Fotos/2025/b.jpg': 'b', 'Fotos/c.jpg': 'c', 'd.txt': 'd' });
    await folder.deselect('Fotos/2025');
    await folder.settle();
    return folder;
  }

  test('renaming the directory above it carries it along on the server', async () => {
    const folder = await deselected();
    folder.user.rename('Fotos', 'Bilder');

    expect(await folder.settle()).toEqual({ kind: 'idle', problems: [] });

    expect(folder.server.snapshot()).toEqual({
      Bilder: undefined,
      'Bilder/2025': undefined,
      'Bilder/2025/b.jpg': 'b',
      'Bilder/c.jpg': 'c',
      'd.txt': 'd',
    });
    expect(folder.database.loadSelection().choices).toMatchObject([{ path: 'Bilder/2025' }]);
  });

  test('deleting the directory above it leaves it on the server, and says so', async () => {
    const folder = await deselected();
    folder.user.remove('Fotos');

    const end = await folder.settle();

    expect(end).toMatchObject({ problems: [{ path: 'Fotos', code: 'kept-for-unsynced-content' }] });
    expect(folder.server.readFile('Fotos/2025/b.jpg')).toBe('b');
    expect(folder.server.readFile('Fotos/c.jpg')).toBeUndefined();
    await folder.select('Fotos/2025');
    await folder.settle();
    expect(folder.user.readFile('Fotos/2025/b.jpg')).toBe('b');
  });

  test('a directory of its name that is made here is part of it, and is never sent', async () => {
    const folder = await deselected();
    folder.user.writeFile('Fotos/2025/mine.jpg', 'mine');

    const end = await folder.settle();

    expect(end).toMatchObject({ problems: [{ path: 'Fotos/2025', code: 'unsynced-in-deselected' }] });
    expect(folder.server.readFile('Fotos/2025/mine.jpg')).toBeUndefined();
    expect(folder.user.readFile('Fotos/2025/mine.jpg')).toBe('mine');
    folder.user.rename('Fotos/2025', 'Fotos/mine');
    expect(await folder.settle()).toEqual({ kind: 'idle', problems: [] });
    expect(folder.server.readFile('Fotos/mine/mine.jpg')).toBe('mine');
  });

  test('a file of its name that is made here is part of it as well', async () => {
    const folder = await deselected();
    folder.user.writeFile('Fotos/2025', 'a file');

    const end = await folder.settle();

    expect(end).toMatchObject({ problems: [{ path: 'Fotos/2025', code: 'unsynced-in-deselected' }] });
    expect(folder.server.readFile('Fotos/2025/b.jpg')).toBe('b');
  });

  test('a synced file that is moved into a directory of its name waits there, and nothing happens on the server', async () => {
    const folder = await deselected();
    folder.user.makeDirectory('Fotos/2025');
    folder.user.rename('d.txt', 'Fotos/2025/d.txt');

    const end = await folder.settle();

    expect(end).toMatchObject({
      problems: [
        { path: 'd.txt', code: 'moved-out-of-sight' },
        { path: 'Fotos/2025', code: 'unsynced-in-deselected' },
      ],
    });
    expect(folder.server.readFile('d.txt')).toBe('d');
    expect(folder.user.readFile('Fotos/2025/d.txt')).toBe('d');
    folder.user.rename('Fotos/2025/d.txt', 'd.txt');
    expect(await folder.settle()).toEqual({ kind: 'idle', problems: [] });
  });

  test('what the server moves into it leaves this computer', async () => {
    const folder = await deselected();
    folder.server.move('d.txt', 'Fotos/2025/d.txt');

    expect(await folder.settle()).toEqual({ kind: 'idle', problems: [] });

    expect(folder.user.listAll()).toEqual(['Fotos', 'Fotos/c.jpg']);
    expect(folder.server.readFile('Fotos/2025/d.txt')).toBe('d');
  });

  test('one that the server moves into another leaves once, also when a file of it is in use', async () => {
    const folder = await syncedFolder();
    folder.filesystem.faults.add({ act: 'keep-file', path: 'Docs' as RelativePath, errno: 'EBUSY', times: 1 });
    await folder.deselect('Docs', 'Fotos');
    folder.server.move('Docs', 'Fotos/Docs');

    await folder.settle();
    await folder.passTime(60_000);

    expect(await folder.settle()).toEqual({ kind: 'idle', problems: [] });
    expect(folder.user.listAll()).toEqual([]);
    expect(folder.server.readFile('Fotos/Docs/c.txt')).toBe('c');
  });

  test('what the server moves out of it comes here', async () => {
    const folder = await deselected();
    folder.server.move('Fotos/2025/b.jpg', 'Fotos/b.jpg');

    await folder.settle();

    expect(folder.user.readFile('Fotos/b.jpg')).toBe('b');
  });

  test('a name on the server that differs from it by case alone is not put in its place here', async () => {
    const disk = new FakeDisk({ isCaseSensitive: false });
    const folder = await syncedFolder({ 'Fotos/b.jpg': 'b' }, new FakeFolder({ disk }));
    await folder.deselect('Fotos');
    await folder.settle();
    folder.server.makeDirectory('FOTOS');
    folder.server.writeFile('FOTOS/x.jpg', 'x');

    await folder.settle();

    expect(folder.user.listAll()).toEqual([]);
    expect(folder.server.readFile('Fotos/b.jpg')).toBe('b');
    expect(folder.server.readFile('FOTOS/x.jpg')).toBe('x');
  });
});
