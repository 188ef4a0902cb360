import type {
  AccountEvent,
  AccountId,
  AccountsFault,
  AccountState,
  AccountView,
  SetAsideEnd,
  StoredAccount,
} from '../core/model/account.ts';
import type { AccountsFile } from './accounts-file.ts';

/** All accounts and who hears of their changes. What is stored is read anew, because other programs write it, too. */
export class AccountList {
  readonly #file: AccountsFile;
  readonly #isInMemoryOnly: (id: AccountId) => boolean;
  readonly #listeners = new Set<(event: AccountEvent) => void>();
  /** States as they were last written or told, so that what is told with every request costs nothing. */
  readonly #states = new Map<AccountId, string>();
  /** States that the disk did not take: true here until this program ends. */
  readonly #unsaved = new Map<AccountId, AccountState>();

  constructor(file: AccountsFile, isInMemoryOnly: (id: AccountId) => boolean) {
    this.#file = file;
    this.#isInMemoryOnly = isInMemoryOnly;
  }

  /** Empty also when the file cannot be used: see `findFault`. */
  list(): readonly AccountView[] {
    return this.#stored().map((account) => this.#toView(account));
  }

  findFault(): AccountsFault | undefined {
    const loaded = this.#file.load();
    return loaded.ok ? undefined : loaded.fault;
  }

  setAside(nowMs: number): SetAsideEnd {
    return this.#file.setAside(nowMs);
  }

  find(id: AccountId): StoredAccount | undefined {
    return this.#stored().find((account) => account.id === id);
  }

  findUser(serverAddress: string, userId: string): StoredAccount | undefined {
    return this.#stored().find((account) => account.serverAddress === serverAddress && account.userId === userId);
  }

  /**
   * Adds the account, or replaces the one with its id. Throws what the system says when it cannot be written, and the
   * fault of a file that cannot be used.
   */
  put(account: StoredAccount): AccountView {
    const accounts = this.#storedForChange();
    const isNew = !accounts.some(({ id }) => id === account.id);
    this.#file.save(isNew ? [...accounts, account] : accounts.map((old) => (old.id === account.id ? account : old)));
    this.#states.set(account.id, JSON.stringify(account.state));
    const view = this.#toView(account);
    this.#tell({ type: isNew ? 'account-added' : 'account-changed', account: view });
    return view;
  }

  /**
   * What running work found out. Only a state that is another one is written and told, and none of an account that a
   * person has signed out, here or in another program. A disk that does not take it stops nobody's work.
   */
  noteState(id: AccountId, state: Exclude<AccountState, { kind: 'signed-out' }>): void {
    const text = JSON.stringify(state);
    // Whatever the file says when it can be used again, it does not say this.
    if (this.#states.get(id) === text || this.findFault() !== undefined) return;
    this.#states.set(id, text);
    const account = this.find(id);
    this.#unsaved.delete(id);
    if (account !== undefined && account.state.kind !== 'signed-out') this.#change(account, state);
  }

  /** A person has signed out. */
  signOut(id: AccountId): void {
    const account = this.find(id);
    if (account !== undefined) this.#change(account, { kind: 'signed-out' });
  }

  #change(account: StoredAccount, state: AccountState): void {
    const { id } = account;
    if (JSON.stringify(account.state) === JSON.stringify(state)) return;
    try {
      this.put({ ...account, state });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      this.#unsaved.set(id, state);
      this.#tell({ type: 'account-changed', account: this.#toView(account) });
    }
  }

  remove(id: AccountId): void {
    this.#file.save(this.#storedForChange().filter((account) => account.id !== id));
    this.#states.delete(id);
    this.#tell({ type: 'account-removed', id });
  }

  onEvent(listener: (event: AccountEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #stored(): readonly StoredAccount[] {
    const loaded = this.#file.load();
    return loaded.ok ? loaded.value : [];
  }

  /** What a change builds on; nothing is ever built on a file that cannot be used. */
  #storedForChange(): readonly StoredAccount[] {
    const loaded = this.#file.load();
    if (loaded.ok) return loaded.value;
    throw Object.assign(new Error(loaded.fault.path), { code: loaded.fault.code });
  }

  #tell(event: AccountEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  #toView(account: StoredAccount): AccountView {
    const state = this.#unsaved.get(account.id) ?? account.state;
    return { ...account, state, isKept: this.#isInMemoryOnly(account.id) ? 'until-exit' : 'in-keychain' };
  }
}
