import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import type { Checksum } from '../core/model/checksum.ts';
import type { NodeId } from '../core/model/ids.ts';
import type { ProblemCode } from '../core/model/problem.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import type { Side } from '../core/model/side.ts';
import { toInteger, toOptionalInteger, toOptionalText, toText, toWord } from './columns.ts';
import type { FailureRow, KeptRow, ParkedNode, TransferRecord } from './sync-database.ts';

type SqlRecord = Record<string, SQLOutputValue>;

const SIDES = ['local', 'remote'] as const;
const DIRECTIONS = ['upload', 'download'] as const;
const KEPT_REASONS = [
  'removed-on-server',
  'replaced-by-server-version',
  'undone',
  'found',
  'conflict-resolved',
  'needless-second-version',
  'deselected',
] as const;

/** Nodes that carry a private name. Writers return the number of rows changed; the caller owns the transaction. */
export class ParkedTable {
  readonly #selectAll: StatementSync;
  readonly #put: StatementSync;
  readonly #remove: StatementSync;

  constructor(database: DatabaseSync) {
    this.#selectAll = database.prepare('SELECT * FROM parked ORDER BY node_id, side');
    this.#put = database.prepare('INSERT OR REPLACE INTO parked VALUES (?, ?, ?, ?, ?)');
    this.#remove = database.prepare('DELETE FROM parked WHERE node_id = ? AND side = ?');
  }

  list(): readonly ParkedNode[] {
    return this.#selectAll.all().map(readParked);
  }

  put(node: ParkedNode): number {
    return Number(this.#put.run(node.nodeId, node.side, node.parkName, node.parentId, node.name).changes);
  }

  remove(nodeId: NodeId, side: Side): number {
    return Number(this.#remove.run(nodeId, side).changes);
  }
}

function readParked(record: SqlRecord): ParkedNode {
  return {
    nodeId: toInteger(record['node_id']) as NodeId,
    side: toWord(record['side'], SIDES),
    parkName: toText(record['park_name']),
    parentId: toInteger(record['parent_id']) as NodeId,
    name: toText(record['name']),
  };
}

/** Transfers that can go on. Writers return the number of rows changed; the caller owns the transaction. */
export class TransferTable {
  readonly #selectAll: StatementSync;
  readonly #select: StatementSync;
  readonly #put: StatementSync;
  readonly #remove: StatementSync;

  constructor(database: DatabaseSync) {
    this.#selectAll = database.prepare('SELECT * FROM transfer ORDER BY key');
    this.#select = database.prepare('SELECT * FROM transfer WHERE key = ?');
    this.#put = database.prepare('INSERT OR REPLACE INTO transfer VALUES (?, ?, ?, ?)');
    this.#remove = database.prepare('DELETE FROM transfer WHERE key = ?');
  }

  list(): readonly TransferRecord[] {
    return this.#selectAll.all().map(readTransfer);
  }

  find(key: string): TransferRecord | undefined {
    const record = this.#select.get(key);
    return record === undefined ? undefined : readTransfer(record);
  }

  put(record: TransferRecord): number {
    return Number(this.#put.run(record.key, record.direction, record.state, record.updatedAtMs).changes);
  }

  remove(key: string): number {
    return Number(this.#remove.run(key).changes);
  }
}

function readTransfer(record: SqlRecord): TransferRecord {
  return {
    key: toText(record['key']),
    direction: toWord(record['direction'], DIRECTIONS),
    state: toText(record['state']),
    updatedAtMs: toInteger(record['updated_at_ms']),
  };
}

/** Index of the safety store. Writers return the number of rows changed; the caller owns the transaction. */
export class KeptTable {
  readonly #selectAll: StatementSync;
  readonly #put: StatementSync;
  readonly #remove: StatementSync;

  constructor(database: DatabaseSync) {
    this.#selectAll = database.prepare('SELECT * FROM kept ORDER BY kept_at_ms, keep_id');
    this.#put = database.prepare('INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?, ?, ?)');
    this.#remove = database.prepare('DELETE FROM kept WHERE keep_id = ?');
  }

  list(): readonly KeptRow[] {
    return this.#selectAll.all().map(readKept);
  }

  put(row: KeptRow): number {
    const { keepId, originalPath, sizeBytes, checksum, keptAtMs, reason } = row;
    return Number(this.#put.run(keepId, originalPath, sizeBytes, checksum ?? null, keptAtMs, reason).changes);
  }

  remove(keepId: string): number {
    return Number(this.#remove.run(keepId).changes);
  }
}

function readKept(record: SqlRecord): KeptRow {
  return {
    keepId: toText(record['keep_id']),
    originalPath: toText(record['original_path']) as RelativePath,
    sizeBytes: toInteger(record['size']),
    checksum: toOptionalText(record['checksum']) as Checksum | undefined,
    keptAtMs: toInteger(record['kept_at_ms']),
    reason: toWord(record['reason'], KEPT_REASONS),
  };
}

/** Failures of the last run. The caller owns the transaction. */
export class FailureTable {
  readonly #selectAll: StatementSync;
  readonly #insert: StatementSync;
  readonly #removeAll: StatementSync;

  constructor(database: DatabaseSync) {
    this.#selectAll = database.prepare('SELECT * FROM failure ORDER BY position');
    this.#insert = database.prepare('INSERT INTO failure VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    this.#removeAll = database.prepare('DELETE FROM failure');
  }

  list(): readonly FailureRow[] {
    return this.#selectAll.all().map(readFailure);
  }

  replace(rows: readonly FailureRow[]): void {
    this.#removeAll.run();
    rows.forEach(({ path, side, what, code, attempts, nextAttemptAtMs, detail, heldBy, lastAttemptAtMs }, position) => {
      const added = [heldBy?.name ?? null, heldBy?.sinceMs ?? null, lastAttemptAtMs ?? null];
      this.#insert.run(position, path, side, code, attempts, nextAttemptAtMs, detail, what, ...added);
    });
  }
}

function readFailure(record: SqlRecord): FailureRow {
  return {
    path: toText(record['path']) as RelativePath,
    side: toWord(record['side'], SIDES),
    what: toText(record['what']),
    code: toText(record['code']) as ProblemCode,
    attempts: toInteger(record['attempts']),
    nextAttemptAtMs: toInteger(record['next_attempt_at_ms']),
    detail: toText(record['detail']),
    ...readHolder(record),
    ...readLastAttempt(record),
  };
}

function readLastAttempt(record: SqlRecord): Pick<FailureRow, 'lastAttemptAtMs'> {
  const lastAttemptAtMs = toOptionalInteger(record['last_attempt_at_ms']);
  return lastAttemptAtMs === undefined ? {} : { lastAttemptAtMs };
}

function readHolder(record: SqlRecord): Pick<FailureRow, 'heldBy'> {
  const name = toOptionalText(record['held_by']);
  if (name === undefined) return {};
  const sinceMs = toOptionalInteger(record['held_since_ms']);
  return { heldBy: { name, ...(sinceMs === undefined ? {} : { sinceMs }) } };
}

/** True when both lists say the same, so that nothing needs to be written. */
export function areSameFailures(a: readonly FailureRow[], b: readonly FailureRow[]): boolean {
  return a.length === b.length && a.every((row, index) => isSameFailure(row, b[index]));
}

function isSameFailure(a: FailureRow, b: FailureRow | undefined): boolean {
  if (b === undefined || a.path !== b.path || a.side !== b.side || a.what !== b.what || a.code !== b.code) return false;
  if (a.heldBy?.name !== b.heldBy?.name || a.heldBy?.sinceMs !== b.heldBy?.sinceMs) return false;
  if (a.lastAttemptAtMs !== b.lastAttemptAtMs) return false;
  return a.attempts === b.attempts && a.nextAttemptAtMs === b.nextAttemptAtMs && a.detail === b.detail;
}
