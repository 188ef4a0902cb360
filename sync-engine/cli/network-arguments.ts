import type { ProxyChoice, ProxySetting } from '../core/model/proxy-setting.ts';
import type { TimeWindow } from '../core/model/time-window.ts';
import { parseTimeWindows } from '../core/model/time-window.ts';
import type { UsageProblem } from './arguments.ts';

/** How the command is to reach the server, and when. Sizes in bytes. */
export interface NetworkArguments {
  readonly uploadBytesPerSecond: number | undefined;
  readonly downloadBytesPerSecond: number | undefined;
  /** When the limits hold; undefined: always. */
  readonly limitWindows: readonly TimeWindow[] | undefined;
  /** When `--watch` rests. */
  readonly pauseWindows: readonly TimeWindow[];
  /** Without a password, which is never an argument. */
  readonly proxy: ProxyArgument;
}

/** `environment` when nothing is said. */
export type ProxyArgument = { readonly kind: 'environment' | 'direct' } | Extract<ProxyChoice, { kind: 'manual' }>;

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
  const limitWindows = readWindows(texts, 'limit-window');
  if (limitWindows === 'unreadable') return { problem: 'value-not-allowed', subject: '--limit-window' };
  const pauseWindows = readWindows(texts, 'pause-window');
  if (pauseWindows === 'unreadable') return { problem: 'value-not-allowed', subject: '--pause-window' };
  const proxy = readProxy(texts.get('proxy'), texts.get('proxy-bypass'));
  if (proxy === 'password') return { problem: 'password-in-url', subject: '--proxy' };
  if (proxy === undefined) return { problem: 'value-not-allowed', subject: '--proxy' };
  return {
    uploadBytesPerSecond: toBytesPerSecond(texts.get('limit-up')),
    downloadBytesPerSecond: toBytesPerSecond(texts.get('limit-down')),
    limitWindows,
    pauseWindows: pauseWindows ?? [],
    proxy,
  };
}

/** The setting that an argument and the environment make together. The password comes from the environment only. */
export function toProxySetting(
  argument: ProxyArgument,
  environment: Readonly<Record<string, string | undefined>>,
): ProxySetting {
  switch (argument.kind) {
    case 'direct':
      return { kind: 'direct' };
    case 'environment':
      return {
        kind: 'environment',
        variables: Object.fromEntries(PROXY_VARIABLES.map((name) => [name, environment[name]])),
      };
    case 'manual': {
      const { userName, ...proxy } = argument;
      const password = environment['BAYERNBOX_PROXY_PASSWORD'] ?? '';
      return { ...proxy, credentials: userName === undefined ? undefined : { userName, password } };
    }
    default:
      return argument satisfies never;
  }
}

function readWindows(
  texts: ReadonlyMap<string, string>,
  name: string,
): readonly TimeWindow[] | undefined | 'unreadable' {
  const text = texts.get(name);
  return text === undefined ? undefined : (parseTimeWindows(text) ?? 'unreadable');
}

function readProxy(text: string | undefined, bypass: string | undefined): ProxyArgument | undefined | 'password' {
  if (text === undefined || text === 'env') return { kind: 'environment' };
  if (text === 'direct') return { kind: 'direct' };
  const url = URL.parse(text.includes('://') ? text : `http://${text}`);
  const scheme = url?.protocol === 'https:' ? 'https' : 'http';
  if (url === null || url.protocol !== `${scheme}:` || url.hostname === '' || url.pathname !== '/') return undefined;
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
