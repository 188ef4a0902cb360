import { createServer } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { openWayBack } from './way-back.ts';
import type { WayBack, WayBackOptions } from './way-back.ts';

let open: WayBack | undefined;
afterEach(() => open?.close());

async function openOne(options: Partial<WayBackOptions> = {}): Promise<WayBack> {
  const wayBack = await openWayBack({
    host: '127.0.0.1',
    ports: [],
    strangerPage: '<p>not for you</p>',
    isMeant: (query) => query.get('state') === 'right',
    ...options,
  });
  if (wayBack === undefined) throw new Error('no port');
  open = wayBack;
  return wayBack;
}

/** Whether the way back is still waiting. */
async function isWaiting(wayBack: WayBack): Promise<boolean> {
  const waiting = Symbol('waiting');
  return (await Promise.race([wayBack.cameBack, Promise.resolve(waiting)])) === waiting;
}

function speak(url: string, text: string): Promise<string> {
  const { port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1', () => socket.end(text));
    let heard = '';
    socket.setEncoding('utf8').on('data', (part: string) => (heard += part));
    socket.on('close', () => resolve(heard)).on('error', reject);
  });
}

describe('the way back', () => {
  it('is an address of this computer without a path', async () => {
    expect((await openOne()).redirectUri).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('hands over what the browser brought, and shows it a page that tells nobody where it came from', async () => {
    const wayBack = await openOne();
    const visit = fetch(`${wayBack.redirectUri}/?code=abc&state=right`);

    const cameBack = await wayBack.cameBack;
    cameBack.answer('<p>thank you</p>');
    const response = await visit;

    expect([cameBack.query.get('code'), await response.text()]).toEqual(['abc', '<p>thank you</p>']);
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('takes the first visit only: a code that is sent again is turned away', async () => {
    const wayBack = await openOne();
    const first = fetch(`${wayBack.redirectUri}/?code=abc&state=right`);
    const cameBack = await wayBack.cameBack;

    const second = await fetch(`${wayBack.redirectUri}/?code=other&state=right`);
    cameBack.answer('<p>thank you</p>');

    expect([cameBack.query.get('code'), second.status, (await first).status]).toEqual(['abc', 400, 200]);
  });

  it('uses only ports that are registered, and says so when all are taken', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => void taken.listen(0, '127.0.0.1', resolve));
    const bound = taken.address();
    const port = typeof bound === 'object' && bound !== null ? bound.port : 0;

    const options = { host: '127.0.0.1', ports: [port], strangerPage: '', isMeant: () => true } as const;
    expect(await openWayBack(options)).toBeUndefined();

    await new Promise<void>((resolve) => void taken.close(() => resolve()));
    expect((await openOne({ ports: [port] })).redirectUri).toBe(`http://127.0.0.1:${port}`);
  });

  it('is on both addresses when the name "localhost" is registered, so that nobody else waits at the other one', async () => {
    const wayBack = await openOne({ host: 'localhost' });
    const { port } = new URL(wayBack.redirectUri);
    const other = createServer();

    const taken = await new Promise<string>((resolve) => {
      other.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
      other.listen({ host: '::1', port: Number(port) }, () => resolve('free'));
    });
    other.close();

    // A machine without IPv6 has no other address that could be taken.
    expect(['EADDRINUSE', 'EADDRNOTAVAIL', 'EAFNOSUPPORT']).toContain(taken);
    expect(wayBack.redirectUri).toBe(`http://localhost:${port}`);
  });
});

describe('other programs on this computer', () => {
  it.each([
    ['a wrong state', '/?code=abc&state=wrong', {}],
    ['no state', '/?code=abc', {}],
    ['an error that would end the sign-in', '/?error=access_denied', {}],
    ['another path', '/callback?code=abc&state=right', {}],
    ['a POST', '/?code=abc&state=right', { method: 'POST', body: 'x' }],
    [
      'a page that has made its own name lead here',
      '/?code=abc&state=right',
      { headers: { host: 'evil.example.org' } },
    ],
  ])('with %s change nothing', async (_what, path, options) => {
    const wayBack = await openOne();
    const host = 'headers' in options ? 'evil.example.org' : new URL(wayBack.redirectUri).host;
    const method = 'method' in options ? 'POST' : 'GET';

    const answer = await speak(
      wayBack.redirectUri,
      `${method} ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
    );

    expect(answer).toMatch(/^HTTP\/1\.1 40[04] /);
    expect(answer).toContain('not for you');
    expect(await isWaiting(wayBack)).toBe(true);
  });

  it('that send no HTTP at all, seven times over, do not spoil it', async () => {
    const wayBack = await openOne();
    for (let time = 0; time < 7; time += 1) await speak(wayBack.redirectUri, '\0\x01garbage\r\n\r\n');

    void fetch(`${wayBack.redirectUri}/?code=abc&state=right`).catch(() => undefined);

    expect((await wayBack.cameBack).query.get('code')).toBe('abc');
  });
});

it('a browser that has gone before the last page is no failure', async () => {
  const wayBack = await openOne();
  const gone = new AbortController();
  const visit = fetch(`${wayBack.redirectUri}/?code=abc&state=right`, { signal: gone.signal }).catch(() => 'gone');

  const cameBack = await wayBack.cameBack;
  gone.abort();

  expect(await visit).toBe('gone');
  expect(() => cameBack.answer('<p>thank you</p>')).not.toThrow();
});
