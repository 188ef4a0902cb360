import type { NodeId, RemoteKey } from '../core/model/ids.ts';
import type { NodeKind } from '../core/model/observation.ts';
import type { Steps } from '../core/model/steps.ts';
import { checkBase } from './check-base.ts';
import { compareTexts } from './in-memory-values.ts';
import { RemoteRows } from './remote-rows.ts';
import type { BaseRow, RemoteRow, RowParts, RowsPart } from './sync-database.ts';

interface StoredRows {
  readonly base: ReadonlyMap<NodeId, BaseRow>;
  readonly remoteTree: ReadonlyMap<RemoteKey, RemoteRow>;
}

/** Parts of the rows of the fake. They are never said to cost more than all, so that whoever can ask for them does. */
export class InMemoryRowParts implements RowParts {
  readonly isAllCheaper = false;
  readonly #open: () => StoredRows;

  constructor(open: () => StoredRows) {
    this.#open = open;
  }

  findKeptBase(): ReadonlyMap<NodeId, BaseRow> {
    return this.#open().base;
  }

  *readBase(filesIn: ReadonlySet<NodeId>): Steps<RowsPart<ReadonlyMap<NodeId, BaseRow>>> {
    yield;
    const { base } = this.#open();
    const part = [...base.values()].filter((row) => isIn(row.kind, row.parentId, filesIn));
    const rows = new Map(part.toSorted((a, b) => a.id - b.id).map((row) => [row.id, row]));
    yield* checkBase(rows);
    return { rows, filesLeftOut: base.size - rows.size };
  }

  *readRemoteTree(filesIn: ReadonlySet<RemoteKey>): Steps<RowsPart<ReadonlyMap<RemoteKey, RemoteRow>>> {
    yield;
    const { remoteTree } = this.#open();
    const part = [...remoteTree.values()].filter((row) => isIn(row.kind, row.parentKey, filesIn));
    const rows = new Map(part.toSorted((a, b) => compareTexts(a.key, b.key)).map((row) => [row.key, row]));
    return { rows: RemoteRows.of(rows), filesLeftOut: remoteTree.size - rows.size };
  }

  hasRemoteRow(key: RemoteKey): boolean {
    return this.#open().remoteTree.has(key);
  }
}

function isIn<Key>(kind: NodeKind, parent: Key | undefined, filesIn: ReadonlySet<Key>): boolean {
  return kind === 'directory' || (parent !== undefined && filesIn.has(parent));
}
