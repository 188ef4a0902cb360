import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openSetting } from '../testing/acceptance/command-setting.ts';
import { runCommand } from './command-process.ts';

it('says which sign keeps a name from the server, and what else it could be called', async () => {
  await using setting = await openSetting();
  await setting.sync();
  setting.write({ 'Amt\\Akte.txt': 'x' });

  const { stdout } = await runCommand({ args: ['why', join(setting.folder, 'Amt\\Akte.txt')] });

  expect(stdout).toContain('Not allowed in a name: \\\nProposal: rename it here to “Amt_Akte.txt”.\n');
});
