import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Credentials } from '../../auth/credentials.ts';
import type { ScriptedServer } from '../scripted-server.ts';
import { startScriptedServer } from '../scripted-server.ts';
import { readText } from './http-answer.ts';
import { createHttpClient } from './http-client.ts';
import type { HttpClient } from './http-client.ts';
import type { HttpResult } from './http-exchange.ts';

const INACTIVITY_MS = 150;

let server: ScriptedServer;
let client: HttpClient;

beforeEach(async () => {
  server = await startScriptedServer();
  client = createHttpClient({
    origin: server.url,
    proxy: { kind: 'direct' },
    version: '1.2.3',
    credentials: new Credentials({ kind: 'basic', userName: 'anna', password: 'pw' }),
    upLimit: undefined,
    downLimit: undefined,
  });
  // The line itself goes on in real time.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});

afterEach(async () => {
  vi.useRealTimers();
  client.close();
  await server.close();
});

function send(): Promise<HttpResult> {
  const { signal } = new AbortController();
  return client.send({ method: 'GET', url: `${server.url}/a`, inactivityMs: INACTIVITY_MS, signal });
}

/** The body of an answer that has begun, and a way to send more of it that ends when it has arrived. */
async function begin(): Promise<{ readonly body: Readable; readonly drip: (text: string) => Promise<unknown> }> {
  let write: (text: string) => void = () => {};
  server.answer((_request, response) => {
    response.writeHead(200, { 'Content-Length': '100000' }).flushHeaders();
    write = (text) => void response.write(text);
  });
  const result = await send();
  if (result.kind !== 'answer') throw new Error('no answer');
  const { body } = result.answer;
  return {
    body,
    drip: (text) => {
      write(text);
      return once(body, 'data');
    },
  };
}

const SILENT = { syncError: { code: 'incomplete-transfer', detail: 'GET 200: no sign of life' } };

it('a body breaks off when it falls silent', async () => {
  const { body, drip } = await begin();
  await drip('short');
  const broken = once(body, 'error');

  vi.advanceTimersByTime(INACTIVITY_MS);

  expect(body.destroyed).toBe(true);
  expect(await broken).toMatchObject([SILENT]);
});

it('a body breaks off when the server lets it drip', async () => {
  const { body, drip } = await begin();
  const broken = once(body, 'error');

  for (let step = 1; step < 15; step += 1) {
    await drip('.');
    vi.advanceTimersByTime(INACTIVITY_MS / 15);
  }
  expect(body.destroyed).toBe(false);
  await drip('.');
  vi.advanceTimersByTime(INACTIVITY_MS / 15);

  expect(body.destroyed).toBe(true);
  expect(await broken).toMatchObject([SILENT]);
});

it('a body goes on when enough of it comes each time', async () => {
  const { body, drip } = await begin();

  for (let step = 1; step < 5; step += 1) {
    await drip('.'.repeat(256));
    vi.advanceTimersByTime(INACTIVITY_MS - 1);
  }

  expect(body.destroyed).toBe(false);
  body.destroy();
});

it('a body is not silent while nobody reads it', async () => {
  server.answer((_request, response) => void response.end(Buffer.alloc(2_000_000)));
  const result = await send();
  if (result.kind !== 'answer') throw new Error('no answer');
  await vi.waitUntil(() => result.answer.body.readableLength > 0, { timeout: 30_000 });

  vi.advanceTimersByTime(3 * INACTIVITY_MS);

  expect(result.answer.body.destroyed).toBe(false);
  expect(await readText(result.answer, 3_000_000)).toHaveLength(2_000_000);
});
