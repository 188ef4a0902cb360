import type { RelativePath } from '../../core/model/relative-path.ts';
import { encodeSegments, toSegments } from '../dav-path.ts';
import type { HttpClient } from '../http/http-client.ts';
import type { ArchiveLimits, ServerDescription } from '../transport.ts';

/** Silence that is borne before a request counts as lost, in ms. */
export interface Timeouts {
  /** Requests that carry a file's bytes, and those that make the server put them together. */
  readonly transferMs: number;
  readonly otherMs: number;
}

/** The chunked uploads of ownCloud 10. */
export interface Chunking {
  /** Decoded names of the directory of the user's uploads. */
  readonly segments: readonly string[];
  /** The server wants one chunk after the other. */
  readonly isSerial: boolean;
  /** The server can answer before it has put the chunks together. */
  readonly canAssembleLater: boolean;
}

/** The space that a remote root is in. */
export interface RemoteSpace {
  readonly id: string;
  /** The root is where all received shares are shown: nothing can be put or renamed there. */
  readonly isVirtual: boolean;
}

/** The service that puts many files into one answer. */
export interface ArchiveService extends ArchiveLimits {
  /** Absolute, on the origin of the account. */
  readonly url: string;
}

/** What every operation works with once a connection is made. */
export interface RemoteRoot {
  readonly http: HttpClient;
  readonly server: ServerDescription;
  readonly timeouts: Timeouts;
  /** Scheme, host and port. Addresses that a server hands out are used with this origin only. */
  readonly origin: string;
  /** Decoded names of the address of the sync root. */
  readonly segments: readonly string[];
  /** Where the sync root is in its space, or in the user's files. */
  readonly remotePath: RelativePath;
  /** How large files go in chunks; undefined where they do not. */
  readonly chunking: Chunking | undefined;
  /** Undefined on ownCloud 10. */
  readonly space: RemoteSpace | undefined;
  /** Most bytes that the server wants in one piece of a resumable upload; undefined without a limit. */
  readonly maxChunkBytes: number | undefined;
  readonly hasSyncCollection: boolean;
  /** The server finds items by their names. */
  readonly hasSearch: boolean;
  /** Undefined where there is none that we can use. */
  readonly archive: ArchiveService | undefined;
  readonly monotonicMs: () => number;
  /** Resolves after so many ms, or at once when the signal aborts. */
  readonly wait: (delayMs: number, signal: AbortSignal) => Promise<void>;
}

/** Decoded names of the address of a place below the root. */
export function segmentsOf(root: RemoteRoot, path: RelativePath): readonly string[] {
  return [...root.segments, ...toSegments(path)];
}

/** Absolute address of a place below the root. */
export function urlOf(root: RemoteRoot, path: RelativePath): string {
  return root.origin + encodeSegments(segmentsOf(root, path));
}
