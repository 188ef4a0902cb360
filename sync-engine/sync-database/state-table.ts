import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { fromUnsigned, toOptionalText, toText, toUnsigned } from './columns.ts';
import type { FolderIdentity } from './sync-database.ts';

/** The single values: whose base this is, and how far the change journal was read. The caller owns the transaction. */
export class StateTable {
  readonly #selectIdentity: StatementSync;
  readonly #putIdentity: StatementSync;
  readonly #selectCursor: StatementSync;
  readonly #putCursor: StatementSync;

  constructor(database: DatabaseSync) {
    this.#selectIdentity = database.prepare('SELECT * FROM identity');
    this.#selectIdentity.setReadBigInts(true);
    this.#putIdentity = database.prepare('INSERT OR REPLACE INTO identity VALUES (1, ?, ?, ?, ?, ?, ?)');
    this.#selectCursor = database.prepare('SELECT cursor FROM state');
    this.#putCursor = database.prepare('UPDATE state SET cursor = ?');
  }

  loadIdentity(): FolderIdentity | undefined {
    const record = this.#selectIdentity.get();
    if (record === undefined) return undefined;
    return {
      folderId: toText(record['folder_id']),
      localRootPath: toText(record['local_root_path']),
      localRootDevice: toUnsigned(record['local_root_device']),
      localRootInode: toUnsigned(record['local_root_inode']),
      remoteRootIdentity: toText(record['remote_root_identity']),
      remoteRootFileId: toText(record['remote_root_file_id']),
    };
  }

  saveIdentity(identity: FolderIdentity): void {
    this.#putIdentity.run(
      identity.folderId,
      identity.localRootPath,
      fromUnsigned(identity.localRootDevice),
      fromUnsigned(identity.localRootInode),
      identity.remoteRootIdentity,
      identity.remoteRootFileId,
    );
  }

  loadCursor(): string | undefined {
    return toOptionalText(this.#selectCursor.get()?.['cursor']);
  }

  saveCursor(cursor: string | undefined): void {
    this.#putCursor.run(cursor ?? null);
  }
}

/** True when both name the same folder on the same disk and the same remote root. */
export function isSameIdentity(a: FolderIdentity | undefined, b: FolderIdentity): boolean {
  return (
    a !== undefined &&
    a.folderId === b.folderId &&
    a.localRootPath === b.localRootPath &&
    a.localRootDevice === b.localRootDevice &&
    a.localRootInode === b.localRootInode &&
    a.remoteRootIdentity === b.remoteRootIdentity &&
    a.remoteRootFileId === b.remoteRootFileId
  );
}
