import type { NodeId, RemoteKey } from '../core/model/ids.ts';
import { RemoteRows } from './remote-rows.ts';
import type { BaseRow, RemoteRow } from './sync-database.ts';

/** What is handed out of a storage that changes: pictures that stay as they are. */
export class InMemoryPictures {
  readonly #base = new LastPicture((rows: ReadonlyMap<NodeId, BaseRow>) => rows);
  readonly #remote = new LastPicture((rows: ReadonlyMap<RemoteKey, RemoteRow>) => RemoteRows.of(rows));

  ofBase(rows: ReadonlyMap<NodeId, BaseRow>): ReadonlyMap<NodeId, BaseRow> {
    return this.#base.of(rows);
  }

  ofRemote(rows: ReadonlyMap<RemoteKey, RemoteRow>): RemoteRows {
    return this.#remote.of(rows);
  }
}

/** The very same picture for as long as no row is another. Rows are told by what object they are: nobody changes one. */
class LastPicture<Key, Row, Picture> {
  readonly #take: (rows: ReadonlyMap<Key, Row>) => Picture;
  #last: { readonly rows: ReadonlyMap<Key, Row>; readonly picture: Picture } | undefined;

  constructor(take: (rows: ReadonlyMap<Key, Row>) => Picture) {
    this.#take = take;
  }

  of(rows: ReadonlyMap<Key, Row>): Picture {
    if (this.#last === undefined || !areSame(this.#last.rows, rows)) {
      const copy = new Map(rows);
      this.#last = { rows: copy, picture: this.#take(copy) };
    }
    return this.#last.picture;
  }
}

/** In the same order, too. */
function areSame<Key, Row>(one: ReadonlyMap<Key, Row>, other: ReadonlyMap<Key, Row>): boolean {
  if (one.size !== other.size) return false;
  const others = other.entries();
  for (const [key, row] of one) {
    const { value } = others.next();
    if (value?.[0] !== key || value[1] !== row) return false;
  }
  return true;
}
