import { KeychainSecretStore } from '../secrets/keychain-secret-store.ts';
import type { SecretStore } from '../secrets/secrets.ts';

/** The keychain may ask a person for its password. */
const LIMIT_MS = 30_000;

/** People find their secrets under this name in the keychain; the same in all programs of one product. */
export function toKeychainService({ productName }: { readonly productName: string }): string {
  return `${productName} Desktop`;
}

/** The keychain of this person. Opens nothing before it is asked. */
export function createKeychain(service: string): SecretStore {
  return new KeychainSecretStore({ service, timeoutMs: LIMIT_MS });
}
