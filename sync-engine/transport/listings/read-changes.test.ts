import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCollectionChanges } from './read-changes.ts';
import type { RemoteRoot } from '../servers/remote-root.ts';
import { createScriptedRoot } from '#sync-engine/testing/builders/scripted-root.ts';
import type { ScriptedServer } from '../scripted-server.ts';
import { startScriptedServer } from '../scripted-server.ts';
import type { ChangeReport } from '../transport.ts';

const changed = (path: string): string =>
  `<d:response><d:href>/dav/x/${path}</d:href><d:propstat><d:prop><d:getetag>"e"</d:getetag></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`;
const gone = (path: string, status = '404 Not Found'): string =>
  `<d:response><d:href>/dav/x/${path}</d:href><d:status>HTTP/1.1 ${status}</d:status></d:response>`;
const page = (token: string, ...responses: readonly string[]): string =>
  `<d:multistatus xmlns:d="DAV:">${responses.join('')}<d:sync-token>${token}</d:sync-token></d:multistatus>`;

let server: ScriptedServer;
let root: RemoteRoot;

beforeEach(async () => {
  server = await startScriptedServer();
  root = createScriptedRoot(server, { hasSyncCollection: true });
});

afterEach(async () => {
  root.http.close();
  await server.close();
});

const read = (): Promise<ChangeReport> => readCollectionChanges(root, 't0 & co', new AbortController().signal);

function answer(status: number, ...bodies: readonly string[]): void {
  let count = 0;
  server.answer((_request, response) => {
    response.writeHead(status, { 'Content-Type': 'application/xml' }).end(bodies[Math.min(count, bodies.length - 1)]);
    count += 1;
  });
}

describe('readCollectionChanges', () => {
  it('names the directories of what changed and of what is gone, once each', async () => {
    answer(207, page('t1', changed('a/b/c'), gone('a/b/d'), gone('top'), changed('%C3%A4/x')));

    expect(await read()).toEqual({ kind: 'changes', directories: ['a/b', '', 'ä'], syncToken: 't1' });
    expect(server.requests[0]?.body).toContain(
      '<d:sync-token>t0 &amp; co</d:sync-token><d:sync-level>infinite</d:sync-level>',
    );
  });

  it.each([
    ['are cut off', 207, page('t1', changed('a/1'), gone('', '507 Insufficient Storage'))],
    ['come all the same', 207, page('t1', ...Array.from({ length: 101 }, (_, index) => changed(`a/${index}`)))],
    ['are refused', 507, '<d:error xmlns:d="DAV:"><d:number-of-matches-within-limits/></d:error>'],
  ])('asks for a hundred items, and reads no further when more of them %s', async (_title, status, body) => {
    answer(status, body);

    expect(await read()).toEqual({ kind: 'too-many' });
    expect(server.requests.map(({ body: asked }) => asked)).toEqual([
      expect.stringContaining('<d:limit><d:nresults>100</d:nresults></d:limit>'),
    ]);
  });

  it.each([
    ['an item that lies elsewhere', 207, page('t1', changed('../y/z')).replace('/dav/x/../y', '/dav/y')],
    ['a missing token', 207, page('')],
    ['XML that ends too early', 207, page('t1', changed('a')).slice(0, -5)],
    ['an error of the server', 500, ''],
    ['HTML', 200, '<html></html>'],
  ])('fails after %s', async (_title, status, body) => {
    answer(status, body);

    expect(await read()).toMatchObject({ kind: 'failed' });
  });

  it.each([403, 409, 412])('calls a token expired that was refused with %i', async (status) => {
    answer(status, '<d:error xmlns:d="DAV:"><d:valid-sync-token/></d:error>');

    expect(await read()).toEqual({ kind: 'token-expired' });
  });

  it.each([400, 405, 501])('calls the report not supported after %i', async (status) => {
    answer(status, '');

    expect(await read()).toEqual({ kind: 'not-supported' });
  });

  it('does not ask a server that has no such report', async () => {
    expect(
      await readCollectionChanges({ ...root, hasSyncCollection: false }, 't', new AbortController().signal),
    ).toEqual({ kind: 'not-supported' });
    expect(server.requests).toEqual([]);
  });
});
