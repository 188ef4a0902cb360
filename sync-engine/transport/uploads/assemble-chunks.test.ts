import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FakeClock } from '../../clock/fake-clock.ts';
import { createUpload, summarize } from '../../testing/conformance/transport-conformance-harness.ts';
import type { UploadProtocol } from '../../testing/conformance/transport-conformance-harness.ts';
import type { Outcome } from '../../core/model/sync-error.ts';
import { connectToScripted } from '../../testing/conformance/transport-scripted.ts';
import type { ReceivedRequest, ScriptedServer } from '../scripted-server.ts';
import { startScriptedServer } from '../scripted-server.ts';
import type { RemoteEntry, Transport } from '../transport.ts';

const LARGE = 'large '.repeat(200);
const FILES = '/remote.php/dav/files/anna';
const JOB = '/remote.php/dav/job-status/anna/1';

let server: ScriptedServer;
let transport: Transport;
let clock: FakeClock;
/** What the server says of its work, one answer after the other; the last one stays. */
let jobs: { status: string; errorCode?: number; errorMessage?: string }[];
let isThere: boolean;
/** How long the file is that the server shows, without a checksum. */
let shownBytes: number;
/** Called when the server accepts the work. */
let atMove: () => void;
/** Called when the server has got a piece. */
let atPiece: () => void;

beforeEach(async () => {
  isThere = false;
  shownBytes = LARGE.length;
  clock = new FakeClock();
  server = await startScriptedServer((request, response) => {
    const { status, headers, body } = answer(request);
    response.writeHead(status, headers).end(body);
  });
  transport = await connectToScripted(server, clock);
});

afterEach(async () => {
  await transport.close();
  await server.close();
});

it('asks a server that puts the file together later until it is done, and then compares', async () => {
  jobs = [{ status: 'initial' }, { status: 'started' }, { status: 'finished' }];

  const { outcome, protocol } = await upload();

  expect(outcome.kind).toBe('done');
  expect(server.requests.filter(({ path }) => path === JOB)).toHaveLength(3);
  expect(protocol.sessions.at(-1)).toBeUndefined();
});

it('does not take a file for what was sent that has another length, where no checksum can tell', async () => {
  jobs = [{ status: 'finished' }];
  shownBytes = LARGE.length - 1;

  expect(summarize((await upload()).outcome)).toBe('checksum-mismatch');
});

it('does not ask a server, of which nobody knows whether it minds conditions, to put a file over another', async () => {
  jobs = [{ status: 'finished' }];

  const { outcome } = await upload(
    () => {},
    () => {
      isThere = true;
    },
  );

  expect(summarize(outcome)).toBe('exists');
  expect(server.requests.filter(({ method }) => method === 'MOVE')).toEqual([]);
});

it.each([
  [507, '', 'quota-exceeded'],
  [423, '', 'locked-on-server'],
  [412, '', 'exists'],
  [400, 'The computed checksum does not match', 'checksum-mismatch'],
])('takes the status of work that failed for that of the answer: %i %s', async (errorCode, errorMessage, told) => {
  jobs = [{ status: 'error', errorCode, errorMessage }];

  const { outcome } = await upload(() => {
    isThere = errorCode === 412;
  });

  expect(summarize(outcome)).toBe(told);
});

it('knows nothing when the address of the work cannot be asked', async () => {
  jobs = [];

  expect((await upload()).outcome.kind).toBe('unknown');
});

/** Uploads while time goes on as fast as it can. */
async function upload(
  onMove = (): void => {},
  onPiece = (): void => {},
): Promise<{ readonly outcome: Outcome<RemoteEntry>; readonly protocol: UploadProtocol }> {
  atMove = onMove;
  atPiece = onPiece;
  const { request, protocol } = createUpload('a', LARGE);
  const uploading = transport.upload(request);
  const ended = new AbortController();
  void uploading.finally(() => ended.abort());
  while (!ended.signal.aborted) {
    await setImmediate();
    await clock.advance(100);
  }
  return { outcome: await uploading, protocol };
}

interface ScriptedAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

function answer({ method, path, headers }: ReceivedRequest): ScriptedAnswer {
  if (path.startsWith('/ocs/v1.php/cloud/cap')) return ocs({ version: {}, capabilities: CAPABILITIES });
  if (path.startsWith('/ocs/v1.php/cloud/user')) return ocs({ id: 'anna' });
  if (path === JOB) {
    const job = jobs.length > 1 ? jobs.shift() : jobs[0];
    isThere ||= job?.status === 'finished';
    return job === undefined ? { status: 404 } : { status: 200, body: JSON.stringify(job) };
  }
  switch (method) {
    case 'PROPFIND':
      return isThere || !path.endsWith('/a') ? { status: 207, body: listing(path) } : NOT_FOUND;
    case 'MOVE':
      atMove();
      return headers['oc-lazyops'] === '1'
        ? { status: 202, headers: { 'OC-JobStatus-Location': JOB } }
        : { status: 500 };
    case 'PUT':
      atPiece();
      return { status: 201 };
    default:
      return { status: 201 };
  }
}

const CAPABILITIES = { core: { status: { productversion: '10.15' } }, dav: { chunking: '1.0' }, async: '1.0' };

const NOT_FOUND: ScriptedAnswer = {
  status: 404,
  body: '<d:error xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns"><s:exception>Sabre\\DAV\\Exception\\NotFound</s:exception></d:error>',
};

function ocs(data: unknown): ScriptedAnswer {
  return { status: 200, body: JSON.stringify({ ocs: { data } }) };
}

function listing(path: string): string {
  const type = path === FILES ? '<d:collection/>' : '';
  return `<d:multistatus xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns"><d:response><d:href>${path}</d:href><d:propstat><d:prop><d:resourcetype>${type}</d:resourcetype><d:getetag>"e"</d:getetag><d:getcontentlength>${shownBytes}</d:getcontentlength><oc:id>f</oc:id></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response></d:multistatus>`;
}
