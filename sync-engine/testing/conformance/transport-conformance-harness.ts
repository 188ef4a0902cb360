import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { toChecksum } from '../../core/model/checksum.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { parseRelativePath } from '../../core/model/relative-path.ts';
import type { Outcome } from '../../core/model/sync-error.ts';
import type {
  Download,
  Listing,
  RemoteEntry,
  RemoteExpectation,
  Transport,
  UploadRequest,
  UploadResume,
} from '../../transport/transport.ts';

/** Another person or program on the same server. Paths are relative to the root; a call that fails rejects. */
export interface RemoteUser {
  writeFile(path: string, content: string): Promise<void>;
  /** Undefined when there is no such file. */
  readFile(path: string): Promise<string | undefined>;
  makeDirectory(path: string): Promise<void>;
  move(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
}

/** A connected transport on an empty root, and what tests need around it. */
export interface TransportHarness {
  readonly transport: Transport;
  readonly user: RemoteUser;
  /** A backup is restored on the server; answers the fingerprint it shows from then on, where it shows any. */
  readonly restore: () => string | undefined;
  /** Another connected transport on the same root, which remembers nothing of what was asked before. */
  readonly renew: () => Promise<Transport>;
  readonly dispose: () => Promise<void>;
}

export type CreateTransportHarness = () => Promise<TransportHarness>;

/** Harnesses send files above this size in resumable pieces. */
export const RESUMABLE_ABOVE_BYTES = 1000;

export const NEVER: AbortSignal = new AbortController().signal;
export const EXPECT_ABSENT: RemoteExpectation = { kind: 'absent' };

/** A path that a test wrote down. */
export function at(path: string): RelativePath {
  const parsed = parseRelativePath(path);
  if (parsed === undefined) throw new RangeError(`not a path: ${path}`);
  return parsed;
}

/** `done`, or the reason or code of anything else. */
export function summarize(outcome: Outcome<unknown>): string {
  switch (outcome.kind) {
    case 'done':
      return 'done';
    case 'refused':
      return outcome.reason;
    case 'failed':
      return outcome.error.code;
    case 'unknown':
      return `unknown: ${outcome.error.code}`;
    default:
      return outcome satisfies never;
  }
}

/** The value of an outcome that must be `done`. */
export function getDone<Value>(outcome: Outcome<Value>): Value {
  if (outcome.kind !== 'done')
    throw new Error(`not done: ${summarize(outcome)}${'error' in outcome ? ` (${outcome.error.detail})` : ''}`);
  return outcome.value;
}

/** The listing of a directory that must be there. */
export async function getListing(transport: Transport, path = '', depth: 0 | 1 = 1): Promise<Listing> {
  const outcome = await transport.list(at(path), depth, NEVER);
  if (outcome.kind === 'listed') return outcome.listing;
  throw new Error(`${path} is ${outcome.kind}${outcome.kind === 'failed' ? `: ${outcome.error.detail}` : ''}`);
}

/** One item that must be there, as depth 0 shows it. */
export async function getEntry(transport: Transport, path: string): Promise<RemoteEntry> {
  return (await getListing(transport, path, 0)).self;
}

/** Names in a directory, sorted. */
export async function getNames(transport: Transport, path = ''): Promise<readonly string[]> {
  return (await getListing(transport, path)).children.map((child) => child.name).toSorted();
}

/** Exactly the version that is there now. */
export async function expectCurrent(transport: Transport, path: string): Promise<RemoteExpectation> {
  const { fileId, etag } = await getEntry(transport, path);
  return { kind: 'version', fileId, etag };
}

/** What an upload reported while it ran. */
export interface UploadProtocol {
  readonly sessions: (UploadResume | undefined)[];
  readonly ranges: (readonly [number, number])[];
  progressBytes: number;
  storedBytes: number;
}

/** An upload request for a text, with a record of what it was asked. */
export function createUpload(
  path: string,
  content: string,
  more: Partial<UploadRequest> = {},
): { readonly request: UploadRequest; readonly protocol: UploadProtocol } {
  const bytes = Buffer.from(content);
  const protocol: UploadProtocol = { sessions: [], ranges: [], progressBytes: 0, storedBytes: 0 };
  const request: UploadRequest = {
    path: at(path),
    sizeBytes: bytes.length,
    mtimeMs: 1_600_000_000_789,
    checksum: toChecksum(createHash('sha1').update(bytes).digest('hex')),
    expect: EXPECT_ABSENT,
    open: (startByte, endByte) => {
      protocol.ranges.push([startByte, endByte]);
      return Readable.from([bytes.subarray(startByte, endByte)], { objectMode: false });
    },
    resume: undefined,
    onSession: (session) => void protocol.sessions.push(session),
    onProgress: (count) => {
      protocol.progressBytes += count;
    },
    onStored: (count) => {
      protocol.storedBytes = count;
    },
    signal: NEVER,
    ...more,
  };
  return { request, protocol };
}

/** Uploads a text, with the arguments of `createUpload`. */
export function upload(transport: Transport, ...what: Parameters<typeof createUpload>): Promise<Outcome<RemoteEntry>> {
  return transport.upload(createUpload(...what).request);
}

/** The text of a body; rejects when it breaks off. */
export async function readBody(download: Download): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of download.body as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

const LOCK_ATTEMPTS = 200;

/** Uploads again while the server still holds the session for an earlier attempt that broke off. */
export async function uploadWhenFree(transport: Transport, request: UploadRequest): Promise<Outcome<RemoteEntry>> {
  return untilFree(
    () => transport.upload(request),
    (outcome) => outcome.kind === 'failed' && outcome.error.code === 'locked-on-server',
  );
}

/** Gives an upload up, again while the server still holds its session for an attempt that broke off. */
export async function abandonWhenFree(transport: Transport, session: UploadResume): Promise<void> {
  const error = await untilFree(
    () => transport.abandonUpload(session, NEVER),
    (held) => held?.code === 'locked-on-server',
  );
  if (error !== undefined) throw new Error(`not given up: ${error.code}`);
}

async function untilFree<Value>(ask: () => Promise<Value>, isHeld: (answer: Value) => boolean): Promise<Value> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await ask();
    if (!isHeld(answer) || attempt === LOCK_ATTEMPTS) return answer;
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
}
