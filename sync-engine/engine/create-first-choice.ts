import { SystemClock } from '../clock/system-clock.ts';
import { isAway } from '../core/model/selection.ts';
import type { Choice, SelectionAct } from '../core/model/selection.ts';
import type { Result } from '../core/model/sync-error.ts';
import { RealFilesystem } from '../filesystem/real-filesystem.ts';
import { borrowDatabase } from '../sync-database/borrow-database.ts';
import { randomId } from './create-settings.ts';
import { databasePathFor } from './opening/database-path.ts';
import { replaceChoiceNotes } from './selection/choice-notes.ts';

export type { ChoiceReserve } from '../core/guards/free-space.ts';
export { toChoiceReserve } from '../core/guards/free-space.ts';

/** A directory of the server that shall not come; its path is from the root of the sync folder. */
export type Deselected = Pick<Choice, 'fileId' | 'path'>;

/** A place that is about to become a sync folder, and what shall not come to it. */
export interface FirstChoice {
  /** Absolute path of the directory, which is there. */
  readonly localRootPath: string;
  readonly stateDirectory: string;
  /** All that a person has deselected; what was kept away here in an earlier life and is not among it, comes. */
  readonly deselected: readonly Deselected[];
}

/**
 * Writes down, durably, what a person has deselected before the first run, which takes it in before it looks at
 * anything. The folder must not be synced by anybody yet: its lock has to be free. Notes that nobody took in are replaced.
 * Codes: those of opening a folder and of writing a private file.
 */
export async function recordFirstChoice(choice: FirstChoice): Promise<Result<void>> {
  const { localRootPath, stateDirectory, deselected } = choice;
  const wanted = new Set(deselected.map(({ fileId }) => fileId));
  const before = borrowDatabase(databasePathFor(localRootPath, stateDirectory)).loadSelection().choices.filter(isAway);
  const acts: readonly SelectionAct[] = [
    ...before.flatMap(({ fileId, path }) => (wanted.has(fileId) ? [] : [{ kind: 'select', fileId, path } as const])),
    ...deselected.map(({ fileId, path }) => ({ kind: 'deselect', fileId, path }) as const),
  ];
  const clock = new SystemClock();
  const filesystem = new RealFilesystem({ rootPath: localRootPath, clock });
  const opened = await filesystem.open();
  if (!opened.ok) return opened;
  try {
    return await replaceChoiceNotes({ acts, nowMs: clock.nowMs() }, { filesystem, randomId });
  } finally {
    await filesystem.close();
  }
}
