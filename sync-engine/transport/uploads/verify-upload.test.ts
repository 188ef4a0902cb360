import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SystemClock } from '../../clock/system-clock.ts';
import { createUpload, expectCurrent, summarize } from '../../testing/conformance/transport-conformance-harness.ts';
import { connectToScripted } from '../../testing/conformance/transport-scripted.ts';
import type { ReceivedRequest, ScriptedServer } from '../scripted-server.ts';
import { startScriptedServer } from '../scripted-server.ts';
import type { Transport } from '../transport.ts';

const FILES = '/remote.php/dav/files/anna';
const PAGE = '<html>Please sign in to the Wi-Fi</html>';

let server: ScriptedServer;
let transport: Transport;
/** What the server shows of the file, and what it shows after it was sent another version. */
let shown: { readonly etag: string; readonly checksum?: string };
let afterPut: typeof shown;

beforeEach(async () => {
  shown = { etag: 'old' };
  server = await startScriptedServer((request, response) => {
    const { status, type, body } = answer(request);
    response.writeHead(status, { 'Content-Type': type }).end(body);
  });
  transport = await connectToScripted(server, new SystemClock());
});

afterEach(async () => {
  await transport.close();
  await server.close();
});

describe('an upload over a file of the same length, answered with a page of something in between', () => {
  it.each<readonly [string, typeof shown, string]>([
    ['the very version that was to be replaced is there', { etag: 'old' }, 'unknown: unexpected-answer'],
    [
      'that version is there, and its checksum shows it',
      { etag: 'old', checksum: `SHA1:${'0'.repeat(40)}` },
      'unknown: unexpected-answer',
    ],
    ['another version is there', { etag: 'new' }, 'done'],
    [
      'another version is there with other bytes',
      { etag: 'new', checksum: `SHA1:${'0'.repeat(40)}` },
      'checksum-mismatch',
    ],
  ])('when %s', async (_title, version, expected) => {
    afterPut = version;
    const { request } = createUpload('a', 'new', { expect: await expectCurrent(transport, 'a') });

    expect(summarize(await transport.upload(request))).toBe(expected);
  });
});

function answer({ method, path }: ReceivedRequest): {
  readonly status: number;
  readonly type: string;
  readonly body: string;
} {
  const json = 'application/json';
  if (path.startsWith('/ocs/v1.php/cloud/cap')) return { status: 200, type: json, body: CAPABILITIES };
  if (path.startsWith('/ocs/v1.php/cloud/user'))
    return { status: 200, type: json, body: JSON.stringify({ ocs: { data: { id: 'anna' } } }) };
  if (method !== 'PUT') return { status: 207, type: 'application/xml', body: listing(path) };
  shown = afterPut;
  return { status: 200, type: 'text/html', body: PAGE };
}

const CAPABILITIES = JSON.stringify({
  ocs: { data: { version: {}, capabilities: { core: { status: { productversion: '10.15' } } } } },
});

function listing(path: string): string {
  const type = path === FILES ? '<d:collection/>' : '';
  const sums = shown.checksum === undefined ? '' : `<oc:checksums>${shown.checksum}</oc:checksums>`;
  return `<d:multistatus xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns"><d:response><d:href>${path}</d:href><d:propstat><d:prop><d:resourcetype>${type}</d:resourcetype><d:getetag>"${shown.etag}"</d:getetag><d:getcontentlength>3</d:getcontentlength>${sums}<oc:id>f</oc:id></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response></d:multistatus>`;
}
