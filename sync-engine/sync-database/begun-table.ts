import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { Checksum } from '../core/model/checksum.ts';
import { toNodeId } from '../core/model/ids.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import type { Column } from './columns.ts';
import { toInteger, toText, toWord } from './columns.ts';
import { readLocalStamp, writeLocalStamp } from './local-stamp-columns.ts';
import type { BegunAct, BegunKey } from './sync-database.ts';
import { toBegunKey } from './sync-database.ts';

const NO_STAMP: readonly SQLInputValue[] = [null, null, null, null, null, null];

/** Acts whose answer has not come yet. Writers return the number of rows changed; the caller owns the transaction. */
export class BegunTable {
  readonly #selectAll: StatementSync;
  readonly #put: StatementSync;
  readonly #remove: StatementSync;

  constructor(database: DatabaseSync) {
    this.#selectAll = database.prepare('SELECT * FROM begun ORDER BY key');
    this.#selectAll.setReadBigInts(true);
    this.#selectAll.setReturnArrays(true);
    this.#put = database.prepare('INSERT OR REPLACE INTO begun VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    this.#remove = database.prepare('DELETE FROM begun WHERE key = ?');
  }

  list(): readonly BegunAct[] {
    return this.#selectAll.all().map((columns) => readAct(columns as unknown as readonly Column[]));
  }

  put(act: BegunAct): number {
    const head = [toBegunKey(act), act.kind, act.path, act.begunAtMs];
    const rest: readonly SQLInputValue[] =
      act.kind === 'upload'
        ? [null, null, act.checksum, ...writeLocalStamp(act.local), null]
        : [act.side, act.nodeId, null, ...NO_STAMP, act.parentId ?? null];
    return Number(this.#put.run(...head, ...rest).changes);
  }

  remove(keys: readonly BegunKey[]): number {
    return keys.reduce((changed, key) => changed + Number(this.#remove.run(key).changes), 0);
  }
}

function readAct(columns: readonly Column[]): BegunAct {
  const act = { path: toText(columns[2]) as RelativePath, begunAtMs: toInteger(columns[3]) };
  const kind = toWord(columns[1], ['upload', 'move']);
  switch (kind) {
    case 'upload':
      return { ...act, kind, checksum: toText(columns[6]) as Checksum, local: readLocalStamp(columns.slice(7)) };
    case 'move': {
      const side = toWord(columns[4], ['local', 'remote']);
      const parentId = columns[13] === null ? undefined : toNodeId(toInteger(columns[13]));
      return { ...act, kind, side, nodeId: toNodeId(toInteger(columns[5])), parentId };
    }
    default:
      return kind satisfies never;
  }
}
