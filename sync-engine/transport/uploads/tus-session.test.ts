import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SystemClock } from '../../clock/system-clock.ts';
import { createUpload, getDone, NEVER, summarize } from '../../testing/conformance/transport-conformance-harness.ts';
import { connectToScripted } from '../../testing/conformance/transport-scripted.ts';
import type { ReceivedRequest, ScriptedServer } from '../scripted-server.ts';
import { startScriptedServer } from '../scripted-server.ts';
import type { Transport, UploadResume } from '../transport.ts';

const LARGE = 'large '.repeat(200);
const ROOT = '/dav/spaces/s';

let server: ScriptedServer;
let transport: Transport;
/** What the server answers to POST, and whether it knows the session under its own address. */
let location: string;
let isSessionKnown: boolean;
let storedBytes: number;
let expires: string;
/** What the server shows of the file besides its size. */
let checksum: string | undefined;
/** Answers a piece in place of the usual. */
let atPatch: (() => ScriptedAnswer) | undefined;

beforeEach(async () => {
  isSessionKnown = true;
  storedBytes = 0;
  expires = '';
  checksum = undefined;
  atPatch = undefined;
  server = await startScriptedServer((request, response) => {
    const { status, headers, body } = answer(request);
    response.writeHead(status, headers).end(body);
  });
  transport = await connectToScripted(server, new SystemClock());
});

afterEach(async () => {
  await transport.close();
  await server.close();
});

describe('an address of the pieces that names another server', () => {
  it.each(['https://cloud.internal:9200/data/token', '//other.example/data/token'])(
    'is used with the origin that the person named: %s',
    async (named) => {
      location = named;

      getDone(await transport.upload(createUpload('a', LARGE).request));

      expect(sentTo('PATCH')).toEqual(['/data/token']);
    },
  );

  it('makes the file go in one piece when that origin does not know it', async () => {
    location = 'https://data.example/data/token';
    isSessionKnown = false;

    getDone(await transport.upload(createUpload('a', LARGE).request));

    expect([sentTo('PATCH'), sentTo('PUT')]).toEqual([[], [`${ROOT}/a`]]);
  });

  it('gets no credentials', async () => {
    location = 'https://data.example/data/token';

    getDone(await transport.upload(createUpload('a', LARGE).request));

    const withSession = server.requests.filter(({ path }) => path === '/data/token');
    expect(withSession.map(({ headers }) => headers['authorization'])).toEqual([undefined, undefined]);
  });
});

it.each([`${ROOT}/other.txt`, '/remote.php/dav/files/anna/other.txt', '/remote.php/webdav/other.txt'])(
  'an address that is a place of files is refused: %s',
  async (named) => {
    location = named;

    expect(summarize(await transport.upload(createUpload('a', LARGE).request))).toBe('unexpected-answer');
    const session: UploadResume = { ...createUpload('a', LARGE).request, protocol: 'tus', session: named };
    expect(await transport.abandonUpload(session, NEVER)).toBeUndefined();
    expect([sentTo('PATCH'), sentTo('DELETE')]).toEqual([[], []]);
  },
);

it.each([
  ['1700000000', 1_700_000_000_000],
  ['Tue, 14 Nov 2023 22:13:20 GMT', 1_700_000_000_000],
  ['soon', undefined],
])('the end of a session is read from %s', async (text, expiresAtMs) => {
  location = '/data/token';
  expires = text;
  const { request, protocol } = createUpload('a', LARGE);

  await transport.upload(request);

  expect(protocol.sessions[0]?.expiresAtMs).toBe(expiresAtMs);
});

it('takes no version of the same length for the one that was sent when the server has forgotten the upload', async () => {
  location = '/data/token';
  const { request } = createUpload('a', LARGE);
  atPatch = () => {
    storedBytes = LARGE.length;
    return { status: 404 };
  };

  expect(summarize(await transport.upload(request))).toBe('incomplete-transfer');
});

it('finds by its checksum that an upload has arrived which the server has forgotten', async () => {
  location = '/data/token';
  const { request } = createUpload('a', LARGE);
  atPatch = () => {
    storedBytes = LARGE.length;
    checksum = request.checksum;
    return { status: 404 };
  };

  expect(summarize(await transport.upload(request))).toBe('done');
});

function sentTo(method: string): readonly string[] {
  return server.requests.filter((request) => request.method === method).map(({ path }) => path);
}

interface ScriptedAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

function answer({ method, path, body }: ReceivedRequest): ScriptedAnswer {
  if (path.startsWith('/ocs/')) return json({ ocs: { data: { version: {}, capabilities: CAPABILITIES } } });
  if (path.startsWith('/graph/')) return json({ value: [drive()] });
  switch (method) {
    case 'PROPFIND':
      return storedBytes === 0 ? NOT_FOUND : { status: 207, body: listing() };
    case 'POST':
      return { status: 201, headers: { Location: location, 'Upload-Expires': expires } };
    case 'HEAD':
      return isSessionKnown
        ? { status: 200, headers: { 'Upload-Offset': '0', 'Upload-Length': String(LARGE.length) } }
        : { status: 404 };
    case 'PATCH':
      if (atPatch !== undefined) return atPatch();
      storedBytes = body.length;
      return { status: 204, headers: { 'Upload-Offset': String(body.length) } };
    case 'PUT':
      storedBytes = body.length;
      return { status: 201, headers: { ETag: '"e"', 'OC-FileId': 'f' } };
    default:
      return { status: 204 };
  }
}

const CAPABILITIES = {
  core: { status: { productversion: '7', productname: 'Infinite Scale' } },
  files: { tus_support: { version: '1.0.0' } },
  spaces: { enabled: true },
};

const NOT_FOUND: ScriptedAnswer = {
  status: 404,
  body: '<d:error xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns"><s:exception>Sabre\\DAV\\Exception\\NotFound</s:exception></d:error>',
};

function json(document: unknown): ScriptedAnswer {
  return { status: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(document) };
}

function drive(): unknown {
  return { id: 's', name: 'Anna', driveType: 'personal', root: { webDavUrl: server.url + ROOT } };
}

function listing(): string {
  const sums = checksum === undefined ? '' : `<oc:checksums>${checksum}</oc:checksums>`;
  return `<d:multistatus xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns"><d:response><d:href>${ROOT}/a</d:href><d:propstat><d:prop><d:resourcetype/><d:getetag>"e"</d:getetag><d:getcontentlength>${storedBytes}</d:getcontentlength>${sums}<oc:id>f</oc:id></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response></d:multistatus>`;
}
