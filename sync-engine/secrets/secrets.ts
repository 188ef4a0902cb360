/**
 * Why the keychain could not be used.
 * - `no-keychain`: there is none, or no session to reach it.
 * - `keychain-locked`: it is there, but nobody has opened it.
 * - `keychain-silent`: it did not answer in time, perhaps because it asks a person who is not there.
 * - `keychain-failed`: anything else.
 */
export type SecretFailure = 'no-keychain' | 'keychain-locked' | 'keychain-silent' | 'keychain-failed';

/** How a call to the keychain ended. `detail` is for logs and never holds a secret. */
export type SecretOutcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: SecretFailure; readonly detail: string };

/**
 * Secrets of this person, by key. Whoever can read them is decided by the operating system: usually every program that
 * runs in the person's session. Calls may overlap; of two writes to one key the later one wins.
 */
export interface SecretStore {
  /** Undefined when nothing is stored under the key. */
  read(key: string): Promise<SecretOutcome<string | undefined>>;
  /** Replaces what was there. When it resolves with `ok`, the secret survives the end of this process. */
  write(key: string, secret: string): Promise<SecretOutcome<void>>;
  /** Removing what is not there is `ok`. */
  remove(key: string): Promise<SecretOutcome<void>>;
}
