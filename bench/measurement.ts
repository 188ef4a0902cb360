/** What one program took for one task. */
export interface Measurement {
  readonly timeMs: number;
  /** Of all cores together, in user and system mode. */
  readonly cpuMs: number;
  /** Largest resident set. */
  readonly peakMemoryBytes: number;
  readonly requests: number;
  /** On the line in both directions. */
  readonly bytes: number;
}

/** All rounds of one program in one scenario. */
export interface Row {
  readonly program: string;
  readonly rounds: readonly Measurement[];
}

/** One scenario as it was measured, all programs in the same run. */
export interface ScenarioResult {
  readonly scenario: string;
  readonly title: string;
  readonly target: string;
  /** Added to each answer of the server, in ms. */
  readonly latencyMs: number;
  readonly rows: readonly Row[];
}

/** Every number is the median of its own over all rounds. */
export function medianOf(rounds: readonly Measurement[]): Measurement {
  const of = (pick: (round: Measurement) => number): number => {
    const sorted = rounds.map(pick).toSorted((a, b) => a - b);
    return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
  };
  return {
    timeMs: of(({ timeMs }) => timeMs),
    cpuMs: of(({ cpuMs }) => cpuMs),
    peakMemoryBytes: of(({ peakMemoryBytes }) => peakMemoryBytes),
    requests: of(({ requests }) => requests),
    bytes: of(({ bytes }) => bytes),
  };
}
