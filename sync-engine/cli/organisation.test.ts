import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Setting } from '../testing/acceptance/command-setting.ts';
import { openSetting, SECRET } from '../testing/acceptance/command-setting.ts';
import { parseLines, runCommand, startCommand } from './command-process.ts';
import type { CommandResult } from './command-process.ts';

const LIMIT_MS = 120_000;
const ELSEWHERE = { servers: [{ name: 'Stadt Musterstadt', url: 'https://box.musterstadt.example' }] };

/** An organisation that has decided this, and a way to run the command under it. */
function decide({ stateDirectory }: Setting, enforced: object) {
  const path = join(stateDirectory, '..', 'tenant.json');
  writeFileSync(path, JSON.stringify({ policies: { enforced } }));
  const environment = { ...SECRET, BAYERNBOX_TENANT_FILE: path };
  const run = (...args: readonly string[]): Promise<CommandResult> => runCommand({ args, environment });
  return { path, run };
}

/** Puts a program in the place of the one that knows NetworkManager and UPower; without answers it knows nothing. */
function answerFromSystem({ stateDirectory }: Setting, answers: readonly string[]): string {
  const directory = join(stateDirectory, '..', `system-${answers.length}`);
  mkdirSync(directory);
  writeFileSync(join(directory, 'busctl'), `#!/bin/sh\ncase "$*" in ${answers.join(' ')} *) exit 1;; esac\n`, {
    mode: 0o755,
  });
  return `${directory}:${process.env['PATH'] ?? ''}`;
}

const METERED = '*Metered*) echo "u 1";;';
const ON_BATTERY = '*OnBattery*) echo "b true";;';

describe('an organisation that allows other servers only', { timeout: LIMIT_MS }, () => {
  it('is obeyed by sync, spaces and login before anybody is asked, and named', async () => {
    await using setting = await openSetting();
    const { path, run } = decide(setting, ELSEWHERE);
    const { url } = setting.server;

    const results = [
      await run(...setting.args()),
      await run('spaces', url),
      await run('login', url, '--state-dir', setting.stateDirectory),
    ];

    for (const { exitCode, stderr } of results) {
      expect([exitCode, stderr]).toEqual([6, expect.stringContaining('Stadt Musterstadt')]);
      expect(stderr).toContain(path);
    }
    expect(setting.server.requestLog.entries).toEqual([]);
  });

  it('is told to programs as a code', async () => {
    await using setting = await openSetting();
    const { run } = decide(setting, ELSEWHERE);

    const { stdout } = await run(...setting.args(), '--json');

    expect(parseLines(stdout)).toEqual([{ type: 'error', code: 'server-not-allowed', detail: setting.server.url }]);
  });
});

describe('an organisation that has decided settings', { timeout: LIMIT_MS }, () => {
  it('refuses what a person wants otherwise, and is followed where nobody says a word', async () => {
    await using setting = await openSetting();
    const massRemoval = { maxFiles: 1, maxShare: 0.1, minFiles: 1 };
    const { run } = decide(setting, { excludes: '*.geheim', massRemoval });
    setting.write({ 'Brief.txt': 'Liebe Kollegen', 'Akte.geheim': 'bleibt hier' });

    const refused = await run(...setting.args(), '--on-mass-delete', 'allow');
    const synced = await run(...setting.args());

    expect([refused.exitCode, refused.stderr]).toEqual([6, expect.stringContaining('--on-mass-delete')]);
    expect([synced.exitCode, synced.stderr]).toEqual([0, '']);
    expect(Object.keys(await setting.account.readContent())).toEqual(['Brief.txt']);
  });

  it('begins nothing in the hours in which it syncs nothing, and lets people look', async () => {
    await using setting = await openSetting();
    const { run } = decide(setting, { pauseWindows: '00:00-24:00' });
    setting.write({ 'Brief.txt': 'Liebe Kollegen' });

    const refused = await run(...setting.args());
    const looked = await run(...setting.args(), '--dry-run');

    expect([refused.exitCode, refused.stderr]).toEqual([6, expect.stringContaining('00:00-24:00')]);
    expect(looked.exitCode).toBe(1);
    expect(await setting.account.readContent()).toEqual({});
  });

  it.runIf(process.platform === 'linux').each([
    [{ shouldPauseOnMetered: true }, METERED, 'organisation-metered'],
    [{ shouldPauseOnBattery: true }, ON_BATTERY, 'organisation-battery'],
  ])('of %j begins nothing while that is so, and lets people look', async (enforced, answer, code) => {
    await using setting = await openSetting();
    const { path } = decide(setting, enforced);
    const environment = { ...SECRET, BAYERNBOX_TENANT_FILE: path, PATH: answerFromSystem(setting, [answer]) };
    setting.write({ 'Brief.txt': 'Liebe Kollegen' });

    const refused = await setting.syncWith({ environment }, '--json');
    const looked = await setting.syncWith({ environment }, '--dry-run');

    expect([refused.exitCode, parseLines(refused.stdout)]).toMatchObject([6, [{ type: 'error', code }]]);
    expect(looked.exitCode).toBe(1);
    expect(await setting.account.readContent()).toEqual({});
  });

  it.runIf(process.platform === 'linux')(
    'is told where nobody knows what its rules depend on, and is synced',
    async () => {
      await using setting = await openSetting();
      const { path } = decide(setting, { shouldPauseOnMetered: true, shouldPauseOnBattery: true });
      const environment = { ...SECRET, BAYERNBOX_TENANT_FILE: path, PATH: answerFromSystem(setting, []) };
      setting.write({ 'Brief.txt': 'Liebe Kollegen' });

      const synced = await setting.syncWith({ environment });

      expect([synced.exitCode, synced.stderr.split('\n').length]).toEqual([0, 3]);
      expect(synced.stderr).toContain('This computer does not tell whether it does');
      expect(Object.keys(await setting.account.readContent())).toEqual(['Brief.txt']);
    },
  );

  it.runIf(process.platform === 'linux')(
    'makes a watching command wait for another network, and says why',
    async () => {
      await using setting = await openSetting();
      const { path } = decide(setting, { shouldPauseOnMetered: true });
      const environment = { ...SECRET, BAYERNBOX_TENANT_FILE: path, PATH: answerFromSystem(setting, [METERED]) };
      setting.write({ 'Brief.txt': 'Liebe Kollegen' });
      const command = startCommand({ args: [...setting.args(), '--watch', '--json'], environment });

      await expect.poll(() => command.stdout(), { timeout: 60_000 }).toContain('"why":"metered"');
      command.signal('SIGINT');
      await command.ended;

      expect(await setting.account.readContent()).toEqual({});
    },
  );

  it('decides about new folders of the server also where a person had chosen before', async () => {
    await using setting = await openSetting();
    setting.write({ 'Brief.txt': 'Liebe Kollegen' });
    await setting.sync();
    const { run } = decide(setting, { newDirectories: { kind: 'ask' } });
    await setting.account.makeDirectory('Neu');

    const synced = await run(...setting.args());
    const chosen = await run('folders', 'new', 'take', setting.folder, '--state-dir', setting.stateDirectory);
    const listed = await run('folders', 'list', '', setting.folder, '--state-dir', setting.stateDirectory, '--json');

    expect(synced.exitCode).toBe(0);
    expect([chosen.exitCode, chosen.stderr]).toEqual([6, expect.stringContaining('folders new take')]);
    expect(parseLines(listed.stdout).at(-1)).toEqual({
      type: 'selection',
      newDirectories: { kind: 'ask' },
      undecided: ['Neu'],
    });
  });

  it('lets nobody have more accounts than it allows', async () => {
    await using setting = await openSetting();
    mkdirSync(setting.stateDirectory);
    const account = {
      id: '0123456789abcdef',
      serverAddress: setting.server.url,
      serverKind: 'owncloud10',
      productName: 'ownCloud',
      userId: 'bernd',
      userName: 'bernd',
      displayName: 'Bernd',
      method: { kind: 'password' },
      state: { kind: 'signed-in' },
    };
    writeFileSync(join(setting.stateDirectory, 'accounts.json'), JSON.stringify({ version: 1, accounts: [account] }));
    const { run } = decide(setting, { maxAccounts: 1 });

    const args = ['--user', 'anna', '--state-dir', setting.stateDirectory];
    const { exitCode, stderr } = await run('login', setting.server.url, ...args);

    expect([exitCode, stderr]).toEqual([6, expect.stringContaining('no more accounts')]);
  });
});
