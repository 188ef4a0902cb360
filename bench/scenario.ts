import type { NamedTest } from '#build/checks/named-tests.ts';
import type { ComputerPool } from './computers.ts';
import type { Contender } from './contenders.ts';
import type { Measurement } from './measurement.ts';
import type { Target } from './targets.ts';

/**
 * How large the trees are: as the targets say; so that everything together ends within half an hour; or so that it
 * ends within minutes and only shows that the benchmark works.
 */
export type Size = 'full' | 'quick' | 'tiny';

/** How a scenario is played. */
export interface PlayOptions {
  readonly size: Size;
  readonly latencyMs: number;
  readonly seed: number;
  /** Computers with many files, for all scenarios that want the same. */
  readonly pool: ComputerPool;
}

/** What the size of a scenario depends on. */
export type SizeOptions = Pick<PlayOptions, 'size' | 'latencyMs'>;

/** One row of a scenario. */
export interface Part {
  readonly program: string;
  /** What takes long and is not measured; again before each round. */
  readonly prepare?: () => Promise<void>;
  readonly measure: () => Promise<Measurement>;
}

/** A scenario that is prepared; measured as often as rounds are asked for. */
export type Stage = AsyncDisposable &
  (
    | {
        readonly prepare?: (contender: Contender) => Promise<void>;
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
  readonly title: (options: SizeOptions) => string;
  readonly targets: readonly Target[];
  /** What the limit is, for the table. */
  readonly limit?: string;
  /** Head of the column with the times, where it holds something else. */
  readonly timeColumn?: string;
  /** Peers that can do it at all within reason, by their names. */
  readonly peers: readonly string[];
  /** Latencies it is played with, in ms; targets hold for the first. */
  readonly latenciesMs: readonly number[];
  /** For one measurement, where it is more than others get. */
  readonly limitMs?: number;
  /** Tests that hold how many requests it takes. */
  readonly guards: readonly NamedTest[];
  readonly open: (options: PlayOptions) => Promise<Stage>;
}
