import { readFileSync } from 'node:fs';
import { appendFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Site } from '../bench-server.ts';
import { openSite } from '../bench-server.ts';
import { SyncedComputers } from '../computers.ts';
import type { OurPlace } from '../contenders.ts';
import { makeFolder, OURS, toOurCommand } from '../contenders.ts';
import type { Measurement } from '../measurement.ts';
import { runMeasured } from '../run-program.ts';
import type { PlayOptions, Scenario, Stage } from '../scenario.ts';
import type { SmallFiles } from '../small-files.ts';
import { listPaths, waitUntilStill, writeFiles } from '../small-files.ts';
import { startWatching } from '../watching.ts';

const RECORDER = fileURLToPath(new URL('../stall-recorder.ts', import.meta.url));

/** For how long at most the engine answers nobody: its windows would wait for it so long. */
export const stalls: Scenario = {
  name: 'stalls',
  title: () => 'longest stall of the event loop (in place of the time)',
  target: '< 50 ms',
  peers: [],
  latenciesMs: [0],
  open: async (options) => createStage(options),
};

function createStage({ isQuick }: PlayOptions): Stage {
  const count = isQuick ? 20_000 : 100_000;
  const files: SmallFiles = { count, sizeBytes: 100, hasEqualParts: true };
  const computers = new SyncedComputers(files);
  const paths = listPaths(files);
  let acts = 0;
  const whileWatched = async (act: (path: string) => Promise<void>): Promise<Measurement> => {
    acts += 1;
    const { homePath, folder, site } = await computers.find(OURS);
    return measureWatched({ homePath, folder, server: site.server }, () => act(join(folder, paths[acts] ?? '')));
  };
  return {
    parts: [
      { program: 'first upload of 1000 × 10 kB', measure: measureUpload },
      {
        program: `pass without a change, ${count} files`,
        async measure() {
          const { homePath, folder, site } = await computers.find(OURS);
          return measureStall({ homePath, folder, server: site.server });
        },
      },
      { program: 'an edit, while watched', measure: () => whileWatched((path) => appendFile(path, '.')) },
      { program: 'a deletion, while watched', measure: () => whileWatched((path) => rm(path)) },
      { program: 'a rename, while watched', measure: () => whileWatched((path) => rename(path, `${path}.alt`)) },
    ],
    [Symbol.asyncDispose]: () => computers[Symbol.asyncDispose](),
  };
}

async function measureUpload(): Promise<Measurement> {
  await using site: Site = await openSite();
  const homePath = await site.makeHome('stalls');
  const folder = await makeFolder(homePath);
  await writeFiles(folder, { count: 1_000, sizeBytes: 10_000 });
  await waitUntilStill();
  return await measureStall({ homePath, folder, server: site.server });
}

/** From an act until both sides are equal again; the start of the program is left out. */
async function measureWatched(place: OurPlace, act: () => Promise<void>): Promise<Measurement> {
  const reportPath = join(place.homePath, 'stall.txt');
  const before = place.server.readTraffic();
  const watching = await startWatching(place, {
    nodeOptions: ['--import', RECORDER],
    environment: { BAYERNBOX_BENCH_STALLS: reportPath },
  });
  const started = watching.readUsage();
  watching.signal('SIGUSR2');
  const isAtRest = watching.waitUntilIdle();
  await act();
  await isAtRest;
  const [ended, after] = [watching.readUsage(), place.server.readTraffic()];
  await watching[Symbol.asyncDispose]();
  return {
    timeMs: Number(readFileSync(reportPath, 'utf8')),
    cpuMs: ended.cpuMs - started.cpuMs,
    peakMemoryBytes: ended.peakMemoryBytes,
    requests: after.requests - before.requests,
    bytes: after.bytes - before.bytes,
  };
}

async function measureStall(place: OurPlace): Promise<Measurement> {
  const reportPath = join(place.homePath, 'stall.txt');
  const command = toOurCommand(place, { options: ['--quiet'], nodeOptions: ['--import', RECORDER] });
  const environment = { ...command.environment, BAYERNBOX_BENCH_STALLS: reportPath };
  const measured = await runMeasured({ ...command, environment }, place.server);
  return { ...measured, timeMs: Number(readFileSync(reportPath, 'utf8')) };
}
