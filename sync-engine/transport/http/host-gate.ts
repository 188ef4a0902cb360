import type { WaitingClock } from './bandwidth-limit.ts';

/** Small requests are bound by latency; large ones carry so many bytes that the line is what bounds them. */
export type RequestLane = 'small' | 'large';

/** Bodies from this size on count as large, in bytes. */
export const LARGE_BODY_BYTES = 1024 * 1024;

/** Requests at once in the beginning: 90 % of what the measured servers can do. */
const START_WIDTH = 8;

/** Gains on distant servers only: more never gained anything on the measured ones, and costs others their share. */
export const MAX_WIDTH = 16;

/** A server that says that it is overrun is asked one thing at a time, if it goes on saying so. */
const MIN_WIDTH = 1;

/** Slow answers alone never narrow further: a distant server is slow, whatever is asked of it. */
const MIN_WIDTH_BY_LATENCY = 4;

/** Of the width, so many are never given to large bodies; yet those always have so many of their own. */
const RESERVED_FOR_SMALL = 2;
const MIN_LARGE = 2;

/** What a refusal (429, 503) leaves of the width, and what a row of slow answers leaves. */
const REFUSED_FACTOR = 0.5;
const SLOW_FACTOR = 0.75;

/** An answer is slow when it took so many times the best of its kind, and so long at all. */
const SLOW_TIMES_BEST = 4;
const SLOW_MS = 500;

/** One slow answer is chance, so many in a row are a queue on the server. */
const SLOW_IN_A_ROW = 8;

/** After this the best time of a kind is forgotten: the computer may be on another network by now. */
const BEST_LASTS_MS = 5 * 60_000;

/** A server that asks for a pause up to this long is waited for; a longer one is told to whoever asks. */
export const LONGEST_WAIT_MS = 5_000;

/** Nobody is kept away longer, whatever a server asks for. */
const LONGEST_CLOSED_MS = 10 * 60_000;

/** What the gate learns from an answer. */
export interface AnswerSigns {
  readonly status: number;
  /** From the `Retry-After` header, in ms. */
  readonly retryAfterMs: number | undefined;
  /** Kind of request, whose times are compared with each other; undefined: the time says nothing. */
  readonly timedAs: string | undefined;
}

/** The right to have one request in flight. */
export interface Permit {
  /** The headers are here. */
  answered(signs: AnswerSigns): void;
  /** The body turned out to be large: the place among the small ones is free. */
  becomeLarge(): void;
  /** Request and answer are over. Further calls do nothing. */
  end(): void;
}

/** `closed`: the server wants to be left alone for so long; `aborted`: the signal came first. */
export type Entry =
  | { readonly kind: 'permit'; readonly permit: Permit }
  | { readonly kind: 'closed'; readonly delayMs: number }
  | { readonly kind: 'aborted' };

interface Waiter {
  readonly lane: RequestLane;
  readonly admit: () => void;
}

/**
 * Bounds what one host is asked at a time, for all sync folders of an account together. The width grows by one per
 * round of quick answers while somebody waits, and shrinks by a factor when the server refuses or slows down (AIMD, as
 * TCP does it). Two lanes: however many large bodies are under way, at least one small request may go.
 */
export class HostGate {
  readonly #clock: WaitingClock;
  #width = START_WIDTH;
  #small = 0;
  #large = 0;
  #closedUntilMs = 0;
  #slowInARow = 0;
  /** Answers to requests from before the last narrowing tell of the width before it. */
  #narrowedAtMs = Number.NEGATIVE_INFINITY;
  readonly #best = new Map<string, { readonly ms: number; readonly seenAtMs: number }>();
  #queue: readonly Waiter[] = [];

  constructor(clock: WaitingClock) {
    this.#clock = clock;
  }

  /** How many requests may be in flight now. */
  get width(): number {
    return Math.floor(this.#width);
  }

  /** Resolves when the request may start; callers of one lane are served in order. */
  async enter(lane: RequestLane, signal: AbortSignal): Promise<Entry> {
    for (;;) {
      if (signal.aborted) return { kind: 'aborted' };
      const closedMs = this.#closedUntilMs - this.#clock.monotonicMs();
      if (closedMs > LONGEST_WAIT_MS) return { kind: 'closed', delayMs: closedMs };
      if (closedMs > 0) {
        await this.#clock.delay(closedMs, signal).catch((error: unknown) => {
          if (!signal.aborted) throw error;
        });
        continue;
      }
      if (!(await this.#takePlace(lane, signal))) return { kind: 'aborted' };
      const permit = this.#createPermit(lane);
      // Whoever stood in line may find the host closed by now.
      if (this.#closedUntilMs <= this.#clock.monotonicMs()) return { kind: 'permit', permit };
      permit.end();
    }
  }

  /** False when the signal came first. */
  async #takePlace(lane: RequestLane, signal: AbortSignal): Promise<boolean> {
    const isFirst = !this.#queue.some((waiter) => waiter.lane === lane);
    if (!isFirst || !this.#hasRoom(lane)) return this.#waitInLine(lane, signal);
    this.#count(lane, 1);
    return true;
  }

  #hasRoom(lane: RequestLane): boolean {
    return lane === 'large'
      ? this.#large < Math.max(MIN_LARGE, this.width - RESERVED_FOR_SMALL)
      : this.#small < Math.max(1, this.width - this.#large);
  }

  #count(lane: RequestLane, by: 1 | -1): void {
    if (lane === 'large') this.#large += by;
    else this.#small += by;
  }

  #waitInLine(lane: RequestLane, signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const leave = (): void => {
        this.#queue = this.#queue.filter((other) => other !== waiter);
        resolve(false);
      };
      const waiter: Waiter = {
        lane,
        admit: () => {
          signal.removeEventListener('abort', leave);
          this.#queue = this.#queue.filter((other) => other !== waiter);
          this.#count(lane, 1);
          resolve(true);
        },
      };
      this.#queue = [...this.#queue, waiter];
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  #admitWaiting(): void {
    for (const lane of ['small', 'large'] as const) {
      while (this.#hasRoom(lane)) {
        const next = this.#queue.find((waiter) => waiter.lane === lane);
        if (next === undefined) break;
        next.admit();
      }
    }
  }

  #createPermit(first: RequestLane): Permit {
    const startMs = this.#clock.monotonicMs();
    let lane: RequestLane | undefined = first;
    const moveTo = (next: RequestLane | undefined): void => {
      if (lane === undefined || lane === next) return;
      this.#count(lane, -1);
      if (next !== undefined) this.#count(next, 1);
      lane = next;
      this.#admitWaiting();
    };
    return {
      answered: (signs) => this.#learn(signs, startMs),
      becomeLarge: () => moveTo('large'),
      end: () => moveTo(undefined),
    };
  }

  #learn({ status, retryAfterMs, timedAs }: AnswerSigns, startMs: number): void {
    const nowMs = this.#clock.monotonicMs();
    // A 503 may mean one storage behind the server, so that it slows us down but closes nothing.
    if (status === 429 && retryAfterMs !== undefined)
      this.#closedUntilMs = Math.max(this.#closedUntilMs, nowMs + Math.min(retryAfterMs, LONGEST_CLOSED_MS));
    if (startMs < this.#narrowedAtMs) return;
    if (status === 429 || status === 503) this.#narrow(REFUSED_FACTOR, MIN_WIDTH);
    else if (timedAs !== undefined && this.#isSlow(timedAs, nowMs - startMs)) this.#noteSlow();
    else this.#widen();
  }

  #isSlow(timedAs: string, tookMs: number): boolean {
    const nowMs = this.#clock.monotonicMs();
    const best = this.#best.get(timedAs);
    const isKnown = best !== undefined && nowMs - best.seenAtMs < BEST_LASTS_MS;
    if (!isKnown || tookMs < best.ms) this.#best.set(timedAs, { ms: tookMs, seenAtMs: nowMs });
    return isKnown && tookMs > SLOW_MS && tookMs > best.ms * SLOW_TIMES_BEST;
  }

  #noteSlow(): void {
    this.#slowInARow += 1;
    if (this.#slowInARow >= SLOW_IN_A_ROW) this.#narrow(SLOW_FACTOR, MIN_WIDTH_BY_LATENCY);
  }

  #narrow(factor: number, minimum: number): void {
    this.#slowInARow = 0;
    this.#narrowedAtMs = this.#clock.monotonicMs();
    this.#width = Math.min(this.#width, Math.max(minimum, this.#width * factor));
  }

  #widen(): void {
    this.#slowInARow = 0;
    const isWanted = this.#queue.length > 0 || this.#small + this.#large >= this.width;
    if (!isWanted) return;
    this.#width = Math.min(MAX_WIDTH, this.#width + 1 / this.width);
    this.#admitWaiting();
  }
}
