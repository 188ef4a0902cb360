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
    let isNew = true;
    this.#file.change((accounts) => {
      isNew = !accounts.some(({ id }) => id === account.id);
      return isNew ? [...accounts, account] : accounts.map((old) => (old.id === account.id ? account : old));
    });
    this.#states.set(account.id, JSON.stringify(account.state));
    this.#unsaved.delete(account.id);
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
    this.#change(id, state);
  }

  /** A person has signed out. */
  signOut(id: AccountId): void {
    this.#change(id, { kind: 'signed-out' });
  }

  /** Who was signed out, here or by another program in this very moment, stays so until a person signs in again. */
  #change(id: AccountId, state: AccountState): void {
    const mayFollow = (old: StoredAccount): boolean =>
      old.id === id && old.state.kind !== 'signed-out' && JSON.stringify(old.state) !== JSON.stringify(state);
    let isOther = true;
    try {
      this.#file.change((accounts) => {
        isOther = accounts.some(mayFollow);
        return isOther ? accounts.map((old) => (mayFollow(old) ? { ...old, state } : old)) : accounts;
      });
      this.#unsaved.delete(id);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      this.#unsaved.set(id, state);
    }
    const account = isOther ? this.find(id) : undefined;
    if (account === undefined) return;
    this.#states.set(id, JSON.stringify(state));
    this.#tell({ type: 'account-changed', account: this.#toView(account) });
  }

  remove(id: AccountId): void {
    this.#file.change((accounts) => accounts.filter((account) => account.id !== id));
    this.#states.delete(id);
    this.#unsaved.delete(id);
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

  #tell(event: AccountEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  #toView(account: StoredAccount): AccountView {
    const state = this.#unsaved.get(account.id) ?? account.state;
    return { ...account, state, isKept: this.#isInMemoryOnly(account.id) ? 'until-exit' : 'in-keychain' };
  }
}
