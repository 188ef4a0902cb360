import type { NodeId } from '../core/model/ids.ts';
import { ROOT_ID } from '../core/model/ids.ts';
import { isName } from '../core/model/relative-path.ts';
import { DatabaseUnusableError } from './database-unusable-error.ts';
import type { BaseRow } from './sync-database.ts';

/**
 * Throws `DatabaseUnusableError` unless the rows are one tree: each name is a name, each parent is the root or a
 * directory among the rows, and every row hangs below the root. Two rows may share a place: rows move forward one by
 * one, so while several items of a directory change names, one may already have the name that another had.
 */
export function checkBase(rows: ReadonlyMap<NodeId, BaseRow>): void {
  checkParents(rows);
  for (const { id, name } of rows.values()) if (!isName(name)) throw broken(`row ${id} has no possible name`);
  checkCycles(rows);
}

/** Throws a RangeError for a name that no side can have, or that SQLite would not give back unchanged. */
export function assertStorableName(name: string): void {
  if (!isName(name) || !name.isWellFormed()) throw new RangeError(`not a name to store: ${JSON.stringify(name)}`);
}

function broken(detail: string): DatabaseUnusableError {
  return new DatabaseUnusableError('broken', detail);
}

function checkParents(rows: ReadonlyMap<NodeId, BaseRow>): void {
  for (const { id, parentId } of rows.values()) {
    if (id === ROOT_ID) throw broken('a row has the id of the root');
    if (parentId === ROOT_ID) continue;
    const parent = rows.get(parentId);
    if (parent === undefined) throw broken(`row ${id} has no parent`);
    if (parent.kind !== 'directory') throw broken(`row ${id} lies in a file`);
  }
}

function checkCycles(rows: ReadonlyMap<NodeId, BaseRow>): void {
  const rooted = new Set<NodeId>([ROOT_ID]);
  for (const start of rows.values()) {
    const chain = new Set<NodeId>();
    let row: BaseRow | undefined = start;
    while (row !== undefined && !rooted.has(row.id)) {
      if (chain.has(row.id)) throw broken(`row ${row.id} lies in itself`);
      chain.add(row.id);
      row = rows.get(row.parentId);
    }
    for (const id of chain) rooted.add(id);
  }
}
