import type { SecretAccess } from './secret-access.ts';
import { parseStoredSecret } from './stored-secret.ts';
import type { StoredSecret } from './stored-secret.ts';

/** How the keychain answered; the `SecretStore` of this program fits. */
type VaultOutcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: string; readonly detail: string };

/** The system's keychain. */
export interface SecretVault {
  read(key: string): Promise<VaultOutcome<string | undefined>>;
  write(key: string, secret: string): Promise<VaultOutcome<void>>;
  remove(key: string): Promise<VaultOutcome<void>>;
}

/** Runs an act while no other program of this person runs one under the same name. Never rejects by itself. */
export type Exclusively = <Value>(name: string, act: () => Promise<Value>) => Promise<Value>;

/**
 * Where secrets that no keychain takes live on when this process dies: in the memory of one that outlives it. Nowhere
 * when there is none.
 */
export interface SessionMemory {
  /** What it holds at the start, by key. */
  readonly known: ReadonlyMap<string, string>;
  /** Hears what it shall hold from now on; undefined: nothing. */
  readonly onChange: (key: string, secret: string | undefined) => void;
}

/**
 * The secrets of this program, by key: in the keychain, and where there is none in the memory of this process until it
 * ends. Nothing is removed from the keychain but by `remove`.
 */
export class KeptSecrets {
  readonly #vault: SecretVault;
  readonly #exclusively: Exclusively;
  readonly #inMemory = new Map<string, StoredSecret>();
  readonly #onFailure: (failure: string, detail: string) => void;
  readonly #session: SessionMemory | undefined;

  constructor(options: {
    readonly vault: SecretVault;
    readonly exclusively: Exclusively;
    /** Hears why the keychain could not be used; for the log. */
    readonly onFailure: (failure: string, detail: string) => void;
    readonly session?: SessionMemory | undefined;
  }) {
    this.#vault = options.vault;
    this.#exclusively = options.exclusively;
    this.#onFailure = options.onFailure;
    this.#session = options.session;
    for (const [key, text] of options.session?.known ?? []) {
      const secret = parseStoredSecret(text);
      if (secret !== undefined) this.#inMemory.set(key, secret);
    }
  }

  /** True for a secret that the next start will not find. */
  isInMemoryOnly(key: string): boolean {
    return this.#inMemory.has(key);
  }

  accessOf(key: string): SecretAccess {
    return {
      load: () => this.load(key),
      save: (secret) => this.save(key, secret),
      exclusively: (act) => this.#exclusively(key, act),
    };
  }

  async load(key: string): ReturnType<SecretAccess['load']> {
    const inMemory = this.#inMemory.get(key);
    if (inMemory !== undefined) return { kind: 'found', secret: inMemory };
    const outcome = await this.#vault.read(key);
    if (!outcome.ok) {
      this.#onFailure(outcome.failure, outcome.detail);
      return { kind: 'unreadable', detail: outcome.failure };
    }
    const secret = outcome.value === undefined ? undefined : parseStoredSecret(outcome.value);
    return secret === undefined ? { kind: 'missing' } : { kind: 'found', secret };
  }

  async save(key: string, secret: StoredSecret): Promise<void> {
    // First of all in memory: what was handed out once must not get lost while the keychain asks for its password.
    this.#inMemory.set(key, secret);
    const text = JSON.stringify(secret);
    const outcome = await this.#vault.write(key, text);
    if (outcome.ok) this.#inMemory.delete(key);
    else this.#onFailure(outcome.failure, outcome.detail);
    this.#session?.onChange(key, outcome.ok ? undefined : text);
  }

  /** False when the keychain may still hold it: not where there was none when it was kept, and there is none now. */
  async remove(key: string): Promise<boolean> {
    const wasInMemory = this.#inMemory.delete(key);
    this.#session?.onChange(key, undefined);
    const outcome = await this.#vault.remove(key);
    if (outcome.ok) return true;
    this.#onFailure(outcome.failure, outcome.detail);
    return wasInMemory && outcome.failure === 'no-keychain';
  }
}
