import type { ProfileKind } from '#dev-server/server-options.ts';
import { delayAnswers, openSite } from '../bench-server.ts';
import type { PlayOptions, Scenario, Stage } from '../scenario.ts';
import { runCurl } from '../raw-transfers.ts';
import { listPaths, putFiles } from '../small-files.ts';
import { sizeFor } from './first-upload.ts';

/** A new computer fetches a server full of small files. */
export const firstDownload: Scenario = {
  name: 'first-download',
  title: (options) => `first download of ${sizeFor(options).count} × 10 kB`,
  target: '≥ 3 × the fastest peer',
  limit: 'curl',
  peers: ['owncloudcmd', 'nextcloudcmd', 'rclone bisync'],
  latenciesMs: [0, 20, 80],
  open: (options) => open(options, 'owncloud10'),
};

/** The same from a server that has archives. */
export const firstDownloadInfiniteScale: Scenario = {
  ...firstDownload,
  name: 'first-download-infinite-scale',
  title: (options) => `${firstDownload.title(options)}, Infinite Scale`,
  open: (options) => open(options, 'infinite-scale'),
};

async function open(options: PlayOptions, profile: ProfileKind): Promise<Stage> {
  const files = sizeFor(options);
  const site = await openSite(profile);
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
