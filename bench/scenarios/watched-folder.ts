import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
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

  async measureEdit(): Promise<Measurement> {
    const { server } = this.#computer.site;
    const isAtRest = this.#watching.waitUntilIdle();
    const measured = await this.#measure(async () => {
      server.requestLog.reset();
      await appendFile(join(this.#computer.folder, this.#edited), '.');
      await pollUntil(() => server.requestLog.entries.some(({ method }) => method === 'PUT'));
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
