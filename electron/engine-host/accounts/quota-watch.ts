import type { AccountView } from '#ipc/app-state.ts';

/** How full an account is. Sizes in bytes. */
export type Quota = NonNullable<AccountView['quota']>;

export interface QuotaWatchInput {
  /** Asks the server; undefined when it does not tell, or cannot be reached. Never rejects. */
  readonly read: (accountId: string) => Promise<Quota | undefined>;
  /** Hears of every quota that is another than before. */
  readonly onQuota: (accountId: string) => void;
  readonly nowMs: () => number;
}

/** Other people and programs fill an account too: asked again after so long. */
const USUAL_PAUSE_MS = 15 * 60_000;

/** A hundred files that find the account full are one question. */
const HURRIED_PAUSE_MS = 60_000;

interface Watched {
  readonly isUnderWay: boolean;
  readonly askedAtMs: number;
  readonly hurriedAtMs: number | undefined;
  readonly quota: Quota | undefined;
}

/** Knows how full accounts are, and asks their servers seldom. One question per account at a time. */
export class QuotaWatch {
  readonly #input: QuotaWatchInput;
  readonly #accounts = new Map<string, Watched>();

  constructor(input: QuotaWatchInput) {
    this.#input = input;
  }

  /** What the server said last; stays when it cannot be reached. */
  find(accountId: string): Quota | undefined {
    return this.#accounts.get(accountId)?.quota;
  }

  /** Asks where nobody has asked yet, or not for a quarter of an hour. */
  async lookIfDue(accountId: string): Promise<void> {
    const known = this.#accounts.get(accountId);
    const nowMs = this.#input.nowMs();
    if (known !== undefined && nowMs - known.askedAtMs < USUAL_PAUSE_MS) return;
    await this.#ask(accountId, known?.hurriedAtMs);
  }

  /** Something did not fit: asks now, but only once a minute. */
  async lookSoon(accountId: string): Promise<void> {
    const hurriedAtMs = this.#accounts.get(accountId)?.hurriedAtMs;
    const nowMs = this.#input.nowMs();
    if (hurriedAtMs !== undefined && nowMs - hurriedAtMs < HURRIED_PAUSE_MS) return;
    await this.#ask(accountId, nowMs);
  }

  /** The next look asks at once: somebody else may sign in. */
  forget(accountId: string): void {
    this.#accounts.delete(accountId);
  }

  async #ask(accountId: string, hurriedAtMs: number | undefined): Promise<void> {
    const known = this.#accounts.get(accountId);
    if (known?.isUnderWay === true) return;
    const asked = { isUnderWay: true, askedAtMs: this.#input.nowMs(), hurriedAtMs, quota: known?.quota };
    this.#accounts.set(accountId, asked);
    const quota = (await this.#input.read(accountId)) ?? known?.quota;
    // Forgotten meanwhile: this answer is about somebody who has signed out.
    if (this.#accounts.get(accountId) !== asked) return;
    this.#accounts.set(accountId, { ...asked, isUnderWay: false, quota });
    if (JSON.stringify(quota) !== JSON.stringify(known?.quota)) this.#input.onQuota(accountId);
  }
}
