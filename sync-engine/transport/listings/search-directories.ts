import { parseRelativePath, ROOT_PATH } from '../../core/model/relative-path.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { Result } from '../../core/model/sync-error.ts';
import { DAV_SERVICE, encodeSegments, parseHref, toSegments } from '../dav-path.ts';
import { askForProperties } from './list.ts';
import type { RawResponse } from './multistatus-parser.ts';
import type { RemoteRoot } from '../servers/remote-root.ts';

/** The server's search does not tell files from directories: some of these are files. */
const MAX_HITS = 1_000;

/** What may mean something in a query, whatever the server's search is. */
const SIGNS_OF_QUERIES = /["*?\\:()<>]/g;

/**
 * Asks the server's own search where directories with a text in their names are. Infinite Scale and OpenCloud take a
 * query in KQL and search the whole space; ownCloud 10 takes words, and has a search only with an app for it. Its index
 * is behind, may lack items and name others that are gone: a hint, never a fact.
 */
export async function searchForDirectories(
  root: RemoteRoot,
  text: string,
  signal: AbortSignal,
): Promise<Result<readonly RelativePath[]>> {
  const words = text.replaceAll(SIGNS_OF_QUERIES, ' ').trim();
  if (!root.hasSearch || words === '') return { ok: true, value: [] };
  const url = root.origin + encodeSegments(topOf(root));
  const body = toBody(root.server.kind === 'infinite-scale' ? `name:"*${words}*"` : words);
  const told = await askForProperties(root, { method: 'REPORT', url, body }, signal);
  if (!told.ok) return told;
  return { ok: true, value: told.value.responses.flatMap((response) => findDirectory(root, response) ?? []) };
}

/** Only the top of a space, or of a user's files, is known to be searched. */
function topOf({ segments, remotePath }: RemoteRoot): readonly string[] {
  return segments.slice(0, segments.length - toSegments(remotePath).length);
}

/** Hits may lie outside of the sync root, and are not told to be directories in any other way. */
function findDirectory(root: RemoteRoot, { href, propstats }: RawResponse): RelativePath | undefined {
  if (href === undefined || !propstats.some(({ isCollection }) => isCollection)) return undefined;
  const all = parseHref(href);
  // One place has several addresses: asked under /dav, servers answer with hrefs under /remote.php/dav.
  const found = all.slice(all.findIndex(({ name }) => name === DAV_SERVICE));
  const own = root.segments.slice(root.segments.indexOf(DAV_SERVICE));
  const below = found.slice(own.length);
  if (!own.every((name, index) => found[index]?.name === name)) return undefined;
  if (!below.every(({ isValid }) => isValid)) return undefined;
  const path = parseRelativePath(below.map(({ name }) => name).join('/'));
  return path === ROOT_PATH ? undefined : path;
}

function toBody(pattern: string): string {
  const escaped = pattern.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<?xml version="1.0" encoding="utf-8"?><oc:search-files xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns"><d:prop><d:resourcetype/></d:prop><oc:search><oc:pattern>${escaped}</oc:pattern><oc:limit>${MAX_HITS}</oc:limit></oc:search></oc:search-files>`;
}
