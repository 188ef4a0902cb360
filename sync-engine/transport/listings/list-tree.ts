import { joinPath, parentPath, ROOT_PATH } from '../../core/model/relative-path.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { isName } from '../../core/model/relative-path.ts';
import { parseHref } from '../dav-path.ts';
import { discard, readFacts } from '../http/http-answer.ts';
import { readMultistatus, ROOT_BODY } from './list.ts';
import { toMember, toMembers, toRootMarks } from './listing.ts';
import type { RawResponse } from './multistatus-parser.ts';
import type { RemoteRoot } from '../servers/remote-root.ts';
import { urlOf } from '../servers/remote-root.ts';
import { toAnswerError } from '../http/status-outcome.ts';
import type { DamagedEntry, Listing, RemoteEntry, TreeOutcome } from '../transport.ts';

/** How servers refuse a depth; the measured ones answer 400. @see RFC 4918 §9.1 propfind-finite-depth */
const REFUSALS: ReadonlySet<number> = new Set([400, 403, 405, 412, 413, 414, 501, 507]);

/**
 * Everything below the root in one answer, read as it arrives. ownCloud 10 allows it; Infinite Scale does not unless its
 * operator says so, and is not asked.
 */
export async function listWholeTree(root: RemoteRoot, signal: AbortSignal): Promise<TreeOutcome> {
  if (root.server.kind !== 'owncloud10') return { kind: 'not-offered' };
  const result = await root.http.send({
    method: 'PROPFIND',
    url: urlOf(root, ROOT_PATH),
    headers: { Depth: 'infinity', 'Content-Type': 'application/xml; charset=utf-8', Prefer: 'return=minimal' },
    body: ROOT_BODY,
    inactivityMs: root.timeouts.transferMs,
    signal,
  });
  if (result.kind === 'no-answer') return { kind: 'failed', error: result.error };
  const { answer } = result;
  if (REFUSALS.has(answer.status)) {
    await discard(answer);
    return { kind: 'not-offered' };
  }
  if (answer.status !== 207) return { kind: 'failed', error: toAnswerError(await readFacts(answer)) };
  const tree = new TreeCollector(root.segments);
  const raw = await readMultistatus(answer, signal, (response) => tree.add(response));
  return 'code' in raw ? { kind: 'failed', error: raw } : { kind: 'listed', listings: tree.toListings() };
}

/** Sorts the responses of one answer, in whatever order they come, by the directory that holds them. */
class TreeCollector {
  readonly #rootSegments: readonly string[];
  readonly #directories = new Map<RelativePath, RemoteEntry>();
  readonly #members = new Map<RelativePath, (RemoteEntry | DamagedEntry)[]>();
  #marks: ReturnType<typeof toRootMarks> = { syncToken: undefined };

  constructor(rootSegments: readonly string[]) {
    this.#rootSegments = rootSegments;
  }

  /** Why the whole answer is useless, or undefined. */
  add(response: RawResponse): string | undefined {
    const segments = parseHref(response.href ?? '');
    const isInside = this.#rootSegments.every(
      (name, index) => segments[index]?.isValid === true && segments[index].name === name,
    );
    if (!isInside) return 'an item that lies elsewhere';
    const below = segments.slice(this.#rootSegments.length);
    const last = below.pop();
    if (last === undefined) return this.#addRoot(response);
    let parent = ROOT_PATH;
    for (const { name, isValid } of below) {
      if (!isValid || !isName(name)) return 'an item in a directory without a name';
      parent = joinPath(parent, name);
    }
    const entry = toMember(last, response);
    const siblings = this.#members.get(parent);
    if (siblings === undefined) this.#members.set(parent, [entry]);
    else siblings.push(entry);
    if ('kind' in entry && entry.kind === 'directory') this.#directories.set(joinPath(parent, entry.name), entry);
    return undefined;
  }

  /** Only directories that are complete as far as can be seen; the others are to be listed by themselves. */
  toListings(): ReadonlyMap<RelativePath, Listing> {
    const listings = new Map<RelativePath, Listing>();
    for (const [path, self] of this.#directories) {
      const members = toMembers(this.#members.get(path) ?? []);
      const isAnyMissing = members.children.length + members.damaged.length === 0 && self.sizeBytes > 0;
      const isTwice = path !== ROOT_PATH && !this.#isOnce(path, self);
      const marks = path === ROOT_PATH ? this.#marks : { syncToken: undefined };
      if (!isAnyMissing && !isTwice) listings.set(path, { self, ...members, ...marks });
    }
    return listings;
  }

  #addRoot(response: RawResponse): string | undefined {
    const self = toMember({ name: 'root', isValid: true }, response);
    if (!('kind' in self) || this.#directories.has(ROOT_PATH)) return 'the place itself is damaged or comes twice';
    this.#directories.set(ROOT_PATH, { ...self, name: '' });
    this.#marks = toRootMarks(response);
    return undefined;
  }

  #isOnce(path: RelativePath, self: RemoteEntry): boolean {
    return this.#members.get(parentPath(path))?.filter(({ name }) => name === self.name).length === 1;
  }
}
