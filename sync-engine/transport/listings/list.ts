import { baseName, ROOT_PATH } from '../../core/model/relative-path.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { Result, SyncError } from '../../core/model/sync-error.ts';
import { readFacts, toUseless } from '../http/http-answer.ts';
import type { HttpAnswer } from '../http/http-answer.ts';
import { toListing } from './listing.ts';
import { parseMultistatus } from './multistatus-parser.ts';
import type { RawMultistatus, RawResponse } from './multistatus-parser.ts';
import { segmentsOf, urlOf } from '../servers/remote-root.ts';
import type { RemoteRoot } from '../servers/remote-root.ts';
import { createError, describe, isSaidMissing, toAnswerError, withRequestId } from '../http/status-outcome.ts';
import type { AnswerFacts } from '../http/status-outcome.ts';
import type { Listing, ListOutcome, RemoteEntry } from '../transport.ts';

const DAV_PROPERTIES = ['resourcetype', 'getlastmodified', 'getcontentlength', 'getetag'];
const OWNCLOUD_PROPERTIES = ['id', 'permissions', 'checksums', 'size'];

/** PROPFIND of one place. @see RFC 4918 §9.1 */
export async function listPlace(
  root: RemoteRoot,
  target: { readonly path: RelativePath; readonly depth: 0 | 1 },
  signal: AbortSignal,
): Promise<ListOutcome> {
  const { path, depth } = target;
  const result = await root.http.send({
    method: 'PROPFIND',
    url: urlOf(root, path),
    headers: { Depth: String(depth), 'Content-Type': 'application/xml; charset=utf-8', Prefer: 'return=minimal' },
    body: path === ROOT_PATH ? ROOT_BODY : BODY,
    inactivityMs: root.timeouts.otherMs,
    signal,
  });
  if (result.kind === 'no-answer') return { kind: 'failed', error: result.error };
  if (result.answer.status !== 207) return toNoListing(await readFacts(result.answer));
  const raw = await readMultistatus(result.answer, signal);
  if ('code' in raw) return { kind: 'failed', error: raw };
  const listing = toListing(raw, { segments: segmentsOf(root, path), name: baseName(path), depth });
  if ('kind' in listing) return { kind: 'failed', error: toUseless(result.answer, listing.detail) };
  return {
    kind: 'listed',
    listing: path === ROOT_PATH && root.space?.isVirtual === true ? asVirtual(listing) : listing,
  };
}

/** Whatever letters the places of received shares show: renaming and moving one of them is answered with 404. */
function asVirtual(listing: Listing): Listing {
  const children = listing.children.map((child) => ({
    ...child,
    permissions: child.permissions?.replaceAll(/[NV]/g, ''),
  }));
  return { ...listing, children };
}

/** One place as it is now. */
export type Look =
  | { readonly kind: 'present'; readonly entry: RemoteEntry }
  | { readonly kind: 'absent' }
  | { readonly kind: 'failed'; readonly error: SyncError };

/** PROPFIND with depth 0, for looking right before and right after a write. */
export async function lookAt(root: RemoteRoot, path: RelativePath, signal: AbortSignal): Promise<Look> {
  const outcome = await listPlace(root, { path, depth: 0 }, signal);
  return outcome.kind === 'listed' ? { kind: 'present', entry: outcome.listing.self } : outcome;
}

/** A question about properties, and how deep below its URL it reaches; a REPORT says that itself. */
export interface PropertyQuestion {
  readonly method: 'PROPFIND' | 'REPORT';
  readonly url: string;
  readonly depth?: 0 | 1;
  readonly body: string;
}

/** Asks once. Errors: what the line or any other answer than 207 means, and those of `readMultistatus`. */
export async function askForProperties(
  root: RemoteRoot,
  { method, url, depth, body }: PropertyQuestion,
  signal: AbortSignal,
): Promise<Result<RawMultistatus>> {
  const result = await root.http.send({
    method,
    url,
    headers: {
      ...(depth === undefined ? {} : { Depth: String(depth) }),
      'Content-Type': 'application/xml; charset=utf-8',
    },
    body,
    inactivityMs: root.timeouts.otherMs,
    signal,
  });
  if (result.kind === 'no-answer') return { ok: false, error: result.error };
  if (result.answer.status !== 207) return { ok: false, error: toAnswerError(await readFacts(result.answer)) };
  const raw = await readMultistatus(result.answer, signal);
  return 'code' in raw ? { ok: false, error: raw } : { ok: true, value: raw };
}

/** Reads a 207 body; every way in which it is not complete and well-formed is an error. */
export async function readMultistatus(
  answer: HttpAnswer,
  signal: AbortSignal,
  onResponse?: (response: RawResponse) => string | undefined,
): Promise<RawMultistatus | SyncError> {
  const type = answer.header('content-type');
  if (type !== undefined && !isXmlInUtf8(type)) {
    answer.body.destroy();
    return toUseless(answer, 'no XML in UTF-8');
  }
  const raw = await parseMultistatus(answer.body, onResponse);
  answer.body.destroy();
  if (!('kind' in raw)) return raw;
  if (signal.aborted) return createError('cancelled', answer.method);
  if (raw.kind === 'malformed') return toUseless(answer, raw.detail);
  return withRequestId(createError('incomplete-transfer', `${answer.method} 207: ${raw.detail}`), answer.requestId);
}

/** A page of something in between may be well-formed by chance; its type tells. */
function isXmlInUtf8(contentType: string): boolean {
  const charset = /charset\s*=\s*"?([^";\s]+)/i.exec(contentType)?.[1] ?? 'utf-8';
  return /^\s*(?:application|text)\/(?:[\w.-]+\+)?xml\b/i.test(contentType) && /^utf-?8$/i.test(charset);
}

function toNoListing(facts: AnswerFacts): ListOutcome {
  if (isSaidMissing(facts)) return { kind: 'absent' };
  if (facts.status >= 300) return { kind: 'failed', error: toAnswerError(facts) };
  return { kind: 'failed', error: createError('unexpected-answer', describe(facts)) };
}

function toBody(davProperties: readonly string[], owncloudProperties: readonly string[]): string {
  const dav = davProperties.map((name) => `<d:${name}/>`).join('');
  const owncloud = owncloudProperties.map((name) => `<oc:${name}/>`).join('');
  return `<?xml version="1.0" encoding="utf-8"?><d:propfind xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns"><d:prop>${dav}${owncloud}</d:prop></d:propfind>`;
}

const BODY = toBody(DAV_PROPERTIES, OWNCLOUD_PROPERTIES);
/** Asks for what an item has, and for what only a root has. */
export const ROOT_BODY = toBody([...DAV_PROPERTIES, 'sync-token'], [...OWNCLOUD_PROPERTIES, 'data-fingerprint']);
