import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { ShellInfo } from '#ipc/shell-requests.ts';

/** SQLITE_BUSY: somebody else holds the lock. */
const BUSY_ERROR = 5;

/** So long, in ms, a program that is just ending is waited for. */
const ENDING_MS = 5_000;

/** `unknown`: this disk tells nobody who holds what; the locks of the sync folders hold all the same. */
export type ProgramLock =
  | { readonly kind: 'taken'; release(): void }
  | { readonly kind: 'in-use' }
  | { readonly kind: 'unknown'; readonly reason: string };

/** Whoever is not reachable any more is closed by Node, and gives its lock back. */
const held = new Set<DatabaseSync>();

/**
 * Takes the right to write settings in a state directory, which is made where there is none: the desktop program and
 * browser mode have meeting places of their own, and do not find each other there. SQLite's exclusive lock on an empty
 * file: the system gives it back when its holder ends in any way. Blocks up to `patienceMs` ms.
 */
export function takeProgramLock(stateDirectory: string, patienceMs = ENDING_MS): ProgramLock {
  let database: DatabaseSync | undefined;
  try {
    mkdirSync(stateDirectory, { recursive: true, mode: 0o700 });
    database = new DatabaseSync(join(stateDirectory, 'program.lock'), { timeout: patienceMs });
    // Nothing is ever written, so a journal file beside the lock would only be litter.
    database.exec('PRAGMA journal_mode = MEMORY; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    database?.close();
    if (!(error instanceof Error && 'code' in error)) throw error;
    if ('errcode' in error && error.errcode === BUSY_ERROR) return { kind: 'in-use' };
    return { kind: 'unknown', reason: error.message };
  }
  const taken = database;
  held.add(taken);
  return {
    kind: 'taken',
    release: () => {
      held.delete(taken);
      taken.close();
    },
  };
}

/** What a start says that came second. Pure. */
export function toRunningText(productName: string, language: ShellInfo['systemLanguage']): string {
  return language === 'de'
    ? `${productName} läuft schon, als Programm oder im Browser. Beenden Sie es dort, bevor Sie es hier öffnen.`
    : `${productName} is already running, as a program or in the browser. Quit it there before you open it here.`;
}
