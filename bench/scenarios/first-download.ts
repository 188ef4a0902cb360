import type { ProfileKind } from '#dev-server/server-options.ts';
import { delayAnswers, openSite } from '../bench-server.ts';
import type { PlayOptions, Scenario, Stage } from '../scenario.ts';
import { runCurl } from '../raw-transfers.ts';
import { listPaths, putFiles } from '../small-files.ts';
import { fasterThanPeers } from '../targets.ts';
import { ARCHIVES, REQUEST_COUNTS } from '../guards.ts';
import { sizeFor } from './first-upload.ts';

/** A new computer fetches a server full of small files. */
export const firstDownload: Scenario = {
  name: 'first-download',
  title: (options) => `first download of ${sizeFor(options).count} × 10 kB`,
  targets: [fasterThanPeers('first download ≥ 3 × the fastest peer', 3)],
  limit: 'curl',
  peers: ['owncloudcmd', 'nextcloudcmd', 'rclone bisync'],
  latenciesMs: [0, 20, 80],
  guards: [
    { path: REQUEST_COUNTS, title: 'a first download looks at each directory at most once and asks for no file twice' },
  ],
  open: (options) => open(options, 'owncloud10'),
};

/** The same from a server that has archives. */
export const firstDownloadInfiniteScale: Scenario = {
  ...firstDownload,
  name: 'first-download-infinite-scale',
  title: (options) => `${firstDownload.title(options)}, Infinite Scale`,
  targets: [fasterThanPeers('first download from Infinite Scale ≥ 3 × the fastest peer', 3)],
  guards: [
    ...firstDownload.guards,
    { path: ARCHIVES, title: 'of 500 small files in 25 directories takes 8 archives and no request for a file' },
  ],
  open: (options) => open(options, 'infinite-scale'),
};

async function open(options: PlayOptions, profile: ProfileKind): Promise<Stage> {
  const files = sizeFor(options);
  const site = await openSite({ profile });
  const { server } = site;
  await putFiles(server, files);
  delayAnswers(server, options.latencyMs);
  return {
    async measure(contender) {
      return (await contender.addComputer(await site.makeHome(contender.name), server)).sync();
    },
    async measureLimit() {
      const homePath = await site.makeHome('curl');
      return runCurl({ server, homePath, folder: homePath, paths: listPaths(files), direction: 'down' });
    },
    [Symbol.asyncDispose]: () => site[Symbol.asyncDispose](),
  };
}
