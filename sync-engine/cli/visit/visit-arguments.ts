/** A command line, taken apart. */
export interface Line {
  readonly positionals: readonly string[];
  readonly flags: ReadonlySet<string>;
  readonly texts: ReadonlyMap<string, string>;
  /** All values of options that may come several times. */
  readonly lists: ReadonlyMap<string, readonly string[]>;
}

/** What is wrong with a line of these commands; see `UsageError`. */
interface VisitFault {
  readonly kind: 'usage-error';
  readonly problem: 'argument-missing' | 'argument-unexpected' | 'command-unknown' | 'option-unknown';
  readonly subject: string;
}

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
export interface VisitCommand {
  readonly kind: 'visit';
  readonly request: VisitRequest;
  /** A path inside the sync folder; the current directory when undefined. */
  readonly localFolder: string | undefined;
  readonly stateFolder: string | undefined;
  readonly isJson: boolean;
}

/** Options that no other command takes. */
export const OPTIONS_OF_VISITS: readonly string[] = ['to', 'run', 'single', 'yes'];

const COMMON_OPTIONS: readonly string[] = ['state-dir', 'json'];

/** Reads `kept list`, `kept restore`, `history` and `undo`; undefined for any other command. */
export function readVisit(line: Line): VisitCommand | VisitFault | undefined {
  const [command, ...operands] = line.positionals;
  if (command === 'kept') return readKept(line, operands);
  if (command === 'history')
    return withFolder(line, operands, { kind: 'list-history', isSingle: line.flags.has('single') });
  return command === 'undo' ? readUndo(line, operands) : undefined;
}

function readKept(line: Line, [subcommand, ...operands]: readonly string[]): VisitCommand | VisitFault {
  if (subcommand === undefined) return fault('argument-missing', 'list | restore');
  if (subcommand === 'list') return withFolder(line, operands, { kind: 'list-kept' });
  if (subcommand !== 'restore') return fault('command-unknown', `kept ${subcommand}`);
  const [keepId, ...folder] = operands;
  if (keepId === undefined) return fault('argument-missing', '<id>');
  return withFolder(line, folder, { kind: 'restore', keepId, target: line.texts.get('to') });
}

function readUndo(line: Line, operands: readonly string[]): VisitCommand | VisitFault {
  const runId = line.texts.get('run');
  const isAgreed = line.flags.has('yes');
  if (runId !== undefined) return withFolder(line, operands, { kind: 'undo-run', runId, isAgreed });
  const [operationId, ...folder] = operands;
  if (operationId === undefined) return fault('argument-missing', '<operation-id>');
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
): VisitCommand | VisitFault {
  const allowed = [...COMMON_OPTIONS, ...OWN_OPTIONS[request.kind]];
  const foreign = [...line.flags, ...line.texts.keys()].find((name) => !allowed.includes(name));
  if (foreign !== undefined) return fault('option-unknown', `--${foreign}`);
  if (extra !== undefined) return fault('argument-unexpected', extra);
  const stateFolder = line.texts.get('state-dir');
  return { kind: 'visit', request, localFolder, stateFolder, isJson: line.flags.has('json') };
}

function fault(problem: VisitFault['problem'], subject: string): VisitFault {
  return { kind: 'usage-error', problem, subject };
}
