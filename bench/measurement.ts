import { z } from 'zod';

const measurementSchema = z
  .object({
    timeMs: z.number(),
    /** Of all cores together, in user and system mode. */
    cpuMs: z.number(),
    /** Largest resident set. */
    peakMemoryBytes: z.number(),
    requests: z.number(),
    /** On the line in both directions. */
    bytes: z.number(),
  })
  .readonly();

/** What one program took for one task. */
export type Measurement = z.infer<typeof measurementSchema>;

const rowSchema = z
  .object({
    program: z.string(),
    rounds: z.array(measurementSchema).readonly(),
    /** Why there are no more rounds, such as "stopped after 120 s". */
    failure: z.string().optional(),
  })
  .readonly();

/** All rounds of one program in one scenario. */
export type Row = z.infer<typeof rowSchema>;

/** When and where something was measured. */
export const circumstancesSchema = z
  .object({
    command: z.string(),
    machine: z.string(),
    /** Day and minute, in UTC. */
    at: z.string(),
    /** Processes that wanted a core in the minute before; absent where nobody noted it. */
    load: z.number().optional(),
  })
  .readonly();

export type Circumstances = z.infer<typeof circumstancesSchema>;

export const scenarioResultSchema = z
  .object({
    scenario: z.string(),
    title: z.string(),
    /** Added to each answer of the server, in ms. */
    latencyMs: z.number(),
    rows: z.array(rowSchema).readonly(),
  })
  .readonly();

/** One scenario as it was measured, all programs in the same run. */
export type ScenarioResult = z.infer<typeof scenarioResultSchema>;

/** Every number is the median of its own over all rounds; undefined without any. */
export function medianOf(rounds: readonly Measurement[]): Measurement | undefined {
  if (rounds.length === 0) return undefined;
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
