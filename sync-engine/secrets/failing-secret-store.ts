import type { SecretFailure, SecretOutcome, SecretStore } from './secrets.ts';

/** Wraps a `SecretStore` whose calls fail while a test says so. What is stored stays. */
export class FailingSecretStore implements SecretStore {
  readonly #store: SecretStore;
  /** How every call fails; undefined: none does. */
  failure: SecretFailure | undefined;

  constructor(store: SecretStore, failure?: SecretFailure) {
    this.#store = store;
    this.failure = failure;
  }

  read(key: string): Promise<SecretOutcome<string | undefined>> {
    return this.#fail() ?? this.#store.read(key);
  }

  write(key: string, secret: string): Promise<SecretOutcome<void>> {
    return this.#fail() ?? this.#store.write(key, secret);
  }

  remove(key: string): Promise<SecretOutcome<void>> {
    return this.#fail() ?? this.#store.remove(key);
  }

  #fail(): Promise<SecretOutcome<never>> | undefined {
    const { failure } = this;
    return failure === undefined ? undefined : Promise.resolve({ ok: false, failure, detail: 'as a test said' });
  }
}
