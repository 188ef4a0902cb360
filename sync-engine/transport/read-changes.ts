import { parentPath, parseRelativePath, ROOT_PATH } from '../core/model/relative-path.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import type { SyncError } from '../core/model/sync-error.ts';
import { parseHref } from './dav-path.ts';
import { readFacts, readText } from './http-answer.ts';
import { readMultistatus } from './list.ts';
import type { RawMultistatus } from './multistatus-parser.ts';
import { urlOf } from './remote-root.ts';
import type { RemoteRoot } from './remote-root.ts';
import { createError, toAnswerError } from './status-outcome.ts';
import type { ChangeReport } from './transport.ts';

const MAX_PAGES = 10_000;

/**
 * Follows a sync-collection report to its end. What changed or vanished is told by the directory that holds it, since
 * that is what must be listed again; a directory whose own content changed is told through its changed members.
 * @see RFC 6578 §3
 */
export async function readCollectionChanges(
  root: RemoteRoot,
  syncToken: string,
  signal: AbortSignal,
): Promise<ChangeReport> {
  if (!root.hasSyncCollection) return { kind: 'not-supported' };
  const directories = new Set<RelativePath>();
  let token = syncToken;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await readPage(root, token, signal);
    if ('kind' in answer) return answer;
    const next = collectPage(root, answer, directories);
    if ('code' in next) return { kind: 'failed', error: next };
    if (!next.isTruncated) return { kind: 'changes', directories: [...directories], syncToken: next.syncToken };
    if (next.syncToken === token)
      return { kind: 'failed', error: createError('unexpected-answer', 'REPORT 207: truncated without a new token') };
    token = next.syncToken;
  }
  return { kind: 'failed', error: createError('unexpected-answer', 'REPORT 207: pages without end') };
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
  if ([400, 403, 405, 409, 412, 415, 501].includes(answer.status)) {
    const text = await readText(answer, 64 * 1024);
    if (typeof text === 'string' && /<(?:[\w-]+:)?valid-sync-token[\s/>]/.test(text)) return { kind: 'token-expired' };
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

interface PageEnd {
  readonly syncToken: string;
  readonly isTruncated: boolean;
}

function collectPage(root: RemoteRoot, raw: RawMultistatus, directories: Set<RelativePath>): PageEnd | SyncError {
  let isTruncated = false;
  for (const response of raw.responses) {
    const path = response.href === undefined ? undefined : findPath(root, response.href);
    if (path === undefined) return createError('unexpected-answer', 'REPORT 207: an item that lies elsewhere');
    if (path === ROOT_PATH && response.status === 507) isTruncated = true;
    else directories.add(parentPath(path));
  }
  if (raw.syncToken === undefined || raw.syncToken === '')
    return createError('unexpected-answer', 'REPORT 207: no sync-token');
  return { syncToken: raw.syncToken, isTruncated };
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
  return `<?xml version="1.0" encoding="utf-8"?><d:sync-collection xmlns:d="DAV:"><d:sync-token>${token}</d:sync-token><d:sync-level>infinite</d:sync-level><d:prop><d:getetag/></d:prop></d:sync-collection>`;
}
