import { realpath, stat } from 'node:fs/promises';
import * as path from 'node:path';
import type { AppState } from '#ipc/app-state.ts';
import { isInsideFolder } from '#ipc/inside-folder.ts';

/** Where an item of a sync folder really is; `outside` when a link leads it elsewhere. */
export type FoundItem =
  | { readonly kind: 'found'; readonly localPath: string; readonly isDirectory: boolean }
  | { readonly kind: 'folder-unknown' | 'missing' | 'outside' };

/** Finds an item of a known sync folder on the disk. */
export async function findFolderItem(state: AppState, folderId: string, itemPath: string): Promise<FoundItem> {
  const folder = state.folders.find((candidate) => candidate.folderId === folderId);
  if (folder === undefined) return { kind: 'folder-unknown' };
  try {
    const localPath = await realpath(path.join(folder.localPath, ...itemPath.split('/')));
    if (!isInsideFolder(localPath, await realpath(folder.localPath), path)) return { kind: 'outside' };
    return { kind: 'found', localPath, isDirectory: (await stat(localPath)).isDirectory() };
  } catch (error) {
    if (error instanceof Error && 'code' in error) return { kind: 'missing' };
    throw error;
  }
}

/** A directory of a sync folder on the server. */
export interface ServerPlace {
  readonly folderId: string;
  readonly directory: string;
  /** Undefined when the server could not be asked. */
  readonly fileId?: string | undefined;
}

/** The address of a directory in the web view of its server; undefined for an unknown folder. Pure. */
export function toWebAddress(state: AppState, { folderId, directory, fileId }: ServerPlace): string | undefined {
  const folder = state.folders.find((candidate) => candidate.folderId === folderId);
  const account = state.accounts.find((candidate) => candidate.accountId === folder?.accountId);
  if (folder === undefined || account === undefined) return undefined;
  const place = [folder.remotePath, directory].filter((part) => part !== '').join('/');
  if (account.serverKind === 'owncloud10') {
    return `${account.serverUrl}/index.php/apps/files/?dir=${encodeURIComponent(`/${place}`)}`;
  }
  // Addresses of other spaces have names in them that only the server knows; it leads on from an id.
  if (folder.spaceId !== undefined && folder.spaceName !== undefined) {
    return `${account.serverUrl}/f/${encodeURIComponent(fileId ?? folder.spaceId)}`;
  }
  const names = ['personal', account.userName, ...place.split('/')].filter((name) => name !== '');
  return `${account.serverUrl}/files/spaces/${names.map(encodeURIComponent).join('/')}`;
}
