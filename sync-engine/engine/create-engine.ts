import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Credentials } from '../auth/credentials.ts';
import type { CredentialsData } from '../auth/credentials.ts';
import { SystemClock } from '../clock/system-clock.ts';
import { DEFAULT_EXCLUDES } from '../core/merge/excludes-default.ts';
import type { ExcludePattern } from '../core/merge/excludes.ts';
import { createExcluder, createFullPathExcluder } from '../core/merge/excludes.ts';
import { conflictName } from '../core/merge/name-conflict.ts';
import { createNameRules, isReservedName } from '../core/merge/names.ts';
import type { MassRemovalLimits } from '../core/guards/mass-removal.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import type { Result } from '../core/model/sync-error.ts';
import { PARK_PREFIX, PRIVATE_FOLDER } from '../filesystem/filesystem.ts';
import type { FilesystemTraits } from '../filesystem/filesystem.ts';
import { RealFilesystem } from '../filesystem/real-filesystem.ts';
import type { Logger } from '../logger/logger.ts';
import { openSyncDatabase, setAsideBrokenDatabase } from '../sync-database/open-sync-database.ts';
import type { SyncDatabase } from '../sync-database/sync-database.ts';
import type { ServerDescription, Transport } from '../transport/transport.ts';
import { createWebDavTransport } from '../transport/webdav-transport.ts';
import { createWatcher } from '../watcher/create-watcher.ts';
import type { Watcher } from '../watcher/watcher.ts';
import { borrowDatabase } from './borrowed-database.ts';
import type { FolderPorts, FolderSettings, OnEvent } from './parts.ts';
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
  readonly extraExcludes: readonly ExcludePattern[];
  readonly limitUpBytesPerSecond: number | undefined;
  readonly limitDownBytesPerSecond: number | undefined;
  readonly removalLimits: MassRemovalLimits | undefined;
  readonly isDryRun: boolean;
  readonly logger: Logger;
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
  const databasePath = databasePathFor(options.localRootPath, options.stateDirectory);
  const database = options.isDryRun
    ? { ok: true as const, value: borrowDatabase(databasePath) }
    : openForSyncing(databasePath, options, clock.nowMs());
  if (!database.ok) return database;
  const transport = createWebDavTransport(
    {
      serverUrl: options.serverUrl,
      credentials: new Credentials(options.credentials),
      remotePath: options.remotePath,
      version: ENGINE_VERSION,
      ...(options.space === undefined ? {} : { space: options.space }),
      ...(options.limitUpBytesPerSecond === undefined ? {} : { limitUpBytesPerSecond: options.limitUpBytesPerSecond }),
      ...(options.limitDownBytesPerSecond === undefined ? {} : { limitDownBytesPerSecond: options.limitDownBytesPerSecond }),
    },
    clock,
  );
  const ports: FolderPorts = {
    filesystem: new RealFilesystem({ rootPath: options.localRootPath, clock }),
    transport,
    database: database.value,
    clock,
    logger: options.logger,
    randomId: () => randomBytes(8).toString('hex'),
  };
  const folder = new SyncFolder({
    ports,
    decideSettings: (traits, server) => decideSettings(traits, server, { options, clock }),
    localRootPath: options.localRootPath,
    databasePath,
    isDryRun: options.isDryRun,
    onEvent: options.onEvent,
  });
  const createFolderWatcher = (): Watcher =>
    createWatcher({ rootPath: options.localRootPath, privateFolder: PRIVATE_FOLDER });
  return { ok: true, value: { folder, transport, clock, createWatcher: createFolderWatcher } };
}

/** Where the sync database of a local root is: one file per root, outside of the root. */
export function databasePathFor(localRootPath: string, stateDirectory: string | undefined): string {
  const key = createHash('sha256').update(localRootPath).digest('hex').slice(0, 16);
  return join(stateDirectory ?? defaultStateDirectory(), `${key}.sqlite`);
}

function defaultStateDirectory(): string {
  const { env, platform } = process;
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'BayernBox');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'BayernBox');
  return join(env['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state'), 'bayernbox');
}

function openForSyncing(path: string, options: EngineOptions, nowMs: number): Result<SyncDatabase> {
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
  const first = openSyncDatabase(path);
  if (first.kind === 'opened') return { ok: true, value: first.database };
  if (first.reason !== 'broken') return unusable(first.reason, first.error.message);
  // A base that cannot be read is lost, not empty: without it both sides are united and nothing is deleted.
  options.logger.error('database-set-aside', { reason: first.reason, path: setAsideBrokenDatabase(path, nowMs) });
  options.onEvent({ type: 'united', why: 'database-broken' });
  const second = openSyncDatabase(path);
  return second.kind === 'opened' ? { ok: true, value: second.database } : unusable(second.reason, second.error.message);
}

function unusable(reason: string, detail: string): Result<never> {
  return {
    ok: false,
    error: { code: 'database-unusable', scope: 'sync-folder', retry: { kind: 'user-action' }, detail: `${reason}: ${detail}` },
  };
}

function decideSettings(
  traits: FilesystemTraits,
  server: ServerDescription,
  { options, clock }: { readonly options: EngineOptions; readonly clock: SystemClock },
): FolderSettings {
  const names = createNameRules(traits, server.kind);
  const patterns = [...DEFAULT_EXCLUDES, ...options.extraExcludes];
  const matching = {
    isCaseSensitive: traits.isCaseSensitive,
    doWildcardsCrossSlashes: traits.nameRules === 'windows',
  };
  const excluder = createExcluder(patterns, matching);
  const fullPathExcluder = createFullPathExcluder(patterns, matching);
  return {
    rules: {
      isExcluded: (path, kind) => excluder(path, kind).kind === 'excluded',
      isExcludedFully: (path, kind) => fullPathExcluder(path, kind).kind === 'excluded',
      checkForLocal: (name) =>
        isReservedName(name) && !name.startsWith(PARK_PREFIX) ? 'name-reserved' : names.checkForLocal(name),
      checkForServer: (name) => names.checkForServer(name),
    },
    policy: {
      nameKey: (name) => names.key(name),
      conflictName: (request) =>
        conflictName({
          ...request,
          userName: server.displayName,
          timeMs: clock.nowMs(),
          timeZoneOffsetMinutes: -new Date(clock.nowMs()).getTimezoneOffset(),
        }),
    },
    removalLimits: options.removalLimits,
  };
}
