import { KeychainSecretStore } from './keychain-secret-store.ts';

/** Writes and reads one secret in the keychain of this environment and tells how that ended. For tests only. */
const store = new KeychainSecretStore({ service: 'BayernBox test', timeoutMs: Number(process.argv[2]) });
const outcomes = [await store.write('a', 'Geheim-7f3a'), await store.read('a')];
process.stdout.write(`${JSON.stringify(outcomes)}\n`);
process.exit();
