import { existsSync, readFileSync, rmSync } from 'node:fs';
import { appendFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openSite } from '../bench-server.ts';
import type { SyncedComputer } from '../computers.ts';
import type { OurPlace } from '../contenders.ts';
import { makeFolder, OURS, toOurCommand } from '../contenders.ts';
import { REQUEST_COUNTS, WATCHED_COUNTS } from '../guards.ts';
import type { Measurement } from '../measurement.ts';
import { pollUntil } from '../poll.ts';
import { runMeasured } from '../run-program.ts';
import type { Part, PlayOptions, Scenario, Stage } from '../scenario.ts';
import { MANY, toManyFiles, waitUntilStill, writeFiles } from '../small-files.ts';
import { withinTime } from '../targets.ts';
import type { Watching } from '../watching.ts';
import { startWatching } from '../watching.ts';

const RECORDER = fileURLToPath(new URL('../stall-recorder.ts', import.meta.url));

const ROWS = {
  upload: 'first upload of 1000 × 10 kB',
  pass: 'pass without a change',
  start: 'start of watching',
  edit: 'an edit, while watched',
  deletion: 'a deletion, while watched',
  rename: 'a rename, while watched',
} as const;

/** For how long at most the engine answers nobody: its windows would wait for it so long. */
export const stalls: Scenario = {
  name: 'stalls',
  title: ({ size }) => `longest stall of the event loop, with ${MANY[size]} files but for the first upload`,
  targets: [withinTime('no stall of the event loop above 50 ms', 50, Object.values(ROWS))],
  timeColumn: 'longest stall',
  peers: [],
  latenciesMs: [0],
  guards: [
    {
      path: REQUEST_COUNTS,
      title: 'a first upload sends each file and each directory once, and looks at each directory at most twice',
    },
    { path: WATCHED_COUNTS, title: 'an edit costs one PUT, and no look at any other directory (%s)' },
  ],
  open: async (options) => createStage(options),
};

interface Watched {
  readonly computer: SyncedComputer;
  readonly watching: Watching;
}

function createStage({ pool, size }: PlayOptions): Stage {
  const computers = pool.of(toManyFiles(MANY[size]));
  let watched: Promise<Watched> | undefined;
  const getWatched = (): Promise<Watched> => {
    watched ??= watch(computers.find(OURS));
    return watched;
  };
  const toWatchedPart = (program: string, act: (path: string) => Promise<void>): Part => ({
    program,
    prepare: async () => void (await getWatched()),
    measure: async () => measureWatched(await getWatched(), act),
  });
  return {
    parts: [
      { program: ROWS.upload, measure: measureUpload },
      {
        program: ROWS.pass,
        prepare: async () => void (await computers.find(OURS)),
        measure: async () => measurePass(toPlace(await computers.find(OURS))),
      },
      { program: ROWS.start, measure: async () => measureStart(await getWatched()) },
      toWatchedPart(ROWS.edit, (path) => appendFile(path, '.')),
      toWatchedPart(ROWS.deletion, (path) => rm(path)),
      toWatchedPart(ROWS.rename, (path) => rename(path, `${path}.alt`)),
    ],
    async [Symbol.asyncDispose]() {
      // What could not be started need not be ended; why has been told.
      const started = await watched?.catch(() => undefined);
      await started?.watching[Symbol.asyncDispose]();
    },
  };
}

async function measureUpload(): Promise<Measurement> {
  await using site = await openSite();
  const homePath = await site.makeHome('stalls');
  const folder = await makeFolder(homePath);
  await writeFiles(folder, { count: 1_000, sizeBytes: 10_000 });
  await waitUntilStill();
  return await measurePass({ homePath, folder, server: site.server });
}

function toPlace({ homePath, folder, site }: SyncedComputer): OurPlace {
  return { homePath, folder, server: site.server };
}

function toReportPath(homePath: string): string {
  return join(homePath, 'stall.txt');
}

async function watch(found: Promise<SyncedComputer>): Promise<Watched> {
  const computer = await found;
  const watching = await startWatching(toPlace(computer), {
    nodeOptions: ['--import', RECORDER],
    environment: { BAYERNBOX_BENCH_STALLS: toReportPath(computer.homePath) },
  });
  return { computer, watching };
}

/** Longest stall since the last call, in ms. */
async function takeStall({ computer, watching }: Watched): Promise<number> {
  const reportPath = toReportPath(computer.homePath);
  rmSync(reportPath, { force: true });
  watching.signal('SIGUSR2');
  await pollUntil(() => existsSync(reportPath));
  return Number(readFileSync(reportPath, 'utf8'));
}

async function measureStart(watched: Watched): Promise<Measurement> {
  const timeMs = await takeStall(watched);
  return { ...watched.watching.readUsage(), timeMs, requests: 0, bytes: 0 };
}

/** From an act until both sides are equal again. */
async function measureWatched(watched: Watched, act: (path: string) => Promise<void>): Promise<Measurement> {
  const { computer, watching } = watched;
  const { server } = computer.site;
  await takeStall(watched);
  const before = { usage: watching.readUsage(), traffic: server.readTraffic() };
  await Promise.all([act(join(computer.folder, computer.takePath())), watching.waitUntilIdle()]);
  const after = { usage: watching.readUsage(), traffic: server.readTraffic() };
  return {
    timeMs: await takeStall(watched),
    cpuMs: after.usage.cpuMs - before.usage.cpuMs,
    peakMemoryBytes: after.usage.peakMemoryBytes,
    requests: after.traffic.requests - before.traffic.requests,
    bytes: after.traffic.bytes - before.traffic.bytes,
  };
}

async function measurePass(place: OurPlace): Promise<Measurement> {
  const command = toOurCommand(place, { options: ['--quiet'], nodeOptions: ['--import', RECORDER] });
  const reportPath = toReportPath(place.homePath);
  const environment = { ...command.environment, BAYERNBOX_BENCH_STALLS: reportPath };
  const measured = await runMeasured({ ...command, environment }, place.server);
  return { ...measured, timeMs: Number(readFileSync(reportPath, 'utf8')) };
}
