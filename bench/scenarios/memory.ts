import { openSite } from '../bench-server.ts';
import { makeFolder, toOurCommand } from '../contenders.ts';
import { openGeneratedServer } from '../generated-server.ts';
import type { Measurement } from '../measurement.ts';
import { runMeasured } from '../run-program.ts';
import type { PlayOptions, Scenario, Stage } from '../scenario.ts';
import { linearTime, withinMemory } from '../targets.ts';
import { REQUEST_COUNTS } from '../guards.ts';

const ALL = [1_000, 10_000, 100_000, 1_000_000] as const;
const COUNTS = { full: ALL, quick: ALL, tiny: [10, 100] } as const;

/**
 * What it takes to look at a server full of files, for the first time, from an empty folder, to keep what was seen, and to
 * plan and begin the first portion. The server computes what it shows, so that a million entries need no disk; the program
 * is the real one, and the server ends its run by the answer to the first download.
 */
export const memory: Scenario = {
  name: 'memory',
  title: () => 'first look and first plan for a server full of files (it computes what it lists, and has none of them)',
  targets: [
    withinMemory('at most 150 MB while 100,000 entries are planned', 150, toProgram(100_000)),
    withinMemory('at most 600 MB while 1,000,000 entries are planned', 600, toProgram(1_000_000)),
    linearTime('a first plan of up to 1,000,000 entries takes linear time', ALL, 1.25),
  ],
  // A million entries are much to plan.
  limitMs: 240_000,
  peers: [],
  latenciesMs: [0],
  guards: [{ path: REQUEST_COUNTS, title: 'a plan for everything looks at each directory once, and changes nothing' }],
  open: createStage,
};

function toProgram(count: number): string {
  return `${count} entries`;
}

async function createStage({ size }: PlayOptions): Promise<Stage> {
  const site = await openSite();
  return {
    parts: COUNTS[size].map((count) => ({
      program: toProgram(count),
      measure: async () => measurePlan(count, await site.makeHome('plan')),
    })),
    [Symbol.asyncDispose]: () => site[Symbol.asyncDispose](),
  };
}

async function measurePlan(count: number, homePath: string): Promise<Measurement> {
  await using server = await openGeneratedServer(count);
  const folder = await makeFolder(homePath);
  const command = toOurCommand({ homePath, folder, server }, { options: ['--quiet'] });
  // It ends with 4, because the server is not available any more.
  return await runMeasured({ ...command, goodCodes: [4], isOutputDropped: true }, server);
}
