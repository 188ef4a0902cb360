import { appendFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startTestServer } from '../testing/test-server.ts';
import type { TestServer } from '../testing/test-server.ts';
import { describeTree, makeDirectory, runProgram, writeTree } from './foreign-client.ts';

const LIMIT_MS = 300_000;

async function createRclone(test: TestServer, home: string): Promise<(...args: readonly string[]) => Promise<void>> {
  const { output } = await runProgram('rclone', ['obscure', 'pw']);
  const environment = {
    HOME: home,
    RCLONE_CONFIG: join(home, 'rclone.conf'),
    RCLONE_CONFIG_BOX_TYPE: 'webdav',
    RCLONE_CONFIG_BOX_URL: `${test.server.url}${test.root}`,
    RCLONE_CONFIG_BOX_VENDOR: 'owncloud',
    RCLONE_CONFIG_BOX_USER: 'anna',
    RCLONE_CONFIG_BOX_PASS: output.trim(),
    RCLONE_WEBDAV_PACER_MIN_SLEEP: '1ms',
  };
  return async (...args) => {
    const result = await runProgram('rclone', args, { environment });
    expect(result.output).not.toMatch(/ERROR|Failed/u);
    expect(result.exitCode, result.output).toBe(0);
  };
}

it.each(['owncloud10', 'infinite-scale'] as const)(
  'rclone syncs a tree up, down and back after edits in the second folder as %s',
  { timeout: LIMIT_MS },
  async (profile) => {
    await using test = await startTestServer(profile);
    await using work = await makeDirectory();
    const [left, right] = [join(work.path, 'left'), join(work.path, 'right')];
    await mkdir(left);
    await writeTree(left);
    const rclone = await createRclone(test, work.path);

    await rclone('sync', '--create-empty-src-dirs', left, 'box:tree');
    await rclone('sync', '--create-empty-src-dirs', 'box:tree', right);
    await rclone('check', '--checksum', left, 'box:tree');
    expect(await describeTree(right)).toEqual(await describeTree(left));

    await appendFile(join(right, 'ü ö ß.txt'), ' changed');
    await rename(join(right, 'dir 1'), join(right, 'dir one'));
    await rm(join(right, 'dir 2'), { recursive: true });
    await writeFile(join(right, 'dir 3', 'new.txt'), 'new');
    await rclone('sync', '--create-empty-src-dirs', '--track-renames', right, 'box:tree');
    await rclone('sync', '--create-empty-src-dirs', 'box:tree', left);
    expect(await describeTree(left)).toEqual(await describeTree(right));
    await rclone('check', '--download', right, 'box:tree');
  },
);
