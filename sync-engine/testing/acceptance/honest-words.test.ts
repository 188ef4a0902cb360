import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { hundredFiles, lastLine, openSetting } from './command-setting.ts';

it('does not promise in a dry run deletions that the sync would hold back', async () => {
  await using setting = await openSetting();
  setting.write(hundredFiles());
  await setting.sync();
  rmSync(join(setting.folder, 'Akten'), { recursive: true });
  mkdirSync(join(setting.folder, 'Akten'));

  const looked = await setting.sync('--dry-run');
  const synced = await setting.sync();

  expect([looked.exitCode, synced.exitCode]).toEqual([5, 5]);
}, 120_000);

it('counts it as a conflict when a name is taken and the item here gets another one', async () => {
  await using setting = await openSetting();
  setting.write({ Plan: 'a file' });
  await setting.sync();
  mkdirSync(join(setting.other, 'Plan'));
  writeFileSync(join(setting.other, 'Plan', 'Seite.txt'), 'inside');

  const result = await setting.start(setting.other, '--json').ended;

  expect(lastLine(result)).toMatchObject({ movedLocal: 1, conflicts: 1 });
}, 120_000);

it('tells that what was agreed on is lost and that deletions are taken back', async () => {
  await using setting = await openSetting();
  setting.write({ 'a.txt': 'a', 'b.txt': 'b' });
  await setting.sync();
  rmSync(join(setting.folder, '.bayernbox'), { recursive: true });
  rmSync(join(setting.folder, 'a.txt'));

  const result = await setting.sync();

  const lines = (result.stdout + result.stderr).trim().split('\n');
  expect(lines.filter((line) => !line.startsWith('Uploaded'))).not.toEqual([]);
}, 120_000);

it('an error of the server comes with the id under which its log has the request', { timeout: 120_000 }, async () => {
  await using setting = await openSetting();
  setting.write({ 'Brief.txt': 'eins' });
  setting.server.faults.add({ method: 'PUT', effect: { kind: 'status', status: 403 } });

  const { stderr } = await setting.sync();

  const logged = setting.server.requestLog.entries
    .filter(({ method }) => method === 'PUT')
    .map(({ requestHeaders }) => `[request ${requestHeaders['x-request-id']} in the server's log]`);
  expect(logged.some((words) => stderr.includes(words))).toBe(true);
});
