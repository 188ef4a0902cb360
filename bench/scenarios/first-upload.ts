import { delayAnswers, openSite } from '../bench-server.ts';
import { sendAs } from '../colleague.ts';
import { MANY_FILES, REQUEST_COUNTS } from '../guards.ts';
import type { PlayOptions, Scenario, SizeOptions, Stage } from '../scenario.ts';
import { fasterThanPeers, shareOfLimit } from '../targets.ts';
import { runCurl } from '../raw-transfers.ts';
import type { SmallFiles } from '../small-files.ts';
import { listDirectories, listPaths, waitUntilStill, writeFiles } from '../small-files.ts';

const FILES: SmallFiles = { count: 5_000, sizeBytes: 10_000 };

/** A folder full of small files is synced for the first time with an empty server. */
export const firstUpload: Scenario = {
  name: 'first-upload',
  title: (options) => `first upload of ${sizeFor(options).count} × 10 kB`,
  targets: [
    fasterThanPeers('first upload ≥ 2 × the fastest peer', 2),
    shareOfLimit('first upload ≥ 60 % of the raw rate of parallel PUTs', 0.6),
  ],
  limit: 'curl',
  peers: ['owncloudcmd', 'nextcloudcmd', 'rclone bisync'],
  latenciesMs: [0, 20, 80],
  guards: [
    {
      path: REQUEST_COUNTS,
      title: 'a first upload sends each file and each directory once, and looks at each directory at most twice',
    },
    {
      path: MANY_FILES,
      title: 'has at least 6 requests in flight while 1,000 files of 10 kB go up, and come down (%s)',
    },
  ],
  open: async (options) => createStage(options),
};

/** Fewer files tell the same; over a slow line all take so long that still fewer have to do. */
export function sizeFor({ size, latencyMs }: SizeOptions): SmallFiles {
  if (size === 'full') return FILES;
  if (size === 'tiny') return { ...FILES, count: 30 };
  return { ...FILES, count: latencyMs > 0 ? 200 : 1_500 };
}

function createStage(options: PlayOptions): Stage {
  const files = sizeFor(options);
  return {
    async measure(contender) {
      await using site = await openSite();
      delayAnswers(site.server, options.latencyMs);
      const computer = await contender.addComputer(await site.makeHome(contender.name), site.server);
      await writeFiles(computer.folder, files);
      await waitUntilStill();
      return await computer.sync();
    },
    async measureLimit() {
      await using site = await openSite();
      const { server } = site;
      const folder = await site.makeHome('files');
      await writeFiles(folder, files);
      const paths = listPaths(files);
      for (const directory of listDirectories(paths)) await sendAs(server, { method: 'MKCOL', path: directory });
      delayAnswers(server, options.latencyMs);
      return await runCurl({ server, homePath: await site.makeHome('curl'), folder, paths, direction: 'up' });
    },
    async [Symbol.asyncDispose]() {},
  };
}
