import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { startTestServer, waitUntil } from '../testing/test-server.ts';
import type { TestServer } from '../testing/test-server.ts';
import type { ProfileKind } from '../server-options.ts';

const PROFILES: readonly ProfileKind[] = ['owncloud10', 'infinite-scale'];

async function withFile(profile: ProfileKind): Promise<TestServer> {
  const test = await startTestServer(profile);
  await test.status('PUT', 'other.txt', {}, 'other');
  return test;
}

/** Announces 1,000 bytes, sends four and hangs up. */
async function sendTornPut(test: TestServer, path: string): Promise<void> {
  const { hostname, port } = new URL(test.server.url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const authorization = Buffer.from('anna:pw').toString('base64');
  socket.write(
    `PUT ${test.root}${path} HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Basic ${authorization}\r\nContent-Length: 1000\r\n\r\ntorn`,
  );
  await waitUntil(() => socket.bytesWritten > 0 && socket.writableLength === 0);
  socket.destroy();
}

describe.each(PROFILES)('a slow writer on %s', (profile) => {
  it('looks at the conditions again when the body has arrived', async () => {
    await using test = await withFile(profile);
    const { hostname, port } = new URL(test.server.url);
    const headers = {
      Authorization: `Basic ${Buffer.from('anna:pw').toString('base64')}`,
      'If-Match': await test.etag('other.txt'),
      'Content-Length': '4',
      Expect: '100-continue',
    };
    const slow = request({ hostname, port, method: 'PUT', path: `${test.root}other.txt`, headers, agent: false });
    slow.flushHeaders();
    await once(slow, 'continue');

    await test.status('PUT', 'other.txt', {}, 'between');
    slow.end('slow');

    const answer: unknown = (await once(slow, 'response'))[0];
    expect(answer).toMatchObject({ statusCode: 412 });
    expect((await test.send({ method: 'GET', path: 'other.txt' })).text).toBe('between');
  });

  it('keeps the old file when the connection breaks inside the body', async () => {
    await using test = await withFile(profile);

    await sendTornPut(test, 'other.txt');
    await waitUntil(() =>
      test.server.requestLog.entries.some((entry) => entry.method === 'PUT' && entry.status === 400),
    );

    expect((await test.send({ method: 'GET', path: 'other.txt' })).text).toBe('other');
  });
});
