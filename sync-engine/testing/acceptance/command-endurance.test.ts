import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import type { CommandProcess } from '../../cli/command-process.ts';
import { parseLines } from '../../cli/command-process.ts';
import { hundredFiles, lastLine, openSetting, WAIT } from './command-setting.ts';
import { readContent } from './folder-content.ts';

const LIMIT_MS = 600_000;

it.each(['owncloud10', 'infinite-scale'] as const)(
  'with --watch brings an edit to the other computer while both run, and Ctrl-C ends both within 5 s (%s)',
  { timeout: 2 * LIMIT_MS },
  async (profile) => {
    await using setting = await openSetting(profile);
    setting.write({ 'Brief.txt': 'eins' });
    await setting.sync();
    const watching = [setting.folder, setting.other].map((folder) => setting.start(folder, '--watch', '--json'));
    const linesOf = ({ stdout }: CommandProcess) => parseLines(stdout());
    const rest = () =>
      vi.waitUntil(() => watching.every((running) => linesOf(running).at(-1)?.['type'] === 'idle'), WAIT);
    const isTransfer = ({ type, verb }: Readonly<Record<string, unknown>>) =>
      type === 'operation' && (verb === 'upload' || verb === 'download');
    const copy = join(setting.other, 'Brief.txt');
    try {
      await vi.waitUntil(() => existsSync(copy), WAIT);
      await rest();
      setting.write({ 'Brief.txt': 'zwei' });
      await vi.waitUntil(() => readFileSync(copy, 'utf8') === 'zwei', WAIT);
      // The bytes are there a moment before the command tells of them, and only then comes the rest that is meant.
      await vi.waitUntil(() => watching.flatMap(linesOf).filter(isTransfer).length === 3, WAIT);
      await rest();
    } finally {
      for (const running of watching) running.signal('SIGINT');
    }
    const stopMs = performance.now();
    const results = await Promise.all(watching.map(({ ended }) => ended));

    expect(performance.now() - stopMs).toBeLessThan(5_000);
    expect(results.map(lastLine)).toMatchObject([
      { type: 'summary', uploaded: 1, problems: [], conflicts: 0 },
      { type: 'summary', downloaded: 2, problems: [], conflicts: 0 },
    ]);
    expect(results.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
  },
);

it('ends within 5 s with a summary when Ctrl-C comes in the middle of uploads', { timeout: LIMIT_MS }, async () => {
  await using setting = await openSetting();
  setting.write(hundredFiles());
  setting.server.faults.add({ method: 'PUT', nth: 20, effect: { kind: 'stall', timeoutMs: 30_000 } });
  const running = setting.start(setting.folder, '--json');
  await vi.waitUntil(() => setting.server.faults.stalledRequests > 0, WAIT);
  const stopMs = performance.now();
  running.signal('SIGINT');

  const result = await running.ended;

  expect(performance.now() - stopMs).toBeLessThan(5_000);
  expect([result.exitCode, lastLine(result)]).toMatchObject([1, { type: 'summary', conflicts: 0 }]);
});

it.each([
  ['owncloud10', 1],
  ['owncloud10', 60],
  ['owncloud10', 140],
  ['owncloud10', 200],
  ['infinite-scale', 30],
  ['infinite-scale', 190],
] as const)(
  'loses nothing and makes no second versions when it is killed in the middle of uploads (%s, after %i writes)',
  { timeout: LIMIT_MS },
  async (profile, writesBefore) => {
    await using setting = await openSetting(profile);
    setting.write(
      Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`Akten/${index}.txt`, `Akte ${index}`])),
    );
    writeFileSync(join(setting.folder, 'Film.mp4'), Buffer.alloc(30 * 1024 * 1024, 'film'));
    const before = readContent(setting.folder);
    const running = setting.start(setting.folder, '--limit-up', '10240');
    const isWrite = ({ method }: { readonly method: string }) => ['MKCOL', 'PUT', 'PATCH', 'MOVE'].includes(method);
    const countWrites = () => setting.server.requestLog.entries.filter(isWrite).length;
    await vi.waitUntil(() => countWrites() >= writesBefore, { ...WAIT, interval: 5 });
    running.signal('SIGKILL');
    const killed = await running.ended;
    const atKill = Object.keys(await setting.account.readContent()).length;

    const again = await setting.sync('--json');

    expect(killed.exitCode).toBe(undefined);
    expect(atKill).toBeLessThan(202);
    expect([again.exitCode, lastLine(again)]).toMatchObject([0, { conflicts: 0, downloaded: 0, problems: [] }]);
    expect(readContent(setting.folder)).toEqual(before);
    expect(await setting.account.readContent()).toEqual(before);
  },
);

it(
  'with --watch waits for a server that is away, says so, and goes on when it is there',
  { timeout: LIMIT_MS },
  async () => {
    await using setting = await openSetting();
    setting.write({ 'Brief.txt': 'eins' });
    setting.server.faults.add({ effect: { kind: 'drop-before' } });
    const running = setting.start(setting.folder, '--watch');
    try {
      await vi.waitUntil(() => running.stdout().includes('Server unreachable; it is tried again by itself'), WAIT);
      setting.server.faults.clear();
      await vi.waitUntil(() => running.stdout().includes('Everything is in sync'), WAIT);
    } finally {
      running.signal('SIGINT');
    }

    const { exitCode, stderr } = await running.ended;
    expect([exitCode, stderr.match(/Server unreachable/g)]).toEqual([0, ['Server unreachable']]);
    expect(await setting.account.readContent()).toEqual(readContent(setting.folder));
  },
);
