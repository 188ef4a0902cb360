import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findSystemDialog } from './system-dialog.ts';

/** An environment in which a program of that name is there, and says what it is told. */
function makeEnv(program: string, script: string): NodeJS.ProcessEnv {
  const directory = mkdtempSync(join(tmpdir(), 'system-dialog-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  writeFileSync(join(directory, program), `#!/bin/sh\n${script}\n`);
  chmodSync(join(directory, program), 0o755);
  return { DISPLAY: ':1', PATH: ['/nowhere', directory, '/bin'].join(delimiter) };
}

describe.runIf(process.platform === 'linux')('the dialog of the system in browser mode', () => {
  it('gives the folder that a person chose, beginning where they are', async () => {
    const dialog = findSystemDialog('directory', 'linux', makeEnv('zenity', 'echo "/home/anna/Amt ${3#--filename=}"'));

    expect(await dialog?.('/home/anna')).toBe('/home/anna/Amt /home/anna');
  });

  it('gives the file that a person chose, beginning in the folder that they are in', async () => {
    const dialog = findSystemDialog('file', 'linux', makeEnv('zenity', 'echo "${2#--filename=}Plan.dwg"'));

    expect(await dialog?.('/home/anna')).toBe('/home/anna/Plan.dwg');
  });

  it('takes no path that would be an option', async () => {
    const dialog = findSystemDialog('directory', 'linux', makeEnv('zenity', 'echo "/home/anna $#"'));

    expect(await dialog?.('--title=x')).toBe('/home/anna 2');
  });

  it.each(['exit 1', 'echo', 'echo none'])('gives nothing when it was closed: %s', async (script) => {
    expect(await findSystemDialog('directory', 'linux', makeEnv('kdialog', script))?.(undefined)).toBeUndefined();
  });

  it('is not offered without a program or a screen', () => {
    const env = makeEnv('zenity', 'echo /x');

    expect(findSystemDialog('directory', 'linux', { DISPLAY: ':1', PATH: '/nowhere' })).toBeUndefined();
    expect(findSystemDialog('directory', 'linux', { PATH: env['PATH'] })).toBeUndefined();
  });
});
