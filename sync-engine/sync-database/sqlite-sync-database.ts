import type { DatabaseSync } from 'node:sqlite';
import type { ConflictId, ConflictRecord } from '../core/model/conflict.ts';
import type { HistoryEntry } from '../core/model/history.ts';
import type { FalseAlarm } from '../core/model/false-alarm.ts';
import type { Hold } from '../core/model/hold.ts';
import type { HistoryId, NodeId, RemoteKey } from '../core/model/ids.ts';
import type { Selection } from '../core/model/selection.ts';
import { isSameSelection } from '../core/model/selection.ts';
import type { Side } from '../core/model/side.ts';
import type { Steps } from '../core/model/steps.ts';
import type { Undoer } from '../core/model/standing.ts';
import { BaseTable, isForgetting } from './base-table.ts';
import { ConflictTable } from './conflict-table.ts';
import { read, readInSteps } from './database-unusable-error.ts';
import { FalseAlarmTable } from './false-alarm-table.ts';
import { HistoryTable } from './history-table.ts';
import { areSameHolds, HoldTable, RecentActTable, SessionTable } from './guard-tables.ts';
import { areSameFailures, FailureTable, KeptTable, ParkedTable, TransferTable } from './record-tables.ts';
import { LastRead } from './last-read.ts';
import { OwnLockTable } from './own-lock-table.ts';
import { hasAny, RemoteRows } from './remote-rows.ts';
import { RemoteTreeTable } from './remote-tree-table.ts';
import { ReportTable } from './report-table.ts';
import { SqliteRowParts } from './row-parts.ts';
import { RestProofTable } from './rest-proof-table.ts';
import type { ReserveFile } from './reserve-file.ts';
import { SelectionTables } from './selection-tables.ts';
import { BegunTable } from './begun-table.ts';
import { isSameIdentity, StateTable } from './state-table.ts';
import { WriteTransactions } from './write-transactions.ts';
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
 * The sync database in SQLite. Every method may throw `DatabaseUnusableError`; a write that threw has changed nothing.
 * Made by `openSyncDatabase`, which checks the file first.
 *
 * Rows that announce an act (parked names, whatever is forgotten, whose base this is) are on the disk when their method
 * returns. Rows that tell of a finished operation may be lost with the power: then the base lags, and the next run finds
 * out what has happened. Losing a row is never worse than that, because the data was synced before it.
 */
export class SqliteSyncDatabase implements SyncDatabase {
  readonly #database: DatabaseSync;
  readonly #state: StateTable;
  readonly #base: BaseTable;
  readonly #remoteTree: RemoteTreeTable;
  readonly #parked: ParkedTable;
  readonly #transfers: TransferTable;
  readonly #begun: BegunTable;
  readonly #kept: KeptTable;
  readonly #history: HistoryTable;
  readonly #conflicts: ConflictTable;
  readonly #failures: FailureTable;
  readonly #report: ReportTable;
  readonly #restProof: RestProofTable;
  readonly #holds: HoldTable;
  readonly #falseAlarms: FalseAlarmTable;
  readonly #recentActs: RecentActTable;
  readonly #ownLocks: OwnLockTable;
  readonly #session: SessionTable;
  readonly #selection: SelectionTables;
  readonly #lastBase: LastRead<Map<NodeId, BaseRow>, BaseChange>;
  readonly #lastRemoteTree: LastRead<RemoteRows, RemoteChange>;
  readonly parts: SqliteRowParts;
  readonly #writes: WriteTransactions;

  /** Takes over a migrated database and closes it in `close`. */
  constructor(database: DatabaseSync, reserve: ReserveFile) {
    this.#database = database;
    this.#state = new StateTable(database);
    this.#base = new BaseTable(database);
    this.#remoteTree = new RemoteTreeTable(database);
    this.#parked = new ParkedTable(database);
    this.#transfers = new TransferTable(database);
    this.#begun = new BegunTable(database);
    this.#kept = new KeptTable(database);
    this.#history = new HistoryTable(database);
    this.#conflicts = new ConflictTable(database);
    this.#failures = new FailureTable(database);
    this.#report = new ReportTable(database);
    this.#restProof = new RestProofTable(database);
    this.#holds = new HoldTable(database);
    this.#falseAlarms = new FalseAlarmTable(database);
    this.#recentActs = new RecentActTable(database);
    this.#ownLocks = new OwnLockTable(database);
    this.#session = new SessionTable(database);
    this.#selection = new SelectionTables(database);
    this.#lastBase = new LastRead(this.#base);
    this.#lastRemoteTree = new LastRead(this.#remoteTree);
    const tables = { base: this.#base, remoteTree: this.#remoteTree };
    this.parts = new SqliteRowParts({ ...tables, lastBase: this.#lastBase, lastRemoteTree: this.#lastRemoteTree });
    const clearProof = (): void => this.#restProof.clear();
    this.#writes = new WriteTransactions({ database, reserve, clearProof, onFailure: () => this.forgetRead() });
  }

  get writeCount(): number {
    return this.#writes.count;
  }

  loadIdentity(): FolderIdentity | undefined {
    return read(() => this.#state.loadIdentity());
  }

  saveIdentity(identity: FolderIdentity): void {
    if (isSameIdentity(this.loadIdentity(), identity)) return;
    this.#writes.durably(() => {
      this.#state.saveIdentity(identity);
      return 1;
    });
  }

  loadBase(): ReadonlyMap<NodeId, BaseRow> {
    return read(() => this.#lastBase.read());
  }

  readBase(): Steps<ReadonlyMap<NodeId, BaseRow>> {
    return readInSteps(this.#lastBase.readInSteps());
  }

  commitBase(changes: readonly BaseChange[], history: readonly HistoryEntry[] = []): void {
    if (changes.length === 0 && history.length === 0) return;
    const apply = (): number => this.#base.apply(changes) + this.#history.add(history);
    if (changes.some(isForgetting)) this.#writes.durably(apply);
    else this.#writes.write(apply);
    this.#lastBase.note(changes);
  }

  dropBase(): void {
    this.#writes.durably(() => this.#base.clear() + this.#report.clear() + this.#selection.unsettle());
    this.#lastBase.forget();
  }

  loadSelection(): Selection {
    return read(() => this.#selection.load());
  }

  commitSelection(selection: Selection, forgotten: readonly NodeId[], history: readonly HistoryEntry[] = []): void {
    const isSame = isSameSelection(this.loadSelection(), selection);
    if (isSame && forgotten.length + history.length === 0) return;
    const removals = forgotten.map((id) => ({ kind: 'remove', id }) as const);
    this.#writes.durably(
      () => (isSame ? 0 : this.#selection.replace(selection)) + this.#base.apply(removals) + this.#history.add(history),
    );
    this.#lastBase.note(removals);
  }

  nextNodeId(): NodeId {
    return read(() => this.#base.nextNodeId());
  }

  loadRemoteTree(): RemoteRows {
    return read(() => this.#lastRemoteTree.read());
  }

  readRemoteTree(): Steps<RemoteRows> {
    return readInSteps(this.#lastRemoteTree.readInSteps());
  }

  commitRemoteTree(changes: Iterable<RemoteChange>, rowsAfter?: ReadonlyMap<RemoteKey, RemoteRow>): void {
    if (!hasAny(changes)) return;
    this.#writes.write(() => this.#remoteTree.apply(changes));
    this.#lastRemoteTree.note(changes, rowsAfter && RemoteRows.of(rowsAfter));
  }

  loadCursor(): string | undefined {
    return read(() => this.#state.loadCursor());
  }

  saveCursor(cursor: string | undefined): void {
    if (this.loadCursor() === cursor) return;
    this.#writes.write(() => {
      this.#state.saveCursor(cursor);
      return 1;
    });
  }

  listParked(): readonly ParkedNode[] {
    return read(() => this.#parked.list());
  }

  addParked(node: ParkedNode): void {
    this.#writes.durably(() => this.#base.raiseNextNodeId(node.nodeId + 1) + this.#parked.put(node));
  }

  removeParked(nodeId: NodeId, side: Side): void {
    this.#writes.write(() => this.#parked.remove(nodeId, side));
  }

  findTransfer(key: string): TransferRecord | undefined {
    return read(() => this.#transfers.find(key));
  }

  saveTransfer(record: TransferRecord): void {
    this.#writes.write(() => this.#transfers.put(record));
  }

  removeTransfer(key: string): void {
    this.#writes.write(() => this.#transfers.remove(key));
  }

  listTransfers(): readonly TransferRecord[] {
    return read(() => this.#transfers.list());
  }

  listBegun(): readonly BegunAct[] {
    return read(() => this.#begun.list());
  }

  addBegun(act: BegunAct): void {
    const nextId = act.kind === 'move' && act.parentId !== undefined ? act.parentId + 1 : 0;
    this.#writes.write(() => this.#base.raiseNextNodeId(nextId) + this.#begun.put(act));
  }

  removeBegun(keys: readonly BegunKey[]): void {
    if (keys.length > 0) this.#writes.write(() => this.#begun.remove(keys));
  }

  addKept(row: KeptRow): void {
    this.#writes.aside(() => this.#kept.put(row));
  }

  listKept(): readonly KeptRow[] {
    return read(() => this.#kept.list());
  }

  removeKept(keepId: string): void {
    this.#writes.aside(() => this.#kept.remove(keepId));
  }

  listHistory(maxEntries: number, behind?: HistoryPoint): readonly HistoryEntry[] {
    return read(() => this.#history.list(maxEntries, behind));
  }

  findHistory(wanted: HistoryId | HistoryPlace): HistoryEntry | undefined {
    return read(() => this.#history.find(wanted));
  }

  listUndoers(): readonly Undoer[] {
    return read(() => this.#history.listUndoers());
  }

  pruneHistory(limits: { readonly beforeMs: number; readonly maxEntries: number }): void {
    this.#writes.aside(() => this.#history.prune(limits));
  }

  listConflicts(): readonly ConflictRecord[] {
    return read(() => this.#conflicts.list());
  }

  findConflict(id: ConflictId): ConflictRecord | undefined {
    return read(() => this.#conflicts.find(id));
  }

  putConflict(record: ConflictRecord, history: readonly HistoryEntry[] = []): void {
    this.#writes.durably(
      () => this.#base.raiseNextNodeId(record.nodeId + 1) + this.#conflicts.put(record) + this.#history.add(history),
    );
  }

  removeConflict(id: ConflictId): void {
    this.#writes.write(() => this.#conflicts.remove(id));
  }

  listFailures(): readonly FailureRow[] {
    return read(() => this.#failures.list());
  }

  replaceFailures(rows: readonly FailureRow[]): void {
    if (areSameFailures(this.listFailures(), rows)) return;
    this.#writes.write(() => {
      this.#failures.replace(rows);
      return 1;
    });
  }

  loadReport(): string | undefined {
    return read(() => this.#report.load());
  }

  saveReport(text: string): void {
    if (this.loadReport() === text) return;
    this.#writes.aside(() => this.#report.put(text));
  }

  loadRestProof(): string | undefined {
    return read(() => this.#restProof.load());
  }

  saveRestProof(text: string): void {
    if (this.loadRestProof() === text) return;
    this.#writes.aside(() => {
      this.#restProof.put(text);
      return 0;
    });
  }

  listHolds(): readonly Hold[] {
    return read(() => this.#holds.list());
  }

  replaceHolds(holds: readonly Hold[]): void {
    if (areSameHolds(this.listHolds(), holds)) return;
    this.#writes.durably(() => {
      this.#holds.replace(holds);
      return 1;
    });
  }

  listFalseAlarms(): readonly FalseAlarm[] {
    return read(() => this.#falseAlarms.list());
  }

  replaceFalseAlarms(alarms: readonly FalseAlarm[]): void {
    this.#writes.durably(() => this.#falseAlarms.replace(alarms));
  }

  listRecentActs(): readonly RecentAct[] {
    return read(() => this.#recentActs.list());
  }

  noteRecentActs(acts: readonly RecentAct[], forgetBeforeMs: number): void {
    if (acts.length > 0) this.#writes.aside(() => this.#recentActs.note(acts, forgetBeforeMs));
  }

  listOwnLocks(): readonly OwnLock[] {
    return read(() => this.#ownLocks.list());
  }

  replaceOwnLocks(locks: readonly OwnLock[]): void {
    this.#writes.aside(() => {
      this.#ownLocks.replace(locks);
      return 0;
    });
  }

  loadSession(): SessionState {
    return read(() => this.#session.load());
  }

  saveSession(state: SessionState): void {
    this.#writes.asideDurably(() => this.#session.save(state));
  }

  close(): void {
    this.forgetRead();
    if (this.#database.isOpen) this.#database.close();
  }

  forgetRead(): void {
    this.#lastBase.forget();
    this.#lastRemoteTree.forget();
    this.parts.startAnew();
  }
}
