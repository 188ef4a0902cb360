import type { Readable } from 'node:stream';

/** Bytes of a file on their way out. */
export interface StreamBody {
  /** Opens the bytes; what it returns is destroyed by the client. */
  readonly open: () => Readable;
  readonly sizeBytes: number;
  readonly onProgress: (bytes: number) => void;
}

/** One request; the client adds sign-in, ids and the usual headers. */
export interface HttpRequest {
  readonly method: string;
  /** Absolute address on the server of this client. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | StreamBody;
  /**
   * Longest silence in ms; 0 for none. Waiting for our own reader or bandwidth limit is no silence; single bytes that
   * drip in are.
   */
  readonly inactivityMs: number;
  readonly signal: AbortSignal;
  /** True for an answer that never ends (server-sent events): it takes no place from others. */
  readonly isEndless?: boolean;
  /** True where the answer has to be made first: how long it takes says nothing of how busy the server is. */
  readonly isUntimed?: boolean;
  /** True for addresses that carry their own proof and need no sign-in. */
  readonly isAnonymous?: boolean;
}

/** True for a body that is read from a file while it is sent. */
export function isStream(body: HttpRequest['body']): body is StreamBody {
  return typeof body === 'object';
}
