import { join } from 'node:path';
import { copyPackages } from '#build/demo/real-tree.ts';
import { openSite } from '../bench-server.ts';
import { OURS } from '../contenders.ts';
import type { PlayOptions, Scenario, Stage } from '../scenario.ts';
import { waitUntilStill } from '../small-files.ts';

const COMMON = {
  target: '≥ 2 × the fastest peer',
  peers: ['owncloudcmd', 'nextcloudcmd', 'rclone bisync'],
  latenciesMs: [0],
} as const;

/** Installed packages, as every machine has them on which this runs: many sizes, deep directories. */
export const mixedUpload: Scenario = {
  ...COMMON,
  name: 'mixed-upload',
  title: (options) => `first upload of a real tree of ${filesOf(options)} files`,
  open: async (options) => createUploadStage(filesOf(options)),
};

/** The same tree comes to a new computer. */
export const mixedDownload: Scenario = {
  ...COMMON,
  name: 'mixed-download',
  title: (options) => `first download of a real tree of ${filesOf(options)} files`,
  open: (options) => openDownloadStage(filesOf(options)),
};

/** At least so many: whole packages are taken. */
function filesOf({ isQuick }: Pick<PlayOptions, 'isQuick'>): number {
  return isQuick ? 2_000 : 10_000;
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
