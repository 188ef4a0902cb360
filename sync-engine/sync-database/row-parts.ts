import type { NodeId, RemoteKey } from '../core/model/ids.ts';
import type { Steps } from '../core/model/steps.ts';
import type { BaseTable } from './base-table.ts';
import { read, readInSteps } from './database-unusable-error.ts';
import type { LastRead } from './last-read.ts';
import type { RemoteRows } from './remote-rows.ts';
import type { RemoteTreeTable } from './remote-tree-table.ts';
import type { BaseChange, BaseRow, RemoteChange, RemoteRow, RowParts, RowsPart } from './sync-database.ts';

/** Each part costs a tenth of all rows, which then need not be read for the next one. Two are read for one plan. */
const MANY_PARTS = 10;

export interface SqliteRowPartsInput {
  readonly base: BaseTable;
  readonly remoteTree: RemoteTreeTable;
  readonly lastBase: LastRead<Map<NodeId, BaseRow>, BaseChange>;
  readonly lastRemoteTree: LastRead<RemoteRows, RemoteChange>;
}

/** Parts of the rows in SQLite, past what is kept of them. */
export class SqliteRowParts implements RowParts {
  readonly #input: SqliteRowPartsInput;
  /** So many have been read since rows were let go of. */
  #readings = 0;

  constructor(input: SqliteRowPartsInput) {
    this.#input = input;
  }

  get isAllCheaper(): boolean {
    const { lastBase, lastRemoteTree } = this.#input;
    return this.#readings >= MANY_PARTS || (lastBase.isAtHand && lastRemoteTree.isAtHand);
  }

  findKeptBase(): ReadonlyMap<NodeId, BaseRow> | undefined {
    const { lastBase } = this.#input;
    return lastBase.isAtHand ? lastBase.read() : undefined;
  }

  readBase(filesIn: ReadonlySet<NodeId>): Steps<RowsPart<ReadonlyMap<NodeId, BaseRow>>> {
    this.#readings += 1;
    return readInSteps(this.#input.base.loadPart(filesIn));
  }

  readRemoteTree(filesIn: ReadonlySet<RemoteKey>): Steps<RowsPart<ReadonlyMap<RemoteKey, RemoteRow>>> {
    return readInSteps(this.#input.remoteTree.loadPart(filesIn));
  }

  hasRemoteRow(key: RemoteKey): boolean {
    return read(() => this.#input.remoteTree.has(key));
  }

  /** All rows have been let go of: from now on, parts are worth it. */
  startAnew(): void {
    this.#readings = 0;
  }
}
