import { watchOrganisationFile } from '../../engine/create-organisation.ts';
import type { Forbidden } from '../follow-rules.ts';

/** The rules of the organisation while a command runs. */
export interface WatchedRules {
  /** Aborts when somebody stops the command, or it is not allowed any more. */
  readonly signal: AbortSignal;
  /** Why it is not allowed any more; undefined while it is. */
  readonly broken: () => Forbidden | undefined;
  close(): void;
}

/** How often it is looked whether something may be synced. */
const CHECK_MS = 15_000;

/** What is watched. */
export interface RulesToWatch {
  /** The file of the organisation. */
  readonly path: string;
  /** Why nothing may be synced now: the time, or what the computer can afford. */
  readonly refuseNow: () => Forbidden | undefined;
  readonly checkMs?: number;
}

/** Watches the file of the organisation, and whether it lets something be synced now. */
export function watchRules({ path, refuseNow, checkMs = CHECK_MS }: RulesToWatch, signal: AbortSignal): WatchedRules {
  const stop = new AbortController();
  let broken: Forbidden | undefined;
  const check = (found: Forbidden | undefined): void => {
    if (found === undefined || broken !== undefined) return;
    broken = found;
    stop.abort();
  };
  const timer = setInterval(() => check(refuseNow()), checkMs);
  watchOrganisationFile(path, () => check({ kind: 'forbidden', code: 'organisation-changed', subject: path }), checkMs);
  return { signal: AbortSignal.any([signal, stop.signal]), broken: () => broken, close: () => clearInterval(timer) };
}
