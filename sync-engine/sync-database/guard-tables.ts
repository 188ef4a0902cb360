import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import type { Hold } from '../core/model/hold.ts';
import type { NodeId } from '../core/model/ids.ts';
import { toNodeId } from '../core/model/ids.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import { toFlag, toInteger, toOptionalText, toText, toWord } from './columns.ts';
import { DatabaseUnusableError } from './database-unusable-error.ts';
import type { RecentAct, SessionState } from './sync-database.ts';

type SqlRecord = Record<string, SQLOutputValue>;

const KINDS = ['removals', 'changes'] as const;
const SIDES = ['local', 'remote'] as const;
const REASONS = ['many-at-once', 'many-in-a-while', 'leaves-share', 'scrambled', 'renamed'] as const;

/** Questions that wait for a person. The caller owns the transaction. */
export class HoldTable {
  readonly #selectAll: StatementSync;
  readonly #insert: StatementSync;
  readonly #removeAll: StatementSync;

  constructor(database: DatabaseSync) {
    this.#selectAll = database.prepare('SELECT * FROM hold ORDER BY id');
    this.#insert = database.prepare('INSERT INTO hold VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    this.#removeAll = database.prepare('DELETE FROM hold');
  }

  list(): readonly Hold[] {
    return this.#selectAll.all().map(readHold);
  }

  replace(holds: readonly Hold[]): void {
    this.#removeAll.run();
    for (const hold of holds) {
      const head = [hold.id, hold.revision, hold.kind, hold.side, hold.reason, hold.firstSeenMs, hold.changedMs];
      const lists = [JSON.stringify(hold.nodes), hold.fileCount, hold.allFiles, JSON.stringify(hold.paths)];
      this.#insert.run(...head, ...lists, hold.isApproved ? 1 : 0);
    }
  }
}

function readHold(record: SqlRecord): Hold {
  return {
    id: toText(record['id']),
    revision: toInteger(record['revision']),
    kind: toWord(record['kind'], KINDS),
    side: toWord(record['side'], SIDES),
    reason: toWord(record['reason'], REASONS),
    firstSeenMs: toInteger(record['first_seen_ms']),
    changedMs: toInteger(record['changed_ms']),
    nodes: toList(record['nodes'], (value) => (typeof value === 'number' ? toNodeId(value) : undefined)),
    fileCount: toInteger(record['file_count']),
    allFiles: toInteger(record['all_files']),
    paths: toList(record['paths'], (value) => (typeof value === 'string' ? (value as RelativePath) : undefined)),
    isApproved: toFlag(record['is_approved']),
  };
}

/** A JSON list in a column, each member checked by `parse`. */
function toList<Item>(
  column: SQLOutputValue | undefined,
  parse: (value: unknown) => Item | undefined,
): readonly Item[] {
  const list: unknown = JSON.parse(toText(column));
  if (!Array.isArray(list)) throw new DatabaseUnusableError('broken', 'a list is missing');
  return list.map((value: unknown) => {
    const item = parse(value);
    if (item === undefined) throw new DatabaseUnusableError('broken', 'a list holds something else');
    return item;
  });
}

/** True when both say the same, so that nothing needs to be written. Order does not count. */
export function areSameHolds(a: readonly Hold[], b: readonly Hold[]): boolean {
  return a.length === b.length && JSON.stringify(sortHolds(a)) === JSON.stringify(sortHolds(b));
}

function sortHolds(holds: readonly Hold[]): readonly Hold[] {
  return holds.map(copyHold).toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

/** The same keys in the same order, so that two holds can be compared as text. */
function copyHold(hold: Hold): Hold {
  const { id, revision, kind, side, reason, firstSeenMs, changedMs, nodes, fileCount, allFiles, paths } = hold;
  const head = { id, revision, kind, side, reason, firstSeenMs, changedMs };
  return { ...head, nodes, fileCount, allFiles, paths, isApproved: hold.isApproved };
}

/** What was let through a while ago. The caller owns the transaction. */
export class RecentActTable {
  readonly #selectAll: StatementSync;
  readonly #put: StatementSync;
  readonly #forget: StatementSync;

  constructor(database: DatabaseSync) {
    this.#selectAll = database.prepare('SELECT * FROM recent_act ORDER BY kind, node_id');
    this.#put = database.prepare('INSERT OR REPLACE INTO recent_act VALUES (?, ?, ?)');
    this.#forget = database.prepare('DELETE FROM recent_act WHERE at_ms < ?');
  }

  list(): readonly RecentAct[] {
    return this.#selectAll.all().map((record) => ({
      kind: toText(record['kind']),
      nodeId: toInteger(record['node_id']) as NodeId,
      atMs: toInteger(record['at_ms']),
    }));
  }

  /** Returns the number of rows changed. */
  note(acts: readonly RecentAct[], forgetBeforeMs: number): number {
    for (const { kind, nodeId, atMs } of acts) this.#put.run(kind, nodeId, atMs);
    return acts.length + Number(this.#forget.run(forgetBeforeMs).changes);
  }
}

/** What guards need to know of earlier sessions. The caller owns the transaction. */
export class SessionTable {
  readonly #select: StatementSync;
  readonly #put: StatementSync;

  constructor(database: DatabaseSync) {
    this.#select = database.prepare('SELECT * FROM session');
    this.#put = database.prepare('INSERT OR REPLACE INTO session VALUES (1, ?, ?, ?, ?)');
  }

  load(): SessionState {
    const record = this.#select.get();
    return {
      isRunning: toFlag(record?.['is_running']),
      dataFingerprint: toOptionalText(record?.['data_fingerprint']),
      mark: toOptionalText(record?.['mark']),
      previousMark: toOptionalText(record?.['previous_mark']),
    };
  }

  /** Returns the number of rows changed. */
  save({ isRunning, dataFingerprint, mark, previousMark }: SessionState): number {
    const texts = [dataFingerprint ?? null, mark ?? null, previousMark ?? null];
    return Number(this.#put.run(isRunning ? 1 : 0, ...texts).changes);
  }
}
