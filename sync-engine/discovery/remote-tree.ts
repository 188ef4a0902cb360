import type { ETag, FileId, RemoteKey } from '../core/model/ids.ts';
import { toRemoteKey } from '../core/model/ids.ts';
import { isName, joinPath, parentPath, ROOT_PATH } from '../core/model/relative-path.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import { isSameRow, RemoteRows } from '../sync-database/remote-rows.ts';
import type { RemoteChange, RemoteRow } from '../sync-database/sync-database.ts';
import type { RemoteEntry } from '../transport/transport.ts';

/** The server's tree while it is being looked at: starts with what is stored and takes over what listings show. */
export class RemoteTree {
  /** As stored, until something in it becomes another. */
  #rows: RemoteRows;
  #isCopied = false;

  constructor(rows: RemoteRows) {
    this.#rows = rows;
  }

  get rows(): RemoteRows {
    return this.#rows;
  }

  /** Takes over the root. A root of another id is another tree: everything known before is dropped. */
  putRoot(entry: RemoteEntry): RemoteKey {
    const { rootKey } = this.#rows;
    const known = rootKey === undefined ? undefined : this.#rows.get(rootKey);
    if (known !== undefined && known.fileId !== entry.fileId) {
      this.#rows = RemoteRows.empty();
      this.#isCopied = true;
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
    this.#change().set({ ...row, etag, permissions: self.permissions, listedEtag });
    return isYoungest;
  }

  /** Makes the directory at a path, or the nearest known one above, be listed again. */
  markStale(path: RelativePath): void {
    for (let at = path; ; at = parentPath(at)) {
      const key = this.findByPath(at);
      const row = key === undefined ? undefined : this.rows.get(key);
      if (row?.kind === 'directory') {
        this.#change().set({ ...row, listedEtag: undefined });
        return;
      }
      if (at === ROOT_PATH) return;
    }
  }

  /** What the last listing of a directory said is not relied on any more. */
  forgetListing(key: RemoteKey | undefined): void {
    const row = key === undefined ? undefined : this.rows.get(key);
    if (row !== undefined) this.#change().set({ ...row, listedEtag: undefined });
  }

  childrenOf(key: RemoteKey): readonly RemoteKey[] {
    return [...this.#rows.keysIn(key)];
  }

  /** All places at which a file id is known. */
  keysOf(fileId: FileId): readonly RemoteKey[] {
    return this.#rows.keysOf(fileId);
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
    let at = this.#rows.rootKey;
    for (const name of path === ROOT_PATH ? [] : path.split('/')) {
      if (at === undefined) return undefined;
      at = [...this.#rows.listIn(at)].find((child) => child.name === name)?.key;
    }
    return at;
  }

  /** Removes an item and all that is still below it. */
  removeTree(key: RemoteKey): void {
    for (const child of this.childrenOf(key)) this.removeTree(child);
    this.#change().delete(key);
  }

  /** Nothing is known any more of what a directory holds. */
  forgetContents(fileId: FileId): void {
    for (const key of this.keysOf(fileId)) {
      for (const child of this.childrenOf(key)) this.removeTree(child);
      this.forgetListing(key);
    }
  }

  /** Difference to what is stored, which stays as it is meanwhile. */
  listChanges(stored: RemoteRows): Iterable<RemoteChange> {
    return this.#rows === stored ? [] : this.#rows.changesSince(stored);
  }

  #change(): RemoteRows {
    if (!this.#isCopied) this.#rows = this.#rows.copy();
    this.#isCopied = true;
    return this.#rows;
  }

  #put(row: RemoteRow): void {
    const before = this.rows.get(row.key);
    if (before === undefined || !isSameRow(before, row)) this.#change().set(row);
  }
}

function stampOf(
  entry: RemoteEntry,
): Omit<RemoteRow, 'key' | 'parentKey' | 'name' | 'kind' | 'isProcessing' | 'listedEtag'> {
  const { fileId, etag, sizeBytes, mtimeMs, checksum, permissions } = entry;
  return { fileId, etag, sizeBytes, mtimeMs, checksum, permissions };
}
