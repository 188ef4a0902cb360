import { execFile } from 'node:child_process';
import type { ComputerConditions, SystemQuestion } from '#policies/computer-conditions.ts';
import { parseBattery, parseMetered, toBatteryQuestion, toMeteredQuestion } from '#policies/computer-conditions.ts';
import type { Rests } from '../follow-rules.ts';
import { toForeignEnvironment } from '../foreign-environment.ts';

/** Asks a program of the system; undefined without an answer. */
export type AskSystem = (question: SystemQuestion) => Promise<string | undefined>;

const NOTHING_KNOWN: ComputerConditions = { isMetered: undefined, isOnBattery: undefined };

const ANSWER_LIMIT_MS = 10_000;

/** Runs the program that knows. */
export const askSystem: AskSystem = ({ program, args }) =>
  new Promise((resolve) => {
    const env = toForeignEnvironment(process.env);
    execFile(program, args, { timeout: ANSWER_LIMIT_MS, env }, (error, output) =>
      resolve(error === null ? output : undefined),
    );
  });

/** What of the computer's conditions matters to somebody, as far as its system tells. Asks for nothing else. */
export async function readConditions(
  { onMetered, onBattery }: Rests,
  ask: AskSystem,
  platform: string = process.platform,
): Promise<ComputerConditions> {
  const read = async (question: SystemQuestion | undefined, parse: (output: string) => boolean | undefined) => {
    const output = question === undefined ? undefined : await ask(question);
    return output === undefined ? undefined : parse(output);
  };
  const [isMetered, isOnBattery] = await Promise.all([
    onMetered === 'never' ? undefined : read(toMeteredQuestion(platform), parseMetered),
    onBattery === 'never' ? undefined : read(toBatteryQuestion(platform), parseBattery),
  ]);
  return { isMetered, isOnBattery };
}

/** The computer's conditions while a command runs. */
export interface WatchedConditions {
  readonly now: () => ComputerConditions;
  close(): void;
}

/** A network changes more often than once in this time only where nobody could sync anyway. */
const CHECK_MS = 30_000;

/** Asks now, and then again and again. Where nothing rests for them, nobody is asked. */
export async function watchConditions(
  rests: Rests,
  { ask = askSystem, checkMs = CHECK_MS }: { readonly ask?: AskSystem; readonly checkMs?: number } = {},
): Promise<WatchedConditions> {
  if (rests.onMetered === 'never' && rests.onBattery === 'never') return { now: () => NOTHING_KNOWN, close: () => {} };
  let conditions = await readConditions(rests, ask);
  const look = async (): Promise<void> => {
    conditions = await readConditions(rests, ask);
  };
  const timer = setInterval(() => void look(), checkMs);
  return { now: () => conditions, close: () => clearInterval(timer) };
}
