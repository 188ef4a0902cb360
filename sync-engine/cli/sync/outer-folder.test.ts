import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openSetting, SECRET } from '../../testing/acceptance/command-setting.ts';
import { runCommand } from '../command-process.ts';

it('syncs no folder inside of one that is synced, and says in which', async () => {
  await using setting = await openSetting();
  setting.write({ 'Amt/Bau/Plan.txt': 'x' });
  await setting.sync();
  const inner = join(setting.folder, 'Amt/Bau');

  const refused = await runCommand({ args: setting.args(inner), environment: SECRET });
  rmSync(setting.stateDirectory, { recursive: true });
  mkdirSync(setting.stateDirectory);
  const alone = await runCommand({ args: setting.args(inner), environment: SECRET });

  expect([refused.exitCode, refused.stderr]).toEqual([
    2,
    `This folder lies in ${setting.folder}, which is synced already. Choose one outside of it.\n`,
  ]);
  expect(alone.exitCode).toBe(0);
});
