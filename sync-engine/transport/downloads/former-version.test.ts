import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ETag, FileId } from '../../core/model/ids.ts';
import { createScriptedRoot } from '#sync-engine/testing/builders/scripted-root.ts';
import { readFormerVersion } from './former-version.ts';
import type { RemoteRoot } from '../servers/remote-root.ts';
import type { ScriptedServer } from '../scripted-server.ts';
import { startScriptedServer } from '../scripted-server.ts';

const LIST = '/dav/meta/s%241!f/v';

let server: ScriptedServer;
let root: RemoteRoot;

beforeEach(async () => {
  server = await startScriptedServer();
  const plain = createScriptedRoot(server, { segments: ['dav', 'spaces', 's$1'] });
  root = { ...plain, server: { ...plain.server, kind: 'infinite-scale' } };
});

afterEach(async () => {
  root.http.close();
  await server.close();
});

interface Told {
  readonly href: string;
  readonly etag?: string;
  readonly text: string;
}

/** A server with these versions, newest first; each is given out under the last name of its place. */
function offer(...versions: readonly Told[]): void {
  const members = versions.map(
    ({ href, etag = 'x', text }) =>
      `<d:response><d:href>${href}</d:href><d:propstat><d:prop><d:getetag>"${etag}"</d:getetag><d:getcontentlength>${text.length}</d:getcontentlength><d:getlastmodified>Mon, 23 Nov 2026 12:26:14 GMT</d:getlastmodified></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`,
  );
  const list = `<d:multistatus xmlns:d="DAV:">${members.join('')}</d:multistatus>`;
  server.answer(({ method, path }, response) => {
    if (method === 'PROPFIND') return response.writeHead(207, { 'Content-Type': 'application/xml' }).end(list);
    const found = versions.find(({ href }) => path === `${LIST}/${href.split('/').at(-1)}`);
    return found === undefined
      ? response.writeHead(404).end()
      : response.writeHead(200, { 'Content-Length': found.text.length }).end(found.text);
  });
}

function read(wanted: string) {
  const fields = { fileId: 's$1!f' as FileId, etag: 'wanted' as ETag, sizeBytes: wanted.length, mtimeMs: undefined };
  const isWanted = (bytes: Uint8Array): boolean => Buffer.from(bytes).toString() === wanted;
  return readFormerVersion(root, { ...fields, isWanted }, new AbortController().signal);
}

const asked = () => server.requests.filter(({ method }) => method === 'GET').map(({ path }) => path);

describe('an earlier content of a file', () => {
  it('is the one with the wanted bytes; that with the wanted etag is tried first, and no other size is fetched', async () => {
    offer(
      { href: '/a/3', text: 'other' },
      { href: '/a/2', text: 'longer one' },
      { href: '/a/1', etag: 'wanted', text: 'bytes' },
    );

    expect(await read('bytes')).toEqual({ ok: true, value: Buffer.from('bytes') });
    expect(asked()).toEqual([`${LIST}/1`]);
  });

  it('is nothing when no version has these bytes, after a few tries', async () => {
    offer(...Array.from({ length: 9 }, (_, index) => ({ href: `/a/${index}`, text: 'wrong' })));

    expect(await read('right')).toEqual({ ok: true, value: undefined });
    expect(asked()).toHaveLength(4);
  });

  it('is fetched below the list of versions, wherever else a server says that it lies', async () => {
    offer({ href: 'http://elsewhere.example/dav/spaces/s$1/private.txt', text: 'bytes' });

    await read('bytes');

    expect(asked()).toEqual([`${LIST}/private.txt`]);
  });

  it('is a failure of the question alone when there is no list', async () => {
    server.answer((_request, response) => response.writeHead(501).end());

    expect((await read('bytes')).ok).toBe(false);
  });
});
