import { describe, expect, test } from 'vitest';
import type { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import { syncedFolder } from '#sync-engine/testing/builders/photo-folder.ts';
import type { HistoryEntry } from '../../core/model/history.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';

const NOTHING = { count: 0, directories: [], files: 0, bytes: 0 };

function told(folder: FakeFolder): readonly HistoryEntry[] {
  return folder.database.listHistory(99).filter(({ verb }) => verb === 'choose');
}

describe('a choice that has taken effect', () => {
  test('is one entry of the history that says what has left, once', async () => {
    const folder = await syncedFolder();
    await folder.deselect('Fotos');

    await folder.settle();
    await folder.settle();

    expect(told(folder)).toMatchObject([
      { path: 'Fotos', outcome: { came: NOTHING, left: { count: 1, directories: ['Fotos'], files: 2, bytes: 2 } } },
    ]);
    expect(folder.events.filter(({ type }) => type === 'chosen')).toHaveLength(1);
  });

  test('says what has come when all of it is here, not before', async () => {
    const folder = await syncedFolder();
    await folder.deselect('Fotos');
    await folder.settle();
    await folder.select('Fotos');
    folder.server.faults.add({
      kind: 'fail',
      call: 'download',
      path: 'Fotos/a.jpg' as RelativePath,
      code: 'server-error',
      times: 1,
    });

    expect(await folder.settle()).toMatchObject({ kind: 'waiting' });
    expect(told(folder)).toHaveLength(1);

    await folder.passTime(600_000);
    expect(await folder.settle()).toEqual({ kind: 'idle', problems: [] });
    expect(told(folder)[0]).toMatchObject({
      outcome: { came: { count: 1, directories: ['Fotos'], files: 2, bytes: 2 }, left: NOTHING },
    });
  });

  test('is one with the choice that came before it took effect, also across a restart', async () => {
    const folder = await syncedFolder();
    await folder.deselect('Docs');
    await folder.run();
    await folder.restart();
    await folder.deselect('Fotos');

    await folder.settle();

    expect(told(folder)).toMatchObject([
      { path: '', outcome: { came: NOTHING, left: { count: 2, directories: ['Docs', 'Fotos'], files: 3, bytes: 3 } } },
    ]);
  });

  test('is not told when it was taken back before anything happened', async () => {
    const folder = await syncedFolder();
    await folder.deselect('Fotos');
    await folder.select('Fotos');

    await folder.settle();

    expect(told(folder)).toEqual([]);
    expect(folder.database.loadSelection().untold).toBeUndefined();
  });
});
