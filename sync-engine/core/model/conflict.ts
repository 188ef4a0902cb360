import type { Checksum } from './checksum.ts';
import type { Brand, ETag, NodeId } from './ids.ts';
import type { RelativePath } from './relative-path.ts';
import { joinPath, parentPath } from './relative-path.ts';

/** Key of one conflict in its sync folder; never used twice. */
export type ConflictId = Brand<string, 'ConflictId'>;

/** What is known of one version of a file. `etag` is that of the server's version with these bytes. */
export interface VersionFacts {
  readonly checksum: Checksum | undefined;
  readonly etag: ETag | undefined;
  readonly sizeBytes: number | undefined;
  readonly mtimeMs: number | undefined;
}

/**
 * How two versions came to be: `content`: both sides changed one item; `name`: two items wanted one name; `found`: only
 * the name tells that one is the second, as this or another client has called it.
 */
export type ConflictOrigin = 'content' | 'name' | 'found';

/** What a person decided: whose bytes stand under the name now. `both` leaves the two files as they are. */
export type Resolution = 'mine' | 'server' | 'both' | 'merged';

/** Whether others have another file once it is taken back. Who kept both has changed nothing for anybody. */
export function isSeenByOthers(how: Resolution): boolean {
  return how !== 'both';
}

/** What a decision made of one of the two places. Undefined bytes: no file there. */
export interface PlaceChange {
  readonly before: Checksum | undefined;
  readonly after: Checksum | undefined;
  /** Where `before` lies in the safety store; undefined when nothing was displaced. */
  readonly keepId: string | undefined;
}

/** A decision carried out on the disk, with all that is needed to take it back. */
export interface Exchange {
  readonly how: Resolution;
  readonly atMs: number;
  readonly original: PlaceChange;
  readonly second: PlaceChange;
  /** New name of the second version, when both are kept and a person chose a better one. */
  readonly renamedTo: string | undefined;
}

/**
 * - `announced`: written before the second version gets its name; whether it did is looked up on the disk.
 * - `open`: both versions are there and wait for a person.
 * - `exchanging`: written before files are exchanged, so that a crash in between is noticed; `undoes` is the decision
 *   that is being taken back.
 * - `resolved`: a person decided.
 * - `dissolved`: it went away by itself: equal bytes, or one of the two files was removed, renamed or moved away.
 */
export type ConflictState =
  | { readonly kind: 'announced' }
  | { readonly kind: 'open' }
  | { readonly kind: 'exchanging'; readonly exchange: Exchange; readonly undoes: Exchange | undefined }
  | { readonly kind: 'resolved'; readonly exchange: Exchange }
  | { readonly kind: 'dissolved'; readonly why: 'equal-bytes' | 'one-left'; readonly atMs: number };

/** Two versions of one file, as data. */
export interface ConflictRecord {
  readonly id: ConflictId;
  readonly origin: ConflictOrigin;
  /** The item that has the name. */
  readonly nodeId: NodeId;
  /** Where that item was when the record was written last. */
  readonly path: RelativePath;
  /** Name of the second version, beside it. */
  readonly secondName: string;
  /** What both sides last agreed on; undefined when they never did. */
  readonly base: VersionFacts | undefined;
  /** The version that has the name; undefined for conflicts that were found. */
  readonly server: VersionFacts | undefined;
  /** The second version as it was when the conflict came up; its etag is that of the version it was made from. */
  readonly local: VersionFacts | undefined;
  /** Who wrote the server's version, as far as the server tells. */
  readonly serverAuthor: string | undefined;
  /** When the server received its version, as far as it tells; by this computer's clock, ms since the epoch. */
  readonly serverReceivedAtMs: number | undefined;
  /** The server has answered what people want to know of this conflict, even if it told nothing. */
  readonly wasServerAsked: boolean;
  readonly recordedAtMs: number;
  readonly state: ConflictState;
}

/** Where the second version lies, given where the first one is. */
export function secondPath(path: RelativePath, secondName: string): RelativePath {
  return joinPath(parentPath(path), secondName);
}
