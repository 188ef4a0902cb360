import type { NodeId, RemoteKey } from '../../core/model/ids.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { LocalView } from '../../discovery/local-discovery.ts';
import type { RemoteRows } from '../../sync-database/remote-rows.ts';
import type { BaseRow } from '../../sync-database/sync-database.ts';

/** Where a directory is on which both sides agreed: here, in the base, and on the server. */
export interface AgreedPlace {
  readonly path: RelativePath;
  readonly id: NodeId;
  readonly key: RemoteKey;
}

/** A directory with all that it showed here. */
export interface SeenPlace extends AgreedPlace {
  readonly local: LocalView;
}

interface Known extends Pick<AgreedPlace, 'id' | 'key'> {
  readonly inside: readonly AgreedPlace[];
}

const knownOf = new WeakMap<ReadonlyMap<NodeId, BaseRow>, WeakMap<RemoteRows, KnownSame>>();

/**
 * Directories that a comparison of base, server and this computer has found to be the same in every item. It went through
 * pictures, which nobody changes, by rules for names that stay what they are while a folder is open: the next comparison
 * of the very same pictures finds the same again. After hints most of them are, because few directories were read anew.
 * It goes when the pictures go.
 */
export class KnownSame {
  readonly #known = new WeakMap<LocalView, Known>();

  /** What earlier comparisons have found of these rows. */
  static in(base: ReadonlyMap<NodeId, BaseRow>, rows: RemoteRows): KnownSame {
    let byRows = knownOf.get(base);
    if (byRows === undefined) knownOf.set(base, (byRows = new WeakMap()));
    let known = byRows.get(rows);
    if (known === undefined) byRows.set(rows, (known = new KnownSame()));
    return known;
  }

  /** The agreed directories in one that is known to be the same; undefined where that is not known. */
  find({ local, id, key }: SeenPlace): readonly AgreedPlace[] | undefined {
    const known = this.#known.get(local);
    return known?.id === id && known.key === key ? known.inside : undefined;
  }

  note({ local, id, key }: SeenPlace, inside: readonly AgreedPlace[]): void {
    this.#known.set(local, {
      id,
      key,
      inside: inside.map((place) => ({ path: place.path, id: place.id, key: place.key })),
    });
  }
}
