import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { HeadlessBrowser } from '#dev-server/testing/headless-browser.ts';
import type { KeyringSession } from '../../secrets/keyring-session.ts';
import { startKeyringSession } from '../../secrets/keyring-session.ts';
import { openSetting, SECRET, USER } from '../../testing/acceptance/command-setting.ts';
import type { Setting } from '../../testing/acceptance/command-setting.ts';
import { readContent } from '../../testing/acceptance/folder-content.ts';
import { parseLines, runCommand, startCommand } from '../command-process.ts';
import type { CommandResult } from '../command-process.ts';

const LIMIT_MS = 120_000;

let keyring: KeyringSession;
beforeAll(async () => {
  keyring = await startKeyringSession('open');
});
afterAll(() => keyring[Symbol.asyncDispose]());

type Options = Parameters<typeof runCommand>[0];

/** Runs the command on a computer with a keychain. */
function run(
  { stateDirectory }: Setting,
  args: readonly string[],
  more: Partial<Options> = {},
): Promise<CommandResult> {
  const environment = { ...keyring.environment, ...more.environment };
  return runCommand({ ...more, args: [...args, '--state-dir', stateDirectory], environment });
}

/** Signs in with a browser that a test plays. */
async function login(
  setting: Setting,
  args: readonly string[] = [],
  person: typeof USER = USER,
): Promise<CommandResult> {
  const command = startCommand({
    args: ['login', setting.server.url, '--no-browser', '--json', '--state-dir', setting.stateDirectory, ...args],
    environment: { ...keyring.environment },
  });
  const address = await vi.waitFor(() => readAddress(command.stdout()), { timeout: 20_000, interval: 20 });
  await new HeadlessBrowser().signIn(address, person);
  return command.ended;
}

function readAddress(stdout: string): string {
  const address = parseLines(stdout).find(({ type }) => type === 'browser')?.['address'];
  if (typeof address !== 'string') throw new Error('not yet');
  return address;
}

function readState({ stateDirectory }: Setting): string {
  const names = existsSync(stateDirectory) ? readdirSync(stateDirectory) : [];
  return names.map((name) => readFileSync(join(stateDirectory, name), 'latin1')).join('\n');
}

describe.runIf(process.platform === 'linux')('on a computer with a keychain', { timeout: LIMIT_MS }, () => {
  it.each([
    ['infinite-scale', 'oidc', 'taken back on the server'],
    ['owncloud10', 'oauth2', 'ends by itself'],
  ] as const)(
    'signs in with the browser, syncs without a password, and signs out (%s)',
    async (profile, method, words) => {
      await using setting = await openSetting(profile, { browserSignIn: true, signIn: { hasRevocation: true } });
      setting.write({ 'Brief.txt': 'Liebe Kollegen' });

      const signedIn = await login(setting);
      const listed = await run(setting, ['accounts']);
      const synced = await run(setting, ['sync', setting.folder, setting.server.url, '--json']);
      const signedOut = await run(setting, ['logout']);
      const refused = await run(setting, ['sync', setting.folder, setting.server.url]);

      expect([signedIn.exitCode, parseLines(signedIn.stdout).at(-1)]).toMatchObject([
        0,
        { type: 'signed-in', isNew: true, userName: USER.name, method, isKept: 'in-keychain' },
      ]);
      expect(listed.stdout).toMatch(/^anna \(anna\), http:.*: signed in\n$/);
      expect([synced.exitCode, synced.stderr]).toEqual([0, '']);
      expect(await setting.account.readContent()).toEqual(readContent(setting.folder));
      expect([signedOut.exitCode, signedOut.stdout]).toEqual([0, expect.stringContaining(words)]);
      expect([refused.exitCode, refused.stderr]).toEqual([3, expect.stringContaining('Sign-in needed')]);
      const outputs = [signedIn, listed, synced, signedOut, refused].map(({ stdout, stderr }) => stdout + stderr);
      const text = outputs.join('\n') + readState(setting);
      expect(text).not.toMatch(/Bearer|refresh_?token|access_?token|code_verifier|[?&]code=/i);
      expect(text).not.toContain(USER.password);
    },
  );

  it('goes on syncing while tokens end, and uses each refresh token once', async () => {
    await using setting = await openSetting('infinite-scale', {
      signIn: { rotation: 'strict', accessTokenSeconds: 1 },
    });
    const files = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`akte-${index}.txt`, `Akte ${index}`]));
    setting.write(files);
    await login(setting);
    const slow = { method: 'PUT', effect: { kind: 'latency', latencyMs: 100 } } as const;
    setting.server.faults.add(slow);

    const synced = await run(setting, ['sync', setting.folder, setting.server.url]);

    const refreshes = setting.server.requestLog.entries.filter(({ path }) => path === '/konnect/v1/token');
    expect([synced.exitCode, synced.stderr]).toEqual([0, '']);
    expect(refreshes.length).toBeGreaterThan(2);
    expect(Object.keys(await setting.account.readContent())).toHaveLength(60);
  });

  it('says "sign-in needed" when the server takes it no longer, deletes nothing, and goes on after a new login', async () => {
    await using setting = await openSetting('infinite-scale');
    setting.write({ 'Brief.txt': 'Liebe Kollegen' });
    await login(setting);
    await run(setting, ['sync', setting.folder, setting.server.url]);
    setting.write({ 'Neu.txt': 'neu' });
    setting.server.signIn.settings.refresh = 'refused';

    const refused = await run(setting, ['sync', setting.folder, setting.server.url]);
    const listed = await run(setting, ['accounts', '--json']);
    setting.server.signIn.settings.refresh = 'works';
    const again = await login(setting);
    const synced = await run(setting, ['sync', setting.folder, setting.server.url]);

    expect([refused.exitCode, refused.stderr]).toEqual([3, expect.stringContaining('Sign-in needed')]);
    expect(parseLines(listed.stdout)).toMatchObject([{ state: { kind: 'sign-in-needed', why: 'refused' } }]);
    expect(parseLines(again.stdout).at(-1)).toMatchObject({ type: 'signed-in', isNew: false });
    expect([synced.exitCode, Object.keys(await setting.account.readContent())]).toEqual([0, ['Brief.txt', 'Neu.txt']]);
  });

  it('refuses another person where an account waits for its own', async () => {
    const other = { name: 'bernd', password: 'Anderes-91' };
    await using setting = await openSetting('infinite-scale', { users: [USER, other] });
    await login(setting);

    const wrong = await login(setting, ['--user', USER.name], other as unknown as typeof USER);

    expect([wrong.exitCode, wrong.stderr]).toEqual([3, expect.stringContaining('This is another account')]);
    expect(parseLines((await run(setting, ['accounts', '--json'])).stdout)).toMatchObject([{ userName: USER.name }]);
  });

  it('takes an app password from standard input', async () => {
    await using setting = await openSetting();
    setting.write({ 'Brief.txt': 'Liebe Kollegen' });

    const args = ['login', setting.server.url, '--user', USER.name, '--password-stdin'];
    const signedIn = await run(setting, args, { stdin: `${USER.password}\n` });
    const synced = await run(setting, ['sync', setting.folder, setting.server.url]);

    expect([signedIn.exitCode, signedIn.stdout]).toEqual([0, expect.stringContaining('Signed in: anna')]);
    expect(synced.exitCode).toBe(0);
  });
});

describe('login', { timeout: LIMIT_MS }, () => {
  it('keeps nothing where there is no keychain, and says so', async () => {
    await using setting = await openSetting();
    const args = ['login', setting.server.url, '--user', USER.name, '--state-dir', setting.stateDirectory];

    const result = await runCommand({
      args,
      environment: { ...SECRET, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' },
    });

    expect([result.exitCode, result.stderr]).toEqual([4, expect.stringContaining('no open keychain')]);
    expect(readState(setting)).not.toContain(USER.name);
  });

  it.each([
    ['https://', 2, 'not an address'],
    ['https://anna:geheim@box.example.org', 2, 'must contain neither user nor password'],
    ['http://127.0.0.1:9', 4, 'takes no connection'],
  ])('says what is wrong with the address %s', async (address, exitCode, words) => {
    const result = await runCommand({ args: ['login', address] });

    expect([result.exitCode, result.stderr]).toEqual([exitCode, expect.stringContaining(words)]);
    expect(result.stderr).not.toContain('geheim');
  });

  it('tells what the server told at the first look', async () => {
    await using setting = await openSetting();
    setting.server.faults.setMaintenance(true);

    const result = await run(setting, ['login', setting.server.url], { environment: SECRET });

    expect([result.exitCode, result.stderr]).toEqual([4, expect.stringContaining('under maintenance')]);
  });

  it('does nothing when the rules of the organisation cannot be read', async () => {
    await using setting = await openSetting();
    const file = join(setting.stateDirectory, '..', 'tenant.json');
    writeFileSync(file, '{"trust": {"isHttpAllowed": "yes"}}');
    const environment = { ...SECRET, BAYERNBOX_TENANT_FILE: file };

    const results = [
      await run(setting, ['login', setting.server.url], { environment }),
      await run(setting, ['sync', setting.folder, setting.server.url], { environment }),
    ];

    for (const { exitCode, stderr } of results)
      expect([exitCode, stderr]).toEqual([2, expect.stringContaining('rules of your organisation')]);
    expect(setting.server.requestLog.entries).toEqual([]);
  });

  it('says what is wrong with a list of accounts that it cannot read, and leaves it as it is', async () => {
    await using setting = await openSetting();
    mkdirSync(setting.stateDirectory);
    const path = join(setting.stateDirectory, 'accounts.json');
    const damaged = '{"version": 1, "accounts": "broken"}';
    writeFileSync(path, damaged);

    for (const words of [['accounts'], ['logout'], ['login', setting.server.url]]) {
      const { exitCode, stderr } = await run(setting, words);
      expect([exitCode, stderr]).toEqual([4, expect.stringContaining(`damaged: ${path} (other contents at accounts)`)]);
    }
    const json = await run(setting, ['accounts', '--json']);
    expect(JSON.parse(json.stdout)).toMatchObject({ type: 'error', code: 'accounts-file-damaged', path });

    const sync = await run(setting, ['sync', setting.folder, setting.server.url]);
    expect([sync.exitCode, sync.stderr]).toEqual([2, expect.stringContaining(path)]);

    expect(readdirSync(setting.stateDirectory)).toEqual(['accounts.json']);
    expect(readFileSync(path, 'utf8')).toBe(damaged);
    expect(setting.server.requestLog.entries).toEqual([]);
  });
});
