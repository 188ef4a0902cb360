import type { Pace, Scheduler } from './scheduler.ts';
import type { SimulatedComputer } from './simulated-computer.ts';
import type { SimulatedServer } from './simulated-server.ts';
import type { SimulatedProcess } from './simulated-process.ts';
import type { SimulationMutation } from './mutations.ts';
import type { RunningChecks } from './running-checks.ts';

/** What ports and programs see of the world that they are in. */
export interface PortWorld {
  readonly scheduler: Scheduler;
  readonly server: SimulatedServer;
  readonly checks: RunningChecks;
  readonly mutation: SimulationMutation | undefined;
  readonly hasSyncTokens: boolean;
  readonly resumableAboveBytes: number;
  /** See `SimulationCase`. */
  readonly hasServices: boolean;
  /** See `SimulationCase`. */
  readonly keepsSecondVersions: boolean;
  readonly pace: Pace;
  newRandomId(): string;
  /** Something visible has changed somewhere. */
  noteChange(): void;
  readonly changeCount: number;
  /** The watcher of a computer may have noticed something. */
  hint(computer: SimulatedComputer): void;
  /** A bug: the engine threw. */
  fail(error: unknown): void;
}

export interface PortSetting {
  readonly process: SimulatedProcess;
  readonly computer: SimulatedComputer;
  readonly world: PortWorld;
}

/** Thrown into a program that is no more; nobody may catch it but the end of that program. */
export class ProcessDied extends Error {}

/** What an answer is on its way to the program. */
export type OnAnswer = (name: string, args: readonly unknown[], value: unknown) => unknown;

/**
 * A port whose answers wait for a turn of their own: between the effect and its answer others may act, and the program
 * may die. A dead program never hears an answer.
 */
export function withReplies<Port extends object>(port: Port, setting: PortSetting, onAnswer: OnAnswer): Port {
  const { process, world } = setting;
  const answer = async (name: string, args: readonly unknown[], result: Promise<unknown>): Promise<unknown> => {
    const value = await hangWhenDead(result, process);
    const answered = onAnswer(name, args, value);
    await world.scheduler.turn(process, `${name} answers`);
    return answered;
  };
  return new Proxy(port, {
    get(target, name): unknown {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return (...args: readonly unknown[]): unknown => {
        if (process.isDead) return new Promise(() => {});
        const result: unknown = Reflect.apply(member, target, args);
        return result instanceof Promise ? answer(String(name), args, result) : result;
      };
    },
  });
}

/** Failures of what a dead program began are nobody's any more. */
async function hangWhenDead(result: Promise<unknown>, process: SimulatedProcess): Promise<unknown> {
  try {
    return await result;
  } catch (error) {
    if (!process.isDead) throw error;
    return new Promise(() => {});
  }
}
