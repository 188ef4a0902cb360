import { rmSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openSetting } from './command-setting.ts';
import { readContent } from './folder-content.ts';

it('carries out a deletion that makes room although the storage on the server is used up', async () => {
  await using setting = await openSetting('owncloud10', { quotaBytes: 1_000_000 });
  setting.write({ 'alt.bin': 'a'.repeat(990_000) });
  await setting.sync();
  rmSync(`${setting.folder}/alt.bin`);
  for (let index = 0; index < 20; index += 1) setting.write({ [`neu-${index}.txt`]: 'n'.repeat(20_000) });

  await setting.sync();
  const second = await setting.sync();

  expect([second.exitCode, second.stderr]).toEqual([0, '']);
  expect(await setting.account.readContent()).toEqual(readContent(setting.folder));
}, 120_000);
