import type { ProxyChoice, ProxySetting } from '../core/model/proxy-setting.ts';
import { parseTimeWindows } from '#policies/time-windows.ts';
import type { UsageProblem } from './command-line.ts';

/** How the command is to reach the server, and when. Sizes in bytes. */
export interface NetworkArguments {
  readonly uploadBytesPerSecond: number | undefined;
  readonly downloadBytesPerSecond: number | undefined;
  /** When the limits hold, as it was typed, and readable; undefined: always. */
  readonly limitWindows: string | undefined;
  /** When `--watch` rests, as it was typed, and readable. */
  readonly pauseWindows: string | undefined;
  /** Without a password, which is never an argument; undefined when nothing was said. */
  readonly proxy: ProxyChoice | undefined;
}

/** Names of the options that `readNetworkArguments` reads; all take a value. */
export const NETWORK_OPTIONS = [
  'limit-up',
  'limit-down',
  'limit-window',
  'pause-window',
  'proxy',
  'proxy-bypass',
] as const;

const PROXY_VARIABLES = ['http_proxy', 'https_proxy', 'no_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'];

const USUAL_PROXY_PORT = 8080;

/** Reads what the options say, or tells which of them cannot be read. */
export function readNetworkArguments(
  texts: ReadonlyMap<string, string>,
): NetworkArguments | { readonly problem: UsageProblem; readonly subject: string } {
  const badLimit = ['limit-up', 'limit-down'].find((name) => !/^[1-9]\d{0,8}$/.test(texts.get(name) ?? '1'));
  if (badLimit !== undefined) return { problem: 'value-not-allowed', subject: `--${badLimit}` };
  const badWindow = ['limit-window', 'pause-window'].find((name) => isUnreadable(texts.get(name)));
  if (badWindow !== undefined) return { problem: 'value-not-allowed', subject: `--${badWindow}` };
  const proxy = readProxy(texts.get('proxy'), texts.get('proxy-bypass'));
  if (proxy === 'password') return { problem: 'password-in-url', subject: '--proxy' };
  if (proxy === 'unreadable') return { problem: 'value-not-allowed', subject: '--proxy' };
  return {
    uploadBytesPerSecond: toBytesPerSecond(texts.get('limit-up')),
    downloadBytesPerSecond: toBytesPerSecond(texts.get('limit-down')),
    limitWindows: texts.get('limit-window'),
    pauseWindows: texts.get('pause-window'),
    proxy,
  };
}

/** The setting that a choice and the environment make together. The password comes from the environment only. */
export function toProxySetting(
  choice: ProxyChoice,
  environment: Readonly<Record<string, string | undefined>>,
): ProxySetting {
  switch (choice.kind) {
    case 'direct':
      return { kind: 'direct' };
    // Without windows nobody can ask the system: what it says to commands is in the environment.
    case 'system':
      return {
        kind: 'environment',
        variables: Object.fromEntries(PROXY_VARIABLES.map((name) => [name, environment[name]])),
      };
    case 'manual': {
      const { userName, ...proxy } = choice;
      const password = environment['BAYERNBOX_PROXY_PASSWORD'] ?? '';
      return { ...proxy, credentials: userName === undefined ? undefined : { userName, password } };
    }
    default:
      return choice satisfies never;
  }
}

function isUnreadable(windows: string | undefined): boolean {
  return windows !== undefined && parseTimeWindows(windows) === undefined;
}

function readProxy(
  text: string | undefined,
  bypass: string | undefined,
): ProxyChoice | undefined | 'password' | 'unreadable' {
  if (text === undefined) return undefined;
  if (text === 'env') return { kind: 'system' };
  if (text === 'direct') return { kind: 'direct' };
  const url = URL.parse(text.includes('://') ? text : `http://${text}`);
  const scheme = url?.protocol === 'https:' ? 'https' : 'http';
  if (url === null || url.protocol !== `${scheme}:` || url.hostname === '' || url.pathname !== '/') return 'unreadable';
  if (url.password !== '') return 'password';
  return {
    kind: 'manual',
    scheme,
    host: url.hostname,
    port: url.port === '' ? (scheme === 'https' ? 443 : USUAL_PROXY_PORT) : Number(url.port),
    userName: url.username === '' ? undefined : decodeURIComponent(url.username),
    bypass: (bypass ?? '').split(',').filter((host) => host !== ''),
  };
}

function toBytesPerSecond(kibPerSecond: string | undefined): number | undefined {
  return kibPerSecond === undefined ? undefined : Number(kibPerSecond) * 1024;
}
