import { z } from 'zod';
import { reconcileKept } from '../../core/guards/kept-index.ts';
import type { CleaningMemory, KeptCleaning, KeptLimits } from '../../core/guards/kept-retention.ts';
import { defaultKeptLimits, judgeClock, planKeptCleaning } from '../../core/guards/kept-retention.ts';
import { joinPath, ROOT_PATH } from '../../core/model/relative-path.ts';
import type { KeptFile } from '../../filesystem/filesystem.ts';
import type { KeptRow } from '../../sync-database/sync-database.ts';
import { dropWhatServerHas } from '../visiting/free-kept.ts';
import { readActNotes, removeActNote } from '../visiting/act-notes.ts';
import { findDatabaseFailure } from '../database-failure.ts';
import type { FolderPorts, OnEvent } from '../parts.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** How long history is promised, and how much of it a busy folder may fill: some 50 MB. */
const HISTORY_AGE_MS = 90 * DAY_MS;
const MAX_HISTORY_ENTRIES = 200_000;

/** An act that has not ended after so long was cut off. */
const MAX_ACT_MS = 60 * 60 * 1000;

/** Private file with what cleaning remembers. */
const MEMORY = 'cleaning.json';
const memorySchema: z.ZodType<CleaningMemory> = z.object({ lastAtMs: z.number(), notBeforeMs: z.number() });

interface Kept {
  readonly row: KeptRow;
  readonly stored: KeptFile;
}

/**
 * Keeps the safety store as it was promised: its index agrees with the disk, nothing goes early, nothing stays for ever.
 * Works when the folder is opened and once a day after that. Only for whoever holds the lock.
 */
export class StoreTidier {
  readonly #ports: FolderPorts;
  readonly #onEvent: OnEvent;
  readonly #limits: KeptLimits | undefined;
  #nextMs = Number.NEGATIVE_INFINITY;

  constructor(input: {
    readonly ports: FolderPorts;
    readonly onEvent: OnEvent;
    readonly keptLimits?: KeptLimits | undefined;
  }) {
    this.#ports = input.ports;
    this.#onEvent = input.onEvent;
    this.#limits = input.keptLimits;
  }

  /** Whatever a person has just done may have been about what is kept. */
  lookSoon(): void {
    this.#nextMs = Number.NEGATIVE_INFINITY;
  }

  /** Failures are logged and wait for the next day: syncing does not depend on this. */
  async tidyIfDue(signal: AbortSignal): Promise<void> {
    const nowMs = this.#ports.clock.monotonicMs();
    if (nowMs < this.#nextMs) return;
    this.#nextMs = nowMs + DAY_MS;
    try {
      await this.#takeOverActs();
      const kept = await this.#reconcile();
      const mayRemove = await this.#believeClock();
      if (kept !== undefined) await this.#clean(kept, mayRemove, signal);
      this.#pruneHistory(mayRemove);
    } catch (error) {
      const failure = findDatabaseFailure(error);
      if (failure === undefined) throw error;
      this.#ports.logger.warn('store-not-tidied', { code: failure.error.code });
    }
  }

  /** The database first, then the note: after a crash in between the note is taken over once more, to no effect. */
  async #takeOverActs(): Promise<void> {
    const { filesystem, database, clock, logger } = this.#ports;
    for (const note of await readActNotes(filesystem)) {
      if (!note.isDone && Math.abs(clock.nowMs() - note.entry.atMs) < MAX_ACT_MS) continue;
      if (note.kept !== undefined) database.addKept(note.kept);
      if (note.isDone) database.commitBase([], [note.entry]);
      const removed = await removeActNote(filesystem, note);
      if (!removed.ok) logger.warn('act-note-not-removed', { code: removed.error.code });
    }
  }

  async #reconcile(): Promise<readonly Kept[] | undefined> {
    const { filesystem, database, clock, logger } = this.#ports;
    const listed = await filesystem.kept.list();
    if (!listed.ok) {
      logger.warn('store-not-read', { code: listed.error.code });
      return undefined;
    }
    const { matched, gone, unlisted } = reconcileKept(database.listKept(), listed.value);
    for (const { keepId } of gone) database.removeKept(keepId);
    const found = unlisted.map((stored): Kept => ({ stored, row: toFoundRow(stored, clock.nowMs()) }));
    for (const { row } of found) database.addKept(row);
    if (found.length > 0) logger.warn('kept-files-found', { count: found.length });
    return [...matched, ...found];
  }

  async #believeClock(): Promise<boolean> {
    const { filesystem, clock, logger } = this.#ports;
    const before = parseMemory(await filesystem.readPrivate(MEMORY));
    const { mayRemove, memory } = judgeClock(before, clock.nowMs());
    if (memory === before) return mayRemove;
    const written = await filesystem.writePrivate(MEMORY, `${JSON.stringify(memory)}\n`);
    if (!written.ok) logger.warn('cleaning-not-remembered', { code: written.error.code });
    return mayRemove && written.ok;
  }

  async #clean(kept: readonly Kept[], mayRemove: boolean, signal: AbortSignal): Promise<void> {
    const { filesystem, database, clock, logger } = this.#ports;
    const limits = this.#limits ?? (await this.#readUsualLimits());
    if (limits === undefined) return;
    const versions = kept.map(({ row, stored }) => ({
      keepId: row.keepId,
      keptAtMs: row.keptAtMs,
      modifiedAtMs: Number(stored.stamp.mtimeNs / 1_000_000n),
      sizeBytes: stored.stamp.sizeBytes,
      isDeselected: row.reason === 'deselected',
    }));
    const plan = planKeptCleaning(versions, limits, clock.nowMs());
    const removed = new Set(mayRemove ? plan.remove : []);
    const whateverServerHas = versions.map((version) => ({ ...version, isDeselected: false }));
    const overdue = new Set(planKeptCleaning(whateverServerHas, limits, clock.nowMs()).remove);
    const going = kept.filter(({ row }) => removed.has(row.keepId));
    for (const { row, stored } of going) {
      if (!overdue.has(row.keepId)) continue;
      const dropped = await filesystem.kept.drop(stored);
      if (dropped.kind === 'done') database.removeKept(row.keepId);
    }
    const early = going.filter(({ row }) => !overdue.has(row.keepId));
    const freed = await dropWhatServerHas(early, this.#ports, signal);
    if (!freed.ok) logger.warn('store-not-cleaned', { code: freed.error.code });
    this.#tellSize(plan, limits);
  }

  /** They depend on the size of the disk; undefined while it is away. */
  async #readUsualLimits(): Promise<KeptLimits | undefined> {
    const { filesystem, logger } = this.#ports;
    const space = await filesystem.readSpace();
    if (space.ok) return defaultKeptLimits(space.value.totalBytes);
    logger.warn('store-not-cleaned', { code: space.error.code });
    return undefined;
  }

  #tellSize({ overBytes }: KeptCleaning, { maxBytes }: KeptLimits): void {
    if (overBytes === 0) return this.#onEvent({ type: 'kept-within-limit' });
    this.#ports.logger.warn('kept-over-limit', { overBytes, maxBytes });
    this.#onEvent({ type: 'kept-over-limit', keptBytes: maxBytes + overBytes, maxBytes });
  }

  #pruneHistory(mayRemove: boolean): void {
    const beforeMs = mayRemove ? this.#ports.clock.nowMs() - HISTORY_AGE_MS : Number.MIN_SAFE_INTEGER;
    this.#ports.database.pruneHistory({ beforeMs, maxEntries: MAX_HISTORY_ENTRIES });
  }
}

/**
 * The row of a file in the store that no row tells of. Where it came from nobody knows any more; from now on it is kept
 * as long as everything else.
 */
export function toFoundRow({ keepId, name, stamp }: KeptFile, nowMs: number): KeptRow {
  const originalPath = joinPath(ROOT_PATH, name);
  return { keepId, originalPath, sizeBytes: stamp.sizeBytes, checksum: undefined, keptAtMs: nowMs, reason: 'found' };
}

function parseMemory(text: string | undefined): CleaningMemory | undefined {
  try {
    return memorySchema.safeParse(JSON.parse(text ?? 'null')).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
