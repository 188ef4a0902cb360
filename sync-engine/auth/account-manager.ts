import type {
  AccountEvent,
  AccountId,
  AccountsFault,
  AccountView,
  Detection,
  SetAsideEnd,
  SignOutEnd,
  StoredAccount,
} from '../core/model/account.ts';
import type { AuthorizationSource } from '../core/model/authorization.ts';
import type { AccountList } from './account-list.ts';
import type { KeptSecrets } from './kept-secrets.ts';
import type { AccountQueries } from './account-queries.ts';
import type { Accounts, SignIn, SignInRequest } from './auth.ts';
import type { OAuthClient, Tokens } from './oauth-client.ts';
import { PasswordSource } from './password-source.ts';
import type { ProgramPass } from './program-pass.ts';
import type { OnSourceState } from './secret-access.ts';
import { signInNeeded } from './sign-in-needed.ts';
import { startSignIn } from './sign-in-flow.ts';
import type { ProvenSignIn, SignInPorts } from './sign-in-flow.ts';
import { TokenSource } from './token-source.ts';

/** What the accounts work with. */
export interface AccountManagerParts {
  readonly list: AccountList;
  readonly secrets: KeptSecrets;
  readonly pass: ProgramPass;
  readonly queries: AccountQueries;
  readonly detect: (typed: string, signal: AbortSignal) => Promise<Detection>;
  readonly renderPage: SignInPorts['renderPage'];
  readonly randomId: () => AccountId;
  readonly nowMs: () => number;
  readonly monotonicMs: () => number;
  /** Closes what the accounts were given to work with. */
  readonly onClose: () => void;
}

/** How long a renewal may take before it counts as failed on the way. */
const REFRESH_LIMIT_MS = 60_000;

/** The accounts of this person: see the interface for what is promised. */
export class AccountManager implements Accounts {
  /** One for each account: by it the sync folders of an account know each other. */
  readonly #authorizations = new Map<AccountId, AuthorizationSource>();
  readonly #parts: AccountManagerParts;
  readonly #sources = new Map<AccountId, TokenSource | PasswordSource>();
  readonly #closing = new AbortController();

  constructor(parts: AccountManagerParts) {
    this.#parts = parts;
  }

  detect(typed: string, signal: AbortSignal): Promise<Detection> {
    return this.#parts.detect(typed, signal);
  }

  list(): readonly AccountView[] {
    return this.#parts.list.list();
  }

  findFault(): AccountsFault | undefined {
    return this.#parts.list.findFault();
  }

  setListAside(): SetAsideEnd {
    return this.#parts.list.setAside(this.#parts.nowMs());
  }

  onEvent(listener: (event: AccountEvent) => void): () => void {
    return this.#parts.list.onEvent(listener);
  }

  beginSignIn(request: SignInRequest): SignIn {
    const { list, pass, queries, renderPage } = this.#parts;
    return startSignIn(request, {
      pass,
      queries,
      renderPage,
      closing: this.#closing.signal,
      findAccount: (serverAddress, userId) =>
        request.accountId === undefined ? list.findUser(serverAddress, userId) : list.find(request.accountId),
      keep: (proven) => this.#keep(proven),
    });
  }

  async signOut(id: AccountId, signal: AbortSignal): Promise<SignOutEnd> {
    const account = this.#parts.list.find(id);
    this.#sources.delete(id);
    this.#parts.list.signOut(id);
    // Alone: a renewal under way would store its new token after we have removed the old one.
    const { loaded, isSecretRemoved } = await this.#parts.secrets.accessOf(id).exclusively(async () => ({
      loaded: await this.#parts.secrets.load(id),
      isSecretRemoved: await this.#parts.secrets.remove(id),
    }));
    if (account === undefined || loaded.kind !== 'found' || loaded.secret.kind !== 'refresh-token')
      return { revocation: 'none', isSecretRemoved };
    const client = await this.#parts.pass.findClient(account, signal);
    const revocation = client.ok ? await client.value.revoke(loaded.secret.refreshToken, signal) : 'failed';
    return { revocation, isSecretRemoved };
  }

  async remove(id: AccountId, signal: AbortSignal): Promise<SignOutEnd> {
    const end = await this.signOut(id, signal);
    this.#parts.list.remove(id);
    return end;
  }

  authorizationOf(id: AccountId): AuthorizationSource {
    const known = this.#authorizations.get(id);
    if (known !== undefined) return known;
    const authorization: AuthorizationSource = {
      authorize: () => this.#findSource(id)?.authorize() ?? signInNeeded('no such account, or signed out'),
      judge: async (header, isRefused) => this.#findSource(id)?.judge(header, isRefused),
    };
    this.#authorizations.set(id, authorization);
    return authorization;
  }

  close(): Promise<void> {
    this.#closing.abort();
    this.#parts.onClose();
    return Promise.resolve();
  }

  /** Secret first, so that an account in the list has one. */
  async #keep({
    account,
    secret,
    tokens,
  }: ProvenSignIn): Promise<{ readonly view: AccountView; readonly isNew: boolean }> {
    const isNew = account.id === undefined;
    const id = account.id ?? this.#parts.randomId();
    const access = this.#parts.secrets.accessOf(id);
    // Alone: a renewal under way would store what came of the old secret after the new one.
    await access.exclusively(() => access.save(secret));
    try {
      const view = this.#parts.list.put({ ...account, id, state: { kind: 'signed-in' } });
      this.#renewSource(view, tokens);
      return { view, isNew };
    } catch (error) {
      // Nobody would ever find the secret of an account that is in no list.
      if (isNew) await this.#parts.secrets.remove(id);
      throw error;
    }
  }

  #renewSource(account: StoredAccount, tokens: Tokens | undefined): void {
    const source = this.#sources.get(account.id);
    if (source instanceof TokenSource && tokens !== undefined) source.replace(tokens);
    else if (source instanceof PasswordSource && tokens === undefined) source.forget();
    else this.#sources.set(account.id, this.#createSource(account, tokens));
  }

  #findSource(id: AccountId): TokenSource | PasswordSource | undefined {
    const known = this.#sources.get(id);
    if (known !== undefined) return known;
    const account = this.#parts.list.find(id);
    if (account === undefined || account.state.kind === 'signed-out') return undefined;
    const source = this.#createSource(account, undefined);
    this.#sources.set(id, source);
    return source;
  }

  #createSource(account: StoredAccount, tokens: Tokens | undefined): TokenSource | PasswordSource {
    const { secrets, list, nowMs, monotonicMs } = this.#parts;
    const access = secrets.accessOf(account.id);
    // What is still under way for a source that was replaced says nothing of the account any more.
    const onState: OnSourceState = (state) => {
      if (this.#sources.get(account.id) === source) list.noteState(account.id, state);
    };
    const source =
      account.method.kind === 'password' || account.method.kind === 'token'
        ? new PasswordSource(access, onState)
        : new TokenSource({
            secrets: access,
            onState,
            nowMs,
            monotonicMs,
            refresh: (refreshToken) => this.#refresh(account, refreshToken),
            ...(tokens === undefined ? {} : { tokens }),
          });
    return source;
  }

  async #refresh(account: StoredAccount, refreshToken: string): ReturnType<OAuthClient['refresh']> {
    const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(REFRESH_LIMIT_MS)]);
    const client = await this.#parts.pass.findClient(account, signal);
    if (!client.ok) return { kind: 'failed', error: client.error };
    const end = await client.value.refresh(refreshToken, signal);
    // The service may have moved since its document was read.
    if (end.kind === 'not-trustworthy') this.#parts.pass.forget(account);
    return end;
  }
}
