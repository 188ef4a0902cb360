import type { UndoEffect } from '../../core/model/judge-undo.ts';
import { judgeUndo } from '../../core/model/judge-undo.ts';
import { toCalendarMs } from '../../core/model/calendar-time.ts';
import { reconcileKept } from '../../core/guards/kept-index.ts';
import { DESELECTED_AGE_MS } from '../../core/guards/kept-retention.ts';
import { restoredName } from '../../core/merge/name-conflict.ts';
import type { Checksum } from '../../core/model/checksum.ts';
import type { HistoryEntry } from '../../core/model/history.ts';
import { toRunId } from '../../core/model/history.ts';
import type { HistoryId } from '../../core/model/ids.ts';
import { toHistoryId } from '../../core/model/ids.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { baseName, isInside, joinPath, parentPath } from '../../core/model/relative-path.ts';
import type { Choice } from '../../core/model/selection.ts';
import { isAway } from '../../core/model/selection.ts';
import type { Undoers } from '../../core/model/standing.ts';
import { findStanding, toUndoers } from '../../core/model/standing.ts';
import type { Result } from '../../core/model/sync-error.ts';
import type { Clock } from '../../clock/clock.ts';
import type { Filesystem, KeptFile } from '../../filesystem/filesystem.ts';
import type { HistoryPoint, HistoryRecords, KeptRow } from '../../sync-database/sync-database.ts';
import { readActNotes } from './act-notes.ts';
import { canBeFreed } from './free-kept.ts';
import type { WantedName } from '../naming/rename-item.ts';
import { renameItem } from '../naming/rename-item.ts';
import type { VisitServer } from '../naming/visit-server.ts';
import { toFoundRow } from '../resting/store-tidier.ts';
import { undoEntry } from './undo.ts';
import type { Act } from './visit-acts.ts';
import { Actor, makeParents, refuseAct, toAct } from './visit-acts.ts';

/** What a visit works with. The file system is open as a visitor's. */
export interface VisitParts {
  readonly filesystem: Filesystem;
  readonly clock: Clock;
  readonly randomId: () => string;
  /** Of the sync database, as it is whenever it is read; another process may hold it. */
  readonly records: {
    readonly history: HistoryRecords;
    listKept(): readonly KeptRow[];
    listChoices(): readonly Choice[];
    close(): void;
  };
  /** Undefined while the folder is not open: then what only the server can do is refused. */
  readonly server?: VisitServer | undefined;
  /** Minutes east of UTC, for names that tell a time. */
  readonly timeZoneOffsetMinutes: number;
}

/** One version in the safety store. */
export interface KeptEntry extends KeptRow {
  /** When its bytes were last changed, in ms since the epoch, by the clock of whoever did. */
  readonly modifiedAtMs: number;
  /** Without a word from a policy it stays until then at least, if `freedFromMs` does not say otherwise. */
  readonly keptUntilMs: number;
  /** Of what can be freed: from then on it goes when the server, asked once a day, shows to have it. */
  readonly freedFromMs?: number;
  /** The server has it, too: it need not be kept when its space is wanted. */
  readonly canBeFreed: boolean;
}

/** Which part of the history is wanted. */
export interface HistoryPageQuestion {
  /** Id of the entry that the page before ended with; undefined: from the newest on. */
  readonly after: string | undefined;
  readonly limit: number;
  readonly isWanted: (entry: HistoryEntry) => boolean;
}

/** A part of the history, newest first. */
export interface HistoryPage {
  readonly entries: readonly HistoryEntry[];
  /** Of the whole history. */
  readonly undoers: Undoers;
}

/**
 * The directory that the last run knew as kept away from this computer and that an item lies in, or is: then it is not
 * here, and no sync carries an act on it to the server.
 */
export type FindAway = (place: Pick<HistoryEntry, 'path' | 'target'>) => RelativePath | undefined;

/** An entry of which the undoing changes something for others. */
export interface AskedUndo {
  /** As it was asked about; `entry` is what counts of it now. */
  readonly id: string;
  readonly entry: HistoryEntry;
  readonly effect: UndoEffect;
}

/** What a person wants to be undone. */
export interface UndoOptions {
  /** What he agrees to for others. */
  readonly agreed: readonly UndoEffect[];
  readonly signal: AbortSignal;
}

/** A kept version that has come back. */
export interface Restored {
  readonly path: RelativePath;
  /** True when it had to take another name, because its own is taken. */
  readonly isRenamed: boolean;
  /** Whether the bytes are those that were kept; `unknown` when no checksum was noted then. */
  readonly bytes: 'verified' | 'changed-since' | 'unknown';
  readonly entry: HistoryEntry;
}

export interface RestoreOptions {
  readonly keepId: string;
  /** Where to; its own place, or a free name beside it, when undefined. */
  readonly target: RelativePath | undefined;
  readonly signal: AbortSignal;
}

const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/** Other programs may take each free name that we find; so often at most. */
const MAX_NAMES = 10;

/**
 * What people do with the safety store and the history of one sync folder, whether or not it is being synced at that
 * moment. Acts are ordinary changes of the folder, which the next sync carries to the server if their place takes part.
 */
export class Visit {
  readonly #parts: VisitParts;
  readonly #runId: string;
  #acts = 0;

  constructor(parts: VisitParts) {
    this.#parts = parts;
    this.#runId = toRunId(parts.clock.nowMs(), parts.randomId());
  }

  /** What is in the safety store, newest first: the disk says what is there, the index where it came from. */
  async listKept(): Promise<Result<readonly KeptEntry[]>> {
    const { filesystem, records, clock } = this.#parts;
    const listed = await filesystem.kept.list();
    if (!listed.ok) return listed;
    const rows = new Map(records.listKept().map((row) => [row.keepId, row]));
    for (const { kept } of await readActNotes(filesystem)) if (kept !== undefined) rows.set(kept.keepId, kept);
    const { matched, unlisted } = reconcileKept([...rows.values()], listed.value);
    const found = unlisted.map((stored) => ({ row: toFoundRow(stored, clock.nowMs()), stored }));
    const entries = [
      ...matched.map(({ row, stored }) => toKeptEntry({ row, stored }, canBeFreed(row, stored))),
      ...found.map((kept) => toKeptEntry(kept, false)),
    ];
    return { ok: true, value: entries.toSorted((a, b) => b.keptAtMs - a.keptAtMs) };
  }

  /** What was done, newest first. */
  async listHistory(): Promise<readonly HistoryEntry[]> {
    const stored = this.#parts.records.history.listHistory(Number.MAX_SAFE_INTEGER);
    const noted = await this.#listNoted();
    return noted.length === 0 ? stored : [...noted, ...stored].toSorted((a, b) => b.atMs - a.atMs);
  }

  /**
   * The next entries that are wanted behind the one that a page ended with, in the order of `listHistory`; none behind one
   * that is gone: the oldest go first. Reads piece by piece, and holds no more than a piece and the page.
   */
  async pageHistory({ after, limit, isWanted }: HistoryPageQuestion): Promise<HistoryPage> {
    const { history } = this.#parts.records;
    const noted = await this.#listNoted();
    const undoers = this.#toUndoers(noted);
    const at = noted.findIndex(({ id }) => id === after);
    const last = after === undefined ? undefined : (noted[at] ?? history.findHistory(after as HistoryId));
    if (after !== undefined && last === undefined) return { entries: [], undoers };
    const isLeft = ({ atMs }: HistoryEntry, index: number): boolean => {
      if (last === undefined) return true;
      return at < 0 ? atMs < last.atMs : index > at;
    };
    const entries: HistoryEntry[] = [];
    const from = last && (at < 0 ? { atMs: last.atMs, id: last.id } : { atMs: last.atMs + 1 });
    for (const entry of mergeByTime(noted.filter(isLeft), readInPieces(history, from))) {
      if (isWanted(entry)) entries.push(entry);
      if (entries.length >= limit) break;
    }
    return { entries, undoers };
  }

  #toUndoers(noted: readonly HistoryEntry[]): Undoers {
    return toUndoers([...this.#parts.records.history.listUndoers(), ...noted]);
  }

  /** What people have done that the sync database does not know yet, newest first. */
  async #listNoted(): Promise<readonly HistoryEntry[]> {
    const { history } = this.#parts.records;
    const notes = await readActNotes(this.#parts.filesystem);
    const noted = notes.filter(({ isDone, entry }) => isDone && history.findHistory(entry.id) === undefined);
    return noted
      .map(({ entry }) => entry)
      .toReversed()
      .toSorted((a, b) => b.atMs - a.atMs);
  }

  /** Brings a kept version back; never replaces anything. */
  async restore(options: RestoreOptions): Promise<Act<Restored>> {
    const kept = await this.listKept();
    if (!kept.ok) return { kind: 'failed', error: kept.error };
    const row = kept.value.find(({ keepId }) => keepId === options.keepId);
    if (row === undefined) return refuseAct('kept-unknown');
    const { filesystem } = this.#parts;
    const hashed = await filesystem.kept.hash(row.keepId, baseName(row.originalPath), options.signal);
    if (hashed.kind !== 'done') return toAct(hashed, { missing: 'kept-unknown' });
    const checksum = hashed.value.checksum;
    const ready = await makeParents(filesystem, options.target ?? row.originalPath);
    if (ready !== undefined) return ready;
    const placed = await this.#place(row, options.target, checksum);
    if (placed.kind !== 'done') return placed;
    const { path } = placed.value;
    const isRenamed = path !== (options.target ?? row.originalPath);
    return {
      kind: 'done',
      value: { path, isRenamed, bytes: judgeBytes(row.checksum, checksum), entry: placed.value },
    };
  }

  /** Turns an operation round, if what it did is still as it left it, and nothing comes of it for others unagreed. */
  async undo(id: string, { agreed, signal }: UndoOptions): Promise<Act<HistoryEntry>> {
    const noted = await this.#listNoted();
    const find = (wanted: HistoryId) =>
      noted.find((entry) => entry.id === wanted) ?? this.#parts.records.history.findHistory(wanted);
    const found = judge(id, { find, undoers: this.#toUndoers(noted), findAway: this.readAway() });
    if (found.kind !== 'done') return found;
    const { entry, effect } = found.value;
    if (effect !== undefined && !agreed.includes(effect)) return refuseAct('not-agreed');
    return undoEntry({ entry, actor: this.#nextActor(), server: this.#parts.server, signal });
  }

  /** What undoing these would do to others, each entry that has to be asked about with its effect, in their order. */
  async listEffects(ids: readonly string[]): Promise<readonly AskedUndo[]> {
    const history = await this.listHistory();
    const entries = new Map(history.map((entry) => [entry.id, entry]));
    const find = (id: HistoryId) => entries.get(id);
    const records = { find, undoers: toUndoers(history), findAway: this.readAway() };
    return ids.flatMap((id) => {
      const found = judge(id, records);
      if (found.kind !== 'done' || found.value.effect === undefined) return [];
      return [{ id, entry: found.value.entry, effect: found.value.effect }];
    });
  }

  /** @see renameItem */
  rename(wanted: WantedName, signal: AbortSignal): Promise<Act<HistoryEntry>> {
    return renameItem(wanted, { actor: this.#nextActor(), server: this.#parts.server, signal });
  }

  /** What is kept away from this computer now. Reads the database once, however many places are asked about. */
  readAway(): FindAway {
    const away = this.#parts.records.listChoices().filter(isAway);
    return ({ path, target = path }) => away.find((choice) => isInside(target, choice.path))?.path;
  }

  /** True when nothing is at the place of an entry now; what cannot be looked at is not missing. */
  async isMissing({ path, target = path }: Pick<HistoryEntry, 'path' | 'target'>): Promise<boolean> {
    return (await this.#parts.filesystem.stat(target)).kind === 'absent';
  }

  /** Ids of the operations of a run, newest first, as they have to be undone. */
  async listRun(runId: string): Promise<readonly HistoryId[]> {
    return (await this.listHistory()).filter((entry) => entry.runId === runId).map(({ id }) => id);
  }

  async close(): Promise<void> {
    this.#parts.records.close();
    await this.#parts.filesystem.close();
  }

  #nextActor(): Actor {
    this.#acts += 1;
    const { filesystem, clock } = this.#parts;
    const id = toHistoryId(`${this.#runId}-${this.#acts}`);
    return new Actor({ filesystem, id, runId: this.#runId, nowMs: clock.nowMs() });
  }

  /** At its own place it may take a free name instead; a place that a person named is taken or refused. */
  async #place(row: KeptRow, target: RelativePath | undefined, checksum: Checksum): Promise<Act<HistoryEntry>> {
    let path = target ?? row.originalPath;
    for (let attempt = 1; ; attempt += 1) {
      const placed = await this.#tryPlace(row, path, checksum);
      const isTaken = placed.kind === 'refused' && placed.code === 'path-taken';
      if (!isTaken || target !== undefined || attempt > MAX_NAMES) return placed;
      path = await this.#findFreeName(row.originalPath);
    }
  }

  #tryPlace({ keepId, originalPath }: KeptRow, path: RelativePath, checksum: Checksum): Promise<Act<HistoryEntry>> {
    const name = baseName(originalPath);
    return this.#nextActor().restoreKept({
      keepId,
      name,
      path,
      checksum,
      undoes: undefined,
      ifMissing: 'kept-unknown',
    });
  }

  async #findFreeName(wanted: RelativePath): Promise<RelativePath> {
    const { filesystem, clock, timeZoneOffsetMinutes } = this.#parts;
    const parent = parentPath(wanted);
    const reading = await filesystem.readDirectory(parent);
    const present = reading.kind === 'read' ? [...reading.entries, ...reading.unreadable] : [];
    const taken = new Set(present.map(({ name }) => toKey(name)));
    const name = restoredName({
      name: baseName(wanted),
      timeMs: clock.nowMs(),
      timeZoneOffsetMinutes,
      isTaken: (candidate) => taken.has(toKey(candidate)),
    });
    return joinPath(parent, name);
  }
}

interface Judging {
  readonly find: (id: HistoryId) => HistoryEntry | undefined;
  readonly undoers: Undoers;
  readonly findAway: FindAway;
}

/** The entry that counts of a named one now, and what undoing it would do to others. */
function judge(
  named: string,
  { find, undoers, findAway }: Judging,
): Act<{ readonly entry: HistoryEntry; readonly effect: UndoEffect | undefined }> {
  const id = named as HistoryId;
  if (find(id) === undefined) return refuseAct('operation-unknown');
  const standing = findStanding(id, undoers);
  const entry = standing === undefined ? undefined : find(standing);
  if (entry === undefined) return refuseAct('already-undone');
  const verdict = judgeUndo(entry);
  if (verdict.kind === 'refused') return refuseAct(verdict.why);
  // No sync carries it to the server.
  const isHereOnly = verdict.kind === 'free' || findAway(entry) !== undefined;
  return { kind: 'done', value: { entry, effect: isHereOnly ? undefined : verdict.effect } };
}

/** As strict as the strictest file system. */
function toKey(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

function judgeBytes(noted: Checksum | undefined, found: Checksum): Restored['bytes'] {
  if (noted === undefined) return 'unknown';
  return noted === found ? 'verified' : 'changed-since';
}

/** Entries of the history that are held at once. */
const PIECE = 2_000;

function* readInPieces(history: HistoryRecords, from: HistoryPoint | undefined): Generator<HistoryEntry> {
  for (let behind = from; ;) {
    const piece = history.listHistory(PIECE, behind);
    yield* piece;
    const last = piece.at(-1);
    if (last === undefined || piece.length < PIECE) return;
    behind = { atMs: last.atMs, id: last.id };
  }
}

/** Both newest first; of equal times the first list goes first. */
function* mergeByTime(first: readonly HistoryEntry[], second: Iterable<HistoryEntry>): Generator<HistoryEntry> {
  let index = 0;
  for (const entry of second) {
    for (let next = first[index]; next !== undefined && next.atMs >= entry.atMs; next = first[index]) {
      yield next;
      index += 1;
    }
    yield entry;
  }
  yield* first.slice(index);
}

function toKeptEntry(
  { row, stored: { stamp } }: { readonly row: KeptRow; readonly stored: KeptFile },
  isFreeable: boolean,
): KeptEntry {
  return {
    ...row,
    modifiedAtMs: toCalendarMs(stamp.mtimeNs),
    canBeFreed: isFreeable,
    keptUntilMs: row.keptAtMs + KEPT_MS,
    ...(isFreeable ? { freedFromMs: row.keptAtMs + DESELECTED_AGE_MS } : {}),
  };
}
