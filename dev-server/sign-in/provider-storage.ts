import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { SignInSettings } from './sign-in-settings.ts';

interface Entry {
  readonly payload: AdapterPayload;
  readonly expiresMs: number;
}

/** All that the sign-in service remembers, in memory: who signed in before a restart has to do so again. */
export class ProviderStorage {
  readonly #entries = new Map<string, Entry>();
  readonly #settings: Readonly<SignInSettings>;
  readonly #now: () => number;

  constructor(settings: Readonly<SignInSettings>, now: () => number) {
    this.#settings = settings;
    this.#now = now;
  }

  /** The part for one kind of thing, as the library wants it. */
  createAdapter(model: string): Adapter {
    const key = (id: string): string => `${model}:${id}`;
    return {
      upsert: async (id, payload, expiresInSeconds = Number.POSITIVE_INFINITY) => {
        this.#entries.set(key(id), { payload, expiresMs: this.#now() + expiresInSeconds * 1000 });
      },
      find: async (id) =>
        model === 'RefreshToken' && this.#settings.refresh === 'refused' ? undefined : this.#find(key(id)),
      findByUid: async (uid) => this.#findBy(({ payload }) => payload.uid === uid),
      findByUserCode: async (code) => this.#findBy(({ payload }) => payload.userCode === code),
      consume: async (id) => {
        const payload = this.#find(key(id));
        const isLenient = model === 'RefreshToken' && this.#settings.rotation === 'lenient';
        if (payload !== undefined && !isLenient) payload.consumed = Math.floor(this.#now() / 1000);
      },
      destroy: async (id) => {
        this.#entries.delete(key(id));
      },
      revokeByGrantId: async (grantId) => {
        this.#removeAll(({ payload }) => payload.grantId === grantId);
      },
    };
  }

  /** Makes all access tokens that were handed out bad. */
  dropAccessTokens(): void {
    this.#removeAll((_entry, key) => key.startsWith('AccessToken:'));
  }

  #find(key: string): AdapterPayload | undefined {
    const entry = this.#entries.get(key);
    return entry === undefined || entry.expiresMs <= this.#now() ? undefined : entry.payload;
  }

  #findBy(matches: (entry: Entry) => boolean): AdapterPayload | undefined {
    return [...this.#entries.values()].find(matches)?.payload;
  }

  #removeAll(matches: (entry: Entry, key: string) => boolean): void {
    for (const [key, entry] of this.#entries) if (matches(entry, key)) this.#entries.delete(key);
  }
}
