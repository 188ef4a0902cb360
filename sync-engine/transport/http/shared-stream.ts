import type { SyncError } from '../../core/model/sync-error.ts';
import type { WaitingClock } from './bandwidth-limit.ts';
import type { PushNews } from '../transport.ts';

/** Something that a stream tells. */
export interface StreamEvent {
  readonly news: PushNews;
  /** The client that caused it, where that is known. */
  readonly initiatorId?: string;
}

/**
 * Opens a stream and reads it until the signal aborts (then undefined) or it breaks (then the reason). Tells the opening
 * and each event.
 */
export type ReadStream = (tell: (event: StreamEvent) => void, signal: AbortSignal) => Promise<SyncError | undefined>;

/** Somebody who listens to a stream. */
export interface StreamListener {
  readonly onEvent: (event: StreamEvent) => void;
  /** Leaves; the stream goes on while others listen. */
  readonly signal: AbortSignal;
  /** Leaves because the stream may be dead: it ends for everybody, and whoever listens again opens another one. */
  readonly renewal: AbortSignal;
}

/** All who share a stream find out within seconds that the network is another one: the first of them opens it anew. */
const FRESH_MS = 15_000;

interface Stream {
  readonly listeners: Set<StreamListener>;
  readonly stop: AbortController;
  readonly ended: Promise<SyncError | undefined>;
  isOpen: boolean;
}

/** A stream was renewed, and who has still to find out why; each of them by the signal that it leaves with for good. */
interface Renewal {
  readonly atMs: number;
  readonly unaware: Set<AbortSignal>;
}

/** One stream for many who listen: opened by the first, ended by the last, the same end for all. */
export class SharedStream {
  readonly #clock: Pick<WaitingClock, 'monotonicMs'>;
  readonly #streams = new Map<string, Stream>();
  readonly #renewals = new Map<string, Renewal>();

  constructor(clock: Pick<WaitingClock, 'monotonicMs'>) {
    this.#clock = clock;
  }

  /**
   * Listens to the stream `key` until it ends: undefined when the listener left or the stream was renewed, else why it
   * broke. Who joins later is told that it is open, because nobody tells what happened before.
   */
  async listen(key: string, read: ReadStream, listener: StreamListener): Promise<SyncError | undefined> {
    const { signal, renewal } = listener;
    if (signal.aborted || renewal.aborted) return undefined;
    const stream = this.#streams.get(key) ?? this.#open(key, read);
    stream.listeners.add(listener);
    if (stream.isOpen) listener.onEvent({ news: 'opened' });
    const left = Promise.withResolvers<undefined>();
    const leave = (): void => left.resolve(undefined);
    const renew = (): void => {
      if (!this.#isRenewedFor(key, signal)) this.#renew(key, stream, signal);
      leave();
    };
    signal.addEventListener('abort', leave, { once: true });
    renewal.addEventListener('abort', renew, { once: true });
    try {
      return await Promise.race([stream.ended, left.promise]);
    } finally {
      signal.removeEventListener('abort', leave);
      renewal.removeEventListener('abort', renew);
      stream.listeners.delete(listener);
      if (stream.listeners.size === 0) this.#end(key, stream);
    }
  }

  #open(key: string, read: ReadStream): Stream {
    const [listeners, stop] = [new Set<StreamListener>(), new AbortController()];
    const tell = (event: StreamEvent): void => {
      stream.isOpen = true;
      for (const { onEvent } of listeners) onEvent(event);
    };
    const reading = read(tell, stop.signal);
    const stream: Stream = {
      listeners,
      stop,
      isOpen: false,
      ended: reading.finally(() => this.#end(key, stream)),
    };
    this.#streams.set(key, stream);
    return stream;
  }

  #end(key: string, stream: Stream): void {
    if (this.#streams.get(key) === stream) this.#streams.delete(key);
    stream.stop.abort();
  }

  #renew(key: string, stream: Stream, signal: AbortSignal): void {
    const unaware = new Set([...stream.listeners].map((listener) => listener.signal));
    unaware.delete(signal);
    this.#renewals.set(key, { atMs: this.#clock.monotonicMs(), unaware });
    this.#end(key, stream);
  }

  /** True once for each who shared the stream that another one renewed a moment ago: both know it for one reason. */
  #isRenewedFor(key: string, signal: AbortSignal): boolean {
    const renewal = this.#renewals.get(key);
    const isNew = renewal !== undefined && this.#clock.monotonicMs() - renewal.atMs < FRESH_MS;
    return renewal?.unaware.delete(signal) === true && isNew;
  }
}
