import type { Result } from '../core/model/sync-error.ts';
import { Credentials } from './credentials.ts';
import type { TokenEnd, Tokens } from './oauth-client.ts';
import type { OnSourceState, SecretAccess, SourceState } from './secret-access.ts';
import { signInNeeded } from './sign-in-needed.ts';

export interface TokenSourceOptions {
  readonly secrets: SecretAccess;
  readonly refresh: (refreshToken: string) => Promise<TokenEnd>;
  readonly onState: OnSourceState;
  /** Wall time in ms: goes on while the computer sleeps. */
  readonly nowMs: () => number;
  /** Monotonic time in ms: does not follow a clock that is set back. */
  readonly monotonicMs: () => number;
  /** From a sign-in that has just succeeded. */
  readonly tokens?: Tokens;
}

interface Access {
  readonly header: string;
  readonly refreshAt: Times;
  readonly expiresAt: Times;
}

interface Times {
  readonly wallMs: number;
  readonly monotonicMs: number;
}

/** A new token is asked for this long before the old one ends, or after two thirds of a short life. */
const AHEAD_MS = 60_000;
/** Lifetime that is assumed where none is told; a refusal brings the truth. */
const ASSUMED_LIFETIME_MS = 5 * 60_000;

/**
 * Signs requests with access tokens and renews them: ahead of time and beside running work, once for all who wait. A
 * renewal that fails on the way is tried again with the next request; one that is refused ends in `sign-in-needed`, and
 * nothing is cleared: as soon as another secret is stored, work goes on.
 */
export class TokenSource {
  readonly #options: TokenSourceOptions;
  #access: Access | undefined;
  /** Header that a server has taken at least once. */
  #accepted: string | undefined;
  /** Refresh token that was refused: not tried again. */
  #refused: string | undefined;
  #renewing: Promise<Result<string>> | undefined;

  constructor(options: TokenSourceOptions) {
    this.#options = options;
    if (options.tokens !== undefined) this.#takeOver(options.tokens);
  }

  /** `sign-in-needed`, or why a renewal failed on the way. */
  authorize(): Promise<Result<string>> {
    const access = this.#access;
    if (access === undefined || this.#isPast(access.expiresAt)) return this.#renew();
    // Nobody waits for what is renewed ahead of time, and nobody minds if it fails: the old one is still good.
    if (this.#isPast(access.refreshAt)) void this.#renew();
    return Promise.resolve({ ok: true, value: access.header });
  }

  judge(header: string, isRefused: boolean): Promise<Result<string> | undefined> {
    if (!isRefused) {
      this.#accepted = header;
      return Promise.resolve(undefined);
    }
    const current = this.#access?.header;
    // Somebody else has renewed it meanwhile.
    if (current !== undefined && current !== header) return Promise.resolve({ ok: true, value: current });
    const wasEverAccepted = this.#accepted === header;
    this.#access = undefined;
    // What no server ever took is not made better by another one of its kind; the next request tries.
    return wasEverAccepted ? this.#renew() : Promise.resolve(undefined);
  }

  /** Takes over what a new sign-in brought. */
  replace(tokens: Tokens): void {
    this.#takeOver(tokens);
    this.#options.onState({ kind: 'signed-in' });
  }

  /** The server took this token when it told who signed in. */
  #takeOver(tokens: Tokens): void {
    this.#access = this.#toAccess(tokens);
    this.#accepted = this.#access.header;
    this.#refused = undefined;
  }

  #renew(): Promise<Result<string>> {
    this.#renewing ??= this.#options.secrets
      .exclusively(() => this.#renewAlone())
      .finally(() => {
        this.#renewing = undefined;
      });
    return this.#renewing;
  }

  async #renewAlone(): Promise<Result<string>> {
    const loaded = await this.#options.secrets.load();
    if (loaded.kind === 'unreadable') return this.#need('keychain-unreadable', loaded.detail);
    if (loaded.kind === 'missing' || loaded.secret.kind !== 'refresh-token') return this.#need('secret-missing', '');
    const { refreshToken } = loaded.secret;
    if (refreshToken === this.#refused) return this.#need('refused', 'refused before');
    const end = await this.#options.refresh(refreshToken);
    switch (end.kind) {
      case 'tokens':
        return this.#take(end.tokens, refreshToken);
      case 'refused':
        this.#refused = refreshToken;
        return this.#need('refused', end.detail);
      case 'failed':
        return { ok: false, error: end.error };
      case 'not-trustworthy': {
        const retry = { kind: 'after', delayMs: 60_000 } as const;
        return { ok: false, error: { code: 'unexpected-answer', scope: 'account', retry, detail: end.detail } };
      }
      default:
        return end satisfies never;
    }
  }

  async #take(tokens: Tokens, usedRefreshToken: string): Promise<Result<string>> {
    const { refreshToken } = tokens;
    // Before anything else: should the process die here, the one that counts now is stored.
    if (refreshToken !== undefined && refreshToken !== usedRefreshToken)
      await this.#options.secrets.save({ kind: 'refresh-token', refreshToken });
    const access = this.#toAccess(tokens);
    this.#access = access;
    this.#refused = undefined;
    this.#options.onState({ kind: 'signed-in' });
    return { ok: true, value: access.header };
  }

  #need(why: Extract<SourceState, { kind: 'sign-in-needed' }>['why'], detail: string): Result<string> {
    this.#options.onState({ kind: 'sign-in-needed', why });
    return signInNeeded(`${why} ${detail}`.trim());
  }

  #toAccess({ accessToken, lifetimeMs = ASSUMED_LIFETIME_MS }: Tokens): Access {
    const header = new Credentials({ kind: 'bearer', token: accessToken }).authorizationHeader();
    const aheadMs = Math.min(AHEAD_MS, lifetimeMs / 3);
    return { header, expiresAt: this.#in(lifetimeMs), refreshAt: this.#in(lifetimeMs - aheadMs) };
  }

  #in(delayMs: number): Times {
    const { nowMs, monotonicMs } = this.#options;
    return { wallMs: nowMs() + delayMs, monotonicMs: monotonicMs() + delayMs };
  }

  /** The wall clock sees a night of sleep, the monotonic one a wall clock that was set back. */
  #isPast(times: Times): boolean {
    return this.#options.nowMs() >= times.wallMs || this.#options.monotonicMs() >= times.monotonicMs;
  }
}
