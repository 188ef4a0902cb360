import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { Checksum, ChecksumSet } from '../core/model/checksum.ts';
import type { ETag, FileId, NodeId } from '../core/model/ids.ts';
import { toNodeId } from '../core/model/ids.ts';
import type { RemoteStamp } from '../core/model/observation.ts';
import type { Steps } from '../core/model/steps.ts';
import { assertStorableName, checkBase } from './check-base.ts';
import type { Column } from './columns.ts';
import { toFlag, toInteger, toOptionalText, toText } from './columns.ts';
import { readLocalStamp, writeLocalStamp } from './local-stamp-columns.ts';
import { PagedRows } from './paged-rows.ts';
import { share, SharedTexts } from './share.ts';
import type { ReadTable } from './last-read.ts';
import { RowWindows } from './row-windows.ts';
import type { BaseChange, BaseRow, RowsPart } from './sync-database.ts';

const COLUMNS = `id, parent_id, name, is_directory, checksum, local_device, local_inode, local_birth_ns, local_size,
  local_mtime_ns, local_ctime_ns, file_id, etag, remote_size, remote_mtime_ms, remote_checksum, permissions`;

/** Rows of the synced tree and the counter of node ids. The caller owns the transaction. */
export class BaseTable implements ReadTable<Map<NodeId, BaseRow>, BaseChange> {
  readonly #all: PagedRows;
  readonly #windows: RowWindows;
  readonly #put: StatementSync;
  readonly #remove: StatementSync;
  readonly #removeAll: StatementSync;
  readonly #selectNextId: StatementSync;
  readonly #raiseNextId: StatementSync;

  constructor(database: DatabaseSync) {
    const paged = { table: 'base', columns: COLUMNS, key: 'id', hasBigInts: true };
    this.#all = new PagedRows(database, paged);
    this.#windows = new RowWindows(database, { ...paged, parent: 'parent_id', start: -1 });
    this.#put = database.prepare(
      `INSERT OR REPLACE INTO base (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#remove = database.prepare('DELETE FROM base WHERE id = ?');
    this.#removeAll = database.prepare('DELETE FROM base');
    this.#selectNextId = database.prepare('SELECT next_node_id FROM state');
    this.#raiseNextId = database.prepare('UPDATE state SET next_node_id = ?1 WHERE next_node_id < ?1');
  }

  /** All rows, checked. */
  *load(): Steps<Map<NodeId, BaseRow>> {
    const rows = new Map<NodeId, BaseRow>();
    yield* this.#all.read(collectIn(rows));
    yield* checkBase(rows);
    return rows;
  }

  /** Some of them, checked as well: all directories are among them. */
  *loadPart(filesIn: ReadonlySet<NodeId>): Steps<RowsPart<Map<NodeId, BaseRow>>> {
    const rows = new Map<NodeId, BaseRow>();
    const filesLeftOut = yield* this.#windows.read(filesIn, collectIn(rows));
    yield* checkBase(rows);
    return { rows, filesLeftOut };
  }

  copy(rows: Map<NodeId, BaseRow>): Map<NodeId, BaseRow> {
    return new Map(rows);
  }

  follow(rows: Map<NodeId, BaseRow>, change: BaseChange): void {
    if (change.kind === 'put') rows.set(change.row.id, change.row);
    else rows.delete(change.id);
  }

  /** Returns the number of rows changed. */
  apply(changes: readonly BaseChange[]): number {
    let changedRows = 0;
    let highestId = 0;
    for (const change of changes) {
      if (change.kind === 'put') {
        assertStorableName(change.row.name);
        this.#put.run(...writeRow(change.row));
        highestId = Math.max(highestId, change.row.id);
        changedRows += 1;
      } else {
        changedRows += Number(this.#remove.run(change.id).changes);
      }
    }
    this.raiseNextNodeId(highestId + 1);
    return changedRows;
  }

  /** Returns the number of rows removed. */
  clear(): number {
    return Number(this.#removeAll.run().changes);
  }

  nextNodeId(): NodeId {
    return toNodeId(toInteger(this.#selectNextId.get()?.['next_node_id']));
  }

  /**
   * Ids below `nextId` are never handed out again, not even after their rows are gone. Returns 0: rows stay as they are.
   */
  raiseNextNodeId(nextId: number): number {
    this.#raiseNextId.run(nextId);
    return 0;
  }
}

function collectIn(rows: Map<NodeId, BaseRow>): (columns: readonly Column[]) => void {
  const texts = new SharedTexts();
  let device: bigint | undefined;
  return (columns) => {
    const row = readRow(columns, { device, texts });
    device = row.local?.device ?? device;
    rows.set(row.id, row);
  };
}

function writeRow(row: BaseRow): SQLInputValue[] {
  const head = [row.id, row.parentId, row.name, row.kind === 'directory' ? 1 : 0, row.checksum ?? null];
  const local = row.local === undefined ? [null, null, null, null, null, null] : writeLocalStamp(row.local);
  return [...head, ...local, ...writeRemote(row.remote)];
}

function writeRemote(remote: RemoteStamp | undefined): SQLInputValue[] {
  if (remote === undefined) return [null, null, null, null, null, null];
  const { fileId, etag, sizeBytes, mtimeMs, checksum, permissions } = remote;
  return [fileId, etag, sizeBytes, mtimeMs, checksum ?? null, permissions ?? null];
}

/** What rows most likely have in common. */
interface Likely {
  readonly device: bigint | undefined;
  readonly texts: SharedTexts;
}

function readRow(columns: readonly Column[], likely: Likely): BaseRow {
  const checksum = toOptionalText(columns[4]) as Checksum | undefined;
  return {
    id: toInteger(columns[0]) as NodeId,
    parentId: toInteger(columns[1]) as NodeId,
    name: toText(columns[2]),
    kind: toFlag(columns[3]) ? 'directory' : 'file',
    checksum,
    local: columns[6] === null ? undefined : readLocalStamp(columns.slice(5, 11), likely.device),
    remote: columns[11] === null ? undefined : readRemote(columns, checksum, likely.texts),
  };
}

function readRemote(columns: readonly Column[], checksum: Checksum | undefined, texts: SharedTexts): RemoteStamp {
  const permissions = toOptionalText(columns[16]);
  return {
    fileId: toText(columns[11]) as FileId,
    etag: toText(columns[12]) as ETag,
    sizeBytes: toInteger(columns[13]),
    mtimeMs: toInteger(columns[14]),
    checksum: share(toOptionalText(columns[15]), checksum) as ChecksumSet | undefined,
    permissions: permissions === undefined ? undefined : texts.share(permissions),
  };
}

/** A row that comes back after it was forgotten would turn an item that was kept into a deletion. */
export function isForgetting(change: BaseChange): boolean {
  return change.kind === 'remove' || change.row.local === undefined || change.row.remote === undefined;
}
