import { createHash, timingSafeEqual } from 'node:crypto';

/** A person has this many windows open at most. */
const MAX_SESSIONS = 20;

/**
 * Keys of the windows of browser mode. The first key is good once; whoever comes with it gets a session, whose key
 * changes with each connection.
 */
export class WindowKeys {
  readonly #createKey: () => string;
  #firstKey: string | undefined;
  #sessions: readonly string[] = [];

  constructor(createKey: () => string) {
    this.#createKey = createKey;
    this.#firstKey = createKey();
  }

  /** The key for the address; a new one is made when the one before has been used. */
  get firstKey(): string {
    this.#firstKey ??= this.#createKey();
    return this.#firstKey;
  }

  /** The next key of the session; undefined when the key is not good. */
  exchange(key: string): string | undefined {
    if (this.#firstKey !== undefined && isEqual(key, this.#firstKey)) this.#firstKey = undefined;
    else {
      const session = this.#sessions.find((known) => isEqual(key, known));
      if (session === undefined) return undefined;
      this.#sessions = this.#sessions.filter((known) => known !== session);
    }
    const next = this.#createKey();
    this.#sessions = [next, ...this.#sessions].slice(0, MAX_SESSIONS);
    return next;
  }
}

/** Takes the same time for every wrong key. */
function isEqual(a: string, b: string): boolean {
  const toDigest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(toDigest(a), toDigest(b));
}
