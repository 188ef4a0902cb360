import { ROOT_PATH } from '../../core/model/relative-path.ts';
import type { Result } from '../../core/model/sync-error.ts';
import { parseHref } from '../dav-path.ts';
import { readFacts, readText } from '../http/http-answer.ts';
import { listPlace } from './list.ts';
import type { RemoteRoot } from '../servers/remote-root.ts';
import { parseDrives } from '../servers/server-answers.ts';
import type { Drive } from '../servers/server-answers.ts';
import type { SharedAnswer } from '../http/shared-answer.ts';
import { createError, toAnswerError } from '../http/status-outcome.ts';

/** The spaces of an account with the versions of their roots, as one answer tells them. */
export type SpacesAnswer = SharedAnswer<Result<readonly Drive[]>>;

const DOCUMENT_LIMIT = 8 * 1024 * 1024;

/**
 * The cheapest question whether anything changed: on Infinite Scale one list of all spaces with their etags, shared by
 * all sync folders of the account; on ownCloud 10 the etag of the root.
 */
export async function readVersionOfRoot(
  root: RemoteRoot,
  spaces: SpacesAnswer,
  signal: AbortSignal,
): Promise<Result<string>> {
  if (root.server.kind === 'owncloud10') return readEtag(root, signal);
  const drives = await spaces.get(root.origin, () => readSpaces(root));
  if (!drives.ok) return drives;
  const drive = drives.value.find(({ root: { webDavUrl } }) => isInside(root.segments, webDavUrl));
  const etag = drive?.root.eTag ?? drive?.root.remoteItem?.eTag;
  return etag === undefined
    ? { ok: false, error: createError('unexpected-answer', 'GET 200: the space is not listed with an etag') }
    : { ok: true, value: etag };
}

async function readEtag(root: RemoteRoot, signal: AbortSignal): Promise<Result<string>> {
  const outcome = await listPlace(root, { path: ROOT_PATH, depth: 0 }, signal);
  if (outcome.kind === 'listed') return { ok: true, value: outcome.listing.self.etag };
  const gone = createError('remote-folder-missing', 'PROPFIND 404');
  return { ok: false, error: outcome.kind === 'failed' ? outcome.error : gone };
}

/** Not bound to the signal of whoever asks first: others wait for the same answer. */
async function readSpaces({ http, origin, timeouts }: RemoteRoot): Promise<Result<readonly Drive[]>> {
  const result = await http.send({
    method: 'GET',
    url: `${origin}/graph/v1.0/me/drives`,
    inactivityMs: timeouts.otherMs,
    signal: AbortSignal.timeout(timeouts.otherMs),
  });
  if (result.kind === 'no-answer') return { ok: false, error: result.error };
  if (result.answer.status !== 200) return { ok: false, error: toAnswerError(await readFacts(result.answer)) };
  const text = await readText(result.answer, DOCUMENT_LIMIT);
  if (typeof text !== 'string') return { ok: false, error: text };
  const drives = parseDrives(text);
  return drives === undefined
    ? { ok: false, error: createError('unexpected-answer', 'GET 200: the spaces cannot be read') }
    : { ok: true, value: drives };
}

function isInside(segments: readonly string[], webDavUrl: string): boolean {
  return parseHref(webDavUrl).every(({ name }, index) => segments[index] === name);
}
