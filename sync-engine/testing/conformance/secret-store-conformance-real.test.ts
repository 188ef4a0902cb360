import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe } from 'vitest';
import { KeychainSecretStore } from '../../secrets/keychain-secret-store.ts';
import type { KeyringSession } from '../../secrets/keyring-session.ts';
import { startKeyringSession } from '../../secrets/keyring-session.ts';
import { describeSecretStore } from './secret-store-conformance.ts';

// Only Debian has a keyring that a test may bring along; those of the other systems belong to a person.
describe.runIf(process.platform === 'linux')('on a session bus', () => {
  let session: KeyringSession;
  beforeAll(async () => {
    session = await startKeyringSession('open');
    Object.assign(process.env, session.environment);
  });
  afterAll(() => session[Symbol.asyncDispose]());

  describeSecretStore('KeychainSecretStore with gnome-keyring', () => {
    const service = `BayernBox test ${randomUUID()}`;
    const create = (): KeychainSecretStore => new KeychainSecretStore({ service, timeoutMs: 15_000 });
    return { store: create(), reopen: create, dispose: () => undefined };
  });
});
