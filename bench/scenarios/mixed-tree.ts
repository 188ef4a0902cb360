import { join } from 'node:path';
import { copyPackages } from '#build/demo/real-tree.ts';
import { openSite } from '../bench-server.ts';
import { OURS } from '../contenders.ts';
import { REQUEST_COUNTS } from '../guards.ts';
import type { Scenario, SizeOptions, Stage } from '../scenario.ts';
import { fasterThanPeers } from '../targets.ts';
import { waitUntilStill } from '../small-files.ts';

const COMMON = {
  peers: ['owncloudcmd', 'nextcloudcmd', 'rclone bisync'],
  latenciesMs: [0],
  guards: [
    {
      path: REQUEST_COUNTS,
      title: 'a tree of many sizes and depths costs one request for each file and each directory',
    },
  ],
} as const;

/** Installed packages, as every machine has them on which this runs: many sizes, deep directories. */
export const mixedUpload: Scenario = {
  ...COMMON,
  name: 'mixed-upload',
  title: (options) => `first upload of a real tree of at least ${filesOf(options)} files`,
  targets: [fasterThanPeers('first upload of a real tree ≥ 2 × the fastest peer', 2)],
  open: async (options) => createUploadStage(filesOf(options)),
};

/** The same tree comes to a new computer. */
export const mixedDownload: Scenario = {
  ...COMMON,
  name: 'mixed-download',
  title: (options) => `first download of a real tree of at least ${filesOf(options)} files`,
  targets: [fasterThanPeers('first download of a real tree ≥ 2 × the fastest peer', 2)],
  open: (options) => openDownloadStage(filesOf(options)),
};

/** At least so many: whole packages are taken. */
const MIN_FILES = { full: 10_000, quick: 1_000, tiny: 10 } as const;

function filesOf({ size }: Pick<SizeOptions, 'size'>): number {
  return MIN_FILES[size];
}

function createUploadStage(minFiles: number): Stage {
  return {
    async measure(contender) {
      await using site = await openSite();
      const computer = await contender.addComputer(await site.makeHome(contender.name), site.server);
      copyPackages(join(computer.folder, 'Programme'), minFiles);
      await waitUntilStill();
      return await computer.sync();
    },
    async [Symbol.asyncDispose]() {},
  };
}

async function openDownloadStage(minFiles: number): Promise<Stage> {
  const site = await openSite();
  const source = await OURS.addComputer(await site.makeHome('source'), site.server);
  copyPackages(join(source.folder, 'Programme'), minFiles);
  await waitUntilStill();
  await source.sync();
  return {
    measure: async (contender) =>
      (await contender.addComputer(await site.makeHome(contender.name), site.server)).sync(),
    [Symbol.asyncDispose]: () => site[Symbol.asyncDispose](),
  };
}
