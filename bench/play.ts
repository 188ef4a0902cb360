import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { OURS, PEERS } from './contenders.ts';
import type { Measurement, Row, ScenarioResult } from './measurement.ts';
import { toDuration } from './numbers.ts';
import { stopPrograms } from './programs.ts';
import { ProgramFailure } from './run-program.ts';
import type { Part, PlayOptions, Scenario, Stage } from './scenario.ts';
import { LIMIT_ROW, OWN_ROW } from './targets.ts';
import { withinLimit } from './time-limit.ts';

/** What is measured, how often, and how long it may take. */
export interface PlayInput extends PlayOptions {
  readonly hasPeers: boolean;
  readonly rounds: number;
  /** For one measurement. */
  readonly limitMs: number;
  /** For what comes before one. */
  readonly prepareLimitMs: number;
  /** Hears what begins, what was measured and what went wrong, for whoever waits. */
  readonly tell: (message: string) => void;
}

interface OpenRow {
  readonly part: Part;
  readonly rounds: Measurement[];
  failure: string | undefined;
}

/**
 * Plays one scenario. The programs take turns, and each round begins with another one, so that what the machine does
 * meanwhile meets all of them alike. Whoever fails or takes too long is left out from then on, and its row says so.
 */
export async function play(scenario: Scenario, input: PlayInput): Promise<ScenarioResult> {
  const rows = await playRows(scenario, input);
  return { scenario: scenario.name, title: scenario.title(input), latencyMs: input.latencyMs, rows };
}

async function playRows(scenario: Scenario, input: PlayInput): Promise<readonly Row[]> {
  const opened = await attempt(
    () => withinLimit(() => scenario.open(input), within('not ready after', input.prepareLimitMs)),
    input.tell,
  );
  if (!opened.ok) return [{ program: OWN_ROW, rounds: [], failure: opened.failure }];
  const stage = opened.value;
  const limitMs = Math.max(input.limitMs, scenario.limitMs ?? 0);
  const rows = toParts(stage, scenario, input).map((part): OpenRow => ({ part, rounds: [], failure: undefined }));
  for (let round = 0; round < input.rounds; round += 1) {
    for (let turn = 0; turn < rows.length; turn += 1) {
      const row = rows[(turn + round) % rows.length];
      if (row !== undefined && row.failure === undefined) await playOnce(row, { ...input, limitMs });
    }
  }
  // What was measured stays true when the tidying fails.
  await attempt(
    () => withinLimit(async () => stage[Symbol.asyncDispose](), within('not tidied after', input.prepareLimitMs)),
    input.tell,
  );
  return rows.map(({ part: { program }, rounds, failure }) => ({
    program: program === LIMIT_ROW ? `${LIMIT_ROW} (${scenario.limit ?? ''})` : program,
    rounds,
    ...(failure === undefined ? {} : { failure }),
  }));
}

/** Adds a measurement to a row, or the reason why there is none. */
async function playOnce(row: OpenRow, { limitMs, prepareLimitMs, tell }: PlayInput): Promise<void> {
  const { program, prepare, measure } = row.part;
  tell(`${program} …`);
  const measured = await attempt(async () => {
    if (prepare !== undefined) await withinLimit(prepare, within('not ready after', prepareLimitMs));
    await flushDisks();
    return withinLimit(measure, within('stopped after', limitMs));
  }, tell);
  if (!measured.ok) {
    row.failure = measured.failure;
    return;
  }
  row.rounds.push(toWhole(measured.value));
  tell(`${program}: ${toDuration(measured.value.timeMs)}`);
}

/** Nobody's fsync waits for what another program has left unwritten. */
async function flushDisks(): Promise<void> {
  await promisify(execFile)('sync');
}

function within(what: string, limitMs: number) {
  return { what, limitMs, onLimit: stopPrograms };
}

type Attempt<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly failure: string };

/** What fails is told with all that is known, and in one line for the table: the other rows are worth having. */
async function attempt<Value>(act: () => Promise<Value>, tell: (message: string) => void): Promise<Attempt<Value>> {
  try {
    return { ok: true, value: await act() };
  } catch (error) {
    const failure = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    tell(failure);
    if (error instanceof ProgramFailure) tell(error.said);
    return { ok: false, failure };
  }
}

function toWhole(measurement: Measurement): Measurement {
  const { timeMs, cpuMs, peakMemoryBytes, requests, bytes } = measurement;
  return {
    timeMs: Math.round(timeMs * 10) / 10,
    cpuMs: Math.round(cpuMs),
    peakMemoryBytes: Math.round(peakMemoryBytes),
    requests,
    bytes,
  };
}

function toParts(stage: Stage, scenario: Scenario, { hasPeers }: PlayInput): readonly Part[] {
  if ('parts' in stage) return stage.parts;
  const { prepare, measure, measureLimit } = stage;
  const peers = hasPeers ? PEERS.filter(({ name }) => scenario.peers.includes(name)) : [];
  const programs = [OURS, ...peers].map((contender) => ({
    program: contender.name,
    ...(prepare === undefined ? {} : { prepare: () => prepare(contender) }),
    measure: () => measure(contender),
  }));
  return measureLimit === undefined ? programs : [...programs, { program: LIMIT_ROW, measure: measureLimit }];
}
