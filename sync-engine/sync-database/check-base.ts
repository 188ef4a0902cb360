import type { NodeId } from '../core/model/ids.ts';
import { ROOT_ID } from '../core/model/ids.ts';
import { isName } from '../core/model/relative-path.ts';
import type { Steps } from '../core/model/steps.ts';
import { stepThrough } from '../core/model/steps.ts';
import { DatabaseUnusableError } from './database-unusable-error.ts';
import type { BaseRow } from './sync-database.ts';

/**
 * Throws `DatabaseUnusableError` unless the rows are one tree: each name is a name, each parent is the root or a
 * directory among the rows, and every row hangs below the root. Two rows may share a place: rows move forward one by
 * one, so while several items of a directory change names, one may already have the name that another had.
 */
export function* checkBase(rows: ReadonlyMap<NodeId, BaseRow>): Steps<void> {
  const directories: BaseRow[] = [];
  yield* stepThrough(rows.values(), (row) => {
    checkParent(row, rows);
    if (!isName(row.name)) throw broken(`row ${row.id} has no possible name`);
    if (row.kind === 'directory') directories.push(row);
  });
  const rooted = new Set<NodeId>([ROOT_ID]);
  // What lies in a directory hangs below the root if that does.
  yield* stepThrough(directories, (row) => checkCycle(row, rows, rooted));
}

/** Throws a RangeError for a name that no side can have, or that SQLite would not give back unchanged. */
export function assertStorableName(name: string): void {
  if (!isName(name) || !name.isWellFormed()) throw new RangeError(`not a name to store: ${JSON.stringify(name)}`);
}

function broken(detail: string): DatabaseUnusableError {
  return new DatabaseUnusableError('broken', detail);
}

function checkParent({ id, parentId }: BaseRow, rows: ReadonlyMap<NodeId, BaseRow>): void {
  if (id === ROOT_ID) throw broken('a row has the id of the root');
  if (parentId === ROOT_ID) return;
  const parent = rows.get(parentId);
  if (parent === undefined) throw broken(`row ${id} has no parent`);
  if (parent.kind !== 'directory') throw broken(`row ${id} lies in a file`);
}

/** `rooted` are directories that hang below the root; those found on the way are added. Most hang below one that is known to. */
function checkCycle(start: BaseRow, rows: ReadonlyMap<NodeId, BaseRow>, rooted: Set<NodeId>): void {
  if (rooted.has(start.parentId)) {
    rooted.add(start.id);
    return;
  }
  const chain = new Set<NodeId>();
  let row: BaseRow | undefined = start;
  while (row !== undefined && !rooted.has(row.id)) {
    if (chain.has(row.id)) throw broken(`row ${row.id} lies in itself`);
    chain.add(row.id);
    row = rows.get(row.parentId);
  }
  for (const id of chain) rooted.add(id);
}
