import type { SyncError } from '../core/model/sync-error.ts';
import type { WaitingClock } from './bandwidth-limit.ts';
import type { PushNews } from './transport.ts';

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

/** All who share a stream find out within seconds that the network is another one: one of them has opened it anew then. */
const FRESH_MS = 15_000;

interface Stream {
  readonly listeners: Set<StreamListener>;
  readonly stop: AbortController;
  readonly ended: Promise<SyncError | undefined>;
  openedAtMs: number | undefined;
}

/** One stream for many who listen: opened by the first, ended by the last, the same end for all. */
export class SharedStream {
  readonly #clock: Pick<WaitingClock, 'monotonicMs'>;
  readonly #streams = new Map<string, Stream>();

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
    if (stream.openedAtMs !== undefined) listener.onEvent({ news: 'opened' });
    const left = Promise.withResolvers<undefined>();
    const leave = (): void => left.resolve(undefined);
    const renew = (): void => {
      if (!this.#isFresh(stream)) this.#end(key, stream);
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
      stream.openedAtMs ??= this.#clock.monotonicMs();
      for (const { onEvent } of listeners) onEvent(event);
    };
    const reading = read(tell, stop.signal);
    const stream: Stream = {
      listeners,
      stop,
      openedAtMs: undefined,
      ended: reading.finally(() => this.#end(key, stream)),
    };
    this.#streams.set(key, stream);
    return stream;
  }

  #end(key: string, stream: Stream): void {
    if (this.#streams.get(key) === stream) this.#streams.delete(key);
    stream.stop.abort();
  }

  #isFresh({ openedAtMs }: Stream): boolean {
    return openedAtMs !== undefined && this.#clock.monotonicMs() - openedAtMs < FRESH_MS;
  }
}
