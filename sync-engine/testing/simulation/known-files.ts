import type { RelativePath } from '#sync-engine/core/model/relative-path.ts';
import { baseName, joinPath, parentPath, ROOT_PATH } from '#sync-engine/core/model/relative-path.ts';
import { findPath } from '#sync-engine/core/model/tree.ts';
import type { FakeNode as DiskNode } from '#sync-engine/filesystem/fake-disk.ts';
import { toFakeChecksum } from '#sync-engine/filesystem/fake-staging-file.ts';
import type { BaseRow, RemoteRow } from '#sync-engine/sync-database/sync-database.ts';
import type { SimulatedComputer } from './simulated-computer.ts';
import { textOf } from './simulated-computer.ts';
import type { SimulatedServer } from './simulated-server.ts';

/** A file as the server has it. */
export interface ServerFile {
  readonly fileId: string;
  readonly path: RelativePath;
  /** The directory that holds it; undefined for the root. */
  readonly parentFileId: string | undefined;
  readonly text: string;
}

/** Every file of the server. */
export function listFiles(server: SimulatedServer): readonly ServerFile[] {
  return server.nodes().flatMap(({ path, node }) => {
    if (node.kind !== 'file') return [];
    const parentFileId = server.tree.find(parentPath(path as RelativePath))?.fileId;
    return { fileId: node.fileId, path: path as RelativePath, parentFileId, text: node.bytes.toString('utf8') };
  });
}

/** Where the last listing showed an item. */
export function toShownPath(storage: SimulatedComputer['storage'], { parentKey, name }: RemoteRow): RelativePath {
  const parent = parentKey === undefined ? undefined : storage.remoteTree.get(parentKey);
  return parent === undefined ? ROOT_PATH : joinPath(toShownPath(storage, parent), name);
}

/**
 * Files as the last listing told this computer. No condition on a local removal reaches the server: who edits or moves a
 * file there between the listing and the act might as well have done it right after the act.
 */
export function listLastShown({ storage }: SimulatedComputer, { versions }: SimulatedServer): readonly ServerFile[] {
  return [...storage.remoteTree.values()].flatMap((row) => {
    const text = versions.get(row.etag);
    if (row.kind !== 'file' || text === undefined) return [];
    const parent = row.parentKey === undefined ? undefined : storage.remoteTree.get(row.parentKey);
    return { fileId: row.fileId, path: toShownPath(storage, row), parentFileId: parent?.fileId, text };
  });
}

/** Where a file of the server is to be here, for as long as its directory has not followed to where that is there. */
export function findPlaceHere(computer: SimulatedComputer, { path, parentFileId }: ServerFile): RelativePath {
  const row = [...computer.storage.base.values()].find(({ remote }) => remote?.fileId === parentFileId);
  const directory = computer.nodes().find(({ node }) => node.kind === 'directory' && node.inode === row?.local?.inode);
  return directory === undefined ? path : joinPath(directory.path, baseName(path));
}

/** What this computer has of a file of the server: also under another inode, where programs save by renaming. */
export function findTextsHere(computer: SimulatedComputer, fileId: string): readonly string[] {
  const { base } = computer.storage;
  const rows = [...base.values()].filter(({ remote }) => remote?.fileId === fileId);
  const inodes = new Set(rows.map(({ local }) => local?.inode));
  const agreedPaths = new Set(rows.map(({ id }) => findPath(base, id)));
  return computer.nodes().flatMap(({ path, node }) => {
    const isIt = node.kind === 'file' && (inodes.has(node.inode) || agreedPaths.has(path));
    return isIt ? textOf(node) : [];
  });
}

/** What both sides had agreed on at this place, wherever its directory is here by now, if it had these bytes. */
export function findAgreed(computer: SimulatedComputer, path: RelativePath, kept: DiskNode): BaseRow | undefined {
  const { base } = computer.storage;
  const checksum = toFakeChecksum(kept.bytes);
  const above = computer.disk.find(parentPath(path));
  return [...base.values()].find(({ id, parentId, name, checksum: agreed }) => {
    if (agreed !== checksum || name !== baseName(path)) return false;
    return findPath(base, id) === path || base.get(parentId)?.local?.inode === above?.inode;
  });
}

/**
 * By inode and birth, which may be in two rows after a program saved anew and kept the old file under another name; or,
 * for the same bytes saved anew, by place, unless the file of the row is still here: then this one is a copy beside it; or
 * by inode alone, which may have been another item's before. So it is where another file with the same bytes stands at the
 * place of the row: of files the place tells more than the inode.
 */
export function findRow(computer: SimulatedComputer, path: RelativePath, kept: DiskNode): BaseRow | undefined {
  const { storage, disk } = computer;
  const { birthNs } = disk.toStamp(kept);
  const here = new Set(computer.nodes().map(({ node }) => node.inode));
  const checksum = toFakeChecksum(kept.bytes);
  const placeOf = (row: BaseRow): RelativePath | undefined => findPath(storage.base, row.id);
  const isInPlace = (row: BaseRow): boolean => placeOf(row) === path;
  const hasHeir = (row: BaseRow): boolean => computer.paths().get(placeOf(row) ?? '') === textOf(kept);
  const ofInode = [...storage.base.values()].filter((row) => row.local?.inode === kept.inode && !hasHeir(row));
  const born = ofInode.filter(({ local }) => local?.birthNs === birthNs);
  const hasBytes = (row: BaseRow): boolean =>
    row.checksum === checksum && isInPlace(row) && (row.local === undefined || !here.has(row.local.inode));
  return born.find(isInPlace) ?? born[0] ?? [...storage.base.values()].find(hasBytes) ?? ofInode[0];
}
