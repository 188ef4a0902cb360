import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openSetting } from '../../testing/acceptance/command-setting.ts';
import { parseLines, runCommand } from '../command-process.ts';

it('says that something was deleted here, when, and that only the server may still have it', async () => {
  await using setting = await openSetting();
  setting.write({ 'alt.txt': 'x' });
  await setting.sync();
  rmSync(join(setting.folder, 'alt.txt'));
  await setting.sync();

  const told = await runCommand({ args: ['why', join(setting.folder, 'alt.txt'), '--json'] });
  const shown = await runCommand({ args: ['why', join(setting.folder, 'alt.txt')] });

  const removal = { cause: 'here', isKept: false, wayBack: { kind: 'server-trash' } };
  expect(parseLines(told.stdout)).toMatchObject([{ code: 'was-removed', removal }]);
  expect(shown.stdout).toMatch(
    /^alt\.txt: no longer here, nor on the server\nDeleted here, then on the server too: .*\nTo bring it back: on the server/,
  );
});

it('names the command that brings back what others deleted, and it does', async () => {
  await using setting = await openSetting();
  setting.write({ 'alt.txt': 'x' });
  await setting.sync();
  await setting.account.remove('alt.txt');
  await setting.sync();

  const { stdout } = await runCommand({ args: ['why', join(setting.folder, 'alt.txt')] });
  const [, id = '', folder = ''] = /bayernbox undo (\S+) '(.*)'$/m.exec(stdout) ?? [];
  await runCommand({ args: ['undo', id, folder, '--yes'] });

  expect(readFileSync(join(setting.folder, 'alt.txt'), 'utf8')).toBe('x');
});

it('says which sign keeps a name from the server, and what else it could be called', async () => {
  await using setting = await openSetting();
  await setting.sync();
  setting.write({ 'Amt\\Akte.txt': 'x' });

  const { stdout } = await runCommand({ args: ['why', join(setting.folder, 'Amt\\Akte.txt')] });

  expect(stdout).toContain('Not allowed in a name: \\\nProposal: rename it here to “Amt_Akte.txt”.\n');
});

it('says that it has not asked about the locks of others, where such a lock would matter', async () => {
  await using setting = await openSetting();
  setting.write({ 'Plan.txt': 'x', '~$Plan.docx': 'x' });
  await setting.sync();

  const shown = await runCommand({ args: ['why', join(setting.folder, 'Plan.txt')] });
  const told = await runCommand({ args: ['why', join(setting.folder, 'Plan.txt'), '--json'] });
  const excluded = await runCommand({ args: ['why', join(setting.folder, '~$Plan.docx'), '--json'] });

  expect(shown.stdout).toContain('The server was not asked whether someone else has locked it');
  expect(parseLines(told.stdout)).toMatchObject([{ code: 'in-sync', wereOthersLocksAsked: false }]);
  expect(parseLines(excluded.stdout)[0]).not.toHaveProperty('wereOthersLocksAsked');
});
