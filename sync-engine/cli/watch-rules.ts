import { watchOrganisationFile } from '../engine/create-organisation.ts';
import type { SyncCommand } from './arguments.ts';
import type { Forbidden } from './follow-rules.ts';
import { refuseTime } from './follow-rules.ts';

/** The rules of the organisation while a command runs. */
export interface WatchedRules {
  /** Aborts when somebody stops the command, or it is not allowed any more. */
  readonly signal: AbortSignal;
  /** Why it is not allowed any more; undefined while it is. */
  readonly broken: () => Forbidden | undefined;
  close(): void;
}

/** What the clock on the wall shows here. */
export function readClock(): { readonly nowMs: number; readonly timeZone: string } {
  return { nowMs: Date.now(), timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone };
}

/** How often the clock is looked at. */
const CHECK_MS = 15_000;

/** Watches the file of the organisation, and the clock for the hours in which it syncs nothing. */
export function watchRules(
  command: Pick<SyncCommand, 'isWatching' | 'isDryRun'>,
  rules: { readonly path: string; readonly enforcedPauses: string | undefined; readonly checkMs?: number },
  signal: AbortSignal,
): WatchedRules {
  const stop = new AbortController();
  let broken: Forbidden | undefined;
  const check = (found: Forbidden | undefined): void => {
    if (found === undefined || broken !== undefined) return;
    broken = found;
    stop.abort();
  };
  const { checkMs = CHECK_MS } = rules;
  const timer = setInterval(() => check(refuseTime(command, rules.enforcedPauses, readClock())), checkMs);
  const onChange = (): void => check({ kind: 'forbidden', code: 'organisation-changed', subject: rules.path });
  watchOrganisationFile(rules.path, onChange, checkMs);
  return { signal: AbortSignal.any([signal, stop.signal]), broken: () => broken, close: () => clearInterval(timer) };
}
