import { afterEach, beforeEach, expect, it } from 'vitest';
import { SystemClock } from '../../clock/system-clock.ts';
import { NEVER } from '../../testing/conformance/transport-conformance-harness.ts';
import { connectToScripted } from '../../testing/conformance/transport-scripted.ts';
import type { ScriptedServer } from '../scripted-server.ts';
import { startScriptedServer } from '../scripted-server.ts';
import type { Transport } from '../transport.ts';

const FILES = '/remote.php/dav/files/anna';

let server: ScriptedServer;
let transport: Transport;
/** What the server answers to the question for everything. */
let responses: readonly string[];

beforeEach(async () => {
  responses = [directory('', 3), directory('Amt', 3), file('Amt/a.txt')];
  server = await startScriptedServer(({ path }, response) => {
    const isListing = !path.startsWith('/ocs/');
    response.writeHead(isListing ? 207 : 200, { 'Content-Type': isListing ? 'application/xml' : 'application/json' });
    response.end(isListing ? `${START}${responses.join('')}</d:multistatus>` : ACCOUNT);
  });
  transport = await connectToScripted(server, new SystemClock());
});

afterEach(async () => {
  await transport.close();
  await server.close();
});

/** Paths of the directories that one answer told completely, or why it is useless. */
async function listTree(): Promise<readonly string[] | string> {
  const outcome = await transport.listTree?.(NEVER);
  if (outcome?.kind === 'listed') return [...outcome.listings.keys()];
  return outcome?.kind === 'failed' ? outcome.error.code : 'not offered';
}

it('tells of every directory of the tree what is in it, in whatever order the server shows it', async () => {
  responses = responses.toReversed();

  expect(await listTree()).toEqual(['Amt', '']);
});

it('leaves a directory out that shows nothing and has a size: its members are missing, not gone', async () => {
  responses = [directory('', 3), directory('Amt', 3), directory('Leer', 0)];

  expect(await listTree()).toEqual(['', 'Leer']);
});

it('leaves a directory out that comes twice', async () => {
  responses = [...responses, directory('Amt', 3)];

  expect(await listTree()).toEqual(['']);
});

it.each([
  ['an item that lies elsewhere', () => response('/remote.php/dav/files/bert/a.txt', '', 1)],
  ['the root a second time', () => directory('', 3)],
  ['an item in a directory without a name that can be', () => file('%FF/a.txt')],
])('is of no use with %s', async (_what, add) => {
  responses = [...responses, add()];

  expect(await listTree()).toBe('unexpected-answer');
});

const START = '<?xml version="1.0"?><d:multistatus xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns">';
const ACCOUNT = JSON.stringify({
  ocs: { data: { id: 'anna', version: {}, capabilities: { core: { status: { productversion: '10.15' } } } } },
});

function directory(path: string, sizeBytes: number): string {
  return response(`${FILES}/${path}`, '<d:collection/>', sizeBytes);
}

function file(path: string): string {
  return response(`${FILES}/${path}`, '', 3);
}

function response(href: string, type: string, sizeBytes: number): string {
  const size =
    type === '' ? `<d:getcontentlength>${sizeBytes}</d:getcontentlength>` : `<oc:size>${sizeBytes}</oc:size>`;
  return `<d:response><d:href>${href}</d:href><d:propstat><d:prop><d:resourcetype>${type}</d:resourcetype><d:getetag>"e"</d:getetag>${size}<oc:id>i${href}</oc:id></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`;
}
