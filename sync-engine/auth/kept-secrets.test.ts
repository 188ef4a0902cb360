import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer } from '#dev-server/testing/test-server.ts';
import { getAccount, signIn, SignInSetting, stateOf, use } from '#sync-engine/testing/builders/sign-in-setting.ts';

const NEVER = new AbortController().signal;

let setting: SignInSetting;
beforeEach(() => {
  setting = new SignInSetting();
});
afterEach(() => setting[Symbol.asyncDispose]());

describe.each(['owncloud10', 'infinite-scale'] as const)('a password or app password on %s', (profile) => {
  const wish = { kind: 'password', userName: 'anna', password: 'pw' } as const;

  it('is checked at once, and kept in the keychain', async () => {
    await using test = await startTestServer(profile);
    const accounts = setting.open();

    const account = await getAccount(signIn(accounts, test, { wish }));

    expect(account).toMatchObject({ userName: 'anna', method: { kind: 'password' } });
    expect([await use(accounts, account, test), await use(setting.open(), account, test)]).toEqual([207, 207]);
  });

  it('that is wrong is refused, and nothing is stored', async () => {
    await using test = await startTestServer(profile);
    const accounts = setting.open();

    const end = await signIn(accounts, test, { wish: { ...wish, password: 'Falsch-7f3a' } });

    expect(end).toMatchObject({ kind: 'failed', code: 'sign-in-refused' });
    expect(JSON.stringify(end) + setting.log).not.toContain('Falsch-7f3a');
    expect([accounts.list(), readdirSync(setting.stateDirectory)]).toEqual([[], []]);
  });

  it('that was changed on the server needs a new sign-in, and nothing is cleared', async () => {
    await using test = await startTestServer(profile);
    const accounts = setting.open();
    const account = await getAccount(signIn(accounts, test, { wish }));
    await setting.keychain.write(account.id, JSON.stringify({ ...wish, password: 'an old one' }));
    const next = setting.open();

    expect([await use(next, account, test), stateOf(next)]).toEqual([401, { kind: 'sign-in-needed', why: 'refused' }]);
    expect((await setting.keychain.read(account.id)).ok).toBe(true);

    await setting.keychain.write(account.id, JSON.stringify(wish));
    expect([await use(next, account, test), stateOf(next)]).toEqual([207, { kind: 'signed-in' }]);
  });
});

describe('a token made by hand', () => {
  it('signs in, and the account belongs to whom the server says', async () => {
    await using test = await startTestServer('infinite-scale');
    const made = await test.send({ method: 'POST', path: '/auth-app/tokens?expiry=1h' });
    const { token } = JSON.parse(made.text) as { readonly token: string };
    const accounts = setting.open();

    const account = await getAccount(signIn(accounts, test, { wish: { kind: 'token', token } }));

    expect(account).toMatchObject({ userName: 'anna', method: { kind: 'token' } });
    expect(await use(accounts, account, test)).toBe(207);
  });

  it('that no header can hold is refused without being shown', async () => {
    await using test = await startTestServer('infinite-scale');

    const end = await signIn(setting.open(), test, { wish: { kind: 'token', token: 'geheim\r\nX-Evil: 1' } });

    expect(end).toMatchObject({ kind: 'failed', code: 'sign-in-refused' });
    expect(JSON.stringify(end)).not.toContain('geheim');
  });
});

describe('the keychain', () => {
  it.each(['no-keychain', 'keychain-locked', 'keychain-silent'] as const)(
    'that is not there (%s) leaves the secret in memory for this run, and that is said',
    async (failure) => {
      await using test = await startTestServer('infinite-scale');
      setting.secrets.failure = failure;
      const accounts = setting.open();

      const account = await getAccount(signIn(accounts, test));

      expect([account.isKept, await use(accounts, account, test)]).toEqual(['until-exit', 207]);
      expect(setting.log).toContain(failure);
      const next = setting.open();
      expect([await use(next, account, test), stateOf(next)]).toEqual([
        'sign-in-needed',
        { kind: 'sign-in-needed', why: 'keychain-unreadable' },
      ]);
    },
  );

  it('that comes back later takes the next token that is handed out', async () => {
    await using test = await startTestServer('infinite-scale');
    setting.secrets.failure = 'keychain-locked';
    const accounts = setting.open();
    const account = await getAccount(signIn(accounts, test));
    await use(accounts, account, test);
    setting.secrets.failure = undefined;
    test.server.signIn.dropAccessTokens();

    await use(accounts, account, test);

    expect(accounts.list()[0]?.isKept).toBe('in-keychain');
  });

  it('that does not let go of a secret is told when the person signs out', async () => {
    await using test = await startTestServer('owncloud10');
    const accounts = setting.open();
    const wish = { kind: 'password', userName: 'anna', password: 'pw' } as const;
    const account = await getAccount(signIn(accounts, test, { wish }));
    setting.secrets.failure = 'keychain-locked';

    expect(await accounts.remove(account.id, NEVER)).toEqual({ revocation: 'none', isSecretRemoved: false });
    expect(accounts.list()).toEqual([]);
  });

  it('that is not there is made up for by a process that outlives this one', async () => {
    await using test = await startTestServer('infinite-scale');
    setting.secrets.failure = 'no-keychain';
    const memory = new Map<string, string>();
    const session = {
      known: memory,
      onChange: (key: string, secret: string | undefined): unknown =>
        secret === undefined ? memory.delete(key) : memory.set(key, secret),
    };
    const account = await getAccount(signIn(setting.open({}, session), test));

    const next = setting.open({}, session);

    expect(await use(next, account, test)).toBe(207);
    expect(next.list()).toMatchObject([{ isKept: 'until-exit' }]);
    await next.signOut(account.id, NEVER);
    expect(memory.size).toBe(0);
  });
});
