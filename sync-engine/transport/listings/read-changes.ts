import { parentPath, parseRelativePath, ROOT_PATH } from '../../core/model/relative-path.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { SyncError } from '../../core/model/sync-error.ts';
import { parseHref } from '../dav-path.ts';
import { readFacts, readText } from '../http/http-answer.ts';
import { readMultistatus } from './list.ts';
import type { RawMultistatus } from './multistatus-parser.ts';
import { urlOf } from '../servers/remote-root.ts';
import type { RemoteRoot } from '../servers/remote-root.ts';
import { createError, toAnswerError } from '../http/status-outcome.ts';
import type { ChangeReport } from '../transport.ts';
import { MAX_REPORTED_ITEMS } from '../transport.ts';

/**
 * One page of a sync-collection report. What changed or vanished is told by the directory that holds it, since that is
 * what must be listed again; a directory whose own content changed is told through its changed members.
 * @see RFC 6578 §3
 */
export async function readCollectionChanges(
  root: RemoteRoot,
  syncToken: string,
  signal: AbortSignal,
): Promise<ChangeReport> {
  if (!root.hasSyncCollection) return { kind: 'not-supported' };
  const answer = await readPage(root, syncToken, signal);
  return 'kind' in answer ? answer : toReport(root, answer);
}

async function readPage(
  root: RemoteRoot,
  syncToken: string,
  signal: AbortSignal,
): Promise<RawMultistatus | Exclude<ChangeReport, { readonly kind: 'changes' }>> {
  const result = await root.http.send({
    method: 'REPORT',
    url: urlOf(root, ROOT_PATH),
    // RFC 6578 §3.2 wants depth 0; how deep the report goes is said by its sync-level.
    headers: { Depth: '0', 'Content-Type': 'application/xml; charset=utf-8' },
    body: toBody(syncToken),
    inactivityMs: root.timeouts.otherMs,
    signal,
  });
  if (result.kind === 'no-answer') return { kind: 'failed', error: result.error };
  const { answer } = result;
  if (answer.status === 207) {
    const raw = await readMultistatus(answer, signal);
    return 'code' in raw ? { kind: 'failed', error: raw } : raw;
  }
  if ([400, 403, 405, 409, 412, 415, 501, 507].includes(answer.status)) {
    const text = await readText(answer, 64 * 1024);
    if (isElementIn(text, 'valid-sync-token')) return { kind: 'token-expired' };
    if (isElementIn(text, 'number-of-matches-within-limits')) return { kind: 'too-many' };
    if ([400, 405, 415, 501].includes(answer.status)) return { kind: 'not-supported' };
    return {
      kind: 'failed',
      error: toAnswerError({
        method: 'REPORT',
        status: answer.status,
        exception: '',
        message: '',
        retryAfterMs: undefined,
      }),
    };
  }
  return { kind: 'failed', error: toAnswerError(await readFacts(answer)) };
}

function toReport(root: RemoteRoot, { responses, syncToken }: RawMultistatus): ChangeReport {
  const directories = new Set<RelativePath>();
  let isTruncated = responses.length > MAX_REPORTED_ITEMS;
  for (const { href, status } of responses) {
    const path = href === undefined ? undefined : findPath(root, href);
    if (path === undefined) return unexpected('an item that lies elsewhere');
    if (path === ROOT_PATH && status === 507) isTruncated = true;
    else directories.add(parentPath(path));
  }
  if (isTruncated) return { kind: 'too-many' };
  if (syncToken === undefined || syncToken === '') return unexpected('no sync-token');
  return { kind: 'changes', directories: [...directories], syncToken };
}

function unexpected(what: string): ChangeReport {
  return { kind: 'failed', error: createError('unexpected-answer', `REPORT 207: ${what}`) };
}

/** @see RFC 6578 §3.2, §3.7 preconditions */
function isElementIn(text: string | SyncError, name: string): boolean {
  return typeof text === 'string' && new RegExp(`<(?:[\\w-]+:)?${name}[\\s/>]`).test(text);
}

function findPath(root: RemoteRoot, href: string): RelativePath | undefined {
  const segments = parseHref(href);
  const isInside = root.segments.every(
    (name, index) => segments[index]?.isValid === true && segments[index].name === name,
  );
  if (!isInside) return undefined;
  const below = segments.slice(root.segments.length);
  const invalid = below.findIndex((segment) => !segment.isValid || segment.name.includes('/'));
  // A name that cannot be read is damaged in its directory's listing; that directory is what must be looked at.
  const readable = invalid === -1 ? below : [...below.slice(0, invalid), { name: 'x' }];
  return parseRelativePath(readable.map((segment) => segment.name).join('/'));
}

function toBody(syncToken: string): string {
  const token = syncToken.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<?xml version="1.0" encoding="utf-8"?><d:sync-collection xmlns:d="DAV:"><d:sync-token>${token}</d:sync-token><d:sync-level>infinite</d:sync-level><d:limit><d:nresults>${MAX_REPORTED_ITEMS}</d:nresults></d:limit><d:prop><d:getetag/></d:prop></d:sync-collection>`;
}
