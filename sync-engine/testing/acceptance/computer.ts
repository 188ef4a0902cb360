import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDevServer } from '#dev-server/dev-server.ts';
import type { DevServer } from '#dev-server/dev-server.ts';
import type { DevServerOptions, ProfileKind } from '#dev-server/server-options.ts';
import { DEFAULT_LIMITS } from '../../core/guards/mass-removal.ts';
import type { OperationNote, Totals } from '../../core/model/engine-state.ts';
import { ROOT_PATH } from '../../core/model/relative-path.ts';
import type { Engine, EngineOptions } from '../../engine/create-engine.ts';
import { createEngine } from '../../engine/create-engine.ts';
import type { RunEnd } from '../../engine/run-end.ts';
import { syncUntilEqual } from '../../engine/sync-until-equal.ts';
import { PLAIN_OPTIONS } from '../builders/engine-options.ts';

/** A server, and computers that sync with it, all below one directory that goes away with it. */
export interface Office extends AsyncDisposable {
  readonly server: DevServer;
  /** A computer with an empty folder of Anna's, in the real file system. */
  addComputer(name: string): Promise<Computer>;
}

/** One folder with its state directory. */
export interface Computer {
  readonly folder: string;
  readonly stateDirectory: string;
  /** Starts the engine, syncs until both sides are equal or a person is needed, and ends it again. */
  sync(): Promise<SyncReport>;
  /** Starts the engine for a dry run and ends it again; the number of operations that it would do. */
  countPlanned(): Promise<number>;
}

/** What one call did. */
export interface SyncReport {
  readonly end: RunEnd;
  readonly totals: Totals;
  /** Every operation that was done, in its order. */
  readonly operations: readonly OperationNote[];
  readonly durationMs: number;
}

/** The account of every test. */
export const USER = { name: 'anna', password: 'pw-of-anna-5d1f' } as const;

const LIMIT_MS = 300_000;

/** Starts a server for one test. */
export async function openOffice(profile: ProfileKind, options: Partial<DevServerOptions> = {}): Promise<Office> {
  const root = await mkdtemp(join(tmpdir(), 'bayernbox-acceptance-'));
  const server = await startDevServer({ users: [USER], ...options, profile, dataDirectory: join(root, 'server') });
  return {
    server,
    async addComputer(name) {
      const folder = join(root, name, 'BayernBox');
      const stateDirectory = join(root, name, 'state');
      for (const path of [folder, stateDirectory]) await mkdir(path, { recursive: true });
      const input = { folder, stateDirectory, serverUrl: server.url };
      return { folder, stateDirectory, sync: () => sync(input), countPlanned: () => countPlanned(input) };
    },
    async [Symbol.asyncDispose]() {
      await server.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

interface SyncInput {
  readonly folder: string;
  readonly stateDirectory: string;
  readonly serverUrl: string;
}

async function sync(input: SyncInput): Promise<SyncReport> {
  const startMs = performance.now();
  const operations: OperationNote[] = [];
  const options: Partial<EngineOptions> = {
    onEvent(event) {
      if (event.type === 'done') operations.push(event.operation);
    },
  };
  return withEngine(input, options, async ({ folder: syncFolder, clock }, signal) => {
    const end = await syncUntilEqual(syncFolder, clock, signal);
    return { end, totals: syncFolder.totals, operations, durationMs: performance.now() - startMs };
  });
}

function countPlanned(input: SyncInput): Promise<number> {
  return withEngine(input, { isDryRun: true }, async ({ folder: syncFolder }, signal) => {
    const preview = await syncFolder.preview(signal);
    if (!preview.ok) throw new Error(`no plan: ${preview.error.code} ${preview.error.detail}`);
    return preview.value.operations.length;
  });
}

async function withEngine<Value>(
  { folder, stateDirectory, serverUrl }: SyncInput,
  options: Partial<EngineOptions>,
  act: (engine: Engine, signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const engine = createEngine({
    ...PLAIN_OPTIONS,
    localRootPath: folder,
    serverUrl,
    credentials: { kind: 'basic', userName: USER.name, password: USER.password },
    remotePath: ROOT_PATH,
    stateDirectory,
    removalLimits: DEFAULT_LIMITS,
    onEvent: () => {},
    ...options,
  });
  if (!engine.ok) throw new Error(`no engine: ${engine.error.code} ${engine.error.detail}`);
  const { folder: syncFolder } = engine.value;
  try {
    const signal = AbortSignal.timeout(LIMIT_MS);
    const opened = await syncFolder.open(signal);
    if (!opened.ok) throw new Error(`not opened: ${opened.error.code} ${opened.error.detail}`);
    return await act(engine.value, signal);
  } finally {
    await syncFolder.close();
  }
}
