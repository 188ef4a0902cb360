/** A command line, taken apart. */
export interface Line {
  readonly positionals: readonly string[];
  readonly flags: ReadonlySet<string>;
  readonly texts: ReadonlyMap<string, string>;
  /** All values of options that may come several times. */
  readonly lists: ReadonlyMap<string, readonly string[]>;
}

/** What is wrong with a command line. */
export type UsageProblem =
  | 'command-missing'
  | 'command-unknown'
  | 'option-unknown'
  | 'option-without-value'
  | 'option-with-value'
  | 'value-not-allowed'
  | 'argument-missing'
  | 'argument-unexpected'
  | 'word-not-allowed'
  | 'url-not-allowed'
  | 'password-in-url'
  | 'credentials-missing'
  | 'state-inside-folder'
  | 'folder-inside-synced'
  | 'folder-around-synced'
  | 'account-unknown'
  | 'account-ambiguous'
  | 'tenant-unreadable';

/** `subject` names the option or argument at fault; never a value that could be a secret. */
export interface UsageError {
  readonly kind: 'usage-error';
  readonly problem: UsageProblem;
  readonly subject: string;
}

/** A refusal of the command line. */
export function usageError(problem: UsageProblem, subject: string): UsageError {
  return { kind: 'usage-error', problem, subject };
}

/** Options that every command about a sync folder takes. */
export const COMMON_OPTIONS: readonly string[] = ['state-dir', 'json'];

/** What is said with `COMMON_OPTIONS`. */
export interface CommonOptions {
  readonly stateFolder: string | undefined;
  readonly isJson: boolean;
}

/** Reads `COMMON_OPTIONS`. */
export function readCommonOptions({ texts, flags }: Line): CommonOptions {
  return { stateFolder: texts.get('state-dir'), isJson: flags.has('json') };
}

/** The refusal of the first option that a command does not take. */
export function findForeignOption(line: Line, allowed: readonly string[]): UsageError | undefined {
  const foreign = [...line.flags, ...line.texts.keys()].find((name) => !allowed.includes(name));
  return foreign === undefined ? undefined : usageError('option-unknown', `--${foreign}`);
}
