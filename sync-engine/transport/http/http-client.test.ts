import { createServer } from 'node:net';
import { inspect } from 'node:util';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Credentials } from '../../auth/credentials.ts';
import { FakeClock } from '../../clock/fake-clock.ts';
import type { ProxySetting } from '../../core/model/proxy-setting.ts';
import { HostGate, MAX_WIDTH } from './host-gate.ts';
import { readText } from './http-answer.ts';
import { createHttpClient } from './http-client.ts';
import type { HttpClient } from './http-client.ts';
import type { HttpResult } from './http-exchange.ts';
import type { HttpRequest, StreamBody } from './http-request.ts';
import type { ScriptedServer } from '../scripted-server.ts';
import { startScriptedServer } from '../scripted-server.ts';
import { createError } from './status-outcome.ts';

const NEVER = new AbortController().signal;
const CREDENTIALS = new Credentials({ kind: 'basic', userName: 'secret', password: 'secret' });
const SECRET = CREDENTIALS.authorizationHeader();

let server: ScriptedServer;
let client: HttpClient;

function createClient(origin: string, proxy: ProxySetting = { kind: 'direct' }): HttpClient {
  return createHttpClient({
    origin,
    proxy,
    version: '1.2.3',
    credentials: CREDENTIALS,
    upLimit: undefined,
    downLimit: undefined,
  });
}

function send(more: Partial<HttpRequest> = {}): Promise<HttpResult> {
  return client.send({
    method: 'GET',
    url: `${server.url}/a?token=hidden`,
    inactivityMs: 5000,
    signal: NEVER,
    ...more,
  });
}

async function sendWhole(more: Partial<HttpRequest> = {}): Promise<unknown> {
  const result = await send(more);
  return result.kind === 'answer' ? readText(result.answer, 1_000_000) : result;
}

beforeEach(async () => {
  server = await startScriptedServer();
  client = createClient(server.url);
});

afterEach(async () => {
  client.close();
  await server.close();
});

it.each([
  ['of the usual kind', 6, false],
  ['that have to be made first', 8, true],
])('after slow answers %s, a host is asked for %i at once', async (_kind, width, isUntimed) => {
  const clock = new FakeClock();
  const gate = new HostGate(clock);
  const limits = { upLimit: undefined, downLimit: undefined };
  const gated = createHttpClient({ origin: server.url, version: '1', credentials: CREDENTIALS, gate, ...limits });
  server.answer((_request, response) => {
    // The first one is quick, and what others are compared with.
    if (server.requests.length > 1) clock.skip(5_000);
    response.end('x');
  });

  for (let count = 0; count < 9; count += 1) {
    const request: HttpRequest = { method: 'GET', url: server.url, inactivityMs: 5_000, signal: NEVER, isUntimed };
    const result = await gated.send(request);
    if (result.kind === 'answer') await readText(result.answer, 10);
  }

  expect(gate.width).toBe(width);
  gated.close();
});

describe('a request', () => {
  it('carries who, what and one id for itself', async () => {
    await sendWhole();
    await sendWhole({ method: 'PROPFIND', body: '<x/>' });

    const [first, second] = server.requests;
    expect(first?.headers).toMatchObject({
      authorization: SECRET,
      accept: '*/*',
      'user-agent': 'BayernBox-Desktop/1.2.3',
      'accept-encoding': 'identity',
      'initiator-id': client.initiatorId,
    });
    expect(first?.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(second?.headers['x-request-id']).not.toBe(first?.headers['x-request-id']);
    expect([second?.method, second?.body, client.requestCount]).toEqual(['PROPFIND', '<x/>', 2]);
  });

  it('has an id in the answer, and in the error when there is none, that the server has got', async () => {
    const answered = await send();
    server.answer((_request, response) => void response.destroy());
    const failed = await send();

    expect([
      answered.kind === 'answer' && answered.answer.requestId,
      failed.kind === 'no-answer' && failed.error.requestId,
    ]).toEqual(server.requests.map(({ headers }) => headers['x-request-id']));
  });

  it('carries no sign-in where none is needed', async () => {
    await sendWhole({ isAnonymous: true });

    expect(server.requests[0]?.headers['authorization']).toBeUndefined();
  });

  it('is sent once more, whole, with the header that a refusal brought about', async () => {
    const heard: (readonly [string, boolean])[] = [];
    const renewing = createHttpClient({
      origin: server.url,
      version: '1.2.3',
      upLimit: undefined,
      downLimit: undefined,
      credentials: {
        authorize: () => ({ ok: true, value: 'Bearer old' }),
        judge: (header, isRefused) => {
          heard.push([header, isRefused]);
          return Promise.resolve(isRefused && header === 'Bearer old' ? { ok: true, value: 'Bearer new' } : undefined);
        },
      },
    });
    server.answer(
      ({ headers }, response) =>
        void response.writeHead(headers['authorization'] === 'Bearer new' ? 201 : 401).end('x'),
    );
    const open = (): Readable => Readable.from([Buffer.from('hello')], { objectMode: false });

    const result = await renewing.send({
      method: 'PUT',
      url: `${server.url}/a`,
      inactivityMs: 5000,
      signal: NEVER,
      body: { open, sizeBytes: 5, onProgress: () => {} },
    });
    renewing.close();

    expect(result.kind === 'answer' && result.answer.status).toBe(201);
    expect(server.requests.map(({ body }) => body)).toEqual(['hello', 'hello']);
    expect(heard).toEqual([
      ['Bearer old', true],
      ['Bearer new', false],
    ]);
  });

  it('is not sent when there is nothing to sign it with', async () => {
    const error = createError('sign-in-needed', 'nothing stored');
    const unsigned = createHttpClient({
      origin: server.url,
      version: '1.2.3',
      upLimit: undefined,
      downLimit: undefined,
      credentials: { authorize: () => ({ ok: false, error }), judge: () => Promise.resolve(undefined) },
    });

    const result = await unsigned.send({ method: 'PUT', url: `${server.url}/a`, inactivityMs: 5000, signal: NEVER });
    unsigned.close();

    expect([result, server.requests]).toEqual([{ kind: 'no-answer', error, mayHaveArrived: false }, []]);
  });

  it('never goes to another server', async () => {
    await expect(send({ url: 'https://elsewhere.example.org/' })).rejects.toThrow(RangeError);
  });

  it('follows no redirect', async () => {
    server.answer((_request, response) => void response.writeHead(302, { Location: `${server.url}/other` }).end());

    const result = await send();

    expect([result.kind === 'answer' ? result.answer.status : 0, server.requests.length]).toEqual([302, 1]);
  });

  it('announces the exact length of a streamed body', async () => {
    let progress = 0;
    const onProgress = (bytes: number): void => void (progress += bytes);
    await sendWhole({
      method: 'PUT',
      body: {
        open: () => Readable.from([Buffer.from('hel'), Buffer.from('lo')], { objectMode: false }),
        sizeBytes: 5,
        onProgress,
      },
    });

    expect(server.requests[0]).toMatchObject({ body: 'hello', headers: { 'content-length': '5' } });
    expect([server.requests[0]?.headers['transfer-encoding'], progress]).toEqual([undefined, 5]);
  });

  it('reuses its connection', async () => {
    const ports = new Set<number | undefined>();
    server.answer((_request, response) => void (ports.add(response.socket?.remotePort), response.end('x')));

    await sendWhole();
    await sendWhole();

    expect(ports.size).toBe(1);
  });

  it('reuses every connection when as many are sent at once as one host is ever asked', async () => {
    const ports = new Set<number | undefined>();
    server.answer((_request, response) => void (ports.add(response.socket?.remotePort), response.end('x')));
    const sendWave = () => Promise.all(Array.from({ length: MAX_WIDTH }, () => sendWhole()));

    await sendWave();
    await sendWave();

    expect(ports.size).toBeLessThanOrEqual(MAX_WIDTH);
  });
});

describe('a request without an answer', () => {
  const bodyOf = (open: () => Readable): StreamBody => ({ open, sizeBytes: 5, onProgress: () => {} });

  it('cannot have arrived when nobody listens', async () => {
    await server.close();

    expect(
      await send({ method: 'PUT', body: bodyOf(() => Readable.from(['hello'], { objectMode: false })) }),
    ).toMatchObject({
      kind: 'no-answer',
      mayHaveArrived: false,
      error: { code: 'server-unreachable', scope: 'account' },
    });
  });

  it('may have arrived when the connection broke', async () => {
    server.answer((_request, response) => void response.destroy());

    expect(await send({ method: 'PUT' })).toMatchObject({
      kind: 'no-answer',
      mayHaveArrived: true,
      error: { code: 'server-unreachable' },
    });
  });

  it('may have arrived when the server stays silent', async () => {
    server.answer(() => {});

    expect(await send({ method: 'PUT', inactivityMs: 50 })).toMatchObject({
      kind: 'no-answer',
      mayHaveArrived: true,
      error: { code: 'server-unreachable' },
    });
  });

  it('may have arrived when it was aborted under way', async () => {
    const stop = new AbortController();
    server.answer(() => stop.abort());

    expect(await send({ method: 'PUT', signal: stop.signal })).toMatchObject({
      kind: 'no-answer',
      mayHaveArrived: true,
      error: { code: 'cancelled' },
    });
  });

  it('is not sent at all when it was aborted before', async () => {
    expect(await send({ signal: AbortSignal.abort() })).toMatchObject({
      kind: 'no-answer',
      mayHaveArrived: false,
      error: { code: 'cancelled' },
    });
    expect([server.requests.length, client.requestCount]).toEqual([0, 0]);
  });

  it('is not sent at all when it was aborted while the system looked for a proxy', async () => {
    const stop = new AbortController();
    const current = async (): Promise<{ readonly kind: 'direct' }> => {
      stop.abort();
      return { kind: 'direct' };
    };
    const other = createClient(server.url, { kind: 'changing', current });

    const sent = await other.send({ method: 'PUT', url: server.url, inactivityMs: 5_000, signal: stop.signal });

    expect(sent).toMatchObject({ kind: 'no-answer', mayHaveArrived: false, error: { code: 'cancelled' } });
    expect([server.requests.length, other.requestCount]).toEqual([0, 0]);
    other.close();
  });

  it('cannot have arrived when the body was shorter than announced', async () => {
    expect(
      await send({ method: 'PUT', body: bodyOf(() => Readable.from(['hell'], { objectMode: false })) }),
    ).toMatchObject({ kind: 'no-answer', mayHaveArrived: false, error: { code: 'still-changing' } });
    expect(server.requests).toEqual([]);
  });

  it('is an unexpected answer when something else than HTTP is spoken', async () => {
    const strange = createServer((socket) => void socket.end('220 mail server ready\r\n'));
    await new Promise<void>((resolve) => strange.listen(0, '127.0.0.1', resolve));
    const address = strange.address();
    const origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
    const other = createClient(origin);

    expect(await other.send({ method: 'GET', url: `${origin}/`, inactivityMs: 5000, signal: NEVER })).toMatchObject({
      kind: 'no-answer',
      error: { code: 'unexpected-answer' },
    });

    other.close();
    strange.close();
  });

  it('tells neither sign-in nor query, however it is printed', async () => {
    server.answer((_request, response) => void response.destroy());
    const result = await send();

    const print = JSON.stringify(result) + inspect(result, { depth: 9, showHidden: true });
    for (const secret of [SECRET, 'hidden', 'uthorization']) expect(print).not.toContain(secret);
  });
});

describe('a body', () => {
  it('breaks off when it ends before its announced length', async () => {
    server.answer((_request, response) => {
      response.writeHead(200, { 'Content-Length': '100' });
      response.write('short', () => response.destroy());
    });

    expect(await sendWhole()).toMatchObject({ code: 'incomplete-transfer' });
  });

  it('breaks off when a chunked answer has no end', async () => {
    server.answer((_request, response) => {
      response.writeHead(200);
      response.write('short', () => response.destroy());
    });

    expect(await sendWhole()).toMatchObject({ code: 'incomplete-transfer' });
  });

  it('emits errors without sign-in, however they are printed', async () => {
    const stop = new AbortController();
    server.answer((_request, response) => void response.writeHead(200, { 'Content-Length': '100' }).write('short'));
    const result = await send({ signal: stop.signal });
    if (result.kind !== 'answer') throw new Error('no answer');
    const thrown = new Promise((resolve) => result.answer.body.once('error', resolve));
    stop.abort();

    const print = inspect(await thrown, { depth: 9, showHidden: true });
    expect(print).toContain('cancelled');
    expect(print).not.toContain(SECRET);
  });
});
