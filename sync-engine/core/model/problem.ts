import type { Holder } from './holder.ts';
import type { RelativePath } from './relative-path.ts';
import type { Side } from './side.ts';
import type { SyncErrorCode } from './sync-error.ts';

/** Reasons, besides failed operations, why one path is not synced. */
export type ProblemReason =
  | 'symbolic-link'
  | 'special-file'
  | 'unreadable'
  | 'name-not-utf8'
  | 'name-not-allowed-here'
  | 'name-not-allowed-on-server'
  | 'name-reserved'
  | 'name-clash'
  | 'listing-incomplete'
  | 'item-damaged-on-server'
  | 'kept-for-unsynced-content'
  | 'other-file-system'
  | 'moved-out-of-sight'
  /** Here as before; the server has it at a place that takes no part here, so that neither side follows the other. */
  | 'moved-out-of-sight-on-server'
  /** New or changed here in a place where the server does not allow it: it stays here only. */
  | 'change-not-permitted'
  /** A directory that is kept away holds files here that the server does not have like that; they stay. */
  | 'unsynced-in-deselected'
  /** The second of two versions, which the organisation does not let leave this computer. */
  | 'second-version-not-uploaded';

/** Every code that a path can carry as its problem. */
export type ProblemCode = ProblemReason | SyncErrorCode;

/** One path that is not synced, and why. The rest of the sync folder goes on. */
export interface Problem {
  readonly path: RelativePath;
  readonly side: Side;
  readonly code: ProblemCode;
  /** Who has the item open or locked, where a program or the server told. */
  readonly heldBy?: Holder;
  /** Of a disk that is too full for all that waits: so much has to become free. As it was at the last look. */
  readonly missingBytes?: number;
  /** By which an administrator finds the failed request in the server's log. */
  readonly requestId?: string;
}
