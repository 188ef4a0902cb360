import type { NodeId } from '../core/model/ids.ts';
import { ROOT_ID } from '../core/model/ids.ts';
import { isName } from '../core/model/relative-path.ts';
import { DatabaseUnusableError } from './database-unusable-error.ts';
import type { BaseRow } from './sync-database.ts';

/**
 * Throws `DatabaseUnusableError` unless the rows are one tree: each name is a name and unique in its directory, each
 * parent is the root or a directory among the rows, and every row hangs below the root. Parked nodes may share their
 * place: while one waits under its private name, another may already have taken its name.
 */
export function checkBase(rows: ReadonlyMap<NodeId, BaseRow>, parkedIds: ReadonlySet<NodeId>): void {
  checkParents(rows);
  checkNames(rows, parkedIds);
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

function checkNames(rows: ReadonlyMap<NodeId, BaseRow>, parkedIds: ReadonlySet<NodeId>): void {
  const namesOf = new Map<NodeId, Set<string>>();
  for (const { id, parentId, name } of rows.values()) {
    if (!isName(name)) throw broken(`row ${id} has no possible name`);
    if (parkedIds.has(id)) continue;
    const names = namesOf.get(parentId);
    if (names === undefined) namesOf.set(parentId, new Set([name]));
    else if (names.has(name)) throw broken(`row ${id} shares its place with another`);
    else names.add(name);
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
