import { once } from 'node:events';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getActiveResourcesInfo } from 'node:process';
import type { EntryInfo } from 'readdirp';
import { expect, it } from 'vitest';
import { DirectoryStream } from './directory-stream.ts';

it('tells the directories in a directory with their stats, and neither files nor links', async () => {
  await using root = await mkdtempDisposable(join(tmpdir(), 'bayernbox-stream-'));
  mkdirSync(join(root.path, 'below/further'), { recursive: true });
  writeFileSync(join(root.path, 'file'), '');
  symlinkSync(join(root.path, 'below'), join(root.path, 'link'));

  const entries = await listAll(new DirectoryStream(root.path));

  expect(entries.map(({ path, stats }) => [path, stats?.isDirectory()])).toEqual([['below', true]]);
});

it('reads four directories at a time, however many are asked for at once', async () => {
  await using root = await mkdtempDisposable(join(tmpdir(), 'bayernbox-stream-'));
  const before = countReads();

  const streams = Array.from({ length: 50 }, () => new DirectoryStream(root.path));

  expect(countReads() - before).toBe(4);
  expect(await Promise.all(streams.map(listAll))).toHaveLength(50);
});

it('goes on with others after a directory that cannot be read', async () => {
  const missing = Array.from({ length: 5 }, () => listAll(new DirectoryStream('/nothing/here')));
  expect(await Promise.all(missing)).toEqual([[], [], [], [], []]);

  await using root = await mkdtempDisposable(join(tmpdir(), 'bayernbox-stream-'));
  mkdirSync(join(root.path, 'below'));

  expect(await listAll(new DirectoryStream(root.path))).toHaveLength(1);
});

/** Calls to the disk that have not been answered yet. */
function countReads(): number {
  return getActiveResourcesInfo().filter((name) => name === 'FSReqPromise').length;
}

async function listAll(stream: DirectoryStream): Promise<readonly EntryInfo[]> {
  const entries: EntryInfo[] = [];
  stream.on('data', (entry: EntryInfo) => entries.push(entry));
  await once(stream, 'close');
  return entries;
}
