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
import type { Result } from '../../core/model/sync-error.ts';
import type { Clock } from '../../clock/clock.ts';
import type { Filesystem } from '../../filesystem/filesystem.ts';
import type { KeptRow } from '../../sync-database/sync-database.ts';
import { readActNotes } from './act-notes.ts';
import { canBeFreed } from './free-kept.ts';
import type { WantedName } from '../naming/rename-item.ts';
import { renameItem } from '../naming/rename-item.ts';
import type { VisitServer } from '../naming/visit-server.ts';
import { toFoundRow } from '../resting/store-tidier.ts';
import { findStanding, undoEntry } from './undo.ts';
import type { Act } from './visit-acts.ts';
import { Actor, makeParents, refuseAct, toAct } from './visit-acts.ts';

/** What a visit works with. The file system is open as a visitor's. */
export interface VisitParts {
  readonly filesystem: Filesystem;
  readonly clock: Clock;
  readonly randomId: () => string;
  /** The sync database as it was when the visit began; another process may hold it. */
  readonly records: {
    readonly kept: readonly KeptRow[];
    readonly history: readonly HistoryEntry[];
    readonly choices: readonly Choice[];
  };
  /** Undefined while the folder is not open: then what only the server can do is refused. */
  readonly server?: VisitServer | undefined;
  /** Minutes east of UTC, for names that tell a time. */
  readonly timeZoneOffsetMinutes: number;
}

/** One version in the safety store. */
export interface KeptEntry extends KeptRow {
  /** Without a word from a policy it stays until then at least, if `freedFromMs` does not say otherwise. */
  readonly keptUntilMs: number;
  /** Of what can be freed: from then on it goes when the server, asked once a day, shows to have it. */
  readonly freedFromMs?: number;
  /** The server has it, too: it need not be kept when its space is wanted. */
  readonly canBeFreed: boolean;
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
    const rows = new Map(records.kept.map((row) => [row.keepId, row]));
    for (const { kept } of await readActNotes(filesystem)) if (kept !== undefined) rows.set(kept.keepId, kept);
    const { matched, unlisted } = reconcileKept([...rows.values()], listed.value);
    const found = unlisted.map((file) => toFoundRow(file, clock.nowMs()));
    const judged = matched.map(({ row, stored }) => ({ ...row, canBeFreed: canBeFreed(row, stored) }));
    const value = [...judged, ...found.map((row) => ({ ...row, canBeFreed: false }))]
      .map((row) => ({
        ...row,
        keptUntilMs: row.keptAtMs + KEPT_MS,
        ...(row.canBeFreed ? { freedFromMs: row.keptAtMs + DESELECTED_AGE_MS } : {}),
      }))
      .toSorted((a, b) => b.keptAtMs - a.keptAtMs);
    return { ok: true, value };
  }

  /** What was done, newest first. */
  async listHistory(): Promise<readonly HistoryEntry[]> {
    const known = new Set(this.#parts.records.history.map(({ id }) => id));
    const noted = (await readActNotes(this.#parts.filesystem))
      .filter(({ isDone, entry }) => isDone && !known.has(entry.id))
      .map(({ entry }) => entry);
    if (noted.length === 0) return this.#parts.records.history;
    return [...noted.toReversed(), ...this.#parts.records.history].toSorted((a, b) => b.atMs - a.atMs);
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

  /** Turns an operation round, if what it did is still as it left it. */
  async undo(id: string, signal: AbortSignal): Promise<Act<HistoryEntry>> {
    const history = await this.listHistory();
    const entry = history.find((candidate) => candidate.id === id);
    if (entry === undefined) return refuseAct('operation-unknown');
    const standing = findStanding(entry, history);
    if (standing === undefined) return refuseAct('already-undone');
    return undoEntry({ entry: standing, actor: this.#nextActor(), server: this.#parts.server, signal });
  }

  /** @see renameItem */
  rename(wanted: WantedName, signal: AbortSignal): Promise<Act<HistoryEntry>> {
    return renameItem(wanted, { actor: this.#nextActor(), server: this.#parts.server, signal });
  }

  /**
   * True when the item lies in a directory that the last run knew as kept away from this computer: then no sync carries
   * the act to the server.
   */
  isKeptAway({ path, target = path }: Pick<HistoryEntry, 'path' | 'target'>): boolean {
    return this.#parts.records.choices.some((choice) => isAway(choice) && isInside(target, choice.path));
  }

  /** Ids of the operations of a run, newest first, as they have to be undone. */
  async listRun(runId: string): Promise<readonly HistoryId[]> {
    return (await this.listHistory()).filter((entry) => entry.runId === runId).map(({ id }) => id);
  }

  async close(): Promise<void> {
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

/** As strict as the strictest file system. */
function toKey(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

function judgeBytes(noted: Checksum | undefined, found: Checksum): Restored['bytes'] {
  if (noted === undefined) return 'unknown';
  return noted === found ? 'verified' : 'changed-since';
}
