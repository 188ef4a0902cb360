import { OURS, PEERS } from './contenders.ts';
import type { Measurement, ScenarioResult } from './measurement.ts';
import type { Part, PlayOptions, Scenario, Stage } from './scenario.ts';
import { LIMIT } from './table.ts';

/** What is measured, and how often. */
export interface PlayInput extends PlayOptions {
  readonly hasPeers: boolean;
  readonly rounds: number;
  /** Hears of each measurement, for whoever waits. */
  readonly onMeasured: (program: string, measurement: Measurement) => void;
}

/**
 * Plays one scenario. The programs take turns, and each round begins with another one, so that what the machine does
 * meanwhile meets all of them alike.
 */
export async function play(scenario: Scenario, input: PlayInput): Promise<ScenarioResult> {
  await using stage = await scenario.open(input);
  const parts = toParts(stage, scenario, input);
  const rounds = parts.map((): Measurement[] => []);
  for (let round = 0; round < input.rounds; round += 1) {
    for (let turn = 0; turn < parts.length; turn += 1) {
      const index = (turn + round) % parts.length;
      const part = parts[index];
      if (part === undefined) continue;
      const measurement = await part.measure();
      rounds[index]?.push(measurement);
      input.onMeasured(part.program, measurement);
    }
  }
  return {
    scenario: scenario.name,
    title: scenario.title(input),
    target: scenario.target,
    latencyMs: input.latencyMs,
    rows: parts.map(({ program }, index) => ({
      program: program === LIMIT ? `${LIMIT} (${scenario.limit ?? ''})` : program,
      rounds: rounds[index] ?? [],
    })),
  };
}

function toParts(stage: Stage, scenario: Scenario, { hasPeers }: PlayInput): readonly Part[] {
  if ('parts' in stage) return stage.parts;
  const { measure, measureLimit } = stage;
  const peers = hasPeers ? PEERS.filter(({ name }) => scenario.peers.includes(name)) : [];
  const programs = [OURS, ...peers].map((contender) => ({
    program: contender.name,
    measure: () => measure(contender),
  }));
  return measureLimit === undefined ? programs : [...programs, { program: LIMIT, measure: measureLimit }];
}
