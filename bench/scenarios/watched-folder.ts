import { appendFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { SyncedComputer, SyncedComputers } from '../computers.ts';
import { OURS } from '../contenders.ts';
import { WATCHED_COUNTS } from '../guards.ts';
import type { Measurement } from '../measurement.ts';
import { pollUntil } from '../poll.ts';
import type { Part, PlayOptions, Scenario, Stage } from '../scenario.ts';
import { MANY, toManyFiles, waitUntilStill } from '../small-files.ts';
import { atRest, withinTime } from '../targets.ts';
import type { Watching } from '../watching.ts';
import { startWatching } from '../watching.ts';

/** What else people do beside editing. */
const ACTS = {
  deletion: 'deletion of a file',
  fileRename: 'rename of a file',
  directoryRename: 'rename of a directory',
} as const;

/** One file among many is edited while the folder is watched; the others are started after it. */
export const oneEdit: Scenario = {
  name: 'one-edit',
  title: ({ size }) =>
    `one edit among ${MANY[size]} files, until the server has it; ours watches, the others are started`,
  targets: [withinTime('one edit among 100,000 watched files is on the server in < 1 s', 1_000)],
  peers: ['owncloudcmd'],
  latenciesMs: [0],
  guards: [{ path: WATCHED_COUNTS, title: 'an edit costs one PUT, and no look at any other directory (%s)' }],
  open: async (options) => createEditStage(options),
};

/** What else people do, in the same folder. */
export const watchedActs: Scenario = {
  name: 'watched-acts',
  title: ({ size }) => `a deletion and two renames among ${MANY[size]} watched files, until the server has them`,
  targets: [
    withinTime(
      'a deletion or a rename among 100,000 watched files is on the server in < 1 s',
      1_000,
      Object.values(ACTS),
    ),
  ],
  peers: [],
  latenciesMs: [0],
  guards: [
    { path: WATCHED_COUNTS, title: 'a deletion costs one DELETE, and no look at any other directory (%s)' },
    { path: WATCHED_COUNTS, title: 'a rename of %s costs one MOVE, and no look at any other directory (%s)' },
  ],
  open: async (options) => createActs(options),
};

/** Nothing happens. */
export const idle: Scenario = {
  name: 'idle',
  title: ({ size }) => `${IDLE_MS[size] / 1_000} s of watching ${MANY[size]} files while nothing happens, with push`,
  targets: [atRest('100,000 watched files at rest: < 0.5 % of the CPU, no requests', 0.005)],
  peers: [],
  latenciesMs: [0],
  guards: [{ path: WATCHED_COUNTS, title: 'a folder at rest asks one small question at each poll, and nothing else' }],
  open: async (options) => createIdleStage(options),
};

const IDLE_MS = { full: 60_000, quick: 60_000, tiny: 5_000 } as const;

/** A program that has used less than such a share of so long has finished what it began with; none uses nothing at all. */
const SETTLED_MS = 5_000;
const SETTLED_SHARE = 0.01;

function createEditStage({ pool, size }: PlayOptions): Stage {
  const computers = pool.of(toManyFiles(MANY[size]));
  const watched = new WatchedFolders(computers);
  return {
    async prepare(contender) {
      await computers.find(contender);
      if (contender === OURS) await watched.get();
    },
    measure: async (contender) =>
      contender === OURS ? (await watched.get()).measureEdit() : measureStarted(await computers.find(contender)),
    [Symbol.asyncDispose]: () => watched[Symbol.asyncDispose](),
  };
}

function createActs({ pool, size }: PlayOptions): Stage {
  const watched = new WatchedFolders(pool.of(toManyFiles(MANY[size])));
  const toPart = (program: string, method: string, act: (path: string) => Promise<void>): Part => ({
    program,
    prepare: async () => void (await watched.get()),
    measure: async () => (await watched.get()).measureAct(method, act),
  });
  return {
    parts: [
      toPart(ACTS.deletion, 'DELETE', (path) => rm(path)),
      toPart(ACTS.fileRename, 'MOVE', (path) => rename(path, `${path}.alt`)),
      toPart(ACTS.directoryRename, 'MOVE', (path) => rename(dirname(path), `${dirname(path)} alt`)),
    ],
    [Symbol.asyncDispose]: () => watched[Symbol.asyncDispose](),
  };
}

function createIdleStage({ pool, size }: PlayOptions): Stage {
  const watched = new WatchedFolders(pool.of(toManyFiles(MANY[size])));
  return {
    prepare: async () => (await watched.get()).settle(),
    measure: async () => (await watched.get()).measureRest(IDLE_MS[size]),
    [Symbol.asyncDispose]: () => watched[Symbol.asyncDispose](),
  };
}

async function measureStarted(computer: SyncedComputer): Promise<Measurement> {
  await appendFile(join(computer.folder, computer.takePath()), '.');
  await waitUntilStill();
  return computer.sync();
}

/** The one folder that we watch, from when it is first asked for. */
class WatchedFolders implements AsyncDisposable {
  readonly #computers: SyncedComputers;
  #folder: Promise<WatchedFolder> | undefined;

  constructor(computers: SyncedComputers) {
    this.#computers = computers;
  }

  get(): Promise<WatchedFolder> {
    this.#folder ??= this.#watch();
    return this.#folder;
  }

  async #watch(): Promise<WatchedFolder> {
    const computer = await this.#computers.find(OURS);
    const { homePath, folder, site } = computer;
    return new WatchedFolder(computer, await startWatching({ homePath, folder, server: site.server }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // What could not be started need not be ended; why has been told.
    const folder = await this.#folder?.catch(() => undefined);
    await folder?.end();
  }
}

class WatchedFolder {
  readonly #computer: SyncedComputer;
  readonly #watching: Watching;

  constructor(computer: SyncedComputer, watching: Watching) {
    this.#computer = computer;
    this.#watching = watching;
  }

  measureEdit(): Promise<Measurement> {
    return this.measureAct('PUT', (path) => appendFile(path, '.'));
  }

  /** Until the server has been asked for it; afterwards both sides come to rest. */
  async measureAct(method: string, act: (path: string) => Promise<void>): Promise<Measurement> {
    const { folder, site, takePath } = this.#computer;
    const path = join(folder, takePath());
    const measured = this.#measure(async () => {
      site.server.requestLog.reset();
      await act(path);
      await pollUntil(() => site.server.requestLog.entries.some((entry) => entry.method === method));
    });
    const [measurement] = await Promise.all([measured, this.#watching.waitUntilIdle()]);
    return measurement;
  }

  /** Until the looks after the start are over. */
  async settle(): Promise<void> {
    for (let usedMs = SETTLED_MS; usedMs > SETTLED_MS * SETTLED_SHARE;) {
      const { cpuMs } = this.#watching.readUsage();
      await delay(SETTLED_MS);
      usedMs = this.#watching.readUsage().cpuMs - cpuMs;
    }
  }

  measureRest(idleMs: number): Promise<Measurement> {
    return this.#measure(() => delay(idleMs));
  }

  async end(): Promise<void> {
    await this.#watching[Symbol.asyncDispose]();
  }

  async #measure(act: () => Promise<void>): Promise<Measurement> {
    const { server } = this.#computer.site;
    const before = { usage: this.#watching.readUsage(), traffic: server.readTraffic() };
    const startMs = performance.now();
    await act();
    const timeMs = performance.now() - startMs;
    const after = { usage: this.#watching.readUsage(), traffic: server.readTraffic() };
    return {
      timeMs,
      cpuMs: after.usage.cpuMs - before.usage.cpuMs,
      peakMemoryBytes: after.usage.peakMemoryBytes,
      requests: after.traffic.requests - before.traffic.requests,
      bytes: after.traffic.bytes - before.traffic.bytes,
    };
  }
}
