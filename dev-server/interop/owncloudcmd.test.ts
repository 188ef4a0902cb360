import { appendFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startTestServer } from '../testing/test-server.ts';
import { describeTree, makeDirectory, runProgram, writeTree } from './foreign-client.ts';

const LIMIT_MS = 300_000;

it(
  'the official client syncs a tree between two folders, after edits, renames and deletes on both sides',
  { timeout: LIMIT_MS },
  async () => {
    await using test = await startTestServer('owncloud10');
    await using work = await makeDirectory();
    const [left, right] = [join(work.path, 'left'), join(work.path, 'right')];
    await mkdir(left);
    await mkdir(right);
    await writeTree(left);
    await test.status('MKCOL', 'tree');
    const sync = async (folder: string): Promise<void> => {
      const remote = `${test.server.url}/remote.php/webdav/tree`;
      const { exitCode, output } = await runProgram(
        'owncloudcmd',
        ['-h', '--non-interactive', '--user', 'anna', '--password', 'pw', folder, remote],
        {
          environment: { HOME: `${folder}-home` },
        },
      );
      expect(output).not.toMatch(
        /SyncFileItem::(?:Fatal|Normal|Soft|Detail)Error|SyncFileItem::Conflict|SyncFileItem::Blacklisted/u,
      );
      expect(exitCode, output.slice(-4_000)).toBe(0);
    };

    await sync(left);
    await sync(right);
    expect(await describeTree(right)).toEqual(await describeTree(left));

    await appendFile(join(right, 'ü ö ß.txt'), ' changed');
    await rename(join(right, 'dir 1'), join(right, 'dir one'));
    await rename(join(right, 'big.bin'), join(right, 'dir 4', 'huge.bin'));
    await rm(join(left, 'dir 2'), { recursive: true });
    await writeFile(join(left, 'dir 3', 'new.txt'), 'new');
    await appendFile(join(left, '🙂.txt'), ' changed');
    await sync(right);
    await sync(left);
    await sync(right);

    const result = await describeTree(left);
    expect(await describeTree(right)).toEqual(result);
    expect(Object.keys(result)).toEqual(expect.arrayContaining(['dir one', 'dir 3/new.txt', 'dir 4/huge.bin']));
    expect(Object.keys(result)).not.toEqual(expect.arrayContaining(['dir 2']));
    expect(
      test.server.requestLog.entries.filter((entry) => entry.method === 'MOVE' && entry.path.endsWith('/dir 1')).length,
    ).toBe(1);
    expect(test.server.requestLog.entries.filter((entry) => (entry.status ?? 500) >= 500)).toEqual([]);
  },
);
