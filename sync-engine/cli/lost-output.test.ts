import { expect, it } from 'vitest';
import { openSetting } from '../testing/acceptance/command-setting.ts';
import { readContent } from '../testing/acceptance/folder-content.ts';

// A device that refuses every byte, as a full disk does.
it.runIf(process.platform === 'linux').each([[['--json']], [[]]])(
  'syncs to its end although nobody can be told, and says so by its exit code (%j)',
  async (more: readonly string[]) => {
    await using setting = await openSetting();
    setting.write({ 'Brief.txt': 'Liebe Kollegen' });

    const result = await setting.syncWith({ outputPath: '/dev/full' }, ...more);

    expect(await setting.account.readContent()).toEqual(readContent(setting.folder));
    expect([result.exitCode, result.stderr]).toEqual([1, expect.not.stringContaining('    at ')]);
  },
);
