import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SystemClock } from '../clock/system-clock.ts';
import { DEFAULT_EXCLUDES } from '../core/merge/excludes-default.ts';
import type { ExcludedItems } from '../core/merge/excludes-preview.ts';
import { findExcluded } from '../core/merge/excludes-preview.ts';
import { parseExcludes } from '../core/merge/excludes.ts';
import type { FalseAlarm } from '../core/model/false-alarm.ts';
import type { Decision } from '../core/model/hold.ts';
import type { Problem } from '../core/model/problem.ts';
import type { Renaming } from '../core/model/renaming.ts';
import { findRenamingSide } from '../core/model/renaming.ts';
import type { Result, SyncError } from '../core/model/sync-error.ts';
import { PRIVATE_FOLDER } from '../filesystem/filesystem.ts';
import { isFolderLocked } from '../filesystem/folder-lock.ts';
import { RealFilesystem } from '../filesystem/real-filesystem.ts';
import { guessTraits } from '../filesystem/traits.ts';
import type { BorrowedDecisions, Waiting } from '../sync-database/borrow-database.ts';
import {
  borrowBase,
  borrowDatabase,
  borrowDecisions,
  borrowHistory,
  borrowRecords,
  borrowRemoteTree,
  borrowWaiting,
  toBorrowedRecords,
  toDecisions,
} from '../sync-database/borrow-database.ts';
import { openSyncDatabase } from '../sync-database/open-sync-database.ts';
import type { SyncDatabase, SyncRecords } from '../sync-database/sync-database.ts';
import type { Transport } from '../transport/transport.ts';
import type { FreedSpace } from './visiting/free-kept.ts';
import { freeDeselected, NOTHING_FREED } from './visiting/free-kept.ts';
import { ConflictDesk } from './conflicts/conflict-desk.ts';
import { settleExchanges } from './conflicts/settle.ts';
import type { AnswerEnd } from './visiting/decisions.ts';
import { takeBack } from './guarding/false-alarms.ts';
import { answerHold } from './visiting/decisions.ts';
import type { FoundFolder } from './opening/find-folder.ts';
import { findFolder } from './opening/find-folder.ts';
import type { FoundItems } from './visiting/find-by-name.ts';
import { findByName } from './visiting/find-by-name.ts';
import type { PathInput } from './visiting/inspect-path.ts';
import { inspectPath } from './visiting/inspect-path.ts';
import type { ExcludedItem } from './visiting/list-excluded.ts';
import { listExcluded } from './visiting/list-excluded.ts';
import type { FolderStatus } from './visiting/status.ts';
import { inspectStatus } from './visiting/status.ts';
import { proposeNames } from './naming/propose-names.ts';
import { createVisitServer } from './naming/visit-server.ts';
import type { SyncFolder } from './sync-folder.ts';
import { Visit } from './visiting/visit.ts';
import { tellLock } from './visiting/tell-lock.ts';
import type { Why } from './visiting/why.ts';
import { decideRules, decideSettings, offsetMinutes, randomId } from './create-settings.ts';
import { databaseUnusable } from './database-failure.ts';

/** A question that only adds to an answer is not waited for any longer. */
const LOCK_LIMIT_MS = 5_000;

/**
 * Why a path is, or is not, synced: from a fresh look at the disk and the last look at the server, which is only asked
 * about locks, and where it is given. Changes nothing. Undefined when the path lies in no sync folder that has been
 * synced before. Given up, it ends soon.
 */
export async function explainAnyPath(
  folder: LookedAtFolder,
  signal: AbortSignal,
): Promise<Why | 'cancelled' | undefined> {
  const look = await openForLooking(folder, signal);
  const why = look === undefined ? undefined : await inspectPath(look.found.path, look.input);
  if (signal.aborted) return 'cancelled';
  if (look === undefined || why === undefined) return undefined;
  const limited = AbortSignal.any([signal, AbortSignal.timeout(LOCK_LIMIT_MS)]);
  const { database, nowMs } = look.input;
  const told = await tellLock(why, {
    ownLocks: database.listOwnLocks(),
    server: folder.server,
    nowMs,
    signal: limited,
  });
  return signal.aborted ? 'cancelled' : told;
}

/** The state of the sync folder that holds a path; asks no server and changes nothing. Undefined as `explainAnyPath`. */
export async function readStatus(
  folder: LookedAtFolder,
  signal: AbortSignal,
): Promise<(FolderStatus & { readonly rootPath: string }) | undefined> {
  const look = await openForLooking(folder, signal);
  const status = look === undefined ? undefined : await inspectStatus(look.input);
  return look === undefined || status === undefined ? undefined : { ...status, rootPath: look.found.rootPath };
}

/** Everything that patterns keep out of syncing. @see listExcluded. Undefined as `explainAnyPath`. */
export async function listExcludedIn(
  folder: LookedAtFolder,
  signal: AbortSignal,
): Promise<Result<readonly ExcludedItem[]> | undefined> {
  const look = await openForLooking(folder, signal);
  return look === undefined ? undefined : listExcluded(look.input);
}

/** Where in a sync folder something of a name may be. @see findByName. Undefined as `explainAnyPath`. */
export async function findByNameIn(
  folder: LookedAtFolder,
  { name, limit }: { readonly name: string; readonly limit: number },
  signal: AbortSignal,
): Promise<Result<FoundItems> | undefined> {
  const look = await openForLooking(folder, signal);
  return look === undefined ? undefined : findByName(name, look.input, limit);
}

/** A sync folder that is looked at; `records` of one that this process has open spare a copy of its file. */
export interface LookedAtFolder {
  /** In the sync folder, or its root. */
  readonly anyPath: string;
  readonly stateDirectory: string | undefined;
  readonly records?: SyncRecords | undefined;
  /** Of one that this process has open: may be asked about locks. */
  readonly server?: Pick<Transport, 'readLock'> | undefined;
}

/** What another name would do for each of these problems of a sync folder. @see proposeNames */
export async function proposeNamesIn<Known extends Problem>(
  { anyPath, stateDirectory, records }: LookedAtFolder,
  problems: readonly Known[],
): Promise<ReadonlyMap<Known, Renaming>> {
  const found = findFolder(anyPath, stateDirectory);
  if (found === undefined || problems.every((problem) => findRenamingSide(problem) === undefined)) return new Map();
  const filesystem = new RealFilesystem({ rootPath: found.rootPath, clock: new SystemClock() });
  const opened = await filesystem.open({ isReadOnly: true });
  if (!opened.ok) return new Map();
  const remoteRows = (records?.loadRemoteTree() ?? borrowRemoteTree(found.databasePath)).values();
  const rules = decideRules({ ...found, traits: opened.value, userName: '' });
  return proposeNames(problems, { filesystem, remoteRows, rules });
}

/** Patterns that count in every folder, as they are written. */
export function listDefaultExcludes(): readonly string[] {
  return DEFAULT_EXCLUDES.map(({ source }) => source);
}

/** An exclude list that somebody is writing. */
export interface ExcludesDraft {
  readonly edited: string;
  /** What counts in the folder besides. */
  readonly others: string;
  /** Items that are named at most. */
  readonly limit: number;
}

/** What an exclude list would leave out of what is synced now. */
export interface ExcludesPreview extends ExcludedItems {
  /** Lines of the edited list that are no patterns. */
  readonly problems: ReturnType<typeof parseExcludes>['problems'];
}

/** Judges what is synced in a folder by an exclude list that does not count yet. Changes nothing. */
export function previewExcludes(
  { anyPath, stateDirectory, records }: LookedAtFolder,
  { edited, others, limit }: ExcludesDraft,
): ExcludesPreview {
  const { problems } = parseExcludes(edited);
  const found = findFolder(anyPath, stateDirectory);
  if (found === undefined) return { problems, fileCount: 0, items: [] };
  const rules = decideRules({
    ...found,
    traits: guessTraits(process.platform),
    userName: '',
    excludes: `${edited}\n${others}`,
  });
  const synced = records?.loadBase() ?? borrowBase(found.databasePath);
  return { problems, ...findExcluded(synced, (path, kind) => rules.isExcluded(path, kind), limit) };
}

/** True for the root of a folder that has been synced before, by whichever state directory. */
export function isSyncFolder(localRootPath: string): boolean {
  return findFolder(localRootPath, undefined)?.rootPath === localRootPath;
}

/** Where the safety store of a sync folder is; in it `<id of a kept version>/<name>`. Pure. */
export function toKeptFolder(localRootPath: string): string {
  return join(localRootPath, PRIVATE_FOLDER, 'kept');
}

async function openForLooking(
  { anyPath, stateDirectory, records }: LookedAtFolder,
  signal: AbortSignal,
): Promise<{ readonly found: FoundFolder; readonly input: PathInput } | undefined> {
  const found = findFolder(anyPath, stateDirectory);
  if (found === undefined) return undefined;
  const clock = new SystemClock();
  const filesystem = new RealFilesystem({ rootPath: found.rootPath, clock });
  const traits = await filesystem.open({ isReadOnly: true });
  if (!traits.ok) return undefined;
  const settings = decideSettings({ ...found, traits: traits.value, userName: '', clock });
  const database = borrowDatabase(found.databasePath, records);
  const history = records ?? borrowHistory(found.databasePath);
  const nowMs = clock.nowMs();
  return { found, input: { filesystem, database, history, settings, newToken: randomId(), nowMs, signal } };
}

/** How a sync folder is visited. */
export interface VisitOptions {
  /** The folder when this process has it open. */
  readonly openFolder?: SyncFolder | undefined;
}

/**
 * Opens what people do with the safety store and the history of the sync folder that holds a path, also while another
 * process syncs it. What only the server can do takes a folder that this process has open. Undefined when the path lies
 * in no sync folder that has been synced before.
 */
export async function openVisit(
  anyPath: string,
  stateDirectory: string | undefined,
  { openFolder }: VisitOptions = {},
): Promise<Result<{ readonly visit: Visit; readonly rootPath: string }> | undefined> {
  const found = findFolder(anyPath, stateDirectory);
  if (found === undefined) return undefined;
  const clock = new SystemClock();
  const filesystem = new RealFilesystem({ rootPath: found.rootPath, clock });
  const opened = await filesystem.open({ isReadOnly: false, isVisitor: true });
  if (!opened.ok) return opened;
  const visit = new Visit({
    filesystem,
    clock,
    randomId,
    // Without a readable database the disk still shows what is kept, only not where it came from.
    records: openFolder === undefined ? borrowRecords(found.databasePath) : toBorrowedRecords(openFolder.records),
    ...(openFolder === undefined ? {} : { server: createVisitServer(openFolder) }),
    timeZoneOffsetMinutes: offsetMinutes(clock.nowMs()),
  });
  return { ok: true, value: { visit, rootPath: found.rootPath } };
}

/** A desk at which the conflicts of one sync folder are looked at or decided. */
export type OpenedConflictDesk =
  | { readonly kind: 'opened'; readonly desk: ConflictDesk; readonly close: () => Promise<void> }
  /** The path lies in no sync folder that has been synced before. */
  | { readonly kind: 'no-sync-folder' }
  | { readonly kind: 'failed'; readonly error: SyncError };

export interface ConflictDeskOptions extends LookedAtFolder {
  /** `look` changes nothing and works beside a running engine; `decide` takes the folder for itself. */
  readonly mode: 'look' | 'decide';
  readonly signal: AbortSignal;
}

/** Opens the conflicts of the sync folder that holds a path. `local-folder-in-use`: another process is syncing it. */
export async function openConflictDesk(options: ConflictDeskOptions): Promise<OpenedConflictDesk> {
  const { anyPath, stateDirectory, mode, signal, records } = options;
  const found = findFolder(anyPath, stateDirectory);
  // Never makes a database: conflicts that nobody has recorded are not decided.
  if (found === undefined || !existsSync(found.databasePath)) return { kind: 'no-sync-folder' };
  const database = mode === 'look' ? borrowed(found.databasePath, records) : openExisting(found.databasePath);
  if (!database.ok) return { kind: 'failed', error: database.error };
  const clock = new SystemClock();
  const filesystem = new RealFilesystem({ rootPath: found.rootPath, clock });
  const close = async (): Promise<void> => {
    await filesystem.close();
    database.value.close();
  };
  const ports = { filesystem, database: database.value, clock, randomId, signal };
  const opened = await filesystem.open({ isReadOnly: mode === 'look' });
  const error = opened.ok ? (mode === 'look' ? undefined : await settleExchanges(ports)) : opened.error;
  if (error !== undefined) {
    await close();
    return { kind: 'failed', error };
  }
  const { shouldUploadSecondVersions } = found;
  return { kind: 'opened', desk: new ConflictDesk({ ...ports, shouldUploadSecondVersions }), close };
}

/** Decides conflicts of a folder that this process has open, all that `act` decides in one go. */
export function actOnConflicts<Value>(
  folder: SyncFolder,
  act: (desk: ConflictDesk) => Promise<Value>,
  signal: AbortSignal,
): Promise<Value> {
  return folder.actBetweenRuns((ports, settings) => {
    const shouldUploadSecondVersions = settings?.shouldUploadSecondVersions ?? true;
    return act(new ConflictDesk({ ...ports, shouldUploadSecondVersions, signal }));
  });
}

export interface FreeSpaceOptions extends LookedAtFolder {
  /** The folder when this process has it open; undefined: there is no connection by which the server could be asked. */
  readonly openFolder: SyncFolder | undefined;
  readonly signal: AbortSignal;
}

/** @see freeDeselected. Without an open folder nothing goes. */
export async function freeSpace({
  anyPath,
  stateDirectory,
  openFolder,
  signal,
}: FreeSpaceOptions): Promise<Result<FreedSpace>> {
  if (openFolder !== undefined) return openFolder.actBetweenRuns((ports) => freeDeselected(ports, signal));
  const opened = await openVisit(anyPath, stateDirectory);
  if (opened === undefined) return { ok: true, value: NOTHING_FREED };
  const kept = opened.ok ? await opened.value.visit.listKept() : opened;
  if (!kept.ok) return kept;
  const unasked = kept.value.filter(({ canBeFreed }) => canBeFreed).length;
  return { ok: true, value: { ...NOTHING_FREED, unasked } };
}

function borrowed(path: string, records: SyncRecords | undefined): Result<SyncDatabase> {
  return { ok: true, value: borrowDatabase(path, records) };
}

function openExisting(path: string): Result<SyncDatabase> {
  const opened = openSyncDatabase(path);
  return opened.kind === 'opened'
    ? { ok: true, value: opened.database }
    : databaseUnusable(opened.reason, opened.error.message);
}

/** What waits for a person in one sync folder. */
export interface DecisionFolder extends BorrowedDecisions {
  /** A sync is working in the folder at this moment. */
  readonly isRunning: boolean;
  answer(name: string, decision: Decision): Promise<AnswerEnd>;
  /** From the next run on the sign raises questions again. Error codes as for `writePrivate`. */
  forget(alarm: FalseAlarm): Promise<Result<void>>;
}

/** Finds the questions of the sync folder that a path lies in; undefined when it lies in none that has been synced. */
export function openDecisions({ anyPath, stateDirectory, records }: LookedAtFolder): DecisionFolder | undefined {
  const found = findFolder(anyPath, stateDirectory);
  if (found === undefined) return undefined;
  const decisions = records === undefined ? borrowDecisions(found.databasePath) : toDecisions(records);
  if (decisions === undefined) return undefined;
  const { holds, falseAlarms } = decisions;
  const filesystem = new RealFilesystem({ rootPath: found.rootPath, clock: new SystemClock() });
  const isLocked = isFolderLocked(join(found.rootPath, PRIVATE_FOLDER, 'lock'));
  /** Word is left in the folder for whoever syncs it; where nobody can know of a lock, nothing is left. */
  const leaveWord = async <Value>(leave: () => Promise<Value>): Promise<Result<Value>> => {
    if (!isLocked.ok) return isLocked;
    const opened = await filesystem.open({ isReadOnly: false, isVisitor: true });
    if (!opened.ok) return opened;
    try {
      return { ok: true, value: await leave() };
    } finally {
      await filesystem.close();
    }
  };
  return {
    holds,
    falseAlarms,
    isRunning: isLocked.ok && isLocked.value,
    async answer(name, decision) {
      const answered = await leaveWord(() => answerHold(name, decision, { holds, filesystem }));
      return answered.ok ? answered.value : { kind: 'failed', error: answered.error };
    },
    async forget(alarm) {
      const taken = await leaveWord(() => takeBack(alarm, { alarms: falseAlarms, filesystem }));
      return taken.ok ? taken.value : taken;
    },
  };
}

/**
 * How much waits for a person in the sync folder that a path lies in, as its last run left it; undefined when nobody
 * knows, because it was never synced or is not there. Throws when the copy that is read finds no room.
 */
export function countWaiting(anyPath: string, stateDirectory: string | undefined): Waiting | undefined {
  const found = findFolder(anyPath, stateDirectory);
  return found === undefined ? undefined : borrowWaiting(found.databasePath);
}
