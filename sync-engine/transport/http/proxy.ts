import type { FixedProxySetting } from '../../core/model/proxy-setting.ts';
import { isCovered } from './proxy-bypass.ts';

/** What Node's agents are made with. Undefined: the server is reached directly. */
export interface ProxyVariables {
  readonly HTTP_PROXY: string;
  readonly HTTPS_PROXY: string;
  readonly NO_PROXY: string;
}

/** True for names and addresses that never leave this machine. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/**
 * The proxy for one origin. Requests to this very machine never go through one, whatever is set. Rejects when what is set
 * is no address of a proxy: going directly then would go around it. A system that does not answer sets none.
 */
export async function findProxy(setting: FixedProxySetting, origin: string): Promise<ProxyVariables | undefined> {
  const { hostname } = new URL(origin);
  if (isLoopback(hostname)) return undefined;
  switch (setting.kind) {
    case 'direct':
      return undefined;
    case 'environment':
      return readVariables(setting.variables);
    case 'manual':
      if (setting.bypass.some((entry) => isCovered(hostname, entry))) return undefined;
      return toVariables(toProxyUrl(setting), setting.bypass.join(','));
    case 'system': {
      const found = parseSystemProxy(await setting.find(origin).catch(() => ''));
      return found === undefined ? undefined : toVariables(found, '');
    }
    default:
      return setting satisfies never;
  }
}

/**
 * The first way that this program can go. SOCKS is passed over: what only offers that ends as "unreachable", which is
 * true. `HTTPS host:port` means that the proxy itself is spoken to over TLS.
 */
export function parseSystemProxy(text: string): string | undefined {
  for (const part of text.split(';')) {
    const [word = '', host = ''] = part.trim().split(/\s+/);
    if (/^direct$/i.test(word)) return undefined;
    const scheme = /^https$/i.test(word) ? 'https' : 'http';
    const url = /^(?:proxy|https?)$/i.test(word) ? URL.parse(`${scheme}://${host}`) : null;
    if (url !== null && url.hostname !== '') return url.origin;
  }
  return undefined;
}

function toProxyUrl({ scheme, host, port, credentials }: Extract<FixedProxySetting, { kind: 'manual' }>): string {
  const url = new URL(`${scheme}://${host}:${port}`);
  if (credentials !== undefined) {
    url.username = encodeURIComponent(credentials.userName);
    url.password = encodeURIComponent(credentials.password);
  }
  return url.href;
}

function readVariables(variables: Readonly<Record<string, string | undefined>>): ProxyVariables | undefined {
  const read = (name: string): string => variables[name] || variables[name.toUpperCase()] || '';
  const [http, https] = [toAddress(read('http_proxy')), toAddress(read('https_proxy'))];
  if (http === '' && https === '') return undefined;
  return { HTTP_PROXY: http, HTTPS_PROXY: https, NO_PROXY: read('no_proxy') };
}

/** As other programs read it: `host:port` alone is an address too. Throws for what is none. */
function toAddress(text: string): string {
  if (text === '') return '';
  const address = text.includes('://') ? text : `http://${text}`;
  if (!URL.canParse(address)) throw new RangeError('no address of a proxy');
  return address;
}

function toVariables(url: string, bypass: string): ProxyVariables {
  return { HTTP_PROXY: url, HTTPS_PROXY: url, NO_PROXY: bypass };
}
