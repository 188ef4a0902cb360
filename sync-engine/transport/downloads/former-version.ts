import { buffer } from 'node:stream/consumers';
import type { Result } from '../../core/model/sync-error.ts';
import { encodeSegments, parseHref } from '../dav-path.ts';
import { discard } from '../http/http-answer.ts';
import { askForProperties } from '../listings/list.ts';
import type { RawResponse } from '../listings/multistatus-parser.ts';
import type { RemoteRoot } from '../servers/remote-root.ts';
import { TransferError } from '../http/transfer-error.ts';
import type { FormerVersion } from '../transport.ts';
import { versionsUrlOf } from './versions-url.ts';

/** Versions of one size are told apart by their bytes; nobody saves that many of them in a row. */
const MAX_TRIES = 4;

const BODY =
  '<?xml version="1.0" encoding="utf-8"?><d:propfind xmlns:d="DAV:"><d:prop><d:getetag/><d:getcontentlength/><d:getlastmodified/></d:prop></d:propfind>';

/**
 * Fetches an earlier content of a file from the server's versions. Neither kind of server tells checksums with them, and
 * ownCloud 10 gives them etags of their own, so that `isWanted` has the last word on the bytes.
 */
export async function readFormerVersion(
  root: RemoteRoot,
  wanted: FormerVersion,
  signal: AbortSignal,
): Promise<Result<Uint8Array | undefined>> {
  const url = versionsUrlOf(root, wanted.fileId);
  if (url === undefined) return { ok: true, value: undefined };
  const told = await askForProperties(root, { method: 'PROPFIND', url, depth: 1, body: BODY }, signal);
  if (!told.ok) return told;
  const candidates = told.value.responses
    .flatMap((response) => toCandidate(response) ?? [])
    .filter(({ sizeBytes }) => sizeBytes === wanted.sizeBytes)
    .toSorted((a, b) => likeness(b, wanted) - likeness(a, wanted));
  for (const { key, sizeBytes } of candidates.slice(0, MAX_TRIES)) {
    const bytes = await fetchVersion(root, { url: url + encodeSegments([key]), sizeBytes }, signal);
    if (!bytes.ok) return bytes;
    if (bytes.value !== undefined && wanted.isWanted(bytes.value)) return bytes;
  }
  return { ok: true, value: undefined };
}

interface Candidate {
  /** Name of the version below the list. Where else a server says that it lies is not followed. */
  readonly key: string;
  readonly sizeBytes: number;
  readonly etag: string;
  readonly mtimeMs: number;
}

/** The listing begins with the collection, which has no length. */
function toCandidate({ href, propstats }: RawResponse): Candidate | undefined {
  const told = propstats.find(({ status }) => status === 200)?.properties;
  const length = told?.get('getcontentlength') ?? '';
  const last = parseHref(href ?? '').at(-1);
  if (told === undefined || !/^\d+$/.test(length) || last?.isValid !== true) return undefined;
  return {
    key: last.name,
    sizeBytes: Number(length),
    etag: (told.get('getetag') ?? '').replaceAll('"', ''),
    mtimeMs: Date.parse(told.get('getlastmodified') ?? ''),
  };
}

/** Which one to try first; the order of the server, newest first, decides among equals. */
function likeness({ etag, mtimeMs }: Candidate, wanted: FormerVersion): number {
  if (etag === wanted.etag) return 2;
  return wanted.mtimeMs !== undefined && Math.trunc(mtimeMs / 1000) === Math.trunc(wanted.mtimeMs / 1000) ? 1 : 0;
}

async function fetchVersion(
  root: RemoteRoot,
  { url, sizeBytes }: { readonly url: string; readonly sizeBytes: number },
  signal: AbortSignal,
): Promise<Result<Uint8Array | undefined>> {
  const result = await root.http.send({
    method: 'GET',
    url,
    inactivityMs: root.timeouts.otherMs,
    signal,
  });
  if (result.kind === 'no-answer') return { ok: false, error: result.error };
  const { answer } = result;
  if (answer.status !== 200) {
    await discard(answer);
    return { ok: true, value: undefined };
  }
  if (Number(answer.header('content-length')) !== sizeBytes) {
    answer.body.destroy();
    return { ok: true, value: undefined };
  }
  try {
    return { ok: true, value: await buffer(answer.body) };
  } catch (error) {
    if (error instanceof TransferError) return { ok: false, error: error.syncError };
    throw error;
  }
}
