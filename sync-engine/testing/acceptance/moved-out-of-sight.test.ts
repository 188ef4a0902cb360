import { mkdirSync, renameSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openSetting } from './command-setting.ts';

it('keeps a file on the server that was moved into a folder whose name the server cannot hold', async () => {
  await using setting = await openSetting();
  setting.write({ 'Brief.txt': 'Liebe Kollegen', 'Notiz.txt': 'bleibt' });
  await setting.sync();
  mkdirSync(`${setting.folder}/Ablage\\2026`);
  renameSync(`${setting.folder}/Brief.txt`, `${setting.folder}/Ablage\\2026/Brief.txt`);

  const result = await setting.sync();

  expect(result.exitCode).toBe(1);
  expect(Object.values(await setting.account.readContent())).toHaveLength(2);
}, 120_000);
