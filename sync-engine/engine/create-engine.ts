import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CredentialsData } from '../auth/credentials.ts';
import { Credentials } from '../auth/credentials.ts';
import type { Clock } from '../clock/clock.ts';
import { SystemClock } from '../clock/system-clock.ts';
import { DEFAULT_EXCLUDES } from '../core/merge/excludes-default.ts';
import { createExcluder, createFullPathExcluder, parseExcludes } from '../core/merge/excludes.ts';
import { conflictName } from '../core/merge/name-conflict.ts';
import { createNameRules, isReservedName } from '../core/merge/names.ts';
import type { MassRemovalLimits } from '../core/guards/mass-removal.ts';
import type { Decision, Hold } from '../core/model/hold.ts';
import type { MergePolicy } from '../core/merge/merge-types.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import type { Result, SyncError } from '../core/model/sync-error.ts';
import { PARK_PREFIX, PRIVATE_FOLDER } from '../filesystem/filesystem.ts';
import type { FilesystemTraits } from '../filesystem/filesystem.ts';
import { isFolderLocked } from '../filesystem/folder-lock.ts';
import { RealFilesystem } from '../filesystem/real-filesystem.ts';
import { JsonLinesLogger } from '../logger/json-lines-logger.ts';
import type { Logger } from '../logger/logger.ts';
import { borrowDatabase, borrowRecords } from '../sync-database/borrow-database.ts';
import { openSyncDatabase, setAsideBrokenDatabase } from '../sync-database/open-sync-database.ts';
import type { SyncDatabase } from '../sync-database/sync-database.ts';
import type { ServerDescription, Transport } from '../transport/transport.ts';
import { createWebDavTransport } from '../transport/webdav-transport.ts';
import { createWatcher } from '../watcher/create-watcher.ts';
import type { Watcher } from '../watcher/watcher.ts';
import { ConflictDesk } from './conflicts/conflict-desk.ts';
import { settleExchanges } from './conflicts/settle.ts';
import type { AnswerEnd } from './decisions.ts';
import { answerHold } from './decisions.ts';
import { databasePathFor } from './database-path.ts';
import type { FoundFolder } from './find-folder.ts';
import { findFolder } from './find-folder.ts';
import type { InspectInput } from './inspect.ts';
import { inspectPath } from './inspect.ts';
import type { FolderStatus } from './status.ts';
import { inspectStatus } from './status.ts';
import { Visit } from './visit.ts';
import type { Why } from './why.ts';
import type { FolderRules } from './folder-rules.ts';
import type { FolderPorts, FolderSettings, OnEvent } from './parts.ts';
import { decideStallMs } from './stall-time.ts';
import { SyncFolder } from './sync-folder.ts';

/** Version of the program, as the server sees it. */
export const ENGINE_VERSION = '0.1.0';

/** One sync folder as a person sets it up. Sizes in bytes. */
export interface EngineOptions {
  /** Absolute path of an existing directory. */
  readonly localRootPath: string;
  readonly serverUrl: string;
  readonly credentials: CredentialsData;
  readonly remotePath: RelativePath;
  readonly space: string | undefined;
  /** Directory for sync databases; the user's own state directory when undefined. */
  readonly stateDirectory: string | undefined;
  /** More exclude patterns, in ownCloud's grammar. */
  readonly excludes: string;
  readonly limitUpBytesPerSecond: number | undefined;
  readonly limitDownBytesPerSecond: number | undefined;
  readonly removalLimits: MassRemovalLimits | undefined;
  /** How long something must have been left alone before the server follows; 2 s when absent. */
  readonly quietMs?: number;
  readonly isDryRun: boolean;
  /** Longest silence of a transfer or a look, in ms; for tests, two minutes when absent. */
  readonly stallMs?: number;
  /** A person said that an empty folder in the place of the synced one shall be filled. */
  readonly isFolderAccepted: boolean;
  /** Takes log lines; undefined: no log. */
  readonly logOutput: { write(line: string): unknown } | undefined;
  readonly onEvent: OnEvent;
}

/** A sync folder with its real parts. */
export interface Engine {
  readonly folder: SyncFolder;
  readonly transport: Transport;
  readonly clock: SystemClock;
  createWatcher(): Watcher;
}

/** The only place that names real parts. Fails with `database-unusable` when even an empty database cannot be made. */
export function createEngine(options: EngineOptions): Result<Engine> {
  const clock = new SystemClock();
  const logger = createLogger(options.logOutput);
  const credentials = toCredentials(options.credentials);
  if (!credentials.ok) return credentials;
  const databasePath = databasePathFor(options.localRootPath, options.stateDirectory);
  const database = options.isDryRun
    ? { ok: true as const, value: borrowDatabase(databasePath) }
    : openForSyncing(databasePath, logger, options);
  if (!database.ok) return database;
  const transport = createWebDavTransport(
    {
      serverUrl: options.serverUrl,
      credentials: credentials.value,
      remotePath: options.remotePath,
      version: ENGINE_VERSION,
      ...(options.space === undefined ? {} : { space: options.space }),
      ...(options.limitUpBytesPerSecond === undefined ? {} : { limitUpBytesPerSecond: options.limitUpBytesPerSecond }),
      ...(options.limitDownBytesPerSecond === undefined
        ? {}
        : { limitDownBytesPerSecond: options.limitDownBytesPerSecond }),
    },
    clock,
  );
  const ports: FolderPorts = {
    filesystem: new RealFilesystem({ rootPath: options.localRootPath, clock }),
    transport,
    database: database.value,
    clock,
    logger,
    randomId,
    ...(options.quietMs === undefined ? {} : { quietMs: options.quietMs }),
  };
  const folder = new SyncFolder({
    ports,
    decideSettings: (traits, server) => ({
      ...decideSettings({
        traits,
        server: server.kind,
        userName: server.displayName,
        excludes: options.excludes,
        clock,
      }),
      removalLimits: options.removalLimits,
    }),
    excludes: options.excludes,
    localRootPath: options.localRootPath,
    databasePath,
    isDryRun: options.isDryRun,
    stallMs: options.stallMs ?? decideStallMs(options),
    isFolderAccepted: options.isFolderAccepted,
    onEvent: options.onEvent,
  });
  const createFolderWatcher = (): Watcher =>
    createWatcher({ rootPath: options.localRootPath, privateFolder: PRIVATE_FOLDER });
  return { ok: true, value: { folder, transport, clock, createWatcher: createFolderWatcher } };
}

/** What cannot be written into a request would be refused by every server. */
function toCredentials(data: CredentialsData): Result<Credentials> {
  try {
    return { ok: true, value: new Credentials(data) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const retry = { kind: 'user-action' } as const;
    return { ok: false, error: { code: 'sign-in-refused', scope: 'account', retry, detail: error.message } };
  }
}

function createLogger(output: EngineOptions['logOutput']): Logger {
  return new JsonLinesLogger({ output: output ?? { write: () => true }, level: 'info', nowMs: () => Date.now() });
}

function openForSyncing(path: string, logger: Logger, options: EngineOptions): Result<SyncDatabase> {
  const unmade = makeStateDirectory(dirname(path));
  if (unmade !== undefined) return unusable('no-access', unmade);
  const first = openSyncDatabase(path);
  if (first.kind === 'opened') return { ok: true, value: first.database };
  if (first.reason !== 'broken') return unusable(first.reason, first.error.message);
  // A base that cannot be read is lost, not empty: without it both sides are united and nothing is deleted.
  logger.error('database-set-aside', { reason: first.reason, path: setAsideBrokenDatabase(path, Date.now()) });
  options.onEvent({ type: 'united', why: 'database-broken' });
  const second = openSyncDatabase(path);
  return second.kind === 'opened'
    ? { ok: true, value: second.database }
    : unusable(second.reason, second.error.message);
}

/** Undefined when it is there; else what the system said. Not `recursive`: in some places that never returns. */
function makeStateDirectory(path: string): string | undefined {
  try {
    if (!existsSync(dirname(path))) {
      const unmade = makeStateDirectory(dirname(path));
      if (unmade !== undefined) return unmade;
    }
    mkdirSync(path, { mode: 0o700 });
    return undefined;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true ? undefined : String(error.code);
  }
}

function unusable(reason: string, detail: string): Result<never> {
  return {
    ok: false,
    error: {
      // The database is opened before the folder's lock is taken, so a second instance is noticed here first.
      code: reason === 'in-use' ? 'local-folder-in-use' : 'database-unusable',
      scope: 'sync-folder',
      retry: { kind: 'user-action' },
      detail: `${reason}: ${detail}`,
    },
  };
}

/**
 * Why a path is, or is not, synced: from a fresh look at the disk and the last look at the server. Asks no server and
 * changes nothing. Undefined when the path lies in no sync folder that has been synced before.
 */
export async function explainAnyPath(
  anyPath: string,
  stateDirectory: string | undefined,
  signal: AbortSignal,
): Promise<Why | undefined> {
  const look = await openForLooking(anyPath, stateDirectory, signal);
  return look === undefined ? undefined : inspectPath(look.found.path, look.input);
}

/** The state of the sync folder that holds a path; asks no server and changes nothing. Undefined as `explainAnyPath`. */
export async function readStatus(
  anyPath: string,
  stateDirectory: string | undefined,
  signal: AbortSignal,
): Promise<(FolderStatus & { readonly rootPath: string }) | undefined> {
  const look = await openForLooking(anyPath, stateDirectory, signal);
  const status = look === undefined ? undefined : await inspectStatus(look.input);
  return look === undefined || status === undefined ? undefined : { ...status, rootPath: look.found.rootPath };
}

async function openForLooking(
  anyPath: string,
  stateDirectory: string | undefined,
  signal: AbortSignal,
): Promise<{ readonly found: FoundFolder; readonly input: InspectInput } | undefined> {
  const found = findFolder(anyPath, stateDirectory);
  if (found === undefined) return undefined;
  const clock = new SystemClock();
  const filesystem = new RealFilesystem({ rootPath: found.rootPath, clock });
  const traits = await filesystem.open({ isReadOnly: true });
  if (!traits.ok) return undefined;
  const settings = decideSettings({ ...found, traits: traits.value, userName: '', clock });
  const database = borrowDatabase(found.databasePath);
  const nowMs = clock.nowMs();
  return { found, input: { filesystem, database, settings, newToken: randomId(), nowMs, signal } };
}

/**
 * Opens what people do with the safety store and the history of the sync folder that holds a path, also while another
 * process syncs it. Undefined when the path lies in no sync folder that has been synced before.
 */
export async function openVisit(
  anyPath: string,
  stateDirectory: string | undefined,
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
    records: borrowRecords(found.databasePath) ?? { kept: [], history: [] },
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

export interface ConflictDeskOptions {
  readonly stateDirectory: string | undefined;
  /** `look` changes nothing and works beside a running engine; `decide` takes the folder for itself. */
  readonly mode: 'look' | 'decide';
  readonly signal: AbortSignal;
}

/** Opens the conflicts of the sync folder that holds a path. `local-folder-in-use`: another process is syncing it. */
export async function openConflictDesk(anyPath: string, options: ConflictDeskOptions): Promise<OpenedConflictDesk> {
  const { stateDirectory, mode, signal } = options;
  const found = findFolder(anyPath, stateDirectory);
  // Never makes a database: conflicts that nobody has recorded are not decided.
  if (found === undefined || !existsSync(found.databasePath)) return { kind: 'no-sync-folder' };
  const database = mode === 'look' ? borrowed(found.databasePath) : openExisting(found.databasePath);
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
  return { kind: 'opened', desk: new ConflictDesk(ports), close };
}

function borrowed(path: string): Result<SyncDatabase> {
  return { ok: true, value: borrowDatabase(path) };
}

function openExisting(path: string): Result<SyncDatabase> {
  const opened = openSyncDatabase(path);
  return opened.kind === 'opened'
    ? { ok: true, value: opened.database }
    : unusable(opened.reason, opened.error.message);
}

function randomId(): string {
  return randomBytes(8).toString('hex');
}

/** Minutes east of UTC at a time. */
function offsetMinutes(timeMs: number): number {
  return -new Date(timeMs).getTimezoneOffset();
}

/** What waits for a person in one sync folder. */
export interface DecisionFolder {
  readonly holds: readonly Hold[];
  /** A sync is working in the folder at this moment. */
  readonly isRunning: boolean;
  answer(name: string, decision: Decision): Promise<AnswerEnd>;
}

/** Finds the questions of the sync folder that a path lies in; undefined when it lies in none that has been synced. */
export function openDecisions(anyPath: string, stateDirectory: string | undefined): DecisionFolder | undefined {
  const found = findFolder(anyPath, stateDirectory);
  if (found === undefined) return undefined;
  const database = borrowDatabase(found.databasePath);
  // Without an identity the copy is an empty stand-in: "nothing waits" would be a guess.
  if (database.loadIdentity() === undefined) return undefined;
  const holds = database.listHolds();
  const filesystem = new RealFilesystem({ rootPath: found.rootPath, clock: new SystemClock() });
  return {
    holds,
    isRunning: isFolderLocked(join(found.rootPath, PRIVATE_FOLDER, 'lock')),
    answer: (name, decision) => answerHold(name, decision, { holds, filesystem }),
  };
}

interface SettingsInput {
  readonly traits: FilesystemTraits;
  readonly server: ServerDescription['kind'];
  readonly userName: string;
  readonly excludes: string;
  readonly clock: Pick<Clock, 'nowMs'>;
}

function decideSettings(input: SettingsInput): FolderSettings {
  return { rules: decideRules(input), policy: decidePolicy(input), removalLimits: undefined };
}

/** What takes part in syncing between these two sides, and which names each of them can hold. */
export function decideRules({ traits, server, excludes }: Omit<SettingsInput, 'clock'>): FolderRules {
  const names = createNameRules(traits, server);
  const patterns = [...DEFAULT_EXCLUDES, ...parseExcludes(excludes).patterns];
  const matching = {
    isCaseSensitive: traits.isCaseSensitive,
    doWildcardsCrossSlashes: traits.nameRules === 'windows',
  };
  const excluder = createExcluder(patterns, matching);
  const fullPathExcluder = createFullPathExcluder(patterns, matching);
  return {
    isExcluded: (path, kind) => excluder(path, kind).kind === 'excluded',
    isExcludedFully: (path, kind) => fullPathExcluder(path, kind).kind === 'excluded',
    checkForLocal: (name) =>
      isReservedName(name) && !name.startsWith(PARK_PREFIX) ? 'name-reserved' : names.checkForLocal(name),
    checkForServer: (name) => names.checkForServer(name),
  };
}

/** How names are compared between these two sides, and made for second versions. */
export function decidePolicy({ traits, server, userName, clock }: Omit<SettingsInput, 'excludes'>): MergePolicy {
  const names = createNameRules(traits, server);
  return {
    nameKey: (name) => names.key(name),
    conflictName: (request) =>
      conflictName({
        ...request,
        userName,
        timeMs: clock.nowMs(),
        timeZoneOffsetMinutes: offsetMinutes(clock.nowMs()),
      }),
  };
}
