import { appendFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { SyncedComputers } from '../computers.ts';
import type { SyncedComputer } from '../computers.ts';
import { OURS } from '../contenders.ts';
import type { Measurement } from '../measurement.ts';
import type { PlayOptions, Scenario, Stage } from '../scenario.ts';
import { listPaths, waitUntilStill } from '../small-files.ts';
import { pollUntil } from '../poll.ts';
import type { Watching } from '../watching.ts';
import { startWatching } from '../watching.ts';

/** One file among many is edited while the folder is watched; the others are started after it. */
export const oneEdit: Scenario = {
  name: 'one-edit',
  title: (options) => `one edit among ${countOf(options)} files, until the server has it`,
  target: '< 1 s after the last write, while the folder is watched; the others cannot watch and are started',
  peers: ['owncloudcmd'],
  latenciesMs: [0],
  open: (options) => open(options, (folder) => folder.measureEdit()),
};

/** What else people do, in the same folder. */
export const watchedActs: Scenario = {
  name: 'watched-acts',
  title: (options) => `a deletion and two renames among ${countOf(options)} files, until the server has them`,
  target: '< 1 s after the act, while the folder is watched',
  peers: [],
  latenciesMs: [0],
  open: async (options) => createActs(options),
};

/** Nothing happens. */
export const idle: Scenario = {
  name: 'idle',
  title: (options) => `20 s of watching ${countOf(options)} files while nothing happens`,
  target: '< 0.5 % of the CPU, no requests',
  peers: [],
  latenciesMs: [0],
  open: (options) => open(options, (folder) => folder.measureRest()),
};

const IDLE_MS = 20_000;

/** Files between two that are touched: the next is in another directory with others above it. */
const PLACES_APART = 1_100;

/** A program that has used no time for so long has finished what it began with. */
const SETTLED_MS = 5_000;

function countOf({ isQuick }: Pick<PlayOptions, 'isQuick'>): number {
  return isQuick ? 20_000 : 100_000;
}

async function open(options: PlayOptions, act: (folder: WatchedFolder) => Promise<Measurement>): Promise<Stage> {
  const files = { count: countOf(options), sizeBytes: 100, hasEqualParts: true };
  const computers = new SyncedComputers(files);
  const edited = listPaths(files)[files.count / 2] ?? '';
  let watched: { readonly folder: WatchedFolder; readonly watching: Watching } | undefined;
  return {
    async measure(contender) {
      const computer = await computers.find(contender);
      if (contender !== OURS) return measureStarted(computer, edited);
      watched ??= await watch(computer, edited);
      return act(watched.folder);
    },
    async [Symbol.asyncDispose]() {
      await watched?.watching[Symbol.asyncDispose]();
      await computers[Symbol.asyncDispose]();
    },
  };
}

function createActs(options: PlayOptions): Stage {
  const files = { count: countOf(options), sizeBytes: 100, hasEqualParts: true };
  const computers = new SyncedComputers(files);
  const paths = listPaths(files);
  let watched: Promise<{ readonly folder: WatchedFolder; readonly watching: Watching }> | undefined;
  let round = 0;
  const measure = async (method: string, act: (root: string, path: string) => Promise<void>): Promise<Measurement> => {
    const computer = await computers.find(OURS);
    watched ??= watch(computer, paths[0] ?? '');
    round += 1;
    // Each time in another part of the folder.
    const path = paths[round * PLACES_APART] ?? '';
    return (await watched).folder.measureAct(method, () => act(computer.folder, path));
  };
  return {
    parts: [
      { program: 'deletion of a file', measure: () => measure('DELETE', (root, path) => rm(join(root, path))) },
      {
        program: 'rename of a file',
        measure: () => measure('MOVE', (root, path) => rename(join(root, path), `${join(root, path)}.alt`)),
      },
      {
        program: 'rename of a directory',
        measure: () =>
          measure('MOVE', (root, path) => rename(dirname(join(root, path)), `${dirname(join(root, path))} alt`)),
      },
    ],
    async [Symbol.asyncDispose]() {
      await (await watched)?.watching[Symbol.asyncDispose]();
      await computers[Symbol.asyncDispose]();
    },
  };
}

async function watch(
  computer: SyncedComputer,
  edited: string,
): Promise<{ readonly folder: WatchedFolder; readonly watching: Watching }> {
  const { homePath, folder, site } = computer;
  const watching = await startWatching({ homePath, folder, server: site.server });
  return { folder: new WatchedFolder(computer, watching, edited), watching };
}

async function measureStarted(computer: SyncedComputer, edited: string): Promise<Measurement> {
  await appendFile(join(computer.folder, edited), '.');
  await waitUntilStill();
  return computer.sync();
}

class WatchedFolder {
  readonly #computer: SyncedComputer;
  readonly #watching: Watching;
  readonly #edited: string;

  constructor(computer: SyncedComputer, watching: Watching, edited: string) {
    this.#computer = computer;
    this.#watching = watching;
    this.#edited = edited;
  }

  measureEdit(): Promise<Measurement> {
    return this.measureAct('PUT', () => appendFile(join(this.#computer.folder, this.#edited), '.'));
  }

  /** Until the server has been asked for it; afterwards both sides come to rest. */
  async measureAct(method: string, act: () => Promise<void>): Promise<Measurement> {
    const { server } = this.#computer.site;
    const isAtRest = this.#watching.waitUntilIdle();
    const measured = await this.#measure(async () => {
      server.requestLog.reset();
      await act();
      await pollUntil(() => server.requestLog.entries.some((entry) => entry.method === method));
    });
    await isAtRest;
    return measured;
  }

  /** Once the looks after the start are over. */
  async measureRest(): Promise<Measurement> {
    let before = -1;
    for (let now = this.#watching.readUsage().cpuMs; now !== before; now = this.#watching.readUsage().cpuMs) {
      before = now;
      await delay(SETTLED_MS);
    }
    return this.#measure(() => delay(IDLE_MS));
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
