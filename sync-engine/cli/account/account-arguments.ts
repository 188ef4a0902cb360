import { readNetworkArguments } from '../network-arguments.ts';
import type { NetworkArguments } from '../network-arguments.ts';
import type { CommonOptions, Line, UsageError } from '../command-line.ts';
import { COMMON_OPTIONS, findForeignOption, readCommonOptions, usageError } from '../command-line.ts';

interface AccountCore extends CommonOptions {
  readonly network: NetworkArguments;
}

/** What `bayernbox login`, `logout` and `accounts` shall do. */
export type AccountCommand =
  | (AccountCore & {
      readonly kind: 'login';
      /** As it was typed. */
      readonly address: string;
      readonly user: string | undefined;
      readonly isPasswordFromStdin: boolean;
      /** Only shows the address for the browser. */
      readonly isBrowserLeftAlone: boolean;
    })
  | (AccountCore & { readonly kind: 'logout'; readonly address: string | undefined; readonly user: string | undefined })
  | (AccountCore & { readonly kind: 'accounts' });

/** Options that only these commands take. */
export const FLAGS_OF_ACCOUNTS = ['no-browser'] as const;

const PROXY_OPTIONS: readonly string[] = ['proxy', 'proxy-bypass'];
const OPTIONS: Readonly<Record<AccountCommand['kind'], readonly string[]>> = {
  login: [...COMMON_OPTIONS, ...PROXY_OPTIONS, 'user', 'password-stdin', 'no-browser'],
  logout: [...COMMON_OPTIONS, ...PROXY_OPTIONS, 'user'],
  accounts: COMMON_OPTIONS,
};

/** Reads `login`, `logout` and `accounts`; undefined for any other command. */
export function readAccountCommand(line: Line): AccountCommand | UsageError | undefined {
  const [command, address, extra] = line.positionals;
  if (command !== 'login' && command !== 'logout' && command !== 'accounts') return undefined;
  const { texts, flags } = line;
  const foreign = findForeignOption(line, OPTIONS[command]);
  if (foreign !== undefined) return foreign;
  const surplus = command === 'accounts' ? address : extra;
  if (surplus !== undefined) return usageError('argument-unexpected', surplus);
  // The process list and the shell's history would show a password in the address to everyone.
  if (address !== undefined && /^[^/]*(?:\/\/)?[^/]*@/.test(address)) return usageError('password-in-url', '<address>');
  const user = texts.get('user');
  // RFC 7617 §2: the first colon ends the user name.
  if (user?.includes(':') === true) return usageError('value-not-allowed', '--user');
  const network = readNetworkArguments(texts);
  if ('problem' in network) return usageError(network.problem, network.subject);
  const core = { ...readCommonOptions(line), network };
  if (command === 'accounts') return { kind: command, ...core };
  if (command === 'logout') return { kind: command, address, user, ...core };
  if (address === undefined) return usageError('argument-missing', '<address>');
  const isPasswordFromStdin = flags.has('password-stdin');
  return { kind: command, address, user, isPasswordFromStdin, isBrowserLeftAlone: flags.has('no-browser'), ...core };
}
