import type { Contender } from './contenders.ts';
import type { Measurement } from './measurement.ts';

/** How a scenario is played. */
export interface PlayOptions {
  /** Smaller trees, so that everything together ends within half an hour. */
  readonly isQuick: boolean;
  readonly latencyMs: number;
  readonly seed: number;
}

/** One row of a scenario. */
export interface Part {
  readonly program: string;
  readonly measure: () => Promise<Measurement>;
}

/** A scenario that is prepared; measured as often as rounds are asked for. */
export type Stage = AsyncDisposable &
  (
    | {
        readonly measure: (contender: Contender) => Promise<Measurement>;
        /** The same work by the barest means; undefined where there are none. */
        readonly measureLimit?: () => Promise<Measurement>;
      }
    /** Ours alone, in several ways. */
    | { readonly parts: readonly Part[] }
  );

/** One table of docs/performance.md. */
export interface Scenario {
  readonly name: string;
  readonly title: (options: PlayOptions) => string;
  readonly target: string;
  /** What the limit is, for the table. */
  readonly limit?: string;
  /** Peers that can do it at all within reason, by their names. */
  readonly peers: readonly string[];
  /** Latencies it is played with, in ms. */
  readonly latenciesMs: readonly number[];
  readonly open: (options: PlayOptions) => Promise<Stage>;
}
