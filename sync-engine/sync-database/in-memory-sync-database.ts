import type { ConflictId, ConflictRecord } from '../core/model/conflict.ts';
import type { HistoryEntry } from '../core/model/history.ts';
import type { HistoryId, NodeId, RemoteKey } from '../core/model/ids.ts';
import type { FalseAlarm } from '../core/model/false-alarm.ts';
import type { Hold } from '../core/model/hold.ts';
import { toNodeId } from '../core/model/ids.ts';
import type { Selection } from '../core/model/selection.ts';
import { isSameSelection } from '../core/model/selection.ts';
import type { Side } from '../core/model/side.ts';
import type { Steps } from '../core/model/steps.ts';
import { finish } from '../core/model/steps.ts';
import type { Undoer } from '../core/model/standing.ts';
import { assertStorableName, checkBase } from './check-base.ts';
import { areSameHolds } from './guard-tables.ts';
import { areSameFailures } from './record-tables.ts';
import { compareTexts, toStored } from './in-memory-values.ts';
import { InMemoryPictures } from './in-memory-pictures.ts';
import { InMemoryRowParts } from './in-memory-row-parts.ts';
import type { InMemoryStorage } from './in-memory-storage.ts';
import { createInMemoryStorage } from './in-memory-storage.ts';
import { isSameIdentity } from './state-table.ts';
import { addHistory, findHistory, listUndoers, pageHistory, pruneHistory } from './in-memory-history.ts';
import { toBegunKey } from './sync-database.ts';
import type {
  BaseChange,
  BegunAct,
  BegunKey,
  BaseRow,
  FailureRow,
  FolderIdentity,
  HistoryPlace,
  HistoryPoint,
  KeptRow,
  OwnLock,
  ParkedNode,
  RecentAct,
  RemoteChange,
  RemoteRow,
  SessionState,
  SyncDatabase,
  TransferRecord,
} from './sync-database.ts';

/**
 * Fake of the sync database for the simulated world, held to the real one by the conformance tests. A second instance
 * over the same storage is the database after a restart.
 */
export class InMemorySyncDatabase implements SyncDatabase {
  readonly #storage: InMemoryStorage;
  readonly #pictures = new InMemoryPictures();
  readonly parts = new InMemoryRowParts(() => this.#open());
  #writeCount = 0;
  #isOpen = true;

  constructor(storage: InMemoryStorage = createInMemoryStorage()) {
    this.#storage = storage;
  }

  get writeCount(): number {
    return this.#writeCount;
  }

  loadIdentity(): FolderIdentity | undefined {
    return this.#open().identity;
  }

  saveIdentity(identity: FolderIdentity): void {
    if (isSameIdentity(this.loadIdentity(), identity)) return;
    this.#open().identity = { ...identity };
    this.#count(1);
  }

  loadBase(): ReadonlyMap<NodeId, BaseRow> {
    const { base } = this.#open();
    finish(checkBase(base));
    return this.#pictures.ofBase(base);
  }

  *readBase(): Steps<ReadonlyMap<NodeId, BaseRow>> {
    yield;
    return this.loadBase();
  }

  commitBase(changes: readonly BaseChange[], history: readonly HistoryEntry[] = []): void {
    const storage = this.#open();
    for (const change of changes) if (change.kind === 'put') assertStorableName(change.row.name);
    let changedRows = 0;
    for (const change of changes) {
      if (change.kind === 'remove') {
        changedRows += storage.base.delete(change.id) ? 1 : 0;
        continue;
      }
      storage.base.set(change.row.id, change.row);
      storage.nextNodeId = Math.max(storage.nextNodeId, change.row.id + 1);
      changedRows += 1;
    }
    this.#count(changedRows + addHistory(storage.history, history));
  }

  dropBase(): void {
    const storage = this.#open();
    const { isSettled } = storage.selection;
    this.#count(storage.base.size + (storage.report === undefined ? 0 : 1) + Number(isSettled));
    storage.base.clear();
    storage.report = undefined;
    if (isSettled) storage.selection = { ...storage.selection, isSettled: false };
  }

  loadSelection(): Selection {
    return this.#open().selection;
  }

  commitSelection(selection: Selection, forgotten: readonly NodeId[], history: readonly HistoryEntry[] = []): void {
    const storage = this.#open();
    const isSame = isSameSelection(storage.selection, selection);
    const removed = forgotten.filter((id) => storage.base.delete(id)).length;
    if (!isSame) storage.selection = toStored(selection);
    this.#count(removed + addHistory(storage.history, history) + (isSame ? 0 : 1));
  }

  nextNodeId(): NodeId {
    return toNodeId(this.#open().nextNodeId);
  }

  loadRemoteTree(): ReadonlyMap<RemoteKey, RemoteRow> {
    return this.#pictures.ofRemote(this.#open().remoteTree);
  }

  *readRemoteTree(): Steps<ReadonlyMap<RemoteKey, RemoteRow>> {
    yield;
    return this.loadRemoteTree();
  }

  commitRemoteTree(changes: Iterable<RemoteChange>): void {
    const { remoteTree } = this.#open();
    for (const change of changes)
      if (change.kind === 'put' && change.row.parentKey !== undefined) assertStorableName(change.row.name);
    let changedRows = 0;
    for (const change of changes) {
      if (change.kind === 'remove') changedRows += remoteTree.delete(change.key) ? 1 : 0;
      else changedRows += remoteTree.set(change.row.key, change.row).has(change.row.key) ? 1 : 0;
    }
    this.#count(changedRows);
  }

  /** Nothing is kept beside the rows themselves. */
  forgetRead(): void {}

  loadCursor(): string | undefined {
    return this.#open().cursor;
  }

  saveCursor(cursor: string | undefined): void {
    if (this.loadCursor() === cursor) return;
    this.#open().cursor = cursor;
    this.#count(1);
  }

  listParked(): readonly ParkedNode[] {
    return [...this.#open().parked.values()].toSorted((a, b) => a.nodeId - b.nodeId || compareTexts(a.side, b.side));
  }

  addParked(node: ParkedNode): void {
    const storage = this.#open();
    storage.parked.set(`${node.nodeId} ${node.side}`, node);
    storage.nextNodeId = Math.max(storage.nextNodeId, node.nodeId + 1);
    this.#count(1);
  }

  removeParked(nodeId: NodeId, side: Side): void {
    this.#count(this.#open().parked.delete(`${nodeId} ${side}`) ? 1 : 0);
  }

  findTransfer(key: string): TransferRecord | undefined {
    return this.#open().transfers.get(key);
  }

  saveTransfer(record: TransferRecord): void {
    this.#open().transfers.set(record.key, record);
    this.#count(1);
  }

  removeTransfer(key: string): void {
    this.#count(this.#open().transfers.delete(key) ? 1 : 0);
  }

  listTransfers(): readonly TransferRecord[] {
    return [...this.#open().transfers.values()].toSorted((a, b) => compareTexts(a.key, b.key));
  }

  listBegun(): readonly BegunAct[] {
    return [...this.#open().begun.values()].toSorted((a, b) => compareTexts(toBegunKey(a), toBegunKey(b)));
  }

  addBegun(act: BegunAct): void {
    const storage = this.#open();
    storage.begun.set(toBegunKey(act), act);
    if (act.kind === 'move' && act.parentId !== undefined)
      storage.nextNodeId = Math.max(storage.nextNodeId, act.parentId + 1);
    this.#count(1);
  }

  removeBegun(keys: readonly BegunKey[]): void {
    const { begun } = this.#open();
    this.#count(keys.filter((key) => begun.delete(key)).length);
  }

  addKept(row: KeptRow): void {
    this.#open().kept.set(row.keepId, row);
    this.#countAside(1);
  }

  listKept(): readonly KeptRow[] {
    const rows = [...this.#open().kept.values()];
    return rows.toSorted((a, b) => a.keptAtMs - b.keptAtMs || compareTexts(a.keepId, b.keepId));
  }

  removeKept(keepId: string): void {
    this.#countAside(this.#open().kept.delete(keepId) ? 1 : 0);
  }

  listHistory(maxEntries: number, behind?: HistoryPoint): readonly HistoryEntry[] {
    return pageHistory([...this.#open().history.values()], behind).slice(0, maxEntries);
  }

  findHistory(wanted: HistoryId | HistoryPlace): HistoryEntry | undefined {
    return findHistory(this.#open().history, wanted);
  }

  listUndoers(): readonly Undoer[] {
    return listUndoers(this.#open().history);
  }

  pruneHistory(limits: { readonly beforeMs: number; readonly maxEntries: number }): void {
    this.#countAside(pruneHistory(this.#open().history, limits));
  }

  listConflicts(): readonly ConflictRecord[] {
    const records = [...this.#open().conflicts.values()];
    return records.toSorted((a, b) => a.recordedAtMs - b.recordedAtMs || compareTexts(a.id, b.id));
  }

  findConflict(id: ConflictId): ConflictRecord | undefined {
    return this.#open().conflicts.get(id);
  }

  putConflict(record: ConflictRecord, history: readonly HistoryEntry[] = []): void {
    const storage = this.#open();
    storage.conflicts.set(record.id, record);
    storage.nextNodeId = Math.max(storage.nextNodeId, record.nodeId + 1);
    this.#count(1 + addHistory(storage.history, history));
  }

  removeConflict(id: ConflictId): void {
    this.#count(this.#open().conflicts.delete(id) ? 1 : 0);
  }

  listFailures(): readonly FailureRow[] {
    return this.#open().failures;
  }

  replaceFailures(rows: readonly FailureRow[]): void {
    if (areSameFailures(this.listFailures(), rows)) return;
    this.#open().failures = [...rows];
    this.#count(1);
  }

  loadReport(): string | undefined {
    return this.#open().report;
  }

  saveReport(text: string): void {
    if (this.loadReport() === text) return;
    this.#open().report = text;
    this.#countAside(1);
  }

  loadRestProof(): string | undefined {
    return this.#open().restProof;
  }

  saveRestProof(text: string): void {
    this.#open().restProof = text;
  }

  listHolds(): readonly Hold[] {
    return this.#open().holds;
  }

  replaceHolds(holds: readonly Hold[]): void {
    if (areSameHolds(this.listHolds(), holds)) return;
    this.#open().holds = holds.toSorted((a, b) => compareTexts(a.id, b.id));
    this.#count(1);
  }

  listFalseAlarms(): readonly FalseAlarm[] {
    return this.#open().falseAlarms;
  }

  replaceFalseAlarms(alarms: readonly FalseAlarm[]): void {
    const before = this.listFalseAlarms().length;
    this.#open().falseAlarms = [...alarms];
    this.#count(before + alarms.length);
  }

  listRecentActs(): readonly RecentAct[] {
    const acts = [...this.#open().recentActs.values()];
    return acts.toSorted((a, b) => compareTexts(a.kind, b.kind) || a.nodeId - b.nodeId);
  }

  noteRecentActs(acts: readonly RecentAct[], forgetBeforeMs: number): void {
    const { recentActs } = this.#open();
    if (acts.length === 0) return;
    for (const act of acts) recentActs.set(`${act.kind} ${act.nodeId}`, act);
    for (const [key, { atMs }] of recentActs) if (atMs < forgetBeforeMs) recentActs.delete(key);
    this.#countAside(1);
  }

  listOwnLocks(): readonly OwnLock[] {
    return this.#open().ownLocks;
  }

  replaceOwnLocks(locks: readonly OwnLock[]): void {
    this.#open().ownLocks = locks.toSorted((a, b) => compareTexts(a.fileId, b.fileId));
  }

  loadSession(): SessionState {
    return this.#open().session;
  }

  saveSession(state: SessionState): void {
    this.#open().session = state;
    this.#countAside(1);
  }

  close(): void {
    this.#isOpen = false;
  }

  #open(): InMemoryStorage {
    if (!this.#isOpen) throw new Error('database is not open');
    return this.#storage;
  }

  #count(changedRows: number): void {
    if (changedRows > 0) this.#open().restProof = undefined;
    this.#countAside(changedRows);
  }

  /** Of what no plan is made from. */
  #countAside(changedRows: number): void {
    if (changedRows > 0) this.#writeCount += 1;
  }
}
