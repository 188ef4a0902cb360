import type { ChoiceOutcome } from './choice-outcome.ts';
import type { FolderState } from './folder-state.ts';
import type { HistoryId } from './ids.ts';
import type { Damage } from './damage.ts';
import type { Decision, Hold } from './hold.ts';
import type { Problem } from './problem.ts';
import type { RelativePath } from './relative-path.ts';
import type { Side } from './side.ts';
import type { SyncError } from './sync-error.ts';

/** What happened to an item on one side since both agreed on it. */
export type ItemChange =
  | 'none'
  | 'new'
  | 'modified'
  | 'moved'
  | 'moved-and-modified'
  | 'deleted'
  | 'absent'
  | 'forgotten';

/** Why a plan does something: the cell of the decision table. */
export interface Reason {
  readonly local: ItemChange;
  readonly remote: ItemChange;
}

/** Words for an operation as people and logs see it. */
export type OperationVerb = 'upload' | 'download' | 'conflict' | 'make-directory' | 'move' | 'park' | 'remove';

/** An operation as it is told to the outside. */
export interface OperationNote {
  readonly verb: OperationVerb;
  readonly side: Side;
  readonly path: RelativePath;
  /** Where it goes, for moves; the name of the second version, for conflicts. */
  readonly target: RelativePath | undefined;
  readonly reason: Reason;
}

/** Why what both sides agreed on could not be used: both sides were united, and nothing was deleted. */
export type UnitedReason =
  | 'first-run'
  | 'other-local-folder'
  | 'other-server'
  | 'other-remote-folder'
  | 'server-restored'
  | 'server-older-than-base'
  | 'old-database'
  | 'base-broken'
  | 'database-broken';

/** What a person did here and may not do on the server. */
export type RefusedAct = 'edit' | 'removal' | 'move';

/** Progress of a run; counts only grow, except that a new plan may add to the totals. */
export interface Progress {
  readonly filesDone: number;
  readonly filesTotal: number;
  readonly bytesDone: number;
  readonly bytesTotal: number;
}

/** What the engine tells while it works. Announcements only: nobody steers by them. */
export type EngineEvent =
  | { readonly type: 'looking' }
  | { readonly type: 'state'; readonly state: FolderState }
  | { readonly type: 'united'; readonly why: UnitedReason }
  | { readonly type: 'planned'; readonly operations: readonly OperationNote[] }
  /** A transfer is under way now; `done` or `not-done` follows. */
  | { readonly type: 'begun'; readonly operation: OperationNote }
  /** So much of a large transfer that is under way is there now; less than before where it had to begin anew. */
  | {
      readonly type: 'advanced';
      readonly path: RelativePath;
      readonly bytesDone: number;
      readonly bytesTotal: number;
    }
  /** `id` names the entry of the history; undefined for what changed nothing that a person could see. */
  | { readonly type: 'done'; readonly operation: OperationNote; readonly id: HistoryId | undefined }
  | { readonly type: 'not-done'; readonly operation: OperationNote; readonly error: SyncError }
  | { readonly type: 'conflict'; readonly path: RelativePath; readonly secondVersion: RelativePath }
  | { readonly type: 'progress'; readonly progress: Progress }
  /** Whenever the safety store has been looked at: it is larger than allowed, and all in it is too young to go. */
  | { readonly type: 'kept-over-limit'; readonly keptBytes: number; readonly maxBytes: number }
  /** Or it is not. */
  | { readonly type: 'kept-within-limit' }
  | { readonly type: 'hold'; readonly hold: Hold }
  | {
      readonly type: 'decided';
      readonly hold: Hold;
      readonly decision: Decision;
      readonly why: 'answered' | 'unattended';
    }
  /** A directory has turned up on the server and waits for a person to say whether it shall come here. */
  | { readonly type: 'new-directory'; readonly path: RelativePath; readonly sizeBytes: number }
  /** A deselected directory has left this computer, with so many files; on the server nothing happened. */
  | { readonly type: 'unsynced'; readonly path: RelativePath; readonly files: number; readonly bytes: number }
  /** What people have chosen has taken effect. */
  | { readonly type: 'chosen'; readonly outcome: ChoiceOutcome }
  | { readonly type: 'damage-repaired'; readonly path: RelativePath; readonly damage: Damage }
  /** The server does not allow it: its state comes back at this path; what was edited or moved stays beside it. */
  | { readonly type: 'not-permitted'; readonly act: RefusedAct; readonly path: RelativePath }
  | { readonly type: 'problems'; readonly problems: readonly Problem[] }
  | { readonly type: 'stopped'; readonly error: SyncError }
  | { readonly type: 'idle'; readonly problems: readonly Problem[] };

/** Totals since the sync folder was opened. */
export interface Totals {
  readonly uploaded: number;
  readonly downloaded: number;
  readonly bytesUp: number;
  readonly bytesDown: number;
  readonly movedLocal: number;
  readonly movedRemote: number;
  readonly deletedLocal: number;
  readonly deletedRemote: number;
  readonly conflicts: number;
}
