/** Where the secrets of accounts are kept. Keys and secrets are opaque. */
export interface SecretStore {
  find(key: string): Promise<string | undefined>;
  /** `session`: there is no keychain, and the secret lives as long as the program. */
  keep(key: string, secret: string): Promise<'kept' | 'session'>;
  forget(key: string): Promise<void>;
}

/**
 * Secrets in memory. `tell` hands each change to the process above, which outlives this one and gives them back when it
 * starts the engine host again.
 */
export class SessionSecretStore implements SecretStore {
  readonly #secrets: Map<string, string>;
  readonly #tell: (key: string, secret: string | undefined) => void;

  constructor(known: Iterable<readonly [string, string]>, tell: (key: string, secret: string | undefined) => void) {
    this.#secrets = new Map(known);
    this.#tell = tell;
  }

  find(key: string): Promise<string | undefined> {
    return Promise.resolve(this.#secrets.get(key));
  }

  keep(key: string, secret: string): Promise<'session'> {
    this.#secrets.set(key, secret);
    this.#tell(key, secret);
    return Promise.resolve('session');
  }

  forget(key: string): Promise<void> {
    this.#secrets.delete(key);
    this.#tell(key, undefined);
    return Promise.resolve();
  }
}
