import type { ETag, FileId } from '../core/model/ids.ts';
import { isName, joinPath, parentPath, ROOT_PATH } from '../core/model/relative-path.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import type { RemoteChange, RemoteRow } from '../sync-database/sync-database.ts';
import type { RemoteEntry } from '../transport/transport.ts';

/** The server's tree while it is being looked at: starts with what is stored and takes over what listings show. */
export class RemoteTree {
  readonly rows: Map<FileId, RemoteRow>;
  readonly #children = new Map<FileId, Set<FileId>>();
  #rootFileId: FileId | undefined;

  constructor(rows: ReadonlyMap<FileId, RemoteRow>) {
    this.rows = new Map(rows);
    for (const row of rows.values()) this.#link(row);
  }

  /** Takes over the root. A root of another id is another tree: everything known before is dropped. */
  putRoot(entry: RemoteEntry): void {
    if (this.#rootFileId !== undefined && this.#rootFileId !== entry.fileId) {
      this.rows.clear();
      this.#children.clear();
    }
    const listedEtag = this.rows.get(entry.fileId)?.listedEtag;
    this.#put({
      ...stampOf(entry),
      parentFileId: undefined,
      name: '',
      kind: 'directory',
      isProcessing: false,
      listedEtag,
    });
  }

  putChild(parentFileId: FileId, entry: RemoteEntry): RemoteRow {
    const before = this.rows.get(entry.fileId);
    const row: RemoteRow = {
      ...stampOf(entry),
      parentFileId,
      name: entry.name,
      kind: entry.kind,
      isProcessing: entry.isProcessing,
      listedEtag: before?.listedEtag,
    };
    this.#put(row);
    return row;
  }

  /** Children are known as of `self.etag`; an incomplete listing leaves the directory to be listed again. */
  noteListed(self: RemoteEntry, isComplete: boolean): void {
    const row = this.rows.get(self.fileId);
    if (row === undefined) return;
    const listedEtag: ETag | undefined = isComplete ? self.etag : undefined;
    this.rows.set(self.fileId, { ...row, etag: self.etag, listedEtag });
  }

  /** Makes the directory at a path, or the nearest known one above, be listed again. */
  markStale(path: RelativePath): void {
    for (let at = path; ; at = parentPath(at)) {
      const fileId = this.#findByPath(at);
      const row = fileId === undefined ? undefined : this.rows.get(fileId);
      if (row?.kind === 'directory') {
        this.rows.set(row.fileId, { ...row, listedEtag: undefined });
        return;
      }
      if (at === ROOT_PATH) return;
    }
  }

  /** What the last listing of a directory said is not relied on any more. */
  forgetListing(fileId: FileId | undefined): void {
    const row = fileId === undefined ? undefined : this.rows.get(fileId);
    if (row !== undefined) this.rows.set(row.fileId, { ...row, listedEtag: undefined });
  }

  childrenOf(fileId: FileId): readonly FileId[] {
    return [...(this.#children.get(fileId) ?? [])];
  }

  findPath(fileId: FileId): RelativePath | undefined {
    const names: string[] = [];
    let row = this.rows.get(fileId);
    while (row !== undefined && row.parentFileId !== undefined) {
      if (!isName(row.name) || names.length > this.rows.size) return undefined;
      names.push(row.name);
      row = this.rows.get(row.parentFileId);
    }
    if (row === undefined) return undefined;
    return names.reduceRight<RelativePath>((path, name) => joinPath(path, name), ROOT_PATH);
  }

  /** Removes an item and all that is still below it. */
  removeTree(fileId: FileId): void {
    for (const child of this.childrenOf(fileId)) this.removeTree(child);
    const row = this.rows.get(fileId);
    if (row?.parentFileId !== undefined) this.#children.get(row.parentFileId)?.delete(fileId);
    this.#children.delete(fileId);
    this.rows.delete(fileId);
  }

  /** Difference to what is stored. */
  takeChanges(stored: ReadonlyMap<FileId, RemoteRow>): readonly RemoteChange[] {
    const changes: RemoteChange[] = [];
    for (const fileId of stored.keys()) if (!this.rows.has(fileId)) changes.push({ kind: 'remove', fileId });
    for (const row of this.rows.values()) {
      const before = stored.get(row.fileId);
      if (before === undefined || !isSameRow(before, row)) changes.push({ kind: 'put', row });
    }
    return changes;
  }

  #findByPath(path: RelativePath): FileId | undefined {
    let at = this.#rootFileId;
    for (const name of path === ROOT_PATH ? [] : path.split('/')) {
      if (at === undefined) return undefined;
      at = this.childrenOf(at).find((child) => this.rows.get(child)?.name === name);
    }
    return at;
  }

  #put(row: RemoteRow): void {
    const before = this.rows.get(row.fileId);
    if (before?.parentFileId !== undefined && before.parentFileId !== row.parentFileId) {
      this.#children.get(before.parentFileId)?.delete(row.fileId);
    }
    this.rows.set(row.fileId, row);
    this.#link(row);
  }

  #link(row: RemoteRow): void {
    if (row.parentFileId === undefined) {
      this.#rootFileId = row.fileId;
      return;
    }
    const siblings = this.#children.get(row.parentFileId);
    if (siblings === undefined) this.#children.set(row.parentFileId, new Set([row.fileId]));
    else siblings.add(row.fileId);
  }
}

function stampOf(
  entry: RemoteEntry,
): Omit<RemoteRow, 'parentFileId' | 'name' | 'kind' | 'isProcessing' | 'listedEtag'> {
  const { fileId, etag, sizeBytes, mtimeMs, checksum, permissions } = entry;
  return { fileId, etag, sizeBytes, mtimeMs, checksum, permissions };
}

function isSameRow(a: RemoteRow, b: RemoteRow): boolean {
  return (
    a.parentFileId === b.parentFileId &&
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
