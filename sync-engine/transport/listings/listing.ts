import { EMPTY_CHECKSUM, parseChecksumSet } from '../../core/model/checksum.ts';
import type { ChecksumSet } from '../../core/model/checksum.ts';
import { parseETag, toFileId } from '../../core/model/ids.ts';
import { isName } from '../../core/model/relative-path.ts';
import { parseHref } from '../dav-path.ts';
import type { HrefSegment } from '../dav-path.ts';
import type { RawMultistatus, RawResponse } from './multistatus-parser.ts';
import type { DamagedEntry, Listing, RemoteEntry } from '../transport.ts';

/** The place that was asked for. */
export interface ListedPlace {
  /** Decoded names of the address, from the top of the server. */
  readonly segments: readonly string[];
  /** Name of the place below the sync root, `''` for the root. */
  readonly name: string;
  readonly depth: 0 | 1;
}

/** Why a multistatus cannot be taken for a listing of the place; for logs. */
export interface NoListing {
  readonly kind: 'no-listing';
  readonly detail: string;
}

/**
 * Takes a multistatus for a listing only when it holds the place itself, exactly once and undamaged, and nothing that
 * lies elsewhere. Members whose values are missing, whose name is no UTF-8 or that come twice are damaged, never absent.
 */
export function toListing(raw: RawMultistatus, place: ListedPlace): Listing | NoListing {
  let self: { readonly response: RawResponse } | undefined;
  const members: { readonly segment: HrefSegment; readonly response: RawResponse }[] = [];
  for (const response of raw.responses) {
    const below = findNamesBelow(response, place);
    if (below === undefined || below.length > place.depth) return noListing('an item that lies elsewhere');
    const segment = below[0];
    if (segment !== undefined) members.push({ segment, response });
    else if (self !== undefined) return noListing('the place comes twice');
    else self = { response };
  }
  if (self === undefined) return noListing('the place itself is missing');
  const selfEntry = toEntry(self.response, place.name);
  if ('detail' in selfEntry) return noListing(`the place itself is damaged: ${selfEntry.detail}`);
  // A depth of 1 that was answered as 0 looks like an empty directory; its size gives it away.
  if (place.depth === 1 && members.length === 0 && selfEntry.kind === 'directory' && selfEntry.sizeBytes > 0)
    return noListing('members are missing: the size is not 0');
  return {
    self: selfEntry,
    ...toMembers(members.map(({ segment, response }) => toMember(segment, response))),
    ...toRootMarks(self.response),
  };
}

/** What only the root's own response carries. */
export function toRootMarks(response: RawResponse): Pick<Listing, 'syncToken' | 'dataFingerprint'> {
  const properties = findProperties(response)?.properties;
  const dataFingerprint = properties?.get('data-fingerprint');
  return { syncToken: properties?.get('sync-token') || undefined, ...(dataFingerprint ? { dataFingerprint } : {}) };
}

function noListing(detail: string): NoListing {
  return { kind: 'no-listing', detail };
}

function findNamesBelow(response: RawResponse, place: ListedPlace): readonly HrefSegment[] | undefined {
  if (response.href === undefined) return undefined;
  const segments = parseHref(response.href);
  const isInside = place.segments.every(
    (name, index) => segments[index]?.isValid === true && segments[index].name === name,
  );
  return isInside ? segments.slice(place.segments.length) : undefined;
}

/** Members of one directory; those that come more than once are damaged. */
export function toMembers(members: readonly (RemoteEntry | DamagedEntry)[]): Pick<Listing, 'children' | 'damaged'> {
  const children = new Map<string, RemoteEntry>();
  const damaged = new Map<string, DamagedEntry>();
  for (const entry of members) {
    const { name } = entry;
    if (children.has(name) || damaged.has(name)) {
      children.delete(name);
      damaged.set(name, { name, detail: 'comes more than once' });
    } else if ('detail' in entry) damaged.set(name, entry);
    else children.set(name, entry);
  }
  return { children: [...children.values()], damaged: [...damaged.values()] };
}

/** One member by its own name; what cannot be read is damaged. */
export function toMember(segment: HrefSegment, response: RawResponse): RemoteEntry | DamagedEntry {
  if (!segment.isValid) return { name: segment.name, detail: 'name is not UTF-8' };
  if (!isName(segment.name)) return { name: segment.name, detail: 'not a name' };
  return toEntry(response, segment.name);
}

/** Values come from the propstat with 200, or 425 while the server still processes the bytes. */
function findProperties(
  response: RawResponse,
):
  | { readonly properties: ReadonlyMap<string, string>; readonly isCollection: boolean; readonly isProcessing: boolean }
  | undefined {
  const found =
    response.propstats.find((propstat) => propstat.status === 200) ??
    response.propstats.find((propstat) => propstat.status === 425);
  if (found === undefined) return undefined;
  return {
    properties: found.properties,
    isCollection: found.isCollection,
    isProcessing: response.propstats.some((propstat) => propstat.status === 425),
  };
}

function toEntry(response: RawResponse, name: string): RemoteEntry | DamagedEntry {
  const found = findProperties(response);
  if (found === undefined)
    return { name, detail: `no values, status ${response.status ?? response.propstats[0]?.status ?? 'missing'}` };
  const { properties, isCollection, isProcessing } = found;
  const id = properties.get('id') ?? '';
  const etag = parseETag(properties.get('getetag') ?? '');
  if (id === '') return { name, detail: 'no id' };
  if (etag === undefined) return { name, detail: 'no etag' };
  if (!properties.has('resourcetype')) return { name, detail: 'no resourcetype' };
  const sizeBytes = parseSize(
    isCollection ? properties.get('size') : (properties.get('getcontentlength') ?? properties.get('size')),
  );
  if (!isCollection && sizeBytes === undefined) return { name, detail: 'no size' };
  return {
    name,
    kind: isCollection ? 'directory' : 'file',
    isProcessing,
    fileId: toFileId(copyText(id)),
    etag: copyText(etag),
    sizeBytes: sizeBytes ?? 0,
    mtimeMs: parseTime(properties.get('getlastmodified')),
    checksum: isCollection ? undefined : toFileChecksum(properties.get('checksums'), sizeBytes),
    // Empty is what the common root of received shares sends, and there nothing is allowed. Missing allows everything.
    permissions: properties.get('permissions'),
  };
}

function toFileChecksum(text: string | undefined, sizeBytes: number | undefined): ChecksumSet | undefined {
  const offered = text === undefined ? undefined : parseChecksumSet(text);
  if (offered !== undefined) return copyText(offered);
  return sizeBytes === 0 ? EMPTY_CHECKSUM : undefined;
}

/**
 * The same text, for itself. One that is cut out of a longer one keeps all of that in memory, and entries are kept for
 * long: 100,000 of them would hold 60 MB of answers.
 */
function copyText<Text extends string>(text: Text): Text {
  return JSON.parse(JSON.stringify(text)) as Text;
}

function parseSize(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d+$/.test(text)) return undefined;
  const size = Number(text);
  return Number.isSafeInteger(size) ? size : undefined;
}

function parseTime(text: string | undefined): number {
  const ms = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isFinite(ms) ? ms : 0;
}
