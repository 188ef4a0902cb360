import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { borrowDatabase, borrowRecords } from './borrow-database.ts';
import { kept } from './database-builders.ts';
import { openSyncDatabase } from './open-sync-database.ts';
import type { SyncDatabase } from './sync-database.ts';

function makeDatabase(): { readonly path: string; readonly database: SyncDatabase } {
  const folder = mkdtempSync(join(tmpdir(), 'bayernbox-borrow-'));
  const path = join(folder, 'sync.db');
  const opened = openSyncDatabase(path);
  if (opened.kind === 'unusable') throw opened.error;
  onTestFinished(() => {
    opened.database.close();
    rmSync(folder, { recursive: true });
  });
  return { path, database: opened.database };
}

/** How an opening ends in a process of its own. */
function openElsewhere(path: string): string {
  const module = new URL('open-sync-database.ts', import.meta.url);
  const program = `
    import { openSyncDatabase } from ${JSON.stringify(module)};
    const opened = openSyncDatabase(${JSON.stringify(path)});
    console.log(opened.kind === 'opened' ? 'opened' : opened.reason);`;
  return execFileSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' }).trim();
}

// A process that closes any descriptor of a file loses all locks that it has on it.
// @see https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_
it.each([
  ['looks at its records', (path: string) => borrowRecords(path)],
  ['borrows it', (path: string) => borrowDatabase(path)],
  ['tries to open it again', (path: string) => openSyncDatabase(path)],
])('keeps a database that this process has open from others, also after it %s', (_, look) => {
  const { path } = makeDatabase();

  look(path);

  expect(openElsewhere(path)).toBe('in-use');
});

it('shows what an open database of this process says, also what is in no file yet', () => {
  const { path, database } = makeDatabase();
  database.saveSession({ ...database.loadSession(), mark: 'now' });

  expect(borrowDatabase(path).loadSession().mark).toBe('now');
});

it('answers many questions from one copy, sees what others write meanwhile, and leaves no copy behind', () => {
  const { path, database } = makeDatabase();
  database.close();
  const folder = dirname(path);
  vi.stubEnv('TMPDIR', folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  const listCopies = (): readonly string[] => readdirSync(folder).filter((name) => name.startsWith('bayernbox-look-'));
  const records = borrowRecords(path);

  expect([records.listKept(), records.history.listUndoers()]).toEqual([[], []]);
  const copies = listCopies();
  records.listChoices();
  expect(copies).toHaveLength(1);
  expect(listCopies()).toEqual(copies);

  const writer = openSyncDatabase(path);
  if (writer.kind === 'unusable') throw writer.error;
  writer.database.addKept(kept);
  writer.database.close();
  expect(records.listKept()).toEqual([kept]);

  records.close();
  expect(listCopies()).toEqual([]);
});
