import type { Holder } from '../core/model/holder.ts';
import type { Checksum } from '../core/model/checksum.ts';
import type { ConflictId, ConflictRecord } from '../core/model/conflict.ts';
import type { HistoryEntry } from '../core/model/history.ts';
import type { FalseAlarm } from '../core/model/false-alarm.ts';
import type { Hold } from '../core/model/hold.ts';
import type { ETag, FileId, HistoryId, NodeId, RemoteKey } from '../core/model/ids.ts';
import type { LocalStamp, NodeKind, RemoteStamp } from '../core/model/observation.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import type { Selection } from '../core/model/selection.ts';
import type { Side } from '../core/model/side.ts';
import type { Steps } from '../core/model/steps.ts';
import type { ProblemCode } from '../core/model/problem.ts';
import type { Undoer } from '../core/model/standing.ts';

/** One row of the synced tree. */
export interface BaseRow {
  readonly id: NodeId;
  readonly parentId: NodeId;
  readonly name: string;
  readonly kind: NodeKind;
  /** Of the bytes both sides agreed on; undefined for directories. */
  readonly checksum: Checksum | undefined;
  /** The local item when it had those bytes; undefined once its presence has been forgotten. */
  readonly local: LocalStamp | undefined;
  /** The server's item when it had those bytes; undefined once its presence has been forgotten. */
  readonly remote: RemoteStamp | undefined;
}

export type BaseChange =
  | { readonly kind: 'put'; readonly row: BaseRow }
  | { readonly kind: 'remove'; readonly id: NodeId };

/** One row of the persisted remote tree, The remote root has `parentKey` undefined. */
export interface RemoteRow extends RemoteStamp {
  readonly key: RemoteKey;
  readonly parentKey: RemoteKey | undefined;
  readonly name: string;
  readonly kind: NodeKind;
  readonly isProcessing: boolean;
  /** Etag under which the children of this directory were last listed completely; undefined: never. */
  readonly listedEtag: ETag | undefined;
}

export type RemoteChange =
  | { readonly kind: 'put'; readonly row: RemoteRow }
  | { readonly kind: 'remove'; readonly key: RemoteKey };

/** A node that carries a private name for a moment, so that a cycle of names can be resolved. */
export interface ParkedNode {
  readonly nodeId: NodeId;
  readonly side: Side;
  /** The private name it carries while parked, in its present directory. */
  readonly parkName: string;
  /** Where it logically still is. */
  readonly parentId: NodeId;
  readonly name: string;
}

/** A transfer that can go on. `key` is the node id for known items, else the path at first attempt. */
export interface TransferRecord {
  readonly key: string;
  readonly direction: 'upload' | 'download';
  /** JSON of the owner (transport session, staging id with etag); opaque here. */
  readonly state: string;
  readonly updatedAtMs: number;
}

/**
 * An act that is written down before it happens: when its answer is lost, or the program with it, what is found there
 * later is known as ours, and no change by somebody else.
 */
export type BegunAct = BegunUpload | BegunMove;

/** Bytes that are on their way to the server. */
export interface BegunUpload {
  readonly kind: 'upload';
  /** Place on the server below the remote root. */
  readonly path: RelativePath;
  readonly checksum: Checksum;
  /** The local file when it had these bytes. */
  readonly local: LocalStamp;
  readonly begunAtMs: number;
}

/** An item of the base that is on its way to the place that the other side has given it. */
export interface BegunMove {
  readonly kind: 'move';
  readonly side: Side;
  readonly nodeId: NodeId;
  /** Where it goes. */
  readonly path: RelativePath;
  /** The directory that it goes into, which may be renamed before anybody looks; undefined: not written down. */
  readonly parentId: NodeId | undefined;
  readonly begunAtMs: number;
}

/** There is one act for each key, the latest. */
export type BegunKey = `upload ${RelativePath}` | `move ${Side} ${NodeId}`;

/** Names the place of an upload, or the item that is moved and the side. */
export function toBegunKey(
  act: Pick<BegunUpload, 'kind' | 'path'> | Pick<BegunMove, 'kind' | 'side' | 'nodeId'>,
): BegunKey {
  return act.kind === 'upload' ? `upload ${act.path}` : `move ${act.side} ${act.nodeId}`;
}

/** Index row of the safety store. */
export interface KeptRow {
  readonly keepId: string;
  readonly originalPath: RelativePath;
  readonly sizeBytes: number;
  readonly checksum: Checksum | undefined;
  readonly keptAtMs: number;
  /**
   * Why it was displaced; `undone` by a person's undo, `found` in the store after a crash, without its directory;
   * because a conflict was resolved, or its second version had become needless; because its directory was deselected.
   */
  readonly reason:
    | 'removed-on-server'
    | 'replaced-by-server-version'
    | 'undone'
    | 'found'
    | 'conflict-resolved'
    | 'needless-second-version'
    | 'deselected';
}

/** Why the last attempt at a path failed, and when the next one is due. */
export interface FailureRow {
  readonly path: RelativePath;
  readonly side: Side;
  /** What was tried, down to the version of the bytes: a failure says nothing of anything else. */
  readonly what: string;
  readonly code: ProblemCode;
  readonly attempts: number;
  /** Absent in what an older version has written. */
  readonly lastAttemptAtMs?: number;
  readonly nextAttemptAtMs: number;
  readonly detail: string;
  /** Who has the item open or locked, where that was told. */
  readonly heldBy?: Holder;
}

/** Something that a guard adds up over runs: one item, and when it was last let through. */
export interface RecentAct {
  /** What was let through, in the guard's own words. */
  readonly kind: string;
  readonly nodeId: NodeId;
  readonly atMs: number;
}

/** A lock of ours on a file of the server: written down so that whoever starts next can let go of it. */
export interface OwnLock {
  readonly fileId: FileId;
  /** Where the file was when it was locked. */
  readonly path: RelativePath;
  /** Whoever has it may write to the file: never logged. */
  readonly token: string;
  /** Since when others are kept out, by the clock of this computer; what goes on with an earlier lock has its time. */
  readonly takenAtMs: number;
  /** When the server lets go of it by itself, by the clock of this computer. */
  readonly expiresAtMs: number;
}

/** What guards need to know of earlier sessions. */
export interface SessionState {
  /** True from the opening of the folder until its orderly end: found true, the last session was cut off. */
  readonly isRunning: boolean;
  /** The server's last data fingerprint; '' when it sent none, undefined when it was never asked. */
  readonly dataFingerprint: string | undefined;
  /** Mark that this session leaves in the folder too; undefined before the first one. */
  readonly mark: string | undefined;
  /** Mark that the folder had before. */
  readonly previousMark: string | undefined;
}

/** Before anything has run. */
export const NO_SESSION: SessionState = {
  isRunning: false,
  dataFingerprint: undefined,
  mark: undefined,
  previousMark: undefined,
};

/** Identities that the base belongs to; a base of another folder or server is no base. */
export interface FolderIdentity {
  readonly folderId: string;
  readonly localRootPath: string;
  readonly localRootDevice: bigint;
  readonly localRootInode: bigint;
  readonly remoteRootIdentity: string;
  readonly remoteRootFileId: string;
}

/** All directories, and some of the files, in the order of their keys. */
export interface RowsPart<Rows> {
  readonly rows: Rows;
  readonly filesLeftOut: number;
}

/**
 * All directories with the files that lie directly in some of them, for whoever knows that the other files have no say.
 * They are read each time and not kept, and checked as far as they are read. What is written between two steps may be in
 * them or not: who asks has to see to it that nothing was.
 */
export interface RowParts {
  /** True while to read all rows costs less: they are kept from an earlier reading, or parts are read again and again. */
  readonly isAllCheaper: boolean;
  /** All rows of the base, where they are kept from an earlier reading. */
  findKeptBase(): ReadonlyMap<NodeId, BaseRow> | undefined;
  readBase(filesIn: ReadonlySet<NodeId>): Steps<RowsPart<ReadonlyMap<NodeId, BaseRow>>>;
  readRemoteTree(filesIn: ReadonlySet<RemoteKey>): Steps<RowsPart<ReadonlyMap<RemoteKey, RemoteRow>>>;
  hasRemoteRow(key: RemoteKey): boolean;
}

/**
 * The sync database of one sync folder. Synchronous, one process at a time. Each method is one transaction; when it
 * returns, the change survives a crash of the process. Throws `DatabaseUnusableError` when the file is broken, foreign
 * or of a newer version: such a base is lost, never empty.
 */
export interface SyncDatabase {
  loadIdentity(): FolderIdentity | undefined;
  saveIdentity(identity: FolderIdentity): void;
  /**
   * All base rows, checked: parents exist and are directories, no cycle. Two rows may share a place for a while. What is
   * handed out stays as it is, and is the very same until something is written or forgotten.
   */
  loadBase(): ReadonlyMap<NodeId, BaseRow>;
  /** The same in steps: the rows of the moment at which it ends, whatever is written meanwhile. */
  readBase(): Steps<ReadonlyMap<NodeId, BaseRow>>;
  /** Changes rows and adds what was done for it, together. An entry whose id is there already is left out. */
  commitBase(changes: readonly BaseChange[], history?: readonly HistoryEntry[]): void;
  /**
   * Forgets everything that was agreed on, so that the next run unites both sides and deletes nothing; the report too.
   * What is selected stays, as not settled.
   */
  dropBase(): void;
  /** What of the server's tree takes part; everything before anybody has chosen. */
  loadSelection(): Selection;
  /** Replaces the selection, removes base rows and adds what was done, together; durable when it returns. */
  commitSelection(selection: Selection, forgotten: readonly NodeId[], history?: readonly HistoryEntry[]): void;
  /** Smallest id that no row ever had. */
  nextNodeId(): NodeId;
  /** Handed out as base rows are. */
  loadRemoteTree(): ReadonlyMap<RemoteKey, RemoteRow>;
  /** The same in steps, as `readBase`. */
  readRemoteTree(): Steps<ReadonlyMap<RemoteKey, RemoteRow>>;
  /** `rowsAfter` are all rows after the changes, where somebody has them: they are not held twice. */
  commitRemoteTree(changes: Iterable<RemoteChange>, rowsAfter?: ReadonlyMap<RemoteKey, RemoteRow>): void;
  readonly parts: RowParts;
  /** Rows that were read are kept for whoever asks next. Now they need not be; maps that were handed out stay as they are. */
  forgetRead(): void;
  loadCursor(): string | undefined;
  saveCursor(cursor: string | undefined): void;
  listParked(): readonly ParkedNode[];
  /** Must be called before the rename that it announces. */
  addParked(node: ParkedNode): void;
  removeParked(nodeId: NodeId, side: Side): void;
  findTransfer(key: string): TransferRecord | undefined;
  saveTransfer(record: TransferRecord): void;
  removeTransfer(key: string): void;
  listTransfers(): readonly TransferRecord[];
  /** By key. */
  listBegun(): readonly BegunAct[];
  /** Replaces an earlier act of the same key; must be called before the act. */
  addBegun(act: BegunAct): void;
  removeBegun(keys: readonly BegunKey[]): void;
  addKept(row: KeptRow): void;
  listKept(): readonly KeptRow[];
  removeKept(keepId: string): void;
  /** The newest entries, newest first: all, or those that stand behind a point of this list. */
  listHistory(maxEntries: number, behind?: HistoryPoint): readonly HistoryEntry[];
  /** The entry of an id, or the newest one about an item at a path: that was there, or came there. */
  findHistory(wanted: HistoryId | HistoryPlace): HistoryEntry | undefined;
  /** The entries that have turned others round, oldest first. */
  listUndoers(): readonly Undoer[];
  /** Removes entries from before a time, and the oldest of more than `maxEntries`. */
  pruneHistory(limits: { readonly beforeMs: number; readonly maxEntries: number }): void;
  /** Open and closed ones, from the oldest to the newest. */
  listConflicts(): readonly ConflictRecord[];
  /** One of them, without reading the others. */
  findConflict(id: ConflictId): ConflictRecord | undefined;
  /**
   * Adds or replaces, with what was done for it, together, and is on the disk when it returns: called before the renames
   * that it announces. An entry whose id is there already is left out.
   */
  putConflict(record: ConflictRecord, history?: readonly HistoryEntry[]): void;
  removeConflict(id: ConflictId): void;
  listFailures(): readonly FailureRow[];
  /** Replaces all failures by those of the run that just ended. */
  replaceFailures(rows: readonly FailureRow[]): void;
  /** What was last told about the state of the folder; opaque here. `dropBase` forgets it: it was about that base. */
  loadReport(): string | undefined;
  saveReport(text: string): void;
  /**
   * What the last pass was made from that found nothing to do and changed nothing; opaque here. Goes with every change of
   * what a plan is made from, in the same transaction; reports, sessions, history and the index of the safety store are
   * no part of that.
   */
  loadRestProof(): string | undefined;
  /** Does not count as a write: nothing is lost with it. */
  saveRestProof(text: string): void;
  /** Questions that wait for a person, and answers that are being carried out. By id. */
  listHolds(): readonly Hold[];
  /** Replaces all holds; durable when it returns. */
  replaceHolds(holds: readonly Hold[]): void;
  /** Signs that a person has called meant, in the order in which they were written. */
  listFalseAlarms(): readonly FalseAlarm[];
  /** Replaces all of them, no sign twice; durable when it returns. */
  replaceFalseAlarms(alarms: readonly FalseAlarm[]): void;
  listRecentActs(): readonly RecentAct[];
  /** One row for each kind and item, the latest time counts. Forgets all that were before `forgetBeforeMs`. */
  noteRecentActs(acts: readonly RecentAct[], forgetBeforeMs: number): void;
  /** By file id. */
  listOwnLocks(): readonly OwnLock[];
  /** Replaces all of them. Does not count as a write: no plan is made from it, and a lock ends by itself. */
  replaceOwnLocks(locks: readonly OwnLock[]): void;
  loadSession(): SessionState;
  /** Durable when it returns. */
  saveSession(state: SessionState): void;
  /** Number of write transactions so far, for tests of "writes nothing". */
  readonly writeCount: number;
  close(): void;
}

/** Where something happened. */
export interface HistoryPlace {
  readonly path: RelativePath;
}

/** Where a page of the history ended. */
export interface HistoryPoint {
  /** What is older stands behind it. */
  readonly atMs: number;
  /** So does what has this time and was added before this entry; without one, nothing of this time. */
  readonly id?: HistoryId;
}

/** What the history is read from, piece by piece. */
export type HistoryRecords = Pick<SyncDatabase, 'listHistory' | 'findHistory' | 'listUndoers'>;

/** What a sync database tells, for looking only. */
export type SyncRecords = Pick<
  SyncDatabase,
  | 'loadIdentity'
  | 'loadBase'
  | 'nextNodeId'
  | 'loadRemoteTree'
  | 'loadCursor'
  | 'listParked'
  | 'listBegun'
  | 'listOwnLocks'
  | 'listConflicts'
  | 'listKept'
  | 'listHistory'
  | 'findHistory'
  | 'listUndoers'
  | 'listFailures'
  | 'loadReport'
  | 'listHolds'
  | 'listFalseAlarms'
  | 'listRecentActs'
  | 'loadSession'
  | 'loadSelection'
>;
