import { readFileSync } from 'node:fs';
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
import { waitUntilStill, writeFiles } from '../small-files.ts';

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
  const computers = new SyncedComputers({ count, sizeBytes: 100, hasEqualParts: true });
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

async function measureStall(place: OurPlace): Promise<Measurement> {
  const reportPath = join(place.homePath, 'stall.txt');
  const command = toOurCommand(place, { options: ['--quiet'], nodeOptions: ['--import', RECORDER] });
  const environment = { ...command.environment, BAYERNBOX_BENCH_STALLS: reportPath };
  const measured = await runMeasured({ ...command, environment }, place.server);
  return { ...measured, timeMs: Number(readFileSync(reportPath, 'utf8')) };
}
