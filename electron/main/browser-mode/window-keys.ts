import { createHash, timingSafeEqual } from 'node:crypto';

/** A person has this many windows open at most. */
const MAX_SESSIONS = 20;

/** The window of one person. */
interface Session {
  readonly key: string;
  /** Good until it is known that the window has `key`: one that is loaded anew at once has never heard of that. */
  readonly keyBefore?: string;
}

/**
 * Keys of the windows of browser mode. The first key is good for one window; whoever comes with it gets a session, whose
 * key changes with each connection.
 */
export class WindowKeys {
  readonly #createKey: () => string;
  #firstKey: string | undefined;
  #sessions: readonly Session[] = [];

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
    const isFirst = this.#firstKey !== undefined && isEqual(key, this.#firstKey);
    const session = this.#sessions.find((known) => isOf(key, known));
    if (!isFirst && session === undefined) return undefined;
    if (isFirst) this.#firstKey = undefined;
    const next: Session = { key: this.#createKey(), keyBefore: key };
    this.#sessions = [next, ...this.#sessions.filter((known) => known !== session)].slice(0, MAX_SESSIONS);
    return next.key;
  }

  /** The window has shown that it has this key: the one before it is good no longer. */
  confirm(key: string): void {
    this.#sessions = this.#sessions.map((session) => (session.key === key ? { key } : session));
  }
}

function isOf(key: string, session: Session): boolean {
  return isEqual(key, session.key) || (session.keyBefore !== undefined && isEqual(key, session.keyBefore));
}

/** Takes the same time for every wrong key. */
function isEqual(a: string, b: string): boolean {
  const toDigest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(toDigest(a), toDigest(b));
}
