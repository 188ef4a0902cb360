import type keytar from 'keytar';
import type { SecretFailure, SecretOutcome, SecretStore } from './secrets.ts';

export interface KeychainOptions {
  /** Name under which people find the entries in their keychain. */
  readonly service: string;
  /** Longest wait for an answer, in ms: the keychain may be asking a person for its password. */
  readonly timeoutMs: number;
}

/**
 * Windows Credential Manager, macOS Keychain or a Secret Service such as gnome-keyring. Messages of the keychain are
 * told as `detail`; they name no secret.
 * @see https://specifications.freedesktop.org/secret-service/
 */
export class KeychainSecretStore implements SecretStore {
  readonly #options: KeychainOptions;

  constructor(options: KeychainOptions) {
    this.#options = options;
  }

  async read(key: string): Promise<SecretOutcome<string | undefined>> {
    const outcome = await this.#ask((keychain) => keychain.getPassword(this.#options.service, key));
    return outcome.ok ? { ok: true, value: outcome.value ?? undefined } : outcome;
  }

  write(key: string, secret: string): Promise<SecretOutcome<void>> {
    return this.#ask((keychain) => keychain.setPassword(this.#options.service, key, secret));
  }

  async remove(key: string): Promise<SecretOutcome<void>> {
    const outcome = await this.#ask((keychain) => keychain.deletePassword(this.#options.service, key));
    return outcome.ok ? { ok: true, value: undefined } : outcome;
  }

  async #ask<Value>(question: (keychain: Keychain) => Promise<Value>): Promise<SecretOutcome<Value>> {
    const silence = Promise.withResolvers<SecretOutcome<Value>>();
    const timer = setTimeout(
      () => silence.resolve({ ok: false, failure: 'keychain-silent', detail: 'no answer in time' }),
      this.#options.timeoutMs,
    );
    try {
      return await Promise.race([loadKeychain().then(question).then(toValue, toFailure), silence.promise]);
    } finally {
      clearTimeout(timer);
    }
  }
}

type Keychain = typeof keytar;

/** Not a plain import: where the system's library is missing, loading fails, and everything else must still work. */
async function loadKeychain(): Promise<Keychain> {
  const module = await import('keytar');
  return module.default;
}

function toValue<Value>(value: Value): SecretOutcome<Value> {
  return { ok: true, value };
}

function toFailure(thrown: unknown): SecretOutcome<never> {
  const detail = thrown instanceof Error ? thrown.message : 'no words';
  return { ok: false, failure: judge(detail), detail };
}

/** The keychains tell what is wrong in words only. */
function judge(message: string): SecretFailure {
  if (/locked|prompt|dismissed|user interaction is not allowed/i.test(message)) return 'keychain-locked';
  return /d-?bus|connect|native addon|no such (file|secret)|serviceunknown|not provided by any/i.test(message)
    ? 'no-keychain'
    : 'keychain-failed';
}
