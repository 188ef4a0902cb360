import { request } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { KEY_REFUSED } from '#ipc/messages.ts';
import { findBrandingFile, readBranding } from '#branding/branding-file.ts';
import { NO_POLICIES } from '#policies/policies.ts';
import type { BrowserServer } from './browser-server.ts';
import { startBrowserServer } from './browser-server.ts';

const handled: unknown[] = [];
let server: BrowserServer;
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'bayernbox-pages-'));
  await writeFile(join(directory, 'index.html'), '<html>%CSP_NONCE%</html>');
  await writeFile(join(directory, 'secret'), 'no page');
  server = await startBrowserServer(
    { directory, branding: readBranding(findBrandingFile({})), readPolicies: () => NO_POLICIES },
    {
      handle: (name, input) => {
        handled.push([name, input]);
        return Promise.resolve({ ok: true, value: {} });
      },
      subscribe: () => () => {},
    },
  );
});

afterAll(async () => {
  await server.close();
  await rm(directory, { recursive: true });
});

const port = (): string => new URL(server.address).port;

function get(
  path: string,
  headers: Readonly<Record<string, string>> = {},
  method = 'GET',
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: port(), path, headers, method }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    asked.once('error', reject);
    asked.end();
  });
}

/** Opens a socket as a page would, says what it is told, and tells what came of it. */
function talk(
  messages: readonly unknown[],
  headers: Readonly<Record<string, string>> = {},
): Promise<readonly unknown[]> {
  const socket = new WebSocket(`ws://127.0.0.1:${port()}/socket`, {
    headers: { origin: `http://127.0.0.1:${port()}`, ...headers },
  });
  const heard: unknown[] = [];
  return new Promise((resolve) => {
    socket.on('open', () => {
      for (const message of messages) socket.send(typeof message === 'string' ? message : JSON.stringify(message));
    });
    socket.on('message', (data: Buffer) => {
      heard.push(JSON.parse(data.toString('utf8')));
      if (heard.length === messages.length) socket.close();
    });
    socket.on('close', (code) => resolve([...heard, code]));
    socket.on('error', (error) => heard.push(error.message));
  });
}

const hello = (): unknown => ({ kind: 'hello', key: new URL(server.address).hash.slice(1) });

describe('the server of browser mode', () => {
  it.each([
    ['/', 200],
    ['/index.html', 200],
    ['/secret', 404],
    ['/../package.json', 404],
    ['/..%2fpackage.json', 404],
    ['/assets/../../x.js', 404],
    ['//etc/passwd', 404],
  ])('answers %s with %s', async (path, status) => {
    expect(await get(path)).toBe(status);
  });

  it.each(['localhost', 'evil.example', '127.0.0.1', '0.0.0.0:1'])(
    'has nothing to say to the host %s',
    async (host) => {
      expect(await get('/', { host })).toBe(421);
    },
  );

  it('only reads', async () => {
    expect(await get('/', {}, 'POST')).toBe(404);
  });

  it('listens on the loopback address alone', async () => {
    const others = Object.values(networkInterfaces())
      .flatMap((all) => all ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4');
    for (const { address } of others) {
      const isOpen = await new Promise((resolve) => {
        const socket = connect({ host: address, port: Number(port()) });
        socket.once('connect', () => resolve(true));
        socket.once('error', () => resolve(false));
      });
      expect(isOpen).toBe(false);
    }
  });

  it('carries out requests of a window that came with the key', async () => {
    handled.length = 0;

    const heard = await talk([hello(), { kind: 'request', id: 7, name: 'getState', input: {} }]);

    expect(heard).toEqual([
      { kind: 'welcome', sessionKey: expect.stringMatching(/^[\w-]{43}$/) as string },
      { kind: 'answer', id: 7, answer: { ok: true, value: {} } },
      1_005,
    ]);
    expect(handled).toEqual([['getState', {}]]);
  });

  it.each([
    ['a wrong key', [{ kind: 'hello', key: 'wrong' }]],
    ['an empty key', [{ kind: 'hello', key: '' }]],
    ['two keys at once', [hello, hello]],
  ])('shuts the door on %s', async (_title, messages) => {
    const heard = await talk(messages.map((message) => (typeof message === 'function' ? message() : message)));

    expect(heard.at(-1)).toBe(KEY_REFUSED);
  });

  it('carries out nothing before the key has come', async () => {
    handled.length = 0;

    await talk([{ kind: 'request', id: 1, name: 'getState', input: {} }, 'no json', { kind: 'hello', key: 'wrong' }]);

    expect(handled).toEqual([]);
  });

  it('lives on when somebody asks for a socket and hangs up before they hear the answer', async () => {
    const lines = ['GET /socket HTTP/1.1', `Host: 127.0.0.1:${port()}`, 'Origin: http://evil.example'];
    const upgrade = ['Connection: Upgrade', 'Upgrade: websocket', '', ''];
    for (let times = 0; times < 30; times += 1) {
      const socket = connect({ host: '127.0.0.1', port: Number(port()) });
      await new Promise<void>((resolve) => {
        socket.once('close', () => resolve());
        socket.once('connect', () => socket.write([...lines, ...upgrade].join('\r\n'), () => socket.resetAndDestroy()));
      });
    }

    expect(await get('/')).toBe(200);
  });

  it('lets a window in again that was loaded anew before it heard of its next key', async () => {
    const first = hello();
    await talk([first]);
    const [again] = await talk([first]);
    const { sessionKey } = again as { readonly sessionKey: string };
    await talk([{ kind: 'hello', key: sessionKey }]);

    expect(await talk([{ kind: 'hello', key: sessionKey }])).toEqual([
      expect.objectContaining({ kind: 'welcome' }),
      1_005,
    ]);
  });

  it('takes a key no longer when its window has the next one', async () => {
    const request = { kind: 'request', id: 1, name: 'getState', input: {} };
    const first = hello();
    const [welcome] = await talk([first, request]);
    const { sessionKey } = welcome as { readonly sessionKey: string };
    expect(await talk([first])).toEqual([KEY_REFUSED]);

    const [next] = await talk([{ kind: 'hello', key: sessionKey }, request]);

    expect(next).toMatchObject({ kind: 'welcome' });
    expect(await talk([{ kind: 'hello', key: sessionKey }])).toEqual([KEY_REFUSED]);
  });

  it('takes a key of one window for no other one', async () => {
    const [first, request] = [hello(), { kind: 'request', id: 1, name: 'getState', input: {} }];
    await talk([first]);

    await talk([hello(), request]);

    expect(await talk([first, request])).toMatchObject([{ kind: 'welcome' }, { kind: 'answer' }, 1_005]);
    expect(await talk([first])).toEqual([KEY_REFUSED]);
  });

  it.each([
    { origin: 'http://evil.example' },
    { origin: 'null' },
    { origin: 'http://localhost:80' },
    { host: 'evil.example' },
  ])('opens no socket for a page with %j', async (headers) => {
    expect(await talk([hello()], headers)).toEqual(['Unexpected server response: 403', 1_006]);
  });
});
