import type { RemoteKey } from '../../core/model/ids.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { baseName, parentPath, ROOT_PATH } from '../../core/model/relative-path.ts';
import type { RemoteRow } from '../../sync-database/sync-database.ts';

/** Finds what the server had at a path when it was last looked at. Goes over all rows once, when it is made. */
export class RemotePlaces {
  readonly #children: ReadonlyMap<RemoteKey | undefined, readonly RemoteRow[]>;
  /** Of each directory that was asked for, its children by name. Of several with one name, the first. */
  readonly #named = new Map<RemoteKey, ReadonlyMap<string, RemoteRow>>();

  constructor(rows: Iterable<RemoteRow>) {
    this.#children = Map.groupBy(rows, ({ parentKey }) => parentKey);
  }

  /** Undefined when nothing was there. */
  find(path: RelativePath): RemoteRow | undefined {
    if (path === ROOT_PATH) return this.#children.get(undefined)?.[0];
    const parent = this.find(parentPath(path));
    return parent === undefined ? undefined : this.#namesIn(parent.key).get(baseName(path));
  }

  /** Nothing for what is no directory. */
  listChildren(path: RelativePath): readonly RemoteRow[] {
    const row = this.find(path);
    return (row === undefined ? undefined : this.#children.get(row.key)) ?? [];
  }

  #namesIn(key: RemoteKey): ReadonlyMap<string, RemoteRow> {
    const known = this.#named.get(key);
    if (known !== undefined) return known;
    const names = new Map((this.#children.get(key) ?? []).toReversed().map((row) => [row.name, row]));
    this.#named.set(key, names);
    return names;
  }
}
