import type { FakeClock } from '#sync-engine/clock/fake-clock.ts';
import type { Random } from '#sync-engine/testing/properties/random.ts';

/** Who waits for a turn. What a dead owner waits for never happens. */
export interface TurnOwner {
  readonly name: string;
  isDead: boolean;
}

/** How much of its work a program does in one go. */
export interface Pace {
  /** So much of what is new is planned for at once. */
  readonly portionItems: number | undefined;
  /** After so many steps of a computation others have their turn; never when undefined. */
  readonly stepsInSlice: number | undefined;
}

/** The same for all programs of a seed. */
export function drawPace(seed: number): Pace {
  return {
    portionItems: seed % 3 === 0 ? 1 + (seed % 4) : undefined,
    stepsInSlice: seed % 5 === 0 ? 1 + (seed % 7) : undefined,
  };
}

/** In which order waiting turns are taken; each order has races that the others never show. */
export type SchedulingStyle = 'random' | 'oldest-first' | 'newest-first';

interface Turn {
  readonly owner: TurnOwner;
  readonly label: string;
  readonly go: () => void;
}

/**
 * Decides what happens next. Everything that touches the simulated world waits here for its turn, one turn runs until
 * all that follows from it waits again, and then the seed picks the next: so lanes, computers and the server meet in an
 * order that depends on the seed alone.
 */
export class Scheduler {
  readonly #random: Random;
  readonly #style: SchedulingStyle;
  readonly #trace: string[] | undefined;
  #turns: Turn[] = [];
  #hash = 0x811c9dc5;
  #taken = 0;

  /** With `trace`, everything that happens is written down in words. */
  constructor(random: Random, style: SchedulingStyle, trace: string[] | undefined) {
    this.#random = random;
    this.#style = style;
    this.#trace = trace;
  }

  /** Turns that were taken so far. */
  get takenTurns(): number {
    return this.#taken;
  }

  get hasWaiting(): boolean {
    return this.#turns.length > 0;
  }

  /** A number that two runs share only when the same things happened in the same order. */
  get traceHash(): number {
    return this.#hash >>> 0;
  }

  /** Waits for a turn. */
  turn(owner: TurnOwner, label: string): Promise<void> {
    if (owner.isDead) return new Promise(() => {});
    return new Promise((go) => {
      this.#turns.push({ owner, label, go });
    });
  }

  /** Lets the next turn happen; false when nobody waits. */
  async takeTurn(): Promise<boolean> {
    const turn = this.#pick();
    if (turn === undefined) return false;
    this.#taken += 1;
    this.note(`${turn.owner.name}: ${turn.label}`);
    turn.go();
    await settle();
    return true;
  }

  /** Ends an owner: nothing that it waits for happens any more. */
  kill(owner: TurnOwner): void {
    owner.isDead = true;
    this.#turns = this.#turns.filter((turn) => turn.owner !== owner);
  }

  /** Writes down what happened. */
  note(text: string): void {
    this.#trace?.push(text);
    let hash = this.#hash;
    for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
    this.#hash = hash;
  }

  #pick(): Turn | undefined {
    const { length } = this.#turns;
    if (length === 0) return undefined;
    // Now and then any turn, whatever the style: otherwise one lane could keep another from ever coming up.
    const isAny = this.#style === 'random' || this.#random.chance(10);
    const index = isAny ? this.#random.below(length) : this.#style === 'oldest-first' ? 0 : length - 1;
    return this.#turns.splice(index, 1)[0];
  }
}

/** Everything that can run without a turn has run. */
export function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** Where nothing waits for this time, nothing happens either. */
export function letPass(clock: FakeClock, byMs: number): Promise<void> | undefined {
  const { nextDelayMs } = clock;
  if (nextDelayMs !== undefined && nextDelayMs <= byMs) return clock.advance(byMs);
  clock.skip(byMs);
  return undefined;
}
