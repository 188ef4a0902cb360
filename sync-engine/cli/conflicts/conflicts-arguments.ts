import type { Resolution } from '../../core/model/conflict.ts';
import type { CommonOptions, Line, UsageError } from '../command-line.ts';
import { COMMON_OPTIONS, findForeignOption, readCommonOptions, usageError } from '../command-line.ts';

interface ConflictsCore extends CommonOptions {
  readonly kind: 'conflicts';
  /** Any path in the sync folder. */
  readonly folder: string;
}

/** What `bayernbox conflicts` shall do. `id` may be the beginning of one. */
export type ConflictsCommand =
  | (ConflictsCore & { readonly act: 'list' })
  | (ConflictsCore & {
      readonly act: 'resolve';
      readonly id: string;
      readonly keep: Resolution;
      readonly newName: string | undefined;
      readonly revision: string | undefined;
    })
  | (ConflictsCore & { readonly act: 'compare'; readonly id: string })
  | (ConflictsCore & {
      readonly act: 'undo';
      readonly id: string;
      /** What it does to others on the server is agreed to beforehand. */
      readonly isAgreed: boolean;
    });

/** Options that only `conflicts resolve` takes. */
export const OPTIONS_OF_CONFLICTS: readonly string[] = ['keep', 'name', 'revision'];

const KEEPS: readonly Resolution[] = ['mine', 'server', 'both', 'merged'];
const ACTS = ['list', 'compare', 'resolve', 'undo'] as const;
const OWN_OPTIONS: Readonly<Record<(typeof ACTS)[number], readonly string[]>> = {
  list: [],
  compare: [],
  resolve: OPTIONS_OF_CONFLICTS,
  undo: ['yes'],
};

/** Reads `conflicts list`, `compare`, `resolve` and `undo`. */
export function readConflicts(line: Line, operands: readonly string[]): ConflictsCommand | UsageError {
  const [named, ...rest] = operands;
  if (named === undefined) return usageError('argument-missing', ACTS.join(' | '));
  const act = ACTS.find((known) => known === named);
  if (act === undefined) return usageError('command-unknown', `conflicts ${named}`);
  const foreign = findForeignOption(line, [...COMMON_OPTIONS, ...OWN_OPTIONS[act]]);
  if (foreign !== undefined) return foreign;
  const [id, folder = '.', extra] = act === 'list' ? [undefined, ...rest] : rest;
  if (extra !== undefined) return usageError('argument-unexpected', extra);
  const core = { kind: 'conflicts', folder, ...readCommonOptions(line) } as const;
  if (act === 'list') return { ...core, act };
  if (id === undefined) return usageError('argument-missing', '<id>');
  if (act === 'compare') return { ...core, act, id };
  if (act === 'undo') return { ...core, act, id, isAgreed: line.flags.has('yes') };
  return readResolve(line, { ...core, act, id });
}

function readResolve(
  { texts }: Line,
  core: ConflictsCore & { readonly act: 'resolve'; readonly id: string },
): ConflictsCommand | UsageError {
  const keep = KEEPS.find((known) => known === texts.get('keep'));
  const newName = texts.get('name');
  if (!texts.has('keep')) return usageError('argument-missing', '--keep');
  if (keep === undefined) return usageError('value-not-allowed', '--keep');
  // Only a second version that stays can get a name.
  if (newName !== undefined && keep !== 'both') return usageError('option-unknown', '--name');
  return { ...core, keep, newName, revision: texts.get('revision') };
}
