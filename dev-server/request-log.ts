/** One answered (or dropped) request. Credentials are never in it. */
export interface RequestLogEntry {
  readonly method: string;
  /** Decoded path; raw when it cannot be decoded. */
  readonly path: string;
  /** Undefined when the connection was dropped without an answer. */
  readonly status: number | undefined;
  /** Lower-case names. */
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly responseHeaders: Readonly<Record<string, string>>;
}

/** The newest requests, in the order they ended. */
export interface RequestLog {
  readonly entries: readonly RequestLogEntry[];
  reset(): void;
}

const MAX_ENTRIES = 10_000;

/** Request headers worth seeing; `Authorization` and `Cookie` stay out. */
export const LOGGED_REQUEST_HEADERS: readonly string[] = [
  'content-length',
  'content-type',
  'depth',
  'destination',
  'if',
  'if-match',
  'if-none-match',
  'if-range',
  'initiator-id',
  'oc-checksum',
  'oc-total-length',
  'overwrite',
  'prefer',
  'range',
  'tus-resumable',
  'upload-length',
  'upload-metadata',
  'upload-offset',
  'user-agent',
  'x-oc-mtime',
  'x-request-id',
];

/** Response headers worth seeing. */
export const LOGGED_RESPONSE_HEADERS: readonly string[] = [
  'content-length',
  'content-range',
  'content-type',
  'etag',
  'location',
  'oc-checksum',
  'oc-etag',
  'oc-fileid',
  'retry-after',
  'upload-offset',
  'x-oc-mtime',
  'x-request-id',
];

/** A bounded log that can be written. */
export class RequestRecorder implements RequestLog {
  #entries: RequestLogEntry[] = [];

  get entries(): readonly RequestLogEntry[] {
    return this.#entries;
  }

  add(entry: RequestLogEntry): void {
    this.#entries.push(entry);
    // Cut in large steps: shifting one entry a request would cost more than the log is worth.
    if (this.#entries.length > MAX_ENTRIES * 2) this.#entries = this.#entries.slice(-MAX_ENTRIES);
  }

  reset(): void {
    this.#entries = [];
  }
}
