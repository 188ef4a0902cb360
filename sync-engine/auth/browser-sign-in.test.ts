import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HeadlessBrowser } from '#dev-server/testing/headless-browser.ts';
import { startTestServer } from '#dev-server/testing/test-server.ts';
import type { TestServer } from '#dev-server/testing/test-server.ts';
import {
  BERND,
  find,
  getAccount,
  signIn,
  SignInSetting,
  stateOf,
  use,
} from '#sync-engine/testing/builders/sign-in-setting.ts';
import type { AccountEvent } from '../core/model/account.ts';

const NEVER = new AbortController().signal;

let setting: SignInSetting;
beforeEach(() => {
  setting = new SignInSetting();
});
afterEach(() => setting[Symbol.asyncDispose]());

const KINDS = [
  ['OpenID Connect on Infinite Scale', 'infinite-scale', 'oidc'],
  ['OAuth2 on ownCloud 10', 'owncloud10', 'oauth2'],
] as const;

describe.each(KINDS)('%s', (_name, profile, method) => {
  const start = (options: Parameters<typeof startTestServer>[1] = {}): Promise<TestServer> =>
    startTestServer(profile, { browserSignIn: true, ...options });

  it('signs a person in with the browser, and the next program finds the account', async () => {
    await using test = await start();
    const accounts = setting.open();
    const events: AccountEvent[] = [];
    accounts.onEvent((event) => events.push(event));

    const account = await getAccount(signIn(accounts, test));
    const next = setting.open();

    expect(account).toMatchObject({
      serverAddress: test.server.url,
      serverKind: profile,
      userName: 'anna',
      displayName: 'anna',
      method: { kind: method },
      state: { kind: 'signed-in' },
      isKept: 'in-keychain',
    });
    expect(events).toEqual([{ type: 'account-added', account }]);
    expect(setting.pages.at(-1)).toEqual({ kind: 'signed-in', displayName: 'anna' });
    expect([await use(accounts, account, test), next.list(), await use(next, account, test)]).toEqual([
      207,
      [account],
      207,
    ]);
  });

  it('always uses PKCE with S256, a state, and comes back to this computer', async () => {
    await using test = await start();
    const accounts = setting.open();

    const started = accounts.beginSignIn({
      server: await find(accounts, test),
      wish: { kind: 'browser' },
      accountId: undefined,
      userNameHint: 'anna',
    });
    const query = new URL((await started.browserAddress) ?? '').searchParams;
    started.cancel();

    expect(query.get('code_challenge_method')).toBe('S256');
    for (const name of ['code_challenge', 'state']) expect(query.get(name)).toMatch(/^[\w-]{43}$/);
    expect(query.get('redirect_uri')).toMatch(
      method === 'oidc' ? /^http:\/\/127\.0\.0\.1:\d+$/ : /^http:\/\/localhost:\d+$/,
    );
    expect([query.get('login_hint'), query.get('user')]).toEqual(['anna', 'anna']);
    expect(query.has('nonce')).toBe(method === 'oidc');
    expect(await started.ended).toMatchObject({ kind: 'failed', code: 'cancelled' });
  });

  it('renews a token that has become bad, once, and repeats the request', async () => {
    await using test = await start();
    const accounts = setting.open();
    const account = await getAccount(signIn(accounts, test));
    await use(accounts, account, test);
    test.server.signIn.dropAccessTokens();

    const ends = await Promise.all([1, 2, 3].map(() => use(accounts, account, test)));

    const refreshes = test.server.requestLog.entries.filter(({ path }) =>
      /konnect\/v1\/token|api\/v1\/token/.test(path),
    );
    // One for the sign-in, one for the renewal.
    expect([ends, refreshes.length]).toEqual([[207, 207, 207], 2]);
  });

  it('takes a refusal to renew as "sign-in needed", keeps what is stored, and goes on after a new sign-in', async () => {
    await using test = await start();
    const accounts = setting.open();
    const account = await getAccount(signIn(accounts, test));
    await use(accounts, account, test);
    const before = await setting.keychain.read(account.id);
    test.server.signIn.dropAccessTokens();
    test.server.signIn.settings.refresh = 'refused';

    expect([await use(accounts, account, test), await use(accounts, account, test)]).toEqual([
      'sign-in-needed',
      'sign-in-needed',
    ]);
    expect(stateOf(accounts)).toEqual({ kind: 'sign-in-needed', why: 'refused' });
    expect(stateOf(setting.open())).toEqual({ kind: 'sign-in-needed', why: 'refused' });
    expect(await setting.keychain.read(account.id)).toEqual(before);

    test.server.signIn.settings.refresh = 'works';
    const again = await signIn(accounts, test, { accountId: account.id });

    expect(again).toMatchObject({ kind: 'signed-in', isNew: false, account: { id: account.id } });
    expect([await use(accounts, account, test), stateOf(accounts)]).toEqual([207, { kind: 'signed-in' }]);
  });

  it('takes a renewal that fails on the way for no sign-out', async () => {
    await using test = await start();
    const accounts = setting.open();
    const account = await getAccount(signIn(accounts, test));
    await use(accounts, account, test);
    test.server.signIn.dropAccessTokens();
    const path = 'konnect/v1/token|api/v1/token';
    const faults = [
      test.server.faults.add({ path, times: 1, effect: { kind: 'drop-before' } }),
      test.server.faults.add({ path, nth: 2, times: 1, effect: { kind: 'status', status: 503 } }),
    ];

    const ends = [await use(accounts, account, test), await use(accounts, account, test)];
    for (const fault of faults) test.server.faults.remove(fault);

    expect(ends).toEqual(['server-unreachable', 'server-error']);
    expect([await use(accounts, account, test), stateOf(accounts)]).toEqual([207, { kind: 'signed-in' }]);
  });

  it('refuses another person in the place of the one whose account it is, and touches nothing', async () => {
    await using test = await start({ signIn: { hasRevocation: true } });
    const accounts = setting.open();
    const account = await getAccount(signIn(accounts, test));
    const before = [await setting.keychain.read(account.id), accounts.list()];

    const end = await signIn(accounts, test, { person: BERND, accountId: account.id });

    expect(end).toMatchObject({
      kind: 'failed',
      code: 'wrong-user',
      wrongUser: {
        expected: expect.stringContaining('anna') as unknown,
        actual: expect.stringContaining('bernd') as unknown,
      },
    });
    expect(setting.pages.at(-1)).toEqual({ kind: 'failed', code: 'wrong-user' });
    expect([await setting.keychain.read(account.id), accounts.list()]).toEqual(before);
    expect(await use(accounts, account, test)).toBe(207);
  });

  it('signs out here in any case, and removes the secret', async () => {
    await using test = await start();
    const accounts = setting.open();
    const account = await getAccount(signIn(accounts, test));

    const end = await accounts.signOut(account.id, NEVER);

    expect(end).toEqual({ revocation: 'not-offered', isSecretRemoved: true });
    expect(await setting.keychain.read(account.id)).toEqual({ ok: true, value: undefined });
    expect([await use(accounts, account, test), stateOf(accounts)]).toEqual(['sign-in-needed', { kind: 'signed-out' }]);
  });

  it('lets nothing secret into files, logs, events or prints', async () => {
    await using test = await start({ signIn: { hasRevocation: true } });
    const accounts = setting.open();
    const told: unknown[] = [];
    accounts.onEvent((event) => told.push(event));
    setting.secrets.failure = 'keychain-locked';
    const account = await getAccount(signIn(accounts, test));
    setting.secrets.failure = undefined;
    test.server.signIn.dropAccessTokens();
    const source = accounts.authorizationOf(account.id);
    const header = await source.authorize();
    await use(accounts, account, test);
    test.server.signIn.settings.refresh = 'refused';
    test.server.signIn.dropAccessTokens();
    await use(accounts, account, test);
    const stored = await setting.keychain.read(account.id);

    const files = readdirSync(setting.stateDirectory).map((name) =>
      readFileSync(join(setting.stateDirectory, name), 'latin1'),
    );
    const text = [
      setting.log,
      ...files,
      inspect(told, { depth: 9 }),
      inspect(accounts, { depth: 9, showHidden: true }),
    ].join('\n');
    const hidden = [header.ok ? header.value.slice(7) : '', JSON.parse(stored.ok ? (stored.value ?? '{}') : '{}')];
    const { refreshToken } = hidden[1] as { readonly refreshToken: string };
    expect([hidden[0], refreshToken]).toEqual([expect.stringMatching(/.{20}/), expect.stringMatching(/.{20}/)]);
    for (const secret of [hidden[0] as string, refreshToken]) expect(text).not.toContain(secret);
    expect(setting.log).toContain('keychain-locked');
  });
});

describe('a sign-in with the browser', () => {
  it('survives strict rotation: each refresh token is used once', async () => {
    await using test = await startTestServer('infinite-scale', {
      signIn: { rotation: 'strict' },
    });
    const accounts = setting.open();
    const account = await getAccount(signIn(accounts, test));
    const used = new Set<unknown>();

    for (let turn = 0; turn < 3; turn += 1) {
      test.server.signIn.dropAccessTokens();
      expect(await use(accounts, account, test)).toBe(207);
      used.add(JSON.stringify(await setting.keychain.read(account.id)));
    }

    expect(used.size).toBe(3);
  });

  it('survives two programs that renew at the same time, even with strict rotation', async () => {
    await using test = await startTestServer('infinite-scale', { signIn: { rotation: 'strict' } });
    const [first, second] = [setting.open(), setting.open()];
    const account = await getAccount(signIn(first, test));
    await use(second, account, test);
    await use(first, account, test);
    test.server.signIn.dropAccessTokens();

    const ends = await Promise.all([use(first, account, test), use(second, account, test)]);

    expect(ends).toEqual([207, 207]);
  });

  it('is kept although an older one is being renewed at that moment', async () => {
    await using test = await startTestServer('infinite-scale');
    const accounts = setting.open();
    const account = await getAccount(signIn(accounts, test));
    test.server.signIn.dropAccessTokens();
    const stall = { kind: 'stall', timeoutMs: 20_000 } as const;
    const fault = test.server.faults.add({ path: 'konnect/v1/token', effect: stall });
    const isAsked = (): boolean =>
      test.server.requestLog.entries.filter(({ path }) => path === '/graph/v1.0/me').length === 2;

    const renewing = use(accounts, account, test);
    await vi.waitUntil(() => test.server.faults.stalledRequests === 1, { timeout: 15_000 });
    const wish = { kind: 'password', userName: 'anna', password: 'pw' } as const;
    const signingIn = signIn(accounts, test, { wish, accountId: account.id });
    await vi.waitUntil(isAsked, { timeout: 15_000 });
    test.server.faults.remove(fault);

    expect([await renewing, (await signingIn).kind]).toEqual([207, 'signed-in']);
    const stored = await setting.keychain.read(account.id);
    expect(stored.ok ? stored.value : '').toContain('"kind":"password"');
    expect([await use(accounts, account, test), await use(setting.open(), account, test)]).toEqual([207, 207]);
  });

  it('of the same person on the same server renews the account that is there', async () => {
    await using test = await startTestServer('infinite-scale');
    const accounts = setting.open();
    const account = await getAccount(signIn(accounts, test));

    const again = await signIn(accounts, test);
    const other = await signIn(accounts, test, { person: BERND });

    expect(again).toMatchObject({ isNew: false, account: { id: account.id } });
    expect(other).toMatchObject({ isNew: true });
    expect(accounts.list().map(({ userName }) => userName)).toEqual(['anna', 'bernd']);
  });

  it('takes the token back at the server when the person signs out, where it offers that', async () => {
    await using test = await startTestServer('infinite-scale', { signIn: { hasRevocation: true } });
    const accounts = setting.open();
    const account = await getAccount(signIn(accounts, test));
    const stored = await setting.keychain.read(account.id);

    expect(await accounts.signOut(account.id, NEVER)).toEqual({ revocation: 'revoked', isSecretRemoved: true });

    await setting.keychain.write(account.id, stored.ok ? (stored.value ?? '') : '');
    const next = setting.open();
    await signIn(next, test, { wish: { kind: 'password', userName: 'anna', password: 'pw' } });
    expect(stateOf(next)).toEqual({ kind: 'signed-in' });
  });

  it('that the disk does not take leaves no secret behind, gives the token back, and tells the browser', async () => {
    await using test = await startTestServer('infinite-scale', { signIn: { hasRevocation: true } });
    const accounts = setting.open();
    const keep = vi.spyOn(setting.keychain, 'write');
    // In the place of the new list.
    mkdirSync(join(setting.stateDirectory, `accounts.json.${process.pid}.new`));

    const end = await signIn(accounts, test);

    expect(end).toMatchObject({ kind: 'failed', code: 'local-io-error' });
    expect(setting.pages.at(-1)).toEqual({ kind: 'failed', code: 'local-io-error' });
    expect(await setting.keychain.read(keep.mock.lastCall?.[0] ?? '')).toEqual({ ok: true, value: undefined });
    expect(test.server.requestLog.entries.filter(({ path }) => path.includes('revoke'))).toMatchObject([
      { status: 200 },
    ]);
  });

  it('that the person does not finish in the browser changes nothing', async () => {
    await using test = await startTestServer('infinite-scale');
    const accounts = setting.open();
    const started = accounts.beginSignIn({
      server: await find(accounts, test),
      wish: { kind: 'browser' },
      accountId: undefined,
    });
    const address = new URL((await started.browserAddress) ?? '');
    const back = new URL(address.searchParams.get('redirect_uri') ?? '');
    back.searchParams.set('error', 'access_denied');
    back.searchParams.set('state', address.searchParams.get('state') ?? '');

    await fetch(back);

    expect(await started.ended).toMatchObject({ kind: 'failed', code: 'sign-in-denied' });
    expect([accounts.list(), setting.pages.at(-1)]).toEqual([[], { kind: 'failed', code: 'sign-in-denied' }]);
  });

  it('takes no notice of a visit that does not know its state, and ends with the right one', async () => {
    await using test = await startTestServer('infinite-scale');
    const accounts = setting.open();
    const server = await find(accounts, test);
    const started = accounts.beginSignIn({ server, wish: { kind: 'browser' }, accountId: undefined });
    const address = (await started.browserAddress) ?? '';
    const back = new URL(new URL(address).searchParams.get('redirect_uri') ?? '');
    back.searchParams.set('code', 'made-up');
    back.searchParams.set('state', 'guessed');

    const stranger = await fetch(back);
    await new HeadlessBrowser().signIn(address, BERND);

    expect(stranger.status).toBe(400);
    expect(await started.ended).toMatchObject({ kind: 'signed-in', account: { userName: 'bernd' } });
  });

  it('takes no code that was made for another sign-in, although it comes with the right state', async () => {
    await using test = await startTestServer('infinite-scale');
    const accounts = setting.open();
    const server = await find(accounts, test);
    const start = () => accounts.beginSignIn({ server, wish: { kind: 'browser' }, accountId: undefined });
    const [victim, attacker] = [start(), start()];
    const [victimAddress, attackerAddress] = [
      new URL((await victim.browserAddress) ?? ''),
      new URL((await attacker.browserAddress) ?? ''),
    ];
    // The attacker signs in as bernd and keeps the code from the way back.
    const browser = new HeadlessBrowser();
    attackerAddress.searchParams.set('redirect_uri', 'http://127.0.0.1:9');
    await browser.signIn(attackerAddress.href, BERND).catch(() => 'nobody listens there');
    const stolen = new URL(browser.visited.at(-1) ?? '').searchParams.get('code') ?? '';
    const back = new URL(victimAddress.searchParams.get('redirect_uri') ?? '');
    back.searchParams.set('code', stolen);
    back.searchParams.set('state', victimAddress.searchParams.get('state') ?? '');

    await fetch(back);
    attacker.cancel();

    expect(stolen).toMatch(/.{20}/);
    expect(await victim.ended).toMatchObject({ kind: 'failed', code: 'sign-in-answer-invalid' });
    expect(accounts.list()).toEqual([]);
  });

  it('is not offered where the server has none', async () => {
    await using test = await startTestServer('owncloud10');

    expect(await signIn(setting.open(), test)).toMatchObject({ kind: 'failed', code: 'no-browser-sign-in' });
  });

  it('comes as the program that the organisation has registered', async () => {
    await using test = await startTestServer('infinite-scale');
    const accounts = setting.open({
      registrations: { oidc: { clientId: 'OpenCloudDesktop', scopes: 'openid' }, oauth2: {} },
    });

    const account = await getAccount(signIn(accounts, test));

    expect(await use(accounts, account, test)).toBe(207);
  });
});
