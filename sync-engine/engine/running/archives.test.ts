import { expect, test } from 'vitest';
import { ROOT_PATH } from '../../core/model/relative-path.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import type { RunEnd } from '../run-end.ts';

const LIMITS = { maxFiles: 8, maxBytes: 1_000 };
const FILES = 40;

function nameOf(number: number): string {
  return `${number}.txt`;
}

/** A server with 40 small files and archives of eight of them. */
function createFolder(): FakeFolder {
  const folder = new FakeFolder({ archiveLimits: LIMITS });
  for (let number = 0; number < FILES; number += 1) folder.server.writeFile(nameOf(number), `text ${number}`);
  return folder;
}

function countCalls({ transport }: FakeFolder): Readonly<Record<'archives' | 'downloads', number>> {
  return {
    archives: transport.calls.filter((call) => call === 'download-archive').length,
    downloads: transport.calls.filter((call) => call.startsWith('download ')).length,
  };
}

function expectAllHere(folder: FakeFolder): void {
  for (const [path, text] of Object.entries(folder.server.snapshot())) expect(folder.user.readFile(path)).toBe(text);
}

/** A run while time goes on; fails when it has not ended by then. */
async function runFor(folder: FakeFolder, ms: number, signal = new AbortController().signal): Promise<RunEnd> {
  const engine = await folder.open();
  let end: RunEnd | undefined;
  const running = engine.run({ kind: 'everything' }, signal).then((value) => (end = value));
  await folder.passTime(ms);
  if (end === undefined) throw new Error(`the run hangs for ${ms} ms`);
  return running;
}

test('many small files come in archives, and each is placed, counted and written down as if it had come alone', async () => {
  const folder = createFolder();

  expect(await folder.settle()).toEqual({ kind: 'idle', problems: [] });

  expectAllHere(folder);
  expect(countCalls(folder)).toEqual({ archives: 5, downloads: 0 });
  const progress = folder.events.flatMap((event) => (event.type === 'progress' ? [event.progress] : [])).at(-1);
  expect(progress).toMatchObject({ filesDone: FILES, filesTotal: FILES });
  expect(progress?.bytesDone).toBe(progress?.bytesTotal);
  expect(folder.disk.staging.size).toBe(0);
});

test('a newer version of files that are here comes in archives, too; the old ones are kept', async () => {
  const folder = createFolder();
  await folder.settle();
  for (let number = 0; number < FILES; number += 1) folder.server.writeFile(nameOf(number), `new text ${number}`);

  await folder.settle();

  expectAllHere(folder);
  expect(countCalls(folder)).toEqual({ archives: 10, downloads: 0 });
  expect(folder.disk.kept.size).toBe(FILES);
});

test('a file that changes before its archive is made comes by itself, with the version that it has then', async () => {
  const folder = createFolder();
  folder.server.faults.onCall = (call) => {
    if (call === 'download-archive') folder.server.writeFile(nameOf(3), 'TEXT 3');
  };

  await folder.run();
  folder.server.faults.onCall = () => {};
  expect(folder.user.readFile(nameOf(3))).toBeUndefined();
  await folder.settle();

  expectAllHere(folder);
  const row = [...folder.database.loadBase().values()].find(({ name }) => name === nameOf(3));
  expect(row?.remote?.etag).toBe(folder.server.getEntry(nameOf(3)).etag);
});

test('a file that is edited here while its archive comes is not replaced', async () => {
  const folder = createFolder();
  folder.server.faults.onCall = (call) => {
    if (call === 'download-archive') folder.user.writeFile(nameOf(3), 'mine');
  };

  await folder.run();
  folder.server.faults.onCall = () => {};
  await folder.settle();

  const texts = Object.values(folder.server.snapshot());
  expect(texts).toContain('mine');
  expect(texts).toContain('text 3');
});

test.each(['corrupt', 'truncate'] as const)('what an archive brings broken (%s) comes by itself', async (kind) => {
  const folder = createFolder();
  folder.server.faults.add({ kind, call: 'download-archive', afterBytes: 40 });

  expect(await folder.settle()).toEqual({ kind: 'idle', problems: [] });

  expectAllHere(folder);
  expect(countCalls(folder).downloads).toBeGreaterThan(0);
});

test('a run does without archives after two that brought little; the next one tries again', async () => {
  const folder = createFolder();
  folder.server.faults.add({ kind: 'fail', call: 'download-archive', code: 'no-permission' });

  await folder.settle();
  // Four are under way before anything is known of the first.
  expect(countCalls(folder)).toEqual({ archives: 4, downloads: FILES });

  folder.server.faults.clear();
  for (let number = 0; number < FILES; number += 1) folder.server.writeFile(nameOf(number), `new text ${number}`);
  await folder.settle();
  expectAllHere(folder);
  expect(countCalls(folder)).toEqual({ archives: 9, downloads: FILES });
});

test('an archive that never comes is given up after two minutes, and its files come by themselves', async () => {
  const folder = createFolder();
  folder.server.faults.onCall = (call) => (call === 'download-archive' ? new Promise(() => {}) : undefined);

  await runFor(folder, 121_000);

  expectAllHere(folder);
  expect(countCalls(folder)).toEqual({ archives: 4, downloads: FILES });
});

test('a disk that hangs under an archive holds up the files of that archive alone, and none is opened twice', async () => {
  const folder = createFolder();
  let opened = 0;
  const { promise, resolve } = Promise.withResolvers<undefined>();
  folder.filesystem.faults.onAct = (act) => {
    if (act !== 'open-staging') return undefined;
    opened += 1;
    return opened === 1 ? promise : undefined;
  };

  await runFor(folder, 126_000);
  const missing = Object.keys(folder.server.snapshot()).filter((path) => folder.user.readFile(path) === undefined);

  expect(missing).toHaveLength(LIMITS.maxFiles);
  expect((await folder.why(missing[0] ?? ''))?.code).toBe('stalled');

  resolve(undefined);
  await folder.passTime(600_000);
  await folder.settle();
  expectAllHere(folder);
});

test('what a stopped run has fetched is not fetched again', async () => {
  const folder = createFolder();
  const stop = new AbortController();
  let archives = 0;
  folder.server.faults.onCall = (call) => {
    if (call !== 'download-archive') return undefined;
    archives += 1;
    if (archives === 2) stop.abort();
    return archives === 1 ? undefined : new Promise(() => {});
  };

  await runFor(folder, 10_000, stop.signal);
  const staged = folder.disk.staging.size;
  const here = Object.keys(folder.server.snapshot()).filter((path) => folder.user.readFile(path) !== undefined).length;
  folder.server.faults.onCall = () => {};
  await folder.settle();

  expectAllHere(folder);
  expect(staged + here).toBeLessThan(FILES);
  expect(countCalls(folder).downloads).toBe(0);
});

test('a private file that cannot be made ends its archive; nothing is lost', async () => {
  const folder = createFolder();
  folder.filesystem.faults.add({ act: 'open-staging', path: ROOT_PATH, errno: 'EIO', times: 1 });

  await folder.settle();
  await folder.passTime(600_000);
  await folder.settle();

  expectAllHere(folder);
});

test('an archive takes no more than its share of a plan: a large file and one in post-processing come alone', async () => {
  const folder = createFolder();
  folder.server.writeFile('large', 'x'.repeat(2_000));
  folder.server.writeFile('busy.txt', 'busy');
  folder.server.getNode('busy.txt').isProcessing = true;

  await folder.run();

  expect(folder.transport.calls).toContain('download large');
  expect(countCalls(folder).archives).toBe(5);
  expect(folder.user.readFile('large')).toHaveLength(2_000);
  expect((await folder.why('busy.txt'))?.code).toBe('processing-on-server');
});
