import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FalseAlarm } from '../core/model/false-alarm.ts';
import type { Hold } from '../core/model/hold.ts';
import type { NodeId, RemoteKey } from '../core/model/ids.ts';
import type { Choice, KeptAwayCounts } from '../core/model/selection.ts';
import { countKeptAway } from '../core/model/selection.ts';
import { copyRecords } from './copy-records.ts';
import { findHeldDatabase } from './held-databases.ts';
import { InMemorySyncDatabase } from './in-memory-sync-database.ts';
import { openSyncDatabase } from './open-sync-database.ts';
import type { BaseRow, HistoryRecords, KeptRow, RemoteRow, SyncDatabase, SyncRecords } from './sync-database.ts';

/** A writer that commits in the middle of every copy is given up on after so many. */
const MAX_COPIES = 20;

/**
 * A copy in memory of the sync database at `path`, so that looking leaves no trace; empty where there is none. Records of
 * one that this process has open are taken as they are, without a look at the file.
 */
export function borrowDatabase(path: string, records?: SyncRecords): SyncDatabase {
  if (records !== undefined) return copyRecords(records);
  return lookAt(path, copyRecords) ?? new InMemorySyncDatabase();
}

/** What a sync database tells of what was done and kept, as it is whenever it is read: nothing where there is none. */
export interface BorrowedRecords {
  readonly history: HistoryRecords;
  listKept(): readonly KeptRow[];
  /** What of the server's tree was chosen, as the last run took it in. */
  listChoices(): readonly Choice[];
  /** Whoever borrowed it has asked all. */
  close(): void;
}

/** Reads the records while another process may be writing. The caller closes them. */
export function borrowRecords(path: string): BorrowedRecords {
  const copy = new LastingCopy(path);
  return {
    history: toHistory((look) => copy.lookAt(look)),
    listKept: () => copy.lookAt((database) => database.listKept()) ?? [],
    listChoices: () => copy.lookAt((database) => database.loadSelection().choices) ?? [],
    close: () => copy.close(),
  };
}

/** The same out of a database that is open. */
export function toBorrowedRecords(records: SyncRecords): BorrowedRecords {
  return {
    history: records,
    listKept: () => records.listKept(),
    listChoices: () => records.loadSelection().choices,
    close() {},
  };
}

/** What was done. Each question is a look of its own, so that no more is held than was asked for. */
export function borrowHistory(path: string): HistoryRecords {
  return toHistory((look) => lookAt(path, look));
}

type Look = <Value>(look: (database: SyncDatabase) => Value) => Value | undefined;

function toHistory(lookAtIt: Look): HistoryRecords {
  return {
    listHistory: (maxEntries, behind) => lookAtIt((database) => database.listHistory(maxEntries, behind)) ?? [],
    findHistory: (wanted) => lookAtIt((database) => database.findHistory(wanted)),
    listUndoers: () => lookAtIt((database) => database.listUndoers()) ?? [],
  };
}

/** The synced tree alone; empty where there is none. */
export function borrowBase(path: string): ReadonlyMap<NodeId, BaseRow> {
  return lookAt(path, (database) => database.loadBase()) ?? new Map();
}

/** What the server showed last, alone; empty where nothing is known. */
export function borrowRemoteTree(path: string): ReadonlyMap<RemoteKey, RemoteRow> {
  return lookAt(path, (database) => database.loadRemoteTree()) ?? new Map();
}

/** Questions for a person, and what people have said for good. */
export interface BorrowedDecisions {
  readonly holds: readonly Hold[];
  readonly falseAlarms: readonly FalseAlarm[];
}

/** What is asked and remembered; undefined where no folder has been synced: "nothing waits" would be a guess. */
export function borrowDecisions(path: string): BorrowedDecisions | undefined {
  return lookAt(path, (database) => (database.loadIdentity() === undefined ? undefined : toDecisions(database)));
}

/** Both out of a database that is open. */
export function toDecisions(records: SyncRecords): BorrowedDecisions {
  return { holds: records.listHolds(), falseAlarms: records.listFalseAlarms() };
}

/** What waits for a person, in numbers, and what is not here because of what a person has chosen. */
export interface Waiting extends KeptAwayCounts {
  /** Files in two versions. */
  readonly conflicts: number;
  /** Questions that nobody has answered. */
  readonly holds: number;
}

/** The numbers alone; undefined as `borrowDecisions`. */
export function borrowWaiting(path: string): Waiting | undefined {
  return lookAt(path, (database) => {
    if (database.loadIdentity() === undefined) return undefined;
    return {
      conflicts: database.listConflicts().filter(({ state }) => state.kind === 'open').length,
      holds: database.listHolds().filter(({ isApproved }) => !isApproved).length,
      ...countKeptAway(database.loadSelection().choices),
    };
  });
}

/** One that this process has open is looked at as it is: a copy would take its locks away. @see noteHeldDatabase */
function lookAt<Value>(path: string, look: (database: SyncDatabase) => Value): Value | undefined {
  const copy = new LastingCopy(path);
  try {
    return copy.lookAt(look);
  } finally {
    copy.close();
  }
}

/** A copy for many questions, made with the first of them, and anew when somebody has written since. */
class LastingCopy {
  readonly #path: string;
  #copy: { readonly folder: string; readonly stamps: string | undefined; readonly database?: SyncDatabase } | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /** @see lookAt */
  lookAt<Value>(look: (database: SyncDatabase) => Value): Value | undefined {
    const held = findHeldDatabase(this.#path);
    if (held !== undefined) return look(held);
    if (!existsSync(this.#path)) return undefined;
    if (this.#copy === undefined || this.#copy.stamps !== readStamps(this.#path)) this.#makeAnew();
    const database = this.#copy?.database;
    return database === undefined ? undefined : look(database);
  }

  close(): void {
    if (this.#copy === undefined) return;
    this.#copy.database?.close();
    rmSync(this.#copy.folder, { recursive: true });
    this.#copy = undefined;
  }

  #makeAnew(): void {
    this.close();
    const folder = mkdtempSync(join(tmpdir(), 'bayernbox-look-'));
    this.#copy = { folder, stamps: undefined };
    const stamps = copyAtRest(this.#path, join(folder, 'copy'));
    const opened = openSyncDatabase(join(folder, 'copy'));
    this.#copy = { folder, stamps, ...(opened.kind === 'opened' ? { database: opened.database } : {}) };
  }
}

/**
 * File and log must be of one moment: a checkpoint between the two copies would leave rows out of both.
 *
 * @returns what tells that moment from others; undefined when no copy is known to be of one.
 */
function copyAtRest(path: string, copy: string): string | undefined {
  for (let attempt = 1; attempt <= MAX_COPIES; attempt += 1) {
    const before = readStamps(path);
    for (const suffix of ['', '-wal']) {
      rmSync(copy + suffix, { force: true });
      if (existsSync(path + suffix)) copyFileSync(path + suffix, copy + suffix);
    }
    if (readStamps(path) === before) return before;
  }
  return undefined;
}

function readStamps(path: string): string {
  return ['', '-wal']
    .map((suffix) => {
      const stats = statSync(path + suffix, { bigint: true, throwIfNoEntry: false });
      return stats === undefined ? '' : `${stats.size} ${stats.mtimeNs}`;
    })
    .join(' ');
}
