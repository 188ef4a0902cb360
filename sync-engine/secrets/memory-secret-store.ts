import type { SecretOutcome, SecretStore } from './secrets.ts';

/** A `SecretStore` in memory: the fake for tests. */
export class MemorySecretStore implements SecretStore {
  readonly #secrets = new Map<string, string>();

  read(key: string): Promise<SecretOutcome<string | undefined>> {
    return Promise.resolve({ ok: true, value: this.#secrets.get(key) });
  }

  write(key: string, secret: string): Promise<SecretOutcome<void>> {
    this.#secrets.set(key, secret);
    return Promise.resolve({ ok: true, value: undefined });
  }

  remove(key: string): Promise<SecretOutcome<void>> {
    this.#secrets.delete(key);
    return Promise.resolve({ ok: true, value: undefined });
  }
}
