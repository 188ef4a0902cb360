import { describe, expect, it } from 'vitest';
import type { SyncError } from '../core/model/sync-error.ts';
import type { TokenEnd } from './oauth-client.ts';
import type { SourceState } from './secret-access.ts';
import type { StoredSecret } from './stored-secret.ts';
import { TokenSource } from './token-source.ts';

const OFFLINE: SyncError = {
  code: 'server-unreachable',
  scope: 'account',
  retry: { kind: 'after', delayMs: 1 },
  detail: '',
};

type Loaded = Awaited<ReturnType<ConstructorParameters<typeof TokenSource>[0]['secrets']['load']>>;

/** A source on a service that a test answers for, and a clock that a test moves. */
class Bench {
  wallMs = 1_000_000;
  monotonicMs = 0;
  stored: Loaded = { kind: 'found', secret: { kind: 'refresh-token', refreshToken: 'r1' } };
  /** How the next refreshes end; the last one stays. */
  ends: (TokenEnd | Promise<TokenEnd>)[] = [this.tokens('a1', 'r2')];
  readonly asked: string[] = [];
  readonly saved: StoredSecret[] = [];
  readonly states: SourceState[] = [];
  readonly order: string[] = [];
  readonly source: TokenSource;

  constructor(signedIn?: { readonly accessToken: string; readonly lifetimeMs: number }) {
    this.source = new TokenSource({
      nowMs: () => this.wallMs,
      monotonicMs: () => this.monotonicMs,
      onState: (state) => void this.states.push(state),
      refresh: async (refreshToken) => {
        this.asked.push(refreshToken);
        const end = this.ends.length > 1 ? this.ends.shift() : this.ends[0];
        if (end === undefined) throw new Error('a test has to say how it ends');
        return end;
      },
      secrets: {
        load: () => Promise.resolve(this.stored),
        save: (secret) => {
          this.order.push('saved');
          this.saved.push(secret);
          this.stored = { kind: 'found', secret };
          return Promise.resolve();
        },
        exclusively: (act) => act(),
      },
      ...(signedIn === undefined ? {} : { tokens: { ...signedIn, refreshToken: undefined } }),
    });
  }

  tokens(accessToken: string, refreshToken?: string, lifetimeMs = 300_000): TokenEnd {
    return { kind: 'tokens', tokens: { accessToken, refreshToken, lifetimeMs } };
  }

  pass(ms: number): void {
    this.wallMs += ms;
    this.monotonicMs += ms;
  }

  async header(): Promise<string> {
    const header = await this.source.authorize();
    if (header.ok) this.order.push('used');
    return header.ok ? header.value : header.error.code;
  }
}

describe('a new access token', () => {
  it('is asked for once, whoever waits for it', async () => {
    const bench = new Bench();

    expect(await Promise.all([bench.header(), bench.header(), bench.header()])).toEqual([
      'Bearer a1',
      'Bearer a1',
      'Bearer a1',
    ]);
    expect(bench.asked).toEqual(['r1']);
  });

  it('is used only after the new refresh token has been stored', async () => {
    const bench = new Bench();

    await bench.header();

    expect([bench.order, bench.saved]).toEqual([['saved', 'used'], [{ kind: 'refresh-token', refreshToken: 'r2' }]]);
  });

  it('writes nothing when the refresh token stays the same', async () => {
    const bench = new Bench();
    bench.ends = [bench.tokens('a1')];

    await bench.header();

    expect(bench.saved).toEqual([]);
  });

  it('is asked for ahead of time, and nobody waits for it', async () => {
    const bench = new Bench({ accessToken: 'a0', lifetimeMs: 300_000 });
    const asking = Promise.withResolvers<TokenEnd>();
    bench.ends = [asking.promise];

    expect(await bench.header()).toBe('Bearer a0');
    bench.pass(239_000);
    expect([await bench.header(), bench.asked]).toEqual(['Bearer a0', []]);
    bench.pass(2_000);
    expect([await bench.header(), bench.asked]).toEqual(['Bearer a0', ['r1']]);
    asking.resolve(bench.tokens('a1', 'r2'));
    await asking.promise;

    await expect.poll(() => bench.header()).toBe('Bearer a1');
    expect(bench.asked).toEqual(['r1']);
  });

  it.each([
    ['a night of sleep, which only the wall clock has seen', { wallMs: 8 * 3_600_000, monotonicMs: 0 }],
    ['a wall clock that was set back', { wallMs: -3_600_000, monotonicMs: 301_000 }],
  ])('is waited for after %s', async (_what, passed) => {
    const bench = new Bench({ accessToken: 'a0', lifetimeMs: 300_000 });
    bench.wallMs += passed.wallMs;
    bench.monotonicMs += passed.monotonicMs;

    expect(await bench.header()).toBe('Bearer a1');
  });

  it('is asked for after a short life, too', async () => {
    const bench = new Bench({ accessToken: 'a0', lifetimeMs: 3_000 });
    bench.pass(2_100);

    expect([await bench.header(), bench.asked]).toEqual(['Bearer a0', ['r1']]);
  });
});

describe('a refused request', () => {
  it('brings a new token, once for all requests that were refused with the old one', async () => {
    const bench = new Bench({ accessToken: 'a0', lifetimeMs: 300_000 });

    const renewed = await Promise.all([
      bench.source.judge('Bearer a0', true),
      bench.source.judge('Bearer a0', true),
      bench.source.authorize(),
    ]);
    const late = await bench.source.judge('Bearer a0', true);

    for (const end of [...renewed, late]) expect(end).toEqual({ ok: true, value: 'Bearer a1' });
    expect(bench.asked).toEqual(['r1']);
  });

  it('stands when the server has never taken that token: another one would end the same way', async () => {
    const bench = new Bench();
    const header = await bench.header();

    expect(await bench.source.judge(header, true)).toBeUndefined();
    expect(bench.asked).toEqual(['r1']);
    expect([await bench.header(), bench.asked]).toEqual(['Bearer a1', ['r1', 'r2']]);
  });

  it('brings a new token for one that was taken before', async () => {
    const bench = new Bench();
    const header = await bench.header();
    bench.ends = [bench.tokens('a2', 'r3')];
    await bench.source.judge(header, false);

    expect(await bench.source.judge(header, true)).toEqual({ ok: true, value: 'Bearer a2' });
  });
});

describe('a refresh that fails', () => {
  it('on the way is no sign-out: the next request tries again', async () => {
    const bench = new Bench();
    bench.ends = [{ kind: 'failed', error: OFFLINE }, bench.tokens('a1', 'r2')];

    expect([await bench.header(), await bench.header()]).toEqual(['server-unreachable', 'Bearer a1']);
    expect([bench.states, bench.asked]).toEqual([[{ kind: 'signed-in' }], ['r1', 'r1']]);
  });

  it('ahead of time leaves the old token in use', async () => {
    const bench = new Bench({ accessToken: 'a0', lifetimeMs: 300_000 });
    bench.ends = [{ kind: 'failed', error: OFFLINE }];
    bench.pass(250_000);

    expect([await bench.header(), await bench.header()]).toEqual(['Bearer a0', 'Bearer a0']);
  });

  it('by a refusal ends in "sign-in needed", clears nothing and is not asked again', async () => {
    const bench = new Bench();
    bench.ends = [{ kind: 'refused', detail: 'invalid_grant' }];

    expect([await bench.header(), await bench.header()]).toEqual(['sign-in-needed', 'sign-in-needed']);
    expect(bench.states.at(-1)).toEqual({ kind: 'sign-in-needed', why: 'refused' });
    expect([bench.asked, bench.saved, bench.stored.kind]).toEqual([['r1'], [], 'found']);
  });

  it('goes on by itself when another program has signed in', async () => {
    const bench = new Bench();
    bench.ends = [{ kind: 'refused', detail: 'invalid_grant' }, bench.tokens('a2')];
    await bench.header();
    bench.stored = { kind: 'found', secret: { kind: 'refresh-token', refreshToken: 'r9' } };

    expect([await bench.header(), bench.asked]).toEqual(['Bearer a2', ['r1', 'r9']]);
    expect(bench.states.at(-1)).toEqual({ kind: 'signed-in' });
  });

  it('goes on after a new sign-in here', async () => {
    const bench = new Bench();
    bench.ends = [{ kind: 'refused', detail: 'invalid_grant' }];
    await bench.header();

    bench.source.replace({ accessToken: 'a7', refreshToken: undefined, lifetimeMs: 300_000 });

    expect([await bench.header(), bench.states.at(-1)]).toEqual(['Bearer a7', { kind: 'signed-in' }]);
  });

  it.each([
    ['nothing is stored', { kind: 'missing' }, 'secret-missing'],
    ['the keychain is locked', { kind: 'unreadable', detail: 'keychain-locked' }, 'keychain-unreadable'],
  ] as const)('because %s tells why, and asks nobody', async (_what, stored, why) => {
    const bench = new Bench();
    bench.stored = stored;

    expect([await bench.header(), bench.states, bench.asked]).toEqual([
      'sign-in-needed',
      [{ kind: 'sign-in-needed', why }],
      [],
    ]);
  });
});
