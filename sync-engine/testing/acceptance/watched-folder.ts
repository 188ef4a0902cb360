import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import type { DevServer } from '#dev-server/dev-server.ts';
import { startDevServer } from '#dev-server/dev-server.ts';
import type { DevServerOptions } from '#dev-server/server-options.ts';
import { ROOT_PATH } from '../../core/model/relative-path.ts';
import { createEngine } from '../../engine/create-engine.ts';
import { watchLoop } from '../../engine/watching/watch-loop.ts';
import { PLAIN_OPTIONS } from '../builders/engine-options.ts';
import { USER } from './computer.ts';

/** How long a watched folder may take for anything. */
export const WAIT = { timeout: 30_000, interval: 20 } as const;

/** Nothing that happens within a test can come from a poll. */
export const NEVER_POLL_MS = 24 * 60 * 60_000;

/** A folder that the engine watches, and its server. */
export interface WatchedFolder extends AsyncDisposable {
  readonly server: DevServer;
  readonly folder: string;
  /** Until nothing is left to do. */
  rest(): Promise<void>;
}

/** How a folder is watched. */
export interface WatchOptions {
  readonly server: Pick<DevServerOptions, 'profile' | 'journal'>;
  /** Events of the server are heard; else it is asked. */
  readonly hasPush: boolean;
  readonly pollMs: number;
  /** Fills the folder before it is watched. */
  readonly fill?: (folder: string) => void;
}

/** Watches a new folder with the real engine; resolves when both sides are equal for the first time. */
export async function watchFolder(options: WatchOptions): Promise<WatchedFolder> {
  const root = await mkdtemp(join(tmpdir(), 'bayernbox-watched-'));
  const folder = join(root, 'BayernBox');
  await mkdir(folder);
  options.fill?.(folder);
  const server = await startDevServer({ users: [USER], ...options.server, dataDirectory: join(root, 'server') });
  const created = createEngine({
    ...PLAIN_OPTIONS,
    localRootPath: folder,
    serverUrl: server.url,
    credentials: { kind: 'basic', userName: USER.name, password: USER.password },
    remotePath: ROOT_PATH,
    stateDirectory: join(root, 'state'),
    onEvent: () => {},
  });
  if (!created.ok) throw new Error(created.error.code);
  const engine = created.value;
  const stop = new AbortController();
  const opened = await engine.folder.open(stop.signal);
  if (!opened.ok) throw new Error(opened.error.code);
  const watching = watchLoop({
    ...engine,
    watcher: engine.createWatcher(),
    lockKeeper: engine.createLockKeeper(),
    hasPush: options.hasPush,
    pollMs: options.pollMs,
    random: () => 0.5,
    readNetwork: () => '',
    onEnd: () => {},
    signal: stop.signal,
  });
  const watched: WatchedFolder = {
    server,
    folder,
    async rest() {
      await vi.waitUntil(() => engine.folder.state.kind === 'in-sync', WAIT);
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await watching;
      await engine.folder.close();
      await server.close();
      await rm(root, { recursive: true, force: true });
    },
  };
  await watched.rest();
  if (options.hasPush) await vi.waitUntil(() => server.pushConnections(USER.name) > 0, WAIT);
  return watched;
}
