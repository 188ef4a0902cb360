import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { CredentialsData } from '../auth/credentials.ts';
import { Credentials } from '../auth/credentials.ts';
import { SystemClock } from '../clock/system-clock.ts';
import type { MassRemovalLimits } from '../core/guards/mass-removal.ts';
import type { ProxySetting } from '../core/model/proxy-setting.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import type { AuthorizationSource } from '../core/model/authorization.ts';
import type { Result } from '../core/model/sync-error.ts';
import { countKeptAway, isSameSelection } from '../core/model/selection.ts';
import type { KeptAwayCounts, NewDirectoryRule } from '../core/model/selection.ts';
import type { TimeWindow } from '#policies/time-windows.ts';
import { PRIVATE_FOLDER } from '../filesystem/filesystem.ts';
import { RealFilesystem } from '../filesystem/real-filesystem.ts';
import { JsonLinesLogger } from '../logger/json-lines-logger.ts';
import type { Logger } from '../logger/logger.ts';
import { borrowDatabase } from '../sync-database/borrow-database.ts';
import { openSyncDatabase, setAsideBrokenDatabase } from '../sync-database/open-sync-database.ts';
import type { SyncDatabase } from '../sync-database/sync-database.ts';
import type { Network } from '../transport/network.ts';
import type { TrustPolicy } from '../transport/http/tls-trust.ts';
import type { Transport } from '../transport/transport.ts';
import { createWebDavTransport } from '../transport/webdav-transport.ts';
import { createWatcher } from '../watcher/create-watcher.ts';
import type { Watcher } from '../watcher/watcher.ts';
import { createAccountNetwork, shareAccountNetwork } from './create-account-network.ts';
import { Urgency } from '../executor/urgency.ts';
import { databasePathFor } from './opening/database-path.ts';
import { isFolderAt } from './opening/folder-marker.ts';
import type { AcceptedFolders } from './opening/open-folder.ts';
import type { DecideSettings, FolderPorts, OnEvent } from './parts.ts';
import { LockKeeper } from './locking/lock-keeper.ts';
import { OwnLocks } from './locking/own-locks.ts';
import { decideStallMs } from './running/stall-time.ts';
import { readLeftWord } from './visiting/left-word.ts';
import { createGiveWayToEvents } from './give-way-to-events.ts';
import { returnMemory } from './resting/return-memory.ts';
import { SyncFolder } from './sync-folder.ts';
import { decideSettings, randomId } from './create-settings.ts';
import { databaseUnusable, findDatabaseFailure } from './database-failure.ts';

/** Version of the program, as the server sees it. */
export const ENGINE_VERSION = '0.1.0';

/** A secret of this run, or an account that has signed in. */
export type EngineCredentials =
  | CredentialsData
  | { readonly kind: 'account'; readonly authorization: AuthorizationSource };

/** One sync folder as a person sets it up. Sizes in bytes. */
export interface EngineOptions extends AcceptedFolders {
  /** Absolute path of an existing directory. */
  readonly localRootPath: string;
  readonly serverUrl: string;
  readonly credentials: EngineCredentials;
  /** Strict when absent. */
  readonly trust?: TrustPolicy;
  readonly remotePath: RelativePath;
  readonly space: string | undefined;
  /** Directory for sync databases; the user's own state directory when undefined. */
  readonly stateDirectory: string | undefined;
  /** More exclude patterns, in ownCloud's grammar. */
  readonly excludes: string;
  readonly limitUpBytesPerSecond: number | undefined;
  readonly limitDownBytesPerSecond: number | undefined;
  /** When the limits hold; always when absent. */
  readonly limitWindows?: readonly TimeWindow[];
  /** The environment when absent. */
  readonly proxy?: ProxySetting;
  readonly removalLimits: MassRemovalLimits | undefined;
  /** False: the second of two versions stays on this computer. They are uploaded when absent. */
  readonly shouldUploadSecondVersions?: boolean;
  /** False: what is open here is not locked on the server while it is watched. It is when absent. */
  readonly shouldLockOpenFiles?: boolean;
  /** What holds for new directories of the server until somebody says something else; all are taken when absent. */
  readonly newDirectories?: NewDirectoryRule;
  /** The organisation has decided `newDirectories`: it also replaces what somebody has said. */
  readonly areNewDirectoriesEnforced?: boolean;
  /** How long something must have been left alone before the server follows; 2 s when absent. */
  readonly quietMs?: number;
  readonly isDryRun: boolean;
  /** Longest silence of a transfer or a look, in ms; for tests, two minutes when absent. */
  readonly stallMs?: number;
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
  /** Undefined where nothing shall be locked. For one loop at a time, while the folder is open. */
  createLockKeeper(): LockKeeper | undefined;
  /** What other processes have left for this folder. */
  readLeftWord(): Promise<ReadonlySet<string>>;
  /** Files that lie here in two versions and wait for a person. The folder must be open. */
  countOpenConflicts(): number;
  countKeptAway(): KeptAwayCounts;
  /** True when the marker of this very folder is at its place, on whatever disk. */
  isMarkerThere(): boolean;
  /** The transfer of this item comes before all others, if it has one to make. */
  hurry(path: RelativePath): void;
}

/** The only place that names real parts. Fails with `database-unusable` when even an empty database cannot be made. */
export function createEngine(options: EngineOptions): Result<Engine> {
  const clock = new SystemClock();
  const logger = createLogger(options.logOutput);
  const credentials = toAuthorization(options.credentials);
  if (!credentials.ok) return credentials;
  const databasePath = databasePathFor(options.localRootPath, options.stateDirectory);
  const database = options.isDryRun
    ? { ok: true as const, value: borrowDatabase(databasePath) }
    : openForSyncing(databasePath, logger, options);
  if (!database.ok) return database;
  const transport = createTransport(options, credentials.value, clock);
  const ownLocks = new OwnLocks({ transport, database: database.value, clock });
  const ports: FolderPorts = {
    filesystem: new RealFilesystem({ rootPath: options.localRootPath, clock }),
    transport,
    database: database.value,
    clock,
    logger,
    randomId,
    urgency: new Urgency(),
    returnMemory,
    ownLocks,
    giveWay: createGiveWayToEvents(clock),
    ...(options.quietMs === undefined ? {} : { quietMs: options.quietMs }),
  };
  let keeper: LockKeeper | undefined;
  const folder = new SyncFolder({
    ports,
    decideSettings: createDecideSettings(options, clock),
    excludes: options.excludes,
    localRootPath: options.localRootPath,
    databasePath,
    isDryRun: options.isDryRun,
    stallMs: options.stallMs ?? decideStallMs(options),
    isFolderAccepted: options.isFolderAccepted,
    isReturnAwaited: options.isReturnAwaited ?? false,
    onEvent: options.onEvent,
    onOwnerFile: (path) => keeper?.addHint({ kind: 'directory', path }),
  });
  const watched = { rootPath: options.localRootPath, privateFolder: PRIVATE_FOLDER };
  const isMarkerThere = (): boolean => isFolderAt(options.localRootPath, databasePath);
  const parts = { folder, transport, clock, createWatcher: () => createWatcher(watched), isMarkerThere };
  const createLockKeeper = (): LockKeeper | undefined => {
    if (options.shouldLockOpenFiles === false) return undefined;
    const isAtRest = (): boolean => folder.state.kind === 'in-sync';
    keeper = new LockKeeper({ ...ports, locks: ownLocks, isAtRest, takesPart: (path) => folder.takesPart(path) });
    return keeper;
  };
  return { ok: true, value: { ...parts, createLockKeeper, ...createQuestions(ports) } };
}

function createTransport(options: EngineOptions, credentials: AuthorizationSource, clock: SystemClock): Transport {
  return createWebDavTransport(
    {
      serverUrl: options.serverUrl,
      credentials,
      remotePath: options.remotePath,
      version: ENGINE_VERSION,
      ...(options.trust === undefined ? {} : { trust: options.trust }),
      ...(options.space === undefined ? {} : { space: options.space }),
      network: decideNetwork(options, clock),
    },
    clock,
  );
}

/** Makes the settings of a folder once both its sides are known. */
function createDecideSettings(options: EngineOptions, clock: SystemClock): DecideSettings {
  const { excludes, removalLimits, shouldUploadSecondVersions = true } = options;
  return (traits, { kind: server, refusedNames, displayName: userName }) => ({
    ...decideSettings({ traits, server, refusedNames, userName, excludes, shouldUploadSecondVersions, clock }),
    removalLimits,
  });
}

/** What else can be asked of an open folder. */
function createQuestions({
  database,
  filesystem,
  urgency,
}: FolderPorts): Pick<Engine, 'countOpenConflicts' | 'countKeptAway' | 'hurry' | 'readLeftWord'> {
  return {
    readLeftWord: () => readLeftWord(filesystem),
    hurry: (path) => urgency?.add(path),
    countOpenConflicts: () => database.listConflicts().filter(({ state }) => state.kind === 'open').length,
    countKeptAway: () => countKeptAway(database.loadSelection().choices),
  };
}

/** What cannot be written into a request would be refused by every server. */
export function toAuthorization(data: EngineCredentials): Result<AuthorizationSource> {
  if (data.kind === 'account') return { ok: true, value: data.authorization };
  try {
    return { ok: true, value: new Credentials(data) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const retry = { kind: 'user-action' } as const;
    return { ok: false, error: { code: 'sign-in-refused', scope: 'account', retry, detail: error.message } };
  }
}

/** Sync folders of one account share its connections, limits and polls. */
function decideNetwork(options: EngineOptions, clock: SystemClock): Network {
  const { credentials } = options;
  return credentials.kind === 'account'
    ? shareAccountNetwork(credentials.authorization, options, clock)
    : createAccountNetwork(options, clock);
}

/** Writes the log line by line; nothing without an output. */
export function createLogger(output: EngineOptions['logOutput']): Logger {
  return new JsonLinesLogger({ output: output ?? { write: () => true }, level: 'info', nowMs: () => Date.now() });
}

function openForSyncing(path: string, logger: Logger, options: EngineOptions): Result<SyncDatabase> {
  const unmade = makeStateDirectory(dirname(path));
  if (unmade !== undefined) return databaseUnusable('no-access', unmade);
  const first = openSyncDatabase(path);
  if (first.kind === 'opened') return withRule(first.database, options);
  if (first.reason !== 'broken') return databaseUnusable(first.reason, first.error.message);
  // A base that cannot be read is lost, not empty: without it both sides are united and nothing is deleted.
  logger.error('database-set-aside', { reason: first.reason, path: setAsideBrokenDatabase(path, Date.now()) });
  options.onEvent({ type: 'united', why: 'database-broken' });
  const second = openSyncDatabase(path);
  return second.kind === 'opened'
    ? withRule(second.database, options)
    : databaseUnusable(second.reason, second.error.message);
}

/**
 * Before the folder is opened for the first time, unless it is enforced: what a person has said since is not replaced.
 * Not by whether the file was there: a program that dies between making it and this would lose the rule.
 */
function withRule(
  database: SyncDatabase,
  { newDirectories, areNewDirectoriesEnforced = false }: EngineOptions,
): Result<SyncDatabase> {
  if (newDirectories === undefined) return { ok: true, value: database };
  try {
    if (areNewDirectoriesEnforced || database.loadIdentity() === undefined) {
      const before = database.loadSelection();
      const wanted = { ...before, newDirectories };
      if (!isSameSelection(before, wanted)) database.commitSelection(wanted, []);
    }
    return { ok: true, value: database };
  } catch (error) {
    const failure = findDatabaseFailure(error);
    if (failure === undefined) throw error;
    database.close();
    return { ok: false, error: failure.error };
  }
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
