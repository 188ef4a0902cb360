/** What a sync folder showed when it was opened. */
export interface SeenFolder {
  /** Id in the marker of the local root; undefined when there is none. */
  readonly markerId: string | undefined;
  readonly rootDevice: bigint;
  readonly rootInode: bigint;
  readonly remoteIdentity: string;
  /** Items are on this disk just as the base knows them, which a copy of them could not be. */
  readonly isDiskProven: boolean;
}

/** What the sync database says that its base belongs to. */
export interface KnownFolder {
  readonly folderId: string;
  readonly rootDevice: bigint;
  readonly rootInode: bigint;
  readonly remoteIdentity: string;
}

/**
 * Whether the base may be used.
 * - `trust`: same root, same server.
 * - `renumber`: so, too, but the disk has another number since it was mounted anew.
 * - `unite`: the base belongs to something else or is lost; both sides are united and nothing is deleted.
 * - `stop`: this looks like a disk that is not mounted, or another one in its place: a person has to say.
 */
export type IdentityVerdict =
  | { readonly kind: 'trust' }
  | { readonly kind: 'renumber' }
  | { readonly kind: 'unite'; readonly why: 'first-run' | 'other-local-folder' | 'other-server' }
  | { readonly kind: 'stop'; readonly why: 'local-folder-replaced' };

/** Compares what the base belongs to with what is there. A marker is never taken as lost together with the root. */
export function judgeIdentity(known: KnownFolder | undefined, seen: SeenFolder): IdentityVerdict {
  if (known === undefined) return { kind: 'unite', why: 'first-run' };
  const isSameRoot = known.rootDevice === seen.rootDevice && known.rootInode === seen.rootInode;
  if (seen.markerId !== known.folderId) {
    // Empty: a disk is missing. Full: another disk is in its place, whose files are nobody's on the server.
    if (!isSameRoot) return { kind: 'stop', why: 'local-folder-replaced' };
    return { kind: 'unite', why: 'other-local-folder' };
  }
  if (known.remoteIdentity !== seen.remoteIdentity) return { kind: 'unite', why: 'other-server' };
  if (isSameRoot) return { kind: 'trust' };
  if (known.rootInode === seen.rootInode && seen.isDiskProven) return { kind: 'renumber' };
  // Same marker under another inode: the folder was copied or restored as a whole. Its inodes prove nothing any more.
  return { kind: 'unite', why: 'other-local-folder' };
}

/** Marks of the sessions that the sync database knows: the last one, and the one that the folder had before it. */
export interface SessionMarks {
  readonly mark: string | undefined;
  readonly previousMark: string | undefined;
}

/**
 * Whether the sync database is an old copy, brought back from a backup: each run that changes something leaves a new mark in the
 * database and in the folder, so a folder with a mark that the database never saw has been synced since. The database is written
 * first; a crash before the folder follows leaves the previous mark there. Without a mark nothing can be said.
 */
export function isOldDatabase({ mark, previousMark }: SessionMarks, seenMark: string | undefined): boolean {
  return mark !== undefined && seenMark !== undefined && seenMark !== mark && seenMark !== previousMark;
}
