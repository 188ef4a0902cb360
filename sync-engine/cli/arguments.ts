import type { ParseArgsOptionDescriptor } from 'node:util';
import { parseArgs } from 'node:util';
import type { AccountCommand } from './account/account-arguments.ts';
import { FLAGS_OF_ACCOUNTS, readAccountCommand } from './account/account-arguments.ts';
import type { CommonOptions, Line, UsageError } from './command-line.ts';
import { COMMON_OPTIONS, findForeignOption, readCommonOptions, usageError } from './command-line.ts';
import type { ConflictsCommand } from './conflicts/conflicts-arguments.ts';
import { OPTIONS_OF_CONFLICTS, readConflicts } from './conflicts/conflicts-arguments.ts';
import type { DecisionsCommand } from './decisions/decisions-arguments.ts';
import { readDecisions } from './decisions/decisions-arguments.ts';
import type { NetworkArguments } from './network-arguments.ts';
import { NETWORK_OPTIONS, readNetworkArguments } from './network-arguments.ts';
import type { FoldersCommand } from './folders/folders-arguments.ts';
import { readFolders } from './folders/folders-arguments.ts';
import type { VisitCommand } from './visit/visit-arguments.ts';
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

export interface WhyCommand extends CommonOptions {
  readonly kind: 'why';
  readonly path: string;
}

export interface StatusCommand extends CommonOptions {
  readonly kind: 'status';
  /** A path in the sync folder; the current directory when none was given. */
  readonly path: string;
}

export type Command =
  | SyncCommand
  | SpacesCommand
  | WhyCommand
  | StatusCommand
  | VisitCommand
  | DecisionsCommand
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
const FOREIGN_TO_SYNC: ReadonlySet<string> = new Set([
  ...OPTIONS_OF_VISITS,
  ...OPTIONS_OF_CONFLICTS,
  ...FLAGS_OF_ACCOUNTS,
]);
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

function readStatus(line: Line, [path = '.', extra]: readonly string[]): StatusCommand | UsageError {
  const foreign = findForeignOption(line, COMMON_OPTIONS);
  if (foreign !== undefined) return foreign;
  if (extra !== undefined) return usageError('argument-unexpected', extra);
  return { kind: 'status', path, ...readCommonOptions(line) };
}

function readWhy(line: Line, operands: readonly string[]): WhyCommand | UsageError {
  const foreign = findForeignOption(line, COMMON_OPTIONS);
  if (foreign !== undefined) return foreign;
  const [path, extra] = operands;
  if (path === undefined) return usageError('argument-missing', '<path>');
  if (extra !== undefined) return usageError('argument-unexpected', extra);
  return { kind: 'why', path, ...readCommonOptions(line) };
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
  const foreign = findForeignOption(line, OPTIONS_OF_SPACES);
  if (foreign !== undefined) return foreign;
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
