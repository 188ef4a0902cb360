import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Setting } from '../../testing/acceptance/command-setting.ts';
import { openSetting, SECRET } from '../../testing/acceptance/command-setting.ts';
import type { CommandResult } from '../command-process.ts';
import { runCommand } from '../command-process.ts';

it('syncs no folder inside of one that is synced, and says in which', async () => {
  await using setting = await openSetting();
  setting.write({ 'Amt/Bau/Plan.txt': 'x' });
  await setting.sync();
  const inner = join(setting.folder, 'Amt/Bau');

  const refused = await sync(setting, inner);
  forgetAll(setting);
  const alone = await sync(setting, inner);

  expect([refused.exitCode, refused.stderr]).toEqual([
    2,
    `This folder lies in ${setting.folder}, which is synced already. Choose one outside of it.\n`,
  ]);
  expect(alone.exitCode).toBe(0);
});

it('syncs no folder around one that is synced, says around which, and has sent nothing of it', async () => {
  await using setting = await openSetting();
  const inner = join(setting.folder, 'Amt/Bau');
  setting.write({ 'Amt/Bau/Plan.txt': 'x', 'Amt/Notiz.txt': 'y' });
  await sync(setting, inner);

  const refused = await sync(setting, setting.folder);
  const onServer = await setting.account.readContent();
  forgetAll(setting);
  const alone = await sync(setting, setting.folder);

  expect([refused.exitCode, refused.stderr]).toEqual([
    2,
    `${inner} lies in this folder and is synced already. Choose a folder beside it.\n`,
  ]);
  expect(Object.keys(onServer)).toEqual(['Plan.txt']);
  expect(alone.stderr).not.toContain('synced already');
});

function sync(setting: Setting, folder: string): Promise<CommandResult> {
  return runCommand({ args: setting.args(folder), environment: SECRET });
}

/** Of folders that are synced no more only their markers are left. */
function forgetAll({ stateDirectory }: Setting): void {
  rmSync(stateDirectory, { recursive: true });
  mkdirSync(stateDirectory);
}
