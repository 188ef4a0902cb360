import { describe, expect, it } from 'vitest';
import { syncedFolder } from '#sync-engine/testing/builders/synced-folder.ts';

describe('conflict copies of other clients', () => {
  const COPY = 'Docs/a (conflicted copy Ana 2024-01-31 123456).txt';

  it('are open conflicts when their original stands beside them, and keep their names', async () => {
    const folder = await syncedFolder({
      'Docs/a.txt': 'a',
      [COPY]: 'other',
      'Docs/x (conflicted copy 2024-01-31 123456).txt': 'x',
    });

    await folder.settle();

    expect(folder.database.listConflicts()).toMatchObject([
      { origin: 'found', path: 'Docs/a.txt', state: { kind: 'open' } },
    ]);
    expect(folder.user.listAll()).toContain(COPY);
  });

  it('are none when their bytes are those of the original', async () => {
    const folder = await syncedFolder({ 'Docs/a.txt': 'same', [COPY]: 'same' });

    await folder.settle();

    expect(folder.database.listConflicts()).toEqual([]);
  });

  it('are never taken away when the bytes become equal', async () => {
    const folder = await syncedFolder({ 'Docs/a.txt': 'a', [COPY]: 'other' });
    folder.user.writeFile(COPY, 'a');

    await folder.settle();

    expect(folder.database.listConflicts()).toMatchObject([{ state: { kind: 'dissolved', why: 'equal-bytes' } }]);
    expect(folder.user.readFile(COPY)).toBe('a');
  });

  it('are recorded once, also after a restart', async () => {
    const folder = await syncedFolder({ 'Docs/a.txt': 'a', [COPY]: 'other' });
    const before = folder.database.listConflicts();
    await folder.restart();

    await folder.settle();

    expect([before.length, folder.database.listConflicts()]).toEqual([1, before]);
  });
});
