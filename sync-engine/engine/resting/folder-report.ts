import { z } from 'zod';
import type { FolderState } from '../../core/model/folder-state.ts';
import type { Problem, ProblemCode } from '../../core/model/problem.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { SyncErrorCode } from '../../core/model/sync-error.ts';

/** The state of a sync folder as other processes and the next start read it. */
export interface FolderReport {
  readonly state: FolderState;
  /** Paths that a look could not have synced; failed attempts have records of their own. */
  readonly problems: readonly Problem[];
}

/** How many problems are stored; beyond that a list is of no use to anybody, and the state has the number. */
const MAX_PROBLEMS = 1_000;

/**
 * A pass that finds no change writes nothing, except that the time of the proof is brought up to date this often. So a
 * crash makes us tell an older time than the true one by so much, never a newer one.
 */
const VERIFIED_STEP_MS = 5 * 60_000;

const verified = { verifiedAtMs: z.number().optional() };
const errorSchema = z.object({
  code: z.string().transform((code) => code as SyncErrorCode),
  scope: z.enum(['item', 'sync-folder', 'account']),
  retry: z.union([
    z.object({ kind: z.literal('after'), delayMs: z.number() }),
    z.object({ kind: z.literal('on-change') }),
    z.object({ kind: z.literal('user-action') }),
  ]),
  detail: z.string(),
});
const problems = z.number();
const allElse = { allElse: z.enum(['done', 'noticed']).exactOptional() };
const apart = { onlyHere: z.number().exactOptional() };
const stateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('checking'), ...verified, isRestProven: z.boolean() }),
  z.object({ kind: z.literal('syncing'), ...verified, operations: z.number() }),
  z.object({ kind: z.literal('in-sync'), verifiedAtMs: z.number(), ...apart }),
  z.object({ kind: z.literal('unverified'), ...verified }),
  z.object({ kind: z.literal('not-synced'), ...verified, problems, ...apart }),
  z.object({ kind: z.literal('waiting'), ...verified, untilMs: z.number().optional(), problems, ...allElse }),
  z.object({ kind: z.literal('needs-decision'), ...verified, holds: z.number(), problems }),
  z.object({ kind: z.literal('offline'), ...verified, error: errorSchema }),
  z.object({ kind: z.literal('paused'), ...verified }),
  z.object({ kind: z.literal('stopped'), ...verified, error: errorSchema }),
]);
const reportSchema = z.object({
  state: stateSchema,
  problems: z.array(
    z.object({
      path: z.string().transform((path) => path as RelativePath),
      side: z.enum(['local', 'remote']),
      code: z.string().transform((code) => code as ProblemCode),
    }),
  ),
});

/** Reads a stored report; undefined for one that is missing or of another version: then nothing is known. */
export function parseReport(text: string | undefined): FolderReport | undefined {
  if (text === undefined) return undefined;
  const parsed = reportSchema.safeParse(parseJson(text));
  if (!parsed.success) return undefined;
  const { state } = parsed.data;
  if (state.kind === 'in-sync') return { ...parsed.data, state };
  const whole = { ...state, verifiedAtMs: state.verifiedAtMs };
  return {
    ...parsed.data,
    state: whole.kind === 'waiting' ? { ...whole, untilMs: whole.untilMs } : whole,
  };
}

/** The text to store. */
export function writeReport({ state, problems: all }: FolderReport): string {
  return JSON.stringify({ state, problems: all.slice(0, MAX_PROBLEMS) });
}

/** True when the stored report would mislead a reader. Pure. */
export function mustStore(stored: FolderReport | undefined, now: FolderReport): boolean {
  if (stored === undefined || stored.state.kind !== now.state.kind) return true;
  if (errorCodeOf(stored.state) !== errorCodeOf(now.state)) return true;
  if (allElseOf(stored.state) !== allElseOf(now.state)) return true;
  if (countOnlyHere(stored.state) !== countOnlyHere(now.state)) return true;
  if (!areSameProblems(stored.problems, now.problems)) return true;
  const storedMs = stored.state.verifiedAtMs;
  const nowMs = now.state.verifiedAtMs;
  // The clock may have been set back: any other time that is not a little later is news.
  return storedMs === undefined || nowMs === undefined
    ? storedMs !== nowMs
    : nowMs < storedMs || nowMs - storedMs >= VERIFIED_STEP_MS;
}

function errorCodeOf(state: FolderState): SyncErrorCode | undefined {
  return state.kind === 'offline' || state.kind === 'stopped' ? state.error.code : undefined;
}

function countOnlyHere(state: FolderState): number | undefined {
  return 'onlyHere' in state ? state.onlyHere : undefined;
}

function areSameProblems(stored: readonly Problem[], now: readonly Problem[]): boolean {
  if (stored.length !== Math.min(now.length, MAX_PROBLEMS)) return false;
  return stored.every((problem, index) => {
    const other = now[index];
    return problem.path === other?.path && problem.code === other.code && problem.side === other.side;
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function allElseOf(state: FolderState): string | undefined {
  return state.kind === 'waiting' ? state.allElse : undefined;
}
