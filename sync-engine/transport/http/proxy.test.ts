import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Credentials } from '../../auth/credentials.ts';
import { createHttpAgents } from './http-agents.ts';
import { createHttpClient } from './http-client.ts';
import type { HttpResult } from './http-exchange.ts';
import type { FixedProxySetting, ProxySetting } from '../../core/model/proxy-setting.ts';
import { findProxy, parseSystemProxy } from './proxy.ts';

const NEVER = new AbortController().signal;

describe('parseSystemProxy', () => {
  it.each([
    ['DIRECT', undefined],
    ['PROXY proxy.example.org:3128', 'http://proxy.example.org:3128'],
    ['PROXY [2001:db8::1]:3128; DIRECT', 'http://[2001:db8::1]:3128'],
    ['HTTPS secure.example.org:443', 'https://secure.example.org'],
    ['SOCKS5 socks.example.org:1080; PROXY proxy.example.org:8080', 'http://proxy.example.org:8080'],
    ['SOCKS5 socks.example.org:1080', undefined],
    ['proxy a:1;direct', 'http://a:1'],
    ['PROXY', undefined],
    ['<html>', undefined],
    ['', undefined],
  ])('reads %j as %j', (text, expected) => {
    expect(parseSystemProxy(text)).toBe(expected);
  });
});

describe('findProxy', () => {
  const manual = {
    kind: 'manual',
    scheme: 'http',
    host: 'proxy.example.org',
    port: 3128,
    credentials: undefined,
  } as const;

  it.each<readonly [string, FixedProxySetting, unknown]>([
    ['nothing in the environment', { kind: 'environment', variables: {} }, undefined],
    [
      'the environment, lower case first',
      {
        kind: 'environment',
        variables: { HTTPS_PROXY: 'http://upper:1', https_proxy: 'http://lower:1', NO_PROXY: 'x' },
      },
      { HTTP_PROXY: '', HTTPS_PROXY: 'http://lower:1', NO_PROXY: 'x' },
    ],
    [
      'a proxy by hand with hosts around it',
      { ...manual, bypass: ['.intern.example.org', '10.0.0.0/8'] },
      {
        HTTP_PROXY: 'http://proxy.example.org:3128/',
        HTTPS_PROXY: 'http://proxy.example.org:3128/',
        NO_PROXY: '.intern.example.org,10.0.0.0/8',
      },
    ],
    [
      'a proxy that is spoken to over TLS',
      { ...manual, scheme: 'https', bypass: ['10.0.0.0/8', '<local>', 'x.example.org/8', '::/129'] },
      {
        HTTP_PROXY: 'https://proxy.example.org:3128/',
        HTTPS_PROXY: 'https://proxy.example.org:3128/',
        NO_PROXY: '10.0.0.0/8,<local>,x.example.org/8,::/129',
      },
    ],
    [
      'the system',
      { kind: 'system', find: (url) => Promise.resolve(`PROXY for-${new URL(url).hostname}:1`) },
      { HTTP_PROXY: 'http://for-box.example.org:1', HTTPS_PROXY: 'http://for-box.example.org:1', NO_PROXY: '' },
    ],
  ])('%s', async (_name, setting, expected) => {
    expect(await findProxy(setting, 'https://box.example.org')).toEqual(expected);
  });

  it.each([
    ['10.0.0.0/8', 'https://10.200.3.4'],
    ['10.128.0.0/9', 'https://10.200.3.4:8443'],
    ['2001:db8::/32', 'https://[2001:db8:1::1]'],
    ['<local>', 'https://intranet'],
  ])('goes around it for %s to %s', async (entry, origin) => {
    expect(await findProxy({ ...manual, bypass: ['a.example.org', entry] }, origin)).toBe(undefined);
  });

  it.each([
    ['10.0.0.0/9', 'https://10.200.3.4'],
    ['10.0.0.0/8', 'https://[2001:db8:1::1]'],
    ['10.0.0.0/8', 'https://box.example.org'],
    ['<local>', 'https://10.200.3.4'],
    ['<local>', 'https://box.example.org'],
  ])('does not go around it for %s to %s', async (entry, origin) => {
    expect(await findProxy({ ...manual, bypass: [entry] }, origin)).not.toBe(undefined);
  });

  it('finds none for this machine, whatever is set', async () => {
    expect(await findProxy({ ...manual, bypass: [] }, 'http://127.0.0.1:8080')).toBe(undefined);
  });
});

interface Proxy {
  readonly port: number;
  readonly seen: string[];
  close(): void;
}

function startProxy(status: number): Promise<Proxy> {
  const seen: string[] = [];
  const note = ({ method, url, headers }: IncomingMessage): void =>
    void seen.push(`${method} ${url} ${headers['proxy-authorization'] ?? 'unsigned'}`);
  const server = createServer((request, response) => {
    note(request);
    response.writeHead(status).end('x');
  });
  server.on('connect', (request, socket) => {
    note(request);
    socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      // A listening TCP server always has an AddressInfo.
      const { port } = server.address() as AddressInfo;
      resolve({ port, seen, close: () => server.close() });
    });
  });
}

describe('a client behind a proxy', () => {
  const PASSWORD = 'pass:wörd/@';
  let proxy: Proxy;

  beforeEach(async () => {
    proxy = await startProxy(407);
  });

  afterEach(() => proxy.close());

  async function send(origin: string, proxySetting?: ProxySetting): Promise<HttpResult> {
    const client = createHttpClient({
      origin,
      version: '0',
      credentials: new Credentials({ kind: 'bearer', token: 'x' }),
      upLimit: undefined,
      downLimit: undefined,
      proxy: proxySetting ?? {
        kind: 'manual',
        scheme: 'http',
        host: '127.0.0.1',
        port: proxy.port,
        credentials: { userName: 'anna', password: PASSWORD },
        bypass: ['bypassed.invalid'],
      },
    });
    const result = await client.send({ method: 'GET', url: `${origin}/a`, inactivityMs: 5_000, signal: NEVER });
    if (result.kind === 'answer') result.answer.body.destroy();
    client.close();
    return result;
  }

  it('signs in there with any password, and asks for a tunnel when the server speaks TLS', async () => {
    await send('http://box.invalid');
    await send('https://box.invalid');

    const header = `Basic ${Buffer.from(`anna:${PASSWORD}`).toString('base64')}`;
    expect(proxy.seen).toEqual([`GET http://box.invalid/a ${header}`, `CONNECT box.invalid:443 ${header}`]);
  });

  it('names a proxy that wants a sign-in as just that, and no password', async () => {
    const result = await send('https://box.invalid');

    expect(result).toMatchObject({
      kind: 'no-answer',
      mayHaveArrived: false,
      error: { code: 'proxy-sign-in-needed', scope: 'account', detail: 'GET: the proxy answers 407' },
    });
    const print = inspect(result, { depth: 9, showHidden: true });
    for (const secret of [PASSWORD, encodeURIComponent(PASSWORD), 'anna']) expect(print).not.toContain(secret);
  });

  it('goes around it to the hosts of the bypass list and to this machine', async () => {
    const bypassed = await send('http://bypassed.invalid');
    const closed = await startProxy(200);
    closed.close();
    const local = await send(`http://127.0.0.1:${closed.port}`);

    expect([bypassed, local]).toMatchObject([
      { kind: 'no-answer', error: { code: 'server-unreachable' } },
      { kind: 'no-answer', error: { code: 'server-unreachable', detail: 'GET: ECONNREFUSED' } },
    ]);
    expect(proxy.seen).toEqual([]);
  });

  it('goes where it is told to, whatever its environment says', async () => {
    const other = await startProxy(407);
    process.env['http_proxy'] = `http://127.0.0.1:${other.port}`;
    try {
      await send('http://box.invalid');
    } finally {
      delete process.env['http_proxy'];
      other.close();
    }

    expect([proxy.seen.length, other.seen]).toEqual([1, []]);
  });

  it('goes another way from the next request on when the setting changes', async () => {
    const manual = { kind: 'manual', scheme: 'http', host: '127.0.0.1', credentials: undefined, bypass: [] } as const;
    const other = await startProxy(407);
    let now: Promise<FixedProxySetting> = Promise.resolve({ ...manual, port: other.port });
    const agents = createHttpAgents({ kind: 'changing', current: () => now }, 'http://box.invalid');

    const [first, again] = [await agents.find(), await agents.find()];
    now = Promise.resolve({ ...manual, port: proxy.port });
    const second = await agents.find();
    now = Promise.resolve({ kind: 'direct' });
    const third = await agents.find();

    expect(again).toBe(first);
    expect(second).not.toBe(first);
    expect([first, second, third].map((pair) => pair?.isProxied)).toEqual([true, true, false]);
    agents.close();
    other.close();
  });

  it.each<readonly [string, ProxySetting]>([
    ['by hand', { kind: 'manual', scheme: 'http', host: '10.1.2.999', port: 3128, bypass: [], credentials: undefined }],
    [
      'in the environment',
      { kind: 'environment', variables: { http_proxy: 'http://anna:geheim@proxy.invalid:99999' } },
    ],
  ])('sends nothing, and tells no password, where the proxy that is set %s is no address', async (_where, setting) => {
    const result = await send(`http://box.invalid:${proxy.port}`, setting);

    expect(result).toMatchObject({
      kind: 'no-answer',
      mayHaveArrived: false,
      error: { code: 'server-unreachable', detail: 'GET: the proxy that is set has no valid address' },
    });
    expect(inspect(result, { depth: 9, showHidden: true })).not.toContain('geheim');
  });

  it('goes through a proxy that the environment names without a scheme', async () => {
    await send('http://box.invalid', {
      kind: 'environment',
      variables: { http_proxy: `127.0.0.1:${proxy.port}` },
    });

    expect(proxy.seen).toEqual(['GET http://box.invalid/a unsigned']);
  });

  it('goes directly where the system does not say which way leads there', async () => {
    const find = (): Promise<string> => Promise.reject(new Error('no answer'));
    const agents = createHttpAgents({ kind: 'system', find }, 'http://box.invalid');

    expect(await agents.find()).toMatchObject({ isProxied: false });
    agents.close();
  });

  it('reads no proxy from its environment when it is to go directly', async () => {
    process.env['http_proxy'] = `http://127.0.0.1:${proxy.port}`;
    try {
      await send('http://box.invalid', { kind: 'direct' });
    } finally {
      delete process.env['http_proxy'];
    }

    expect(proxy.seen).toEqual([]);
  });
});
