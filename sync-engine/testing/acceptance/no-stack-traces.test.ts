import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runCommand } from '../../cli/command-process.ts';
import { openSetting, SECRET } from './command-setting.ts';
import type { Setting } from './command-setting.ts';

const STACK = /^\s+at /m;

it('says in words that the marker of the folder cannot be read', async () => {
  await using setting = await openSetting();
  await setting.sync();
  const marker = join(setting.folder, '.bayernbox', 'folder.json');
  rmSync(marker);
  mkdirSync(marker);

  const result = await setting.sync();

  expect(result.stderr).not.toMatch(STACK);
  expect(result.exitCode).toBe(4);
}, 120_000);

it('says in words that the state directory cannot be made', async () => {
  await using setting = await openSetting();
  writeFileSync(setting.stateDirectory, 'a file');

  const result = await setting.sync();

  expect(result.stderr).not.toMatch(STACK);
  expect([2, 4]).toContain(result.exitCode);
}, 120_000);

it('refuses a user name with a colon as a wrong command line', async () => {
  await using setting = await openSetting();

  const result = await syncAs(setting, 'an:na', setting.stateDirectory);

  expect(result.stderr).not.toMatch(STACK);
  expect(result.exitCode).toBe(2);
}, 120_000);

it('refuses a state directory inside the folder, which would sync its own database for ever', async () => {
  await using setting = await openSetting();

  const result = await syncAs(setting, 'anna', join(setting.folder, 'state'));

  expect(result.exitCode).toBe(2);
  expect(await setting.account.readContent()).toEqual({});
}, 120_000);

function syncAs({ folder, server }: Setting, user: string, stateDirectory: string): ReturnType<typeof runCommand> {
  return runCommand({
    args: ['sync', folder, server.url, '--user', user, '--state-dir', stateDirectory],
    environment: SECRET,
  });
}
