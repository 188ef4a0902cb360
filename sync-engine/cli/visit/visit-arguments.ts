import type { CommonOptions, Line, UsageError } from '../command-line.ts';
import { COMMON_OPTIONS, findForeignOption, readCommonOptions, usageError } from '../command-line.ts';

/** What is asked for, in a folder that may be in use at the same time. */
export type VisitRequest =
  | { readonly kind: 'list-kept' }
  | { readonly kind: 'restore'; readonly keepId: string; readonly target: string | undefined }
  | { readonly kind: 'list-history'; readonly isSingle: boolean }
  | ({ readonly kind: 'undo'; readonly operationId: string } & Undoing)
  | ({ readonly kind: 'undo-run'; readonly runId: string } & Undoing);

interface Undoing {
  /** What it does to others on the server is agreed to beforehand. */
  readonly isAgreed: boolean;
}

/** A command about what sync kept and did in a sync folder. */
export interface VisitCommand extends CommonOptions {
  readonly kind: 'visit';
  readonly request: VisitRequest;
  /** A path inside the sync folder; the current directory when undefined. */
  readonly localFolder: string | undefined;
}

/** Options that no other command takes. */
export const OPTIONS_OF_VISITS: readonly string[] = ['to', 'run', 'single', 'yes'];

/** Reads `kept list`, `kept restore`, `history` and `undo`; undefined for any other command. */
export function readVisit(line: Line): VisitCommand | UsageError | undefined {
  const [command, ...operands] = line.positionals;
  if (command === 'kept') return readKept(line, operands);
  if (command === 'history')
    return withFolder(line, operands, { kind: 'list-history', isSingle: line.flags.has('single') });
  return command === 'undo' ? readUndo(line, operands) : undefined;
}

function readKept(line: Line, [subcommand, ...operands]: readonly string[]): VisitCommand | UsageError {
  if (subcommand === undefined) return usageError('argument-missing', 'list | restore');
  if (subcommand === 'list') return withFolder(line, operands, { kind: 'list-kept' });
  if (subcommand !== 'restore') return usageError('command-unknown', `kept ${subcommand}`);
  const [keepId, ...folder] = operands;
  if (keepId === undefined) return usageError('argument-missing', '<id>');
  return withFolder(line, folder, { kind: 'restore', keepId, target: line.texts.get('to') });
}

function readUndo(line: Line, operands: readonly string[]): VisitCommand | UsageError {
  const runId = line.texts.get('run');
  const isAgreed = line.flags.has('yes');
  if (runId !== undefined) return withFolder(line, operands, { kind: 'undo-run', runId, isAgreed });
  const [operationId, ...folder] = operands;
  if (operationId === undefined) return usageError('argument-missing', '<operation-id>');
  return withFolder(line, folder, { kind: 'undo', operationId, isAgreed });
}

const OWN_OPTIONS: Readonly<Record<VisitRequest['kind'], readonly string[]>> = {
  'list-kept': [],
  restore: ['to'],
  'list-history': ['single'],
  undo: ['yes'],
  'undo-run': ['run', 'yes'],
};

function withFolder(
  line: Line,
  [localFolder, extra]: readonly string[],
  request: VisitRequest,
): VisitCommand | UsageError {
  const allowed = [...COMMON_OPTIONS, ...OWN_OPTIONS[request.kind]];
  const foreign = findForeignOption(line, allowed);
  if (foreign !== undefined) return foreign;
  if (extra !== undefined) return usageError('argument-unexpected', extra);
  return { kind: 'visit', request, localFolder, ...readCommonOptions(line) };
}
