import type { Checksum } from '../../core/model/checksum.ts';
import type { Deed, HistoryEntry, NoReversal } from '../../core/model/history.ts';
import type { HistoryId } from '../../core/model/ids.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { baseName, parentPath, ROOT_PATH } from '../../core/model/relative-path.ts';
import type { Outcome, Refusal, SyncError } from '../../core/model/sync-error.ts';
import type { Filesystem } from '../../filesystem/filesystem.ts';
import type { KeptRow } from '../../sync-database/sync-database.ts';
import { removeActNote, writeActNote } from './act-notes.ts';

/** Why an act of a person was refused. Nothing has changed then. */
export type ActRefusal =
  /** The safety store has nothing under this id. */
  | 'kept-unknown'
  /** The version that would be needed has left the safety store. */
  | 'kept-gone'
  | 'operation-unknown'
  | 'already-undone'
  /** It would change something for others on the server, and nobody has agreed to that. */
  | 'not-agreed'
  /** Something is where the item would go. */
  | 'path-taken'
  /** A file is where a directory would be needed. */
  | 'parent-taken'
  /** What the operation left behind is not there any more, or was changed since. */
  | 'changed-since'
  | 'directory-not-empty'
  /** No name that every system and server can hold. */
  | 'name-not-allowed'
  /** Only the server can do it, and the folder is not connected with it now. */
  | 'folder-at-rest'
  | NoReversal;

/** How an act of a person ended. */
export type Act<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  | { readonly kind: 'refused'; readonly code: ActRefusal }
  | { readonly kind: 'failed'; readonly error: SyncError };

/** What a refusal of the file system means for a person, where it is not simply "changed since". */
export type RefusalCodes = Readonly<Partial<Record<Refusal, ActRefusal>>>;

/** An act that did not happen. */
export function refuseAct(code: ActRefusal): Act<never> {
  return { kind: 'refused', code };
}

/** The end of an act that the file system did not carry out. */
export function toAct(outcome: Exclude<Outcome<never>, { kind: 'done' }>, codes: RefusalCodes): Act<never> {
  if (outcome.kind === 'refused') return refuseAct(codes[outcome.reason] ?? 'changed-since');
  return { kind: 'failed', error: outcome.error };
}

/** Makes the directories above a path that are missing; undefined when all are there. */
export async function makeParents(filesystem: Filesystem, path: RelativePath): Promise<Act<never> | undefined> {
  const missing: RelativePath[] = [];
  for (let at = parentPath(path); at !== ROOT_PATH; at = parentPath(at)) {
    const reading = await filesystem.stat(at);
    if (reading.kind === 'failed') return { kind: 'failed', error: reading.error };
    if (reading.kind === 'present') {
      if (reading.entry.kind !== 'directory') return refuseAct('parent-taken');
      break;
    }
    missing.unshift(at);
  }
  for (const directory of missing) {
    const made = await filesystem.makeDirectory(directory);
    const isThere = made.kind === 'refused' && made.reason === 'exists';
    if (made.kind !== 'done' && !isThere) return toAct(made, { 'parent-missing': 'parent-taken' });
    const synced = await filesystem.syncDirectory(parentPath(directory));
    if (!synced.ok) return { kind: 'failed', error: synced.error };
  }
  return undefined;
}

/** What is about to be done, and what it will put into the safety store. */
export interface ActPlan extends Pick<HistoryEntry, keyof Deed | 'verb' | 'side' | 'undoes'> {
  readonly kept: KeptRow | undefined;
  readonly codes: RefusalCodes;
  readonly act: () => Promise<Outcome<unknown>>;
}

/** A version in the safety store, and where it shall go. */
export interface KeptVersion {
  readonly keepId: string;
  /** Its name in the store. */
  readonly name: string;
  readonly path: RelativePath;
  /** Of its bytes, read right before. */
  readonly checksum: Checksum;
  readonly undoes: HistoryId | undefined;
  /** What it means to the person when the version is not there any more. */
  readonly ifMissing: 'kept-gone' | 'kept-unknown';
}

/**
 * Carries out one act of a person. It is noted before, so that what it puts into the safety store can always be found,
 * and as done after it; an act that was refused leaves no note.
 */
export class Actor {
  readonly filesystem: Filesystem;
  readonly id: HistoryId;
  readonly nowMs: number;
  readonly #runId: string;

  constructor(input: {
    readonly filesystem: Filesystem;
    readonly id: HistoryId;
    readonly runId: string;
    readonly nowMs: number;
  }) {
    this.filesystem = input.filesystem;
    this.id = input.id;
    this.nowMs = input.nowMs;
    this.#runId = input.runId;
  }

  async carryOut(plan: ActPlan): Promise<Act<HistoryEntry>> {
    const { kept, codes, act, ...what } = plan;
    const entry: HistoryEntry = { ...what, id: this.id, runId: this.#runId, atMs: this.nowMs };
    const note = { isDone: false, entry, kept };
    const noted = await writeActNote(this.filesystem, note);
    if (!noted.ok) return { kind: 'failed', error: noted.error };
    const outcome = await act();
    if (outcome.kind !== 'done') {
      // A note that cannot go now is cleared away by the engine in an hour: an act that has not ended was cut off.
      if (!(await this.#isInStore(kept))) await removeActNote(this.filesystem, note);
      return toAct(outcome, codes);
    }
    const touched = new Set([entry.path, entry.target ?? entry.path].map(parentPath));
    for (const directory of touched) {
      const synced = await this.filesystem.syncDirectory(directory);
      // What may not outlive a power cut is not told as done; the note stays, and with it the way to what was kept.
      if (!synced.ok) return { kind: 'failed', error: synced.error };
    }
    // Should this fail, the act is missing from the history; what it kept can be found all the same.
    await writeActNote(this.filesystem, { ...note, isDone: true });
    return { kind: 'done', value: entry };
  }

  /** Brings a kept version to a place where nothing is. */
  restoreKept(kept: KeptVersion): Promise<Act<HistoryEntry>> {
    const { keepId, name, path, checksum, undoes, ifMissing } = kept;
    return this.carryOut({
      side: 'local',
      verb: 'restore',
      nodeKind: 'file',
      path,
      target: undefined,
      reversal: { kind: 'keep-file', checksum },
      undoes,
      kept: undefined,
      codes: { exists: 'path-taken', missing: ifMissing, 'parent-missing': 'parent-taken' },
      act: () =>
        this.filesystem.kept.restore({
          keepId,
          name,
          target: path,
          expect: { kind: 'absent' },
          displacedKeepId: this.id,
        }),
    });
  }

  /** The index row of a file that this act puts into the safety store. */
  planKeeping(path: RelativePath, file: Pick<KeptRow, 'sizeBytes' | 'checksum'>): KeptRow {
    return { ...file, keepId: this.id, originalPath: path, keptAtMs: this.nowMs, reason: 'undone' };
  }

  async #isInStore(kept: KeptRow | undefined): Promise<boolean> {
    if (kept === undefined) return false;
    const found = await this.filesystem.kept.find(kept.keepId, baseName(kept.originalPath));
    return found.kind !== 'absent';
  }
}
