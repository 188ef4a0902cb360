import type { RemoteKey } from '../../core/model/ids.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { baseName, parentPath, ROOT_PATH } from '../../core/model/relative-path.ts';
import type { RemoteRow } from '../../sync-database/sync-database.ts';

/** Finds what the server had at a path when it was last looked at. */
export class RemotePlaces {
  readonly #children: ReadonlyMap<RemoteKey | undefined, readonly RemoteRow[]>;

  constructor(rows: Iterable<RemoteRow>) {
    this.#children = Map.groupBy(rows, ({ parentKey }) => parentKey);
  }

  /** Undefined when nothing was there. Of several with one name, the first. */
  find(path: RelativePath): RemoteRow | undefined {
    if (path === ROOT_PATH) return this.#children.get(undefined)?.[0];
    return this.listChildren(parentPath(path)).find(({ name }) => name === baseName(path));
  }

  /** Nothing for what is no directory. */
  listChildren(path: RelativePath): readonly RemoteRow[] {
    const row = this.find(path);
    return (row === undefined ? undefined : this.#children.get(row.key)) ?? [];
  }
}
