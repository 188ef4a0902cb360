import { expect, test } from 'vitest';
import type { RelativePath } from '#sync-engine/core/model/relative-path.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';

/** A synced folder with a document, and what a program does to it while the engine is about to act on the server. */
async function saving(steps: {
  readonly before: (folder: FakeFolder) => void;
  readonly gap: (folder: FakeFolder) => void;
}) {
  const folder = new FakeFolder();
  folder.user.writeFile('Tabelle.xlsx', 'one');
  await folder.settle();
  const { fileId } = folder.server.getEntry('Tabelle.xlsx');
  steps.before(folder);
  // The engine has looked and now asks the disk once more, before it tells the server.
  folder.filesystem.faults.onAct = (act, path) => {
    const isAsking = act === 'stat' && path === ('Tabelle.xlsx' as RelativePath);
    const isSending = act === 'open-file' && path === ('atmp4711' as RelativePath);
    if (!isAsking && !isSending) return;
    folder.filesystem.faults.onAct = () => {};
    steps.gap(folder);
  };
  return { folder, fileId };
}

test('a document that is missing for a moment while it is saved keeps its id on the server', async () => {
  const { folder, fileId } = await saving({
    before: ({ user }) => user.remove('Tabelle.xlsx'),
    gap: ({ user }) => user.writeFile('Tabelle.xlsx', 'two'),
  });

  await folder.settle();

  expect(folder.server.getEntry('Tabelle.xlsx').fileId).toBe(fileId);
  expect(folder.server.readFile('Tabelle.xlsx')).toBe('two');
});

test('a document that is renamed for a moment while it is saved keeps its id on the server', async () => {
  const folder = new FakeFolder();
  folder.user.writeFile('Tabelle.xlsx', 'one');
  await folder.settle();
  const { fileId } = folder.server.getEntry('Tabelle.xlsx');
  folder.user.rename('Tabelle.xlsx', '1B2C3D4E.tmp');
  folder.filesystem.faults.onAct = (act, path) => {
    if (act !== 'stat' || path !== ('1B2C3D4E.tmp' as RelativePath)) return;
    folder.filesystem.faults.onAct = () => {};
    folder.user.writeFile('Tabelle.xlsx', 'two');
    folder.user.remove('1B2C3D4E.tmp');
  };

  await folder.settle();

  expect(folder.server.getEntry('Tabelle.xlsx').fileId).toBe(fileId);
  expect(folder.server.snapshot()).toEqual({ 'Tabelle.xlsx': 'two' });
});

test('a document whose backup stays keeps its id on the server', async () => {
  const { folder, fileId } = await saving({
    before: ({ user }) => user.rename('Tabelle.xlsx', 'Tabelle.bak'),
    gap: ({ user }) => user.writeFile('Tabelle.xlsx', 'two'),
  });

  await folder.settle();

  expect(folder.server.getEntry('Tabelle.xlsx').fileId).toBe(fileId);
  expect(folder.server.snapshot()).toEqual({ 'Tabelle.bak': 'one', 'Tabelle.xlsx': 'two' });
});

test('so does one whose next version had been seen under the name that it was written under', async () => {
  const saveTo = (backup: 'kept' | 'deleted') =>
    saving({
      before: ({ user }) => {
        user.writeFile('atmp4711', 'two');
        if (backup === 'kept') user.rename('Tabelle.xlsx', 'Tabelle.bak');
        else user.remove('Tabelle.xlsx');
      },
      gap: ({ user }) => user.rename('atmp4711', 'Tabelle.xlsx'),
    });

  for (const backup of ['kept', 'deleted'] as const) {
    const { folder, fileId } = await saveTo(backup);
    await folder.settle();

    expect(folder.server.getEntry('Tabelle.xlsx').fileId).toBe(fileId);
    expect(folder.server.readFile('Tabelle.xlsx')).toBe('two');
  }
});

test('a document that stays away is removed on the server', async () => {
  const { folder } = await saving({ before: ({ user }) => user.remove('Tabelle.xlsx'), gap: () => {} });

  await folder.settle();

  expect(folder.server.snapshot()).toEqual({});
});

test('a document is removed on the server when another one has taken its name', async () => {
  const { folder, fileId } = await saving({ before: () => {}, gap: () => {} });
  folder.user.writeFile('Kopie.xlsx', 'copy');
  await folder.settle();
  const copy = folder.server.getEntry('Kopie.xlsx');
  folder.user.remove('Tabelle.xlsx');
  folder.user.rename('Kopie.xlsx', 'Tabelle.xlsx');

  await folder.settle();

  expect(fileId).not.toBe(copy.fileId);
  expect(folder.server.getEntry('Tabelle.xlsx').fileId).toBe(copy.fileId);
  expect(folder.server.snapshot()).toEqual({ 'Tabelle.xlsx': 'copy' });
});
