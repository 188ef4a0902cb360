import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createSeededRandom } from '#dev-server/faults/seeded-random.ts';
import { openSite } from '../bench-server.ts';
import { runCurl } from '../raw-transfers.ts';
import { REQUEST_COUNTS } from '../guards.ts';
import type { PlayOptions, Scenario, SizeOptions, Stage } from '../scenario.ts';
import { shareOfLimit } from '../targets.ts';
import { waitUntilStill } from '../small-files.ts';

const NAME = 'Luftbild.tif';
const MEGABYTE = 1_000_000;

const COMMON = {
  limit: 'curl, one PUT or GET',
  peers: ['owncloudcmd', 'nextcloudcmd', 'rclone bisync'],
  latenciesMs: [0],
} as const;

/** One large file goes up. */
export const largeUpload: Scenario = {
  ...COMMON,
  name: 'large-upload',
  title: (options) => `upload of one file of ${sizeOf(options) / MEGABYTE} MB`,
  targets: [shareOfLimit('one large file goes up at ≥ 90 % of curl', 0.9)],
  guards: [{ path: REQUEST_COUNTS, title: 'a large file goes up in as few pieces as its size needs' }],
  open: async (options) => createUploadStage(options),
};

/** One large file comes down. */
export const largeDownload: Scenario = {
  ...COMMON,
  name: 'large-download',
  title: (options) => `download of one file of ${sizeOf(options) / MEGABYTE} MB`,
  targets: [shareOfLimit('one large file comes down at ≥ 90 % of curl', 0.9)],
  guards: [{ path: REQUEST_COUNTS, title: 'a large file comes down in one piece (%s)' }],
  open: openDownloadStage,
};

const MEGABYTES = { full: 1_000, quick: 500, tiny: 20 } as const;

function sizeOf({ size }: Pick<SizeOptions, 'size'>): number {
  return MEGABYTES[size] * MEGABYTE;
}

/** Bytes that no server can shorten. */
async function writeLargeFile(folder: string, options: PlayOptions): Promise<void> {
  const random = createSeededRandom(options.seed);
  const block = Buffer.from(Array.from({ length: MEGABYTE }, () => Math.floor(random() * 256)));
  function* blocks(): Generator<Buffer> {
    for (let written = 0; written < sizeOf(options); written += MEGABYTE) {
      block.writeUInt32LE(written % 2 ** 32);
      yield Buffer.from(block);
    }
  }
  await pipeline(Readable.from(blocks(), { objectMode: false }), createWriteStream(join(folder, NAME)));
}

function createUploadStage(options: PlayOptions): Stage {
  return {
    async measure(contender) {
      await using site = await openSite({ isLarge: true });
      const computer = await contender.addComputer(await site.makeHome(contender.name), site.server);
      await writeLargeFile(computer.folder, options);
      await waitUntilStill();
      return await computer.sync();
    },
    async measureLimit() {
      await using site = await openSite({ isLarge: true });
      const [homePath, folder] = [await site.makeHome('curl'), await site.makeHome('files')];
      await writeLargeFile(folder, options);
      return await runCurl({ server: site.server, homePath, folder, paths: [NAME], direction: 'up' });
    },
    async [Symbol.asyncDispose]() {},
  };
}

async function openDownloadStage(options: PlayOptions): Promise<Stage> {
  const site = await openSite({ isLarge: true });
  const { server } = site;
  const [homePath, source] = [await site.makeHome('curl'), await site.makeHome('files')];
  await writeLargeFile(source, options);
  await runCurl({ server, homePath, folder: source, paths: [NAME], direction: 'up' });
  return {
    async measure(contender) {
      return (await contender.addComputer(await site.makeHome(contender.name), server)).sync();
    },
    async measureLimit() {
      return runCurl({ server, homePath, folder: await site.makeHome('fetched'), paths: [NAME], direction: 'down' });
    },
    [Symbol.asyncDispose]: () => site[Symbol.asyncDispose](),
  };
}
