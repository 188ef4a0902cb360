import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findFolderDialog } from './folder-dialog.ts';

/** An environment in which a program of that name is there, and says what it is told. */
function makeEnv(program: string, script: string): NodeJS.ProcessEnv {
  const directory = mkdtempSync(join(tmpdir(), 'folder-dialog-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  writeFileSync(join(directory, program), `#!/bin/sh\n${script}\n`);
  chmodSync(join(directory, program), 0o755);
  return { DISPLAY: ':1', PATH: ['/nowhere', directory, '/bin'].join(delimiter) };
}

describe.runIf(process.platform === 'linux')('the dialog of the system in browser mode', () => {
  it('gives the folder that a person chose, beginning where they are', async () => {
    const dialog = findFolderDialog('linux', makeEnv('zenity', 'echo "/home/anna/Amt ${3#--filename=}"'));

    expect(await dialog?.('/home/anna')).toBe('/home/anna/Amt /home/anna');
  });

  it('takes no path that would be an option', async () => {
    const dialog = findFolderDialog('linux', makeEnv('zenity', 'echo "/home/anna $#"'));

    expect(await dialog?.('--title=x')).toBe('/home/anna 2');
  });

  it.each(['exit 1', 'echo', 'echo none'])('gives nothing when it was closed: %s', async (script) => {
    expect(await findFolderDialog('linux', makeEnv('kdialog', script))?.(undefined)).toBeUndefined();
  });

  it('is not offered without a program or a screen', () => {
    const env = makeEnv('zenity', 'echo /x');

    expect(findFolderDialog('linux', { DISPLAY: ':1', PATH: '/nowhere' })).toBeUndefined();
    expect(findFolderDialog('linux', { PATH: env['PATH'] })).toBeUndefined();
  });
});
