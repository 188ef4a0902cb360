import type { ETag, FileId, RemoteKey } from '../core/model/ids.ts';
import { toRemoteKey } from '../core/model/ids.ts';
import { isName, joinPath, parentPath, ROOT_PATH } from '../core/model/relative-path.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import type { RemoteChange, RemoteRow } from '../sync-database/sync-database.ts';
import type { RemoteEntry } from '../transport/transport.ts';

/** The server's tree while it is being looked at: starts with what is stored and takes over what listings show. */
export class RemoteTree {
  /** As stored, until something in it becomes another. */
  #rows: ReadonlyMap<RemoteKey, RemoteRow>;
  #changed: Map<RemoteKey, RemoteRow> | undefined;
  /** Made when it is first asked for: a look that finds nothing new does without. */
  #index: TreeIndex | undefined;
  #rootKey: RemoteKey | undefined;

  constructor(rows: ReadonlyMap<RemoteKey, RemoteRow>) {
    this.#rows = rows;
    for (const row of rows.values()) if (row.parentKey === undefined) this.#rootKey = row.key;
  }

  get rows(): ReadonlyMap<RemoteKey, RemoteRow> {
    return this.#rows;
  }

  /** Takes over the root. A root of another id is another tree: everything known before is dropped. */
  putRoot(entry: RemoteEntry): RemoteKey {
    const known = this.#rootKey === undefined ? undefined : this.rows.get(this.#rootKey);
    if (known !== undefined && known.fileId !== entry.fileId) {
      this.#change().clear();
      this.#index = undefined;
    }
    const key = known?.fileId === entry.fileId ? known.key : this.newKey(entry.fileId);
    this.#put({
      ...stampOf(entry),
      key,
      parentKey: undefined,
      name: '',
      kind: 'directory',
      isProcessing: false,
      listedEtag: this.rows.get(key)?.listedEtag,
    });
    return key;
  }

  /** A key for an item that is seen for the first time. */
  newKey(fileId: FileId): RemoteKey {
    return toRemoteKey(fileId, (key) => this.rows.has(key));
  }

  /** Puts an item, known or new, into a directory. */
  putChild(key: RemoteKey, parentKey: RemoteKey, entry: RemoteEntry): RemoteRow {
    const row: RemoteRow = {
      ...stampOf(entry),
      key,
      parentKey,
      name: entry.name,
      kind: entry.kind,
      isProcessing: entry.isProcessing,
      listedEtag: this.rows.get(key)?.listedEtag,
    };
    this.#put(row);
    return row;
  }

  /**
   * Children are known as of `self.etag`; an incomplete listing leaves the directory to be listed again. False when
   * another answer brought another etag while this one was on its way: which of them is younger, nobody can tell.
   */
  noteListed(key: RemoteKey, self: RemoteEntry, asked: { readonly etag: ETag; readonly isComplete: boolean }): boolean {
    const row = this.rows.get(key);
    if (row === undefined) return true;
    const isYoungest = row.etag === asked.etag || row.etag === self.etag;
    const etag = isYoungest ? self.etag : row.etag;
    const listedEtag: ETag | undefined = asked.isComplete ? self.etag : undefined;
    this.#change().set(key, { ...row, etag, permissions: self.permissions, listedEtag });
    return isYoungest;
  }

  /** Makes the directory at a path, or the nearest known one above, be listed again. */
  markStale(path: RelativePath): void {
    for (let at = path; ; at = parentPath(at)) {
      const key = this.findByPath(at);
      const row = key === undefined ? undefined : this.rows.get(key);
      if (row?.kind === 'directory') {
        this.#change().set(row.key, { ...row, listedEtag: undefined });
        return;
      }
      if (at === ROOT_PATH) return;
    }
  }

  /** What the last listing of a directory said is not relied on any more. */
  forgetListing(key: RemoteKey | undefined): void {
    const row = key === undefined ? undefined : this.rows.get(key);
    if (row !== undefined) this.#change().set(row.key, { ...row, listedEtag: undefined });
  }

  childrenOf(key: RemoteKey): readonly RemoteKey[] {
    return [...(this.#getIndex().children.get(key) ?? [])];
  }

  /** All places at which a file id is known. */
  keysOf(fileId: FileId): readonly RemoteKey[] {
    return [...(this.#getIndex().keysByFileId.get(fileId) ?? [])];
  }

  /** The directories above an item, the nearest first. */
  ancestorsOf(key: RemoteKey): readonly RemoteKey[] {
    const above: RemoteKey[] = [];
    let at = this.rows.get(key)?.parentKey;
    while (at !== undefined && above.length <= this.rows.size) {
      above.push(at);
      at = this.rows.get(at)?.parentKey;
    }
    return above;
  }

  findPath(key: RemoteKey): RelativePath | undefined {
    const names: string[] = [];
    let row = this.rows.get(key);
    while (row !== undefined && row.parentKey !== undefined) {
      if (!isName(row.name) || names.length > this.rows.size) return undefined;
      names.push(row.name);
      row = this.rows.get(row.parentKey);
    }
    if (row === undefined) return undefined;
    return names.reduceRight<RelativePath>((path, name) => joinPath(path, name), ROOT_PATH);
  }

  findByPath(path: RelativePath): RemoteKey | undefined {
    let at = this.#rootKey;
    for (const name of path === ROOT_PATH ? [] : path.split('/')) {
      if (at === undefined) return undefined;
      at = this.childrenOf(at).find((child) => this.rows.get(child)?.name === name);
    }
    return at;
  }

  /** Removes an item and all that is still below it. */
  removeTree(key: RemoteKey): void {
    for (const child of this.childrenOf(key)) this.removeTree(child);
    const row = this.rows.get(key);
    if (row !== undefined) this.#index?.unlink(row);
    this.#change().delete(key);
  }

  /** Nothing is known any more of what a directory holds. */
  forgetContents(fileId: FileId): void {
    for (const key of this.keysOf(fileId)) {
      for (const child of this.childrenOf(key)) this.removeTree(child);
      this.forgetListing(key);
    }
  }

  /** Difference to what is stored. */
  takeChanges(stored: ReadonlyMap<RemoteKey, RemoteRow>): readonly RemoteChange[] {
    const changes: RemoteChange[] = [];
    if (this.#rows === stored) return changes;
    for (const key of stored.keys()) if (!this.rows.has(key)) changes.push({ kind: 'remove', key });
    for (const row of this.rows.values()) {
      const before = stored.get(row.key);
      if (before === undefined || !isSameRow(before, row)) changes.push({ kind: 'put', row });
    }
    return changes;
  }

  #change(): Map<RemoteKey, RemoteRow> {
    this.#changed ??= new Map(this.#rows);
    this.#rows = this.#changed;
    return this.#changed;
  }

  #put(row: RemoteRow): void {
    const before = this.rows.get(row.key);
    if (before === undefined || !isSameRow(before, row)) this.#change().set(row.key, row);
    if (row.parentKey === undefined) this.#rootKey = row.key;
    this.#index?.relink(before, row);
  }

  #getIndex(): TreeIndex {
    this.#index ??= new TreeIndex(this.rows.values());
    return this.#index;
  }
}

/** Who is in which directory, and where each file id is known. */
class TreeIndex {
  readonly children = new Map<RemoteKey, Set<RemoteKey>>();
  readonly keysByFileId = new Map<FileId, Set<RemoteKey>>();

  constructor(rows: Iterable<RemoteRow>) {
    for (const row of rows) this.#link(row);
  }

  /** An item has another place or file id than before, or is new. */
  relink(before: RemoteRow | undefined, row: RemoteRow): void {
    if (before?.parentKey !== undefined && before.parentKey !== row.parentKey) {
      this.children.get(before.parentKey)?.delete(row.key);
    }
    if (before !== undefined && before.fileId !== row.fileId) this.keysByFileId.get(before.fileId)?.delete(row.key);
    this.#link(row);
  }

  /** An item is gone, and nothing is left below it. */
  unlink({ key, parentKey, fileId }: RemoteRow): void {
    if (parentKey !== undefined) this.children.get(parentKey)?.delete(key);
    this.keysByFileId.get(fileId)?.delete(key);
    this.children.delete(key);
  }

  #link(row: RemoteRow): void {
    addTo(this.keysByFileId, row.fileId, row.key);
    if (row.parentKey !== undefined) addTo(this.children, row.parentKey, row.key);
  }
}

function addTo<Key>(sets: Map<Key, Set<RemoteKey>>, at: Key, key: RemoteKey): void {
  const known = sets.get(at);
  if (known === undefined) sets.set(at, new Set([key]));
  else known.add(key);
}

function stampOf(
  entry: RemoteEntry,
): Omit<RemoteRow, 'key' | 'parentKey' | 'name' | 'kind' | 'isProcessing' | 'listedEtag'> {
  const { fileId, etag, sizeBytes, mtimeMs, checksum, permissions } = entry;
  return { fileId, etag, sizeBytes, mtimeMs, checksum, permissions };
}

function isSameRow(a: RemoteRow, b: RemoteRow): boolean {
  if (a === b) return true;
  return (
    a.fileId === b.fileId &&
    a.parentKey === b.parentKey &&
    a.name === b.name &&
    a.kind === b.kind &&
    a.etag === b.etag &&
    a.listedEtag === b.listedEtag &&
    a.sizeBytes === b.sizeBytes &&
    a.mtimeMs === b.mtimeMs &&
    a.checksum === b.checksum &&
    a.permissions === b.permissions &&
    a.isProcessing === b.isProcessing
  );
}
