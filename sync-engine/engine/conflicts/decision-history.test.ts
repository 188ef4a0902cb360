import { describe, expect, it } from 'vitest';
import type { ConflictRecord } from '#sync-engine/core/model/conflict.ts';
import type { HistoryEntry } from '#sync-engine/core/model/history.ts';
import type { InMemoryStorage } from '#sync-engine/sync-database/in-memory-storage.ts';
import { InMemorySyncDatabase } from '#sync-engine/sync-database/in-memory-sync-database.ts';
import type { BaseChange } from '#sync-engine/sync-database/sync-database.ts';
import {
  atDesk,
  conflicting,
  fileAndFolder,
  idOf,
  resolve,
  stateOf,
  undo,
} from '#sync-engine/testing/builders/conflict-folder.ts';
import type { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';

/** A program that ends as soon as it has written down that a conflict is in this state. */
class EndingDatabase extends InMemorySyncDatabase {
  readonly #last: ConflictRecord['state']['kind'];
  #isOver = false;

  constructor(storage: InMemoryStorage, last: ConflictRecord['state']['kind']) {
    super(storage);
    this.#last = last;
  }

  override putConflict(record: ConflictRecord, history?: readonly HistoryEntry[]): void {
    super.putConflict(record, history);
    this.#isOver = record.state.kind === this.#last;
  }

  override commitBase(changes: readonly BaseChange[], history?: readonly HistoryEntry[]): void {
    if (this.#isOver) throw new Error('the program has ended');
    super.commitBase(changes, history);
  }
}

describe('the history', () => {
  const decisions = (folder: FakeFolder) => folder.database.listHistory(99).filter(({ verb }) => verb === 'decide');

  it.each(['mine', 'server', 'both'] as const)(
    'tells that %s was kept, of whom, and that it was taken back',
    async (how) => {
      const folder = await conflicting();
      const [record] = folder.database.listConflicts();
      if (record === undefined) throw new Error('no conflict');
      folder.database.putConflict({ ...record, serverAuthor: 'Bernd' });
      await resolve(folder, how);
      const [decided] = decisions(folder);
      await undo(folder);

      expect(decided).toMatchObject({
        path: 'Docs/a.txt',
        reversal: { kind: 'reopen', conflictId: record.id, how, person: 'Bernd' },
      });
      expect(decisions(folder)[0]).toMatchObject({ path: 'Docs/a.txt', undoes: decided?.id });
      expect(decisions(folder)).toHaveLength(2);
    },
  );

  it.each([
    ['on two files', () => conflicting(), 'mine'],
    ['to keep both', () => conflicting(), 'both'],
    ['on a file and a folder', fileAndFolder, 'both'],
  ] as const)('a decision is in the history even when the program ends right after it: %s', async (_, start, keep) => {
    const folder = await start();
    const storage = folder.copyDatabase();
    const decision = { id: idOf(folder), keep, newName: undefined, revision: undefined };

    await atDesk(folder, (desk) => desk.resolve(decision), new EndingDatabase(storage, 'resolved')).catch(() => {});
    folder.restoreDatabase(storage);

    expect(stateOf(folder)).toBe('resolved');
    expect(decisions(folder)).toHaveLength(1);
  });

  it.each(['mine', 'both'] as const)(
    'that %s is taken back is in the history even when the program ends right after it',
    async (how) => {
      const folder = await conflicting();
      await resolve(folder, how);
      const storage = folder.copyDatabase();

      const ending = new EndingDatabase(storage, 'open');
      await atDesk(folder, (desk) => desk.undo(idOf(folder)), ending).catch(() => {});
      folder.restoreDatabase(storage);

      expect(stateOf(folder)).toBe('open');
      expect(decisions(folder)).toHaveLength(2);
    },
  );

  it('tells nothing of a decision that was refused', async () => {
    const folder = await conflicting();
    await resolve(folder, 'mine', { revision: 'another' });

    expect(decisions(folder)).toEqual([]);
  });
});
