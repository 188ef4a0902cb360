import type { Result } from '../core/model/sync-error.ts';
import { Credentials } from './credentials.ts';
import type { CredentialsData } from './credentials.ts';
import type { OnSourceState, SecretAccess } from './secret-access.ts';
import { signInNeeded } from './sign-in-needed.ts';
import type { StoredSecret } from './stored-secret.ts';

/**
 * Signs requests with a password, app password or token that is stored. A refusal stands and is told as `sign-in-needed`
 * until a server takes the same again or another secret is stored.
 */
export class PasswordSource {
  readonly #secrets: SecretAccess;
  readonly #onState: OnSourceState;
  #header: string | undefined;

  constructor(secrets: SecretAccess, onState: OnSourceState) {
    this.#secrets = secrets;
    this.#onState = onState;
  }

  /** `sign-in-needed` when nothing is stored or the keychain does not tell it. */
  async authorize(): Promise<Result<string>> {
    if (this.#header !== undefined) return { ok: true, value: this.#header };
    const loaded = await this.#secrets.load();
    if (loaded.kind === 'unreadable') {
      this.#onState({ kind: 'sign-in-needed', why: 'keychain-unreadable' });
      return signInNeeded(`keychain-unreadable ${loaded.detail}`);
    }
    const data = loaded.kind === 'found' ? toCredentialsData(loaded.secret) : undefined;
    if (data === undefined) {
      this.#onState({ kind: 'sign-in-needed', why: 'secret-missing' });
      return signInNeeded('secret-missing');
    }
    this.#header = new Credentials(data).authorizationHeader();
    return { ok: true, value: this.#header };
  }

  judge(header: string, isRefused: boolean): Promise<undefined> {
    // Read anew with the next request: another program may have stored a better one.
    if (isRefused && header === this.#header) this.#header = undefined;
    this.#onState(isRefused ? { kind: 'sign-in-needed', why: 'refused' } : { kind: 'signed-in' });
    return Promise.resolve(undefined);
  }

  /** Forgets what it holds in memory; the next request reads what is stored. */
  forget(): void {
    this.#header = undefined;
  }
}

function toCredentialsData(secret: StoredSecret): CredentialsData | undefined {
  switch (secret.kind) {
    case 'password':
      return { kind: 'basic', userName: secret.userName, password: secret.password };
    case 'token':
      return { kind: 'bearer', token: secret.token };
    case 'refresh-token':
      return undefined;
    default:
      return secret satisfies never;
  }
}
