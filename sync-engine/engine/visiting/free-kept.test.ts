import { expect, test } from 'vitest';
import type { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import { syncedFolder } from '#sync-engine/testing/builders/photo-folder.ts';
import { freeDeselected } from './free-kept.ts';

/** `Fotos` is deselected, and what else was there was replaced by the server's version: all of it is kept. */
async function folderWithKept(): Promise<FakeFolder> {
  const folder = await syncedFolder();
  folder.server.writeFile('Docs/c.txt', 'another version');
  await folder.settle();
  await folder.deselect('Fotos');
  await folder.settle();
  return folder;
}

/** Lets space go while the engine is not running. */
async function free(folder: FakeFolder) {
  await folder.restart();
  await folder.filesystem.open();
  try {
    return await freeDeselected(folder, new AbortController().signal);
  } finally {
    await folder.filesystem.close();
  }
}

function hideChecksum(folder: FakeFolder, path: string): void {
  folder.server.getNode(path).checksumText = '';
}

const keptPaths = (folder: FakeFolder) => folder.database.listKept().map(({ originalPath }) => originalPath);

test('what was deselected gives its space back at once, and nothing else that is kept goes', async () => {
  const folder = await folderWithKept();
  const before = folder.server.snapshot();

  const freed = await free(folder);

  expect(freed).toEqual({ ok: true, value: { files: 2, bytes: 2, otherOnServer: 0, unasked: 0 } });
  expect(keptPaths(folder)).toEqual(['Docs/c.txt']);
  expect(folder.disk.kept.size).toBe(1);
  expect(folder.server.snapshot()).toEqual(before);
});

test('a file that a program has written to since it was put away is nowhere else, and stays', async () => {
  const folder = await folderWithKept();
  const row = folder.database.listKept().find(({ originalPath }) => originalPath === 'Fotos/a.jpg');
  const [node] = folder.disk.kept.get(row?.keepId ?? '')?.values() ?? [];
  if (node === undefined || row === undefined) throw new Error('the photo is not kept');
  node.mtimeNs = BigInt(row.keptAtMs + 1) * 1_000_000n;

  expect(await free(folder)).toMatchObject({ ok: true, value: { files: 1 } });
  expect(keptPaths(folder)).toContain('Fotos/a.jpg');
});

test('what has become longer since it was put away stays, whatever its time says', async () => {
  const folder = await folderWithKept();
  const row = folder.database.listKept().find(({ originalPath }) => originalPath === 'Fotos/a.jpg');
  const [node] = folder.disk.kept.get(row?.keepId ?? '')?.values() ?? [];
  if (node === undefined) throw new Error('the photo is not kept');
  node.bytes = Buffer.from('longer than it was');

  expect(await free(folder)).toMatchObject({ ok: true, value: { files: 1 } });
  expect(keptPaths(folder)).toContain('Fotos/a.jpg');
});

test.each([
  ['removed', (folder: FakeFolder) => folder.server.remove('Fotos/a.jpg')],
  ['removed with its directory', (folder: FakeFolder) => folder.server.move('Fotos', 'Bilder')],
  ['overwritten', (folder: FakeFolder) => folder.server.writeFile('Fotos/a.jpg', 'z')],
  ['replaced by bytes whose checksum it does not tell', (folder: FakeFolder) => hideChecksum(folder, 'Fotos/a.jpg')],
])('keeps what the server has let go since it was deselected: %s', async (_, letGo) => {
  const folder = await folderWithKept();
  letGo(folder);

  const freed = await free(folder);

  expect(keptPaths(folder)).toContain('Fotos/a.jpg');
  expect([...folder.disk.kept.values()].flatMap((items) => [...items.keys()])).toContain('a.jpg');
  expect(freed.ok && freed.value.otherOnServer).toBeGreaterThan(0);
});

test('keeps everything while the server cannot be asked, and says so', async () => {
  const folder = await folderWithKept();
  folder.server.faults.add({ kind: 'fail', call: 'list' });

  expect(await free(folder)).toEqual({ ok: true, value: { files: 0, bytes: 0, otherOnServer: 0, unasked: 2 } });
  expect(folder.disk.kept.size).toBe(3);
});
