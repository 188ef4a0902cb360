import { randomUUID } from 'node:crypto';
import type { Database, Row } from './database.ts';
import { integerOf, textOf } from './database.ts';
import type { NodeId } from './node.ts';
import { nodeIdOf } from './node.ts';

/** A write lock. @see RFC 4918 §6 */
export interface WriteLock {
  readonly token: string;
  readonly nodeId: NodeId;
  readonly isExclusive: boolean;
  /** Depth infinity: covers everything below, too. */
  readonly isDeep: boolean;
  /** XML of the client's `owner` element. */
  readonly ownerXml: string;
  /** Name of the account that has locked it. */
  readonly holder: string;
  readonly lockedMs: number;
  readonly timeoutSeconds: number;
  readonly expiresMs: number;
}

/** Locks by item. Expired ones are as good as gone. */
export class LockStore {
  readonly #database: Database;
  readonly #now: () => number;

  constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  add(lock: Omit<WriteLock, 'token' | 'expiresMs' | 'lockedMs'>): WriteLock {
    const token = `urn:uuid:${randomUUID()}`;
    const lockedMs = this.#now();
    const expiresMs = lockedMs + lock.timeoutSeconds * 1_000;
    this.#database.run(
      `INSERT INTO locks (token, node_id, is_exclusive, is_deep, owner, timeout_s, expires_ms, holder, locked_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      token,
      lock.nodeId,
      lock.isExclusive ? 1 : 0,
      lock.isDeep ? 1 : 0,
      lock.ownerXml,
      lock.timeoutSeconds,
      expiresMs,
      lock.holder,
      lockedMs,
    );
    return { ...lock, token, expiresMs, lockedMs };
  }

  refresh(lock: WriteLock, timeoutSeconds: number): WriteLock {
    const expiresMs = this.#now() + timeoutSeconds * 1_000;
    this.#database.run(
      'UPDATE locks SET timeout_s = ?, expires_ms = ? WHERE token = ?',
      timeoutSeconds,
      expiresMs,
      lock.token,
    );
    return { ...lock, timeoutSeconds, expiresMs };
  }

  remove(token: string): void {
    this.#database.run('DELETE FROM locks WHERE token = ?', token);
  }

  /** Locks in force on an item, given its lineage from the root to itself: own ones and deep ones of ancestors. */
  inForce(lineage: readonly NodeId[]): readonly WriteLock[] {
    if (this.#isEmpty()) return [];
    const own = lineage.at(-1);
    return lineage.flatMap((nodeId) => this.#of(nodeId).filter((lock) => nodeId === own || lock.isDeep));
  }

  /** Locks on anything below a directory, found by asking for the lineage of every locked item. */
  below(nodeId: NodeId, lineageOf: (id: NodeId) => readonly NodeId[]): readonly WriteLock[] {
    if (this.#isEmpty()) return [];
    const all = this.#database.all('SELECT * FROM locks WHERE expires_ms > ?', this.#now()).map(toLock);
    return all.filter((lock) => lock.nodeId !== nodeId && lineageOf(lock.nodeId).includes(nodeId));
  }

  #isEmpty(): boolean {
    return this.#database.get('SELECT 1 AS found FROM locks LIMIT 1') === undefined;
  }

  #of(nodeId: NodeId): readonly WriteLock[] {
    return this.#database
      .all('SELECT * FROM locks WHERE node_id = ? AND expires_ms > ?', nodeId, this.#now())
      .map(toLock);
  }
}

function toLock(row: Row): WriteLock {
  return {
    token: textOf(row, 'token'),
    nodeId: nodeIdOf(row, 'node_id'),
    isExclusive: integerOf(row, 'is_exclusive') === 1,
    isDeep: integerOf(row, 'is_deep') === 1,
    ownerXml: textOf(row, 'owner'),
    holder: textOf(row, 'holder'),
    lockedMs: integerOf(row, 'locked_ms'),
    timeoutSeconds: integerOf(row, 'timeout_s'),
    expiresMs: integerOf(row, 'expires_ms'),
  };
}
