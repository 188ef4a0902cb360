import { afterEach, beforeEach, expect, it } from 'vitest';
import { SystemClock } from '../clock/system-clock.ts';
import type { FileId } from '../core/model/ids.ts';
import { at, NEVER, summarize } from '../testing/conformance/transport-conformance-harness.ts';
import { connectToScripted } from '../testing/conformance/transport-scripted.ts';
import type { ScriptedServer } from './scripted-server.ts';
import { startScriptedServer } from './scripted-server.ts';
import type { Transport } from './transport.ts';

const FILES = '/remote.php/dav/files/anna';
const UNKNOWN = 'unknown: unexpected-answer';

let server: ScriptedServer;
let transport: Transport;
/** Which item the server shows at each place, and with what it answers a MOVE. */
let shown: Readonly<Record<string, string>>;
let moved: { readonly status: number; readonly headers: Readonly<Record<string, string>> };

beforeEach(async () => {
  shown = { a: 'ours', b: 'ours' };
  server = await startScriptedServer(({ method, path }, response) => {
    if (path.startsWith('/ocs/')) response.writeHead(200, { 'Content-Type': 'application/json' }).end(ACCOUNT);
    else if (method === 'MOVE') response.writeHead(moved.status, moved.headers).end();
    else response.writeHead(207, { 'Content-Type': 'application/xml' }).end(listing(path));
  });
  transport = await connectToScripted(server, new SystemClock());
});

afterEach(async () => {
  await transport.close();
  await server.close();
});

async function move(): Promise<string> {
  const request = { from: at('a'), to: at('b'), fileId: 'ours' as FileId, signal: NEVER };
  return summarize(await transport.move(request));
}

it('is not asked for when another item is at the place by now', async () => {
  shown = { a: 'theirs' };

  expect(await move()).toBe('changed-meanwhile');
  expect(server.requests.filter(({ method }) => method === 'MOVE')).toEqual([]);
});

it.each<readonly [string, { readonly told?: string; readonly there?: string }, string]>([
  ['the server says so', { told: 'ours' }, 'done'],
  ['a look at the new place shows it', { there: 'ours' }, 'done'],
  ['the server tells of another item, and a look shows ours', { told: 'theirs', there: 'ours' }, 'done'],
  ['the server tells of another item, and so does a look', { told: 'theirs', there: 'theirs' }, UNKNOWN],
  ['a look shows another item', { there: 'theirs' }, UNKNOWN],
])('ends as far as is proven when %s', async (_when, { told, there = 'nothing' }, expected) => {
  moved = { status: 201, headers: told === undefined ? {} : { ETag: '"e"', 'OC-FileId': told } };
  shown = { a: 'ours', b: there };

  expect(await move()).toBe(expected);
});

it('is unknown when the server says that something was replaced', async () => {
  moved = { status: 204, headers: { ETag: '"e"', 'OC-FileId': 'ours' } };

  expect(await move()).toBe(UNKNOWN);
});

const ACCOUNT = JSON.stringify({
  ocs: { data: { id: 'anna', version: {}, capabilities: { core: { status: { productversion: '10.15' } } } } },
});

function listing(path: string): string {
  const type = path === FILES ? '<d:collection/>' : '';
  const id = shown[path.slice(FILES.length + 1)] ?? 'root';
  return `<d:multistatus xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns"><d:response><d:href>${path}</d:href><d:propstat><d:prop><d:resourcetype>${type}</d:resourcetype><d:getetag>"e"</d:getetag><d:getcontentlength>3</d:getcontentlength><oc:id>${id}</oc:id></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response></d:multistatus>`;
}
