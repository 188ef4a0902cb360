import type { ParseArgsOptionDescriptor } from 'node:util';
import { parseArgs } from 'node:util';
import type { Resolution } from '../core/model/conflict.ts';
import type { AccountCommand } from './account/account-arguments.ts';
import { FLAGS_OF_ACCOUNTS, readAccountCommand } from './account/account-arguments.ts';
import type { NetworkArguments } from './network-arguments.ts';
import { NETWORK_OPTIONS, readNetworkArguments } from './network-arguments.ts';
import type { FoldersCommand } from './folders/folders-arguments.ts';
import { readFolders } from './folders/folders-arguments.ts';
import type { Line, VisitCommand } from './visit/visit-arguments.ts';
import { OPTIONS_OF_VISITS, readVisit } from './visit/visit-arguments.ts';

export interface SyncCommand {
  readonly kind: 'sync';
  readonly localFolder: string;
  /** http or https, without user and password. */
  readonly serverUrl: string;
  readonly remotePath: string | undefined;
  /** Name or id. */
  readonly space: string | undefined;
  readonly user: string | undefined;
  readonly isWatching: boolean;
  readonly isDryRun: boolean;
  /** An empty folder in the place of the synced one shall be filled. */
  readonly isFolderAccepted: boolean;
  readonly isJson: boolean;
  readonly isQuiet: boolean;
  readonly isPasswordFromStdin: boolean;
  readonly stateFolder: string | undefined;
  readonly excludeFile: string | undefined;
  readonly network: NetworkArguments;
  /** Directories of the server that shall not be on this computer. */
  readonly deselected: readonly string[];
  readonly onMassDelete: 'hold' | 'allow';
}

/** `bayernbox spaces`. */
export interface SpacesCommand {
  readonly kind: 'spaces';
  /** http or https, without user and password. */
  readonly serverUrl: string;
  readonly user: string | undefined;
  readonly isPasswordFromStdin: boolean;
  readonly isJson: boolean;
  readonly network: NetworkArguments;
}

export interface WhyCommand {
  readonly kind: 'why';
  readonly path: string;
  readonly stateFolder: string | undefined;
  readonly isJson: boolean;
}

export interface StatusCommand {
  readonly kind: 'status';
  /** A path in the sync folder; the current directory when none was given. */
  readonly path: string;
  readonly stateFolder: string | undefined;
  readonly isJson: boolean;
}

export interface DecisionsListCommand {
  readonly kind: 'decisions-list';
  /** Any path in the sync folder. */
  readonly path: string;
  readonly stateFolder: string | undefined;
  readonly isJson: boolean;
}

/** Of removals `keep` or `remove`, of changes `keep` or one of the others. */
const ANSWERS = ['keep', 'remove', 'allow', 'allow-always'] as const;

export interface DecisionsAnswerCommand {
  readonly kind: 'decisions-answer';
  readonly id: string;
  readonly word: (typeof ANSWERS)[number];
  readonly stateFolder: string | undefined;
  readonly isJson: boolean;
}

/** Takes back that a sign was called meant. */
export interface DecisionsForgetCommand {
  readonly kind: 'decisions-forget';
  /** `toSignName` of it. */
  readonly sign: string;
  readonly stateFolder: string | undefined;
  readonly isJson: boolean;
}

interface ConflictsCore {
  readonly kind: 'conflicts';
  readonly stateFolder: string | undefined;
  readonly isJson: boolean;
}

/** What `bayernbox conflicts` shall do. `id` may be the beginning of one. */
export type ConflictsCommand =
  | (ConflictsCore & { readonly act: 'list'; readonly folder: string })
  | (ConflictsCore & {
      readonly act: 'resolve';
      readonly id: string;
      readonly keep: Resolution;
      readonly newName: string | undefined;
      readonly revision: string | undefined;
    })
  | (ConflictsCore & { readonly act: 'compare'; readonly id: string })
  | (ConflictsCore & { readonly act: 'undo'; readonly id: string });

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
  | 'url-not-allowed'
  | 'password-in-url'
  | 'credentials-missing'
  | 'state-inside-folder'
  | 'account-unknown'
  | 'account-ambiguous'
  | 'tenant-unreadable';

/** `subject` names the option or argument at fault; never a value that could be a secret. */
export interface UsageError {
  readonly kind: 'usage-error';
  readonly problem: UsageProblem;
  readonly subject: string;
}

export type Command =
  | SyncCommand
  | SpacesCommand
  | WhyCommand
  | StatusCommand
  | VisitCommand
  | DecisionsListCommand
  | DecisionsAnswerCommand
  | DecisionsForgetCommand
  | ConflictsCommand
  | AccountCommand
  | FoldersCommand
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | UsageError;

const FLAGS = [
  'help',
  'version',
  'watch',
  'dry-run',
  'accept-folder',
  'json',
  'quiet',
  'password-stdin',
  'single',
  'yes',
  ...FLAGS_OF_ACCOUNTS,
] as const;
const TEXTS = [
  'remote',
  'space',
  'user',
  'state-dir',
  'exclude-from',
  ...NETWORK_OPTIONS,
  'on-mass-delete',
  'to',
  'run',
  'keep',
  'name',
  'revision',
  'deselect',
] as const;
/** Options that may come several times. */
const LISTS: readonly string[] = ['deselect'];
/** Options of commands that only look. */
const LOOK_OPTIONS: readonly string[] = ['state-dir', 'json'];
const OPTIONS_OF_CONFLICTS: readonly string[] = ['keep', 'name', 'revision'];
const FOREIGN_TO_SYNC: ReadonlySet<string> = new Set([
  ...OPTIONS_OF_VISITS,
  ...OPTIONS_OF_CONFLICTS,
  ...FLAGS_OF_ACCOUNTS,
]);
const KEEPS: readonly Resolution[] = ['mine', 'server', 'both', 'merged'];
const ACTS_OF_CONFLICTS = ['list', 'compare', 'resolve', 'undo'] as const;

/** Reads the arguments after the program's name. */
export function parseArguments(argv: readonly string[]): Command {
  const line = readLine(argv);
  if ('kind' in line) return line;
  if (line.flags.has('help')) return { kind: 'help' };
  if (line.flags.has('version')) return { kind: 'version' };
  const [command, ...operands] = line.positionals;
  if (command === undefined) return usageError('command-missing', '');
  if (command === 'sync') return readSync(line, operands);
  if (command === 'spaces') return readSpaces(line, operands);
  if (command === 'why') return readWhy(line, operands);
  if (command === 'status') return readStatus(line, operands);
  if (command === 'decisions') return readDecisions(line, operands);
  if (command === 'conflicts') return readConflicts(line, operands);
  if (command === 'folders') return readFolders(line, operands);
  return readAccountCommand(line) ?? readVisit(line) ?? usageError('command-unknown', command);
}

/** A refusal of the command line. */
export function usageError(problem: UsageProblem, subject: string): UsageError {
  return { kind: 'usage-error', problem, subject };
}

type Token = NonNullable<ReturnType<typeof tokenize>>[number];

/** Strict rules are applied to the tokens by hand: the messages of the strict mode would have to be taken apart. */
function tokenize(argv: readonly string[]) {
  const options: Record<string, ParseArgsOptionDescriptor> = { help: { type: 'boolean', short: 'h' } };
  for (const name of FLAGS) options[name] ??= { type: 'boolean' };
  for (const name of TEXTS) options[name] = { type: 'string' };
  return parseArgs({ args: [...argv], options, strict: false, allowPositionals: true, tokens: true }).tokens;
}

function readLine(argv: readonly string[]): Line | UsageError {
  const positionals: string[] = [];
  const flags = new Set<string>();
  const texts = new Map<string, string>();
  const lists = new Map<string, readonly string[]>();
  for (const token of tokenize(argv)) {
    const error = findFault(token);
    if (error !== undefined) return error;
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    if (token.value === undefined) flags.add(token.name);
    else texts.set(token.name, token.value);
    if (LISTS.includes(token.name)) lists.set(token.name, [...(lists.get(token.name) ?? []), token.value ?? '']);
  }
  return { positionals, flags, texts, lists };
}

function findFault(token: Token): UsageError | undefined {
  if (token.kind !== 'option') return undefined;
  const isFlag = FLAGS.some((name) => name === token.name);
  if (!isFlag && !TEXTS.some((name) => name === token.name)) return usageError('option-unknown', token.rawName);
  if (isFlag) return token.value === undefined ? undefined : usageError('option-with-value', token.rawName);
  const isNextOption = token.inlineValue === false && token.value.startsWith('-');
  const isMissing = token.value === undefined || token.value === '' || isNextOption;
  return isMissing ? usageError('option-without-value', token.rawName) : undefined;
}

function findForeignOption(line: Line): UsageError | undefined {
  const foreign = [...line.flags, ...line.texts.keys()].find((name) => !LOOK_OPTIONS.includes(name));
  return foreign === undefined ? undefined : usageError('option-unknown', `--${foreign}`);
}

function readStatus(line: Line, [path = '.', extra]: readonly string[]): StatusCommand | UsageError {
  const foreign = findForeignOption(line);
  if (foreign !== undefined) return foreign;
  if (extra !== undefined) return usageError('argument-unexpected', extra);
  return { kind: 'status', path, stateFolder: line.texts.get('state-dir'), isJson: line.flags.has('json') };
}

function readWhy(line: Line, operands: readonly string[]): WhyCommand | UsageError {
  const foreign = findForeignOption(line);
  if (foreign !== undefined) return foreign;
  const [path, extra] = operands;
  if (path === undefined) return usageError('argument-missing', '<path>');
  if (extra !== undefined) return usageError('argument-unexpected', extra);
  return { kind: 'why', path, stateFolder: line.texts.get('state-dir'), isJson: line.flags.has('json') };
}

function readDecisions(
  line: Line,
  [verb, ...operands]: readonly string[],
): DecisionsListCommand | DecisionsAnswerCommand | DecisionsForgetCommand | UsageError {
  const foreign = findForeignOption(line);
  if (foreign !== undefined) return foreign;
  const shared = { stateFolder: line.texts.get('state-dir'), isJson: line.flags.has('json') };
  const extra = operands[verb === 'answer' ? 2 : 1];
  if (extra !== undefined) return usageError('argument-unexpected', extra);
  if (verb === 'list') return { kind: 'decisions-list', path: operands[0] ?? '.', ...shared };
  if (verb === 'forget') {
    const [sign] = operands;
    return sign === undefined
      ? usageError('argument-missing', '<sign>')
      : { kind: 'decisions-forget', sign, ...shared };
  }
  if (verb !== 'answer')
    return usageError(
      verb === undefined ? 'argument-missing' : 'argument-unexpected',
      verb ?? 'list | answer | forget',
    );
  const [id, answer] = operands;
  if (id === undefined || answer === undefined) return usageError('argument-missing', `<id> ${ANSWERS.join('|')}`);
  const word = ANSWERS.find((known) => known === answer);
  return word === undefined
    ? usageError('argument-unexpected', answer)
    : { kind: 'decisions-answer', id, word, ...shared };
}

function readSync(line: Line, operands: readonly string[]): SyncCommand | UsageError {
  const [localFolder, serverUrl, extra] = operands;
  if (localFolder === undefined || localFolder === '') return usageError('argument-missing', '<local-folder>');
  if (serverUrl === undefined) return usageError('argument-missing', '<server-url>');
  const foreign = [...line.flags, ...line.texts.keys()].find((name) => FOREIGN_TO_SYNC.has(name));
  if (foreign !== undefined) return usageError('option-unknown', `--${foreign}`);
  const error = findUrlFault(serverUrl) ?? findValueFault(line);
  if (error !== undefined) return error;
  const network = readNetworkArguments(line.texts);
  if ('problem' in network) return usageError(network.problem, network.subject);
  if (extra !== undefined) return usageError('argument-unexpected', extra);
  return {
    kind: 'sync',
    localFolder,
    serverUrl,
    remotePath: line.texts.get('remote'),
    space: line.texts.get('space'),
    user: line.texts.get('user'),
    isWatching: line.flags.has('watch'),
    isDryRun: line.flags.has('dry-run'),
    isFolderAccepted: line.flags.has('accept-folder'),
    isJson: line.flags.has('json'),
    isQuiet: line.flags.has('quiet'),
    isPasswordFromStdin: line.flags.has('password-stdin'),
    stateFolder: line.texts.get('state-dir'),
    excludeFile: line.texts.get('exclude-from'),
    network,
    deselected: line.lists.get('deselect') ?? [],
    onMassDelete: line.texts.get('on-mass-delete') === 'allow' ? 'allow' : 'hold',
  };
}

const OPTIONS_OF_SPACES: readonly string[] = ['user', 'password-stdin', 'json', 'proxy', 'proxy-bypass'];

function readSpaces(line: Line, [serverUrl, extra]: readonly string[]): SpacesCommand | UsageError {
  const foreign = [...line.flags, ...line.texts.keys()].find((name) => !OPTIONS_OF_SPACES.includes(name));
  if (foreign !== undefined) return usageError('option-unknown', `--${foreign}`);
  if (serverUrl === undefined) return usageError('argument-missing', '<server-url>');
  const error = findUrlFault(serverUrl) ?? findValueFault(line);
  if (error !== undefined) return error;
  const network = readNetworkArguments(line.texts);
  if ('problem' in network) return usageError(network.problem, network.subject);
  if (extra !== undefined) return usageError('argument-unexpected', extra);
  return {
    kind: 'spaces',
    serverUrl,
    network,
    user: line.texts.get('user'),
    isPasswordFromStdin: line.flags.has('password-stdin'),
    isJson: line.flags.has('json'),
  };
}

/** The process list and the shell's history would show a password in the URL to everyone. */
function findUrlFault(serverUrl: string): UsageError | undefined {
  const url = URL.parse(serverUrl);
  // Also without a scheme, where `user:password@host` is no URL that could be taken apart.
  if (/^[^/]*(?:\/\/)?[^/]*@/.test(serverUrl)) return usageError('password-in-url', '<server-url>');
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  return isWeb ? undefined : usageError('url-not-allowed', '<server-url>');
}

function findValueFault({ texts }: Line): UsageError | undefined {
  // RFC 7617 §2: the first colon ends the user name.
  if (texts.get('user')?.includes(':') === true) return usageError('value-not-allowed', '--user');
  const isKnown = ['hold', 'allow'].includes(texts.get('on-mass-delete') ?? 'hold');
  return isKnown ? undefined : usageError('value-not-allowed', '--on-mass-delete');
}

function readConflicts(line: Line, operands: readonly string[]): ConflictsCommand | UsageError {
  const [named, operand, extra] = operands;
  if (named === undefined) return usageError('argument-missing', ACTS_OF_CONFLICTS.join(' | '));
  const act = ACTS_OF_CONFLICTS.find((known) => known === named);
  if (act === undefined) return usageError('command-unknown', `conflicts ${named}`);
  const allowed = act === 'resolve' ? [...LOOK_OPTIONS, ...OPTIONS_OF_CONFLICTS] : LOOK_OPTIONS;
  const foreign = [...line.flags, ...line.texts.keys()].find((name) => !allowed.includes(name));
  if (foreign !== undefined) return usageError('option-unknown', `--${foreign}`);
  if (extra !== undefined) return usageError('argument-unexpected', extra);
  const core = { kind: 'conflicts', stateFolder: line.texts.get('state-dir'), isJson: line.flags.has('json') } as const;
  if (act === 'list') return { ...core, act, folder: operand ?? '.' };
  if (operand === undefined) return usageError('argument-missing', '<id>');
  if (act === 'undo') return { ...core, act, id: operand };
  if (act === 'compare') return { ...core, act, id: operand };
  return readResolve(line, { ...core, act, id: operand });
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
