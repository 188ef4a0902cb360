import type { StoredSecret } from './stored-secret.ts';

/** The secret of one account, wherever it is kept. */
export interface SecretAccess {
  /** `unreadable`: there may be one, but the keychain does not tell it now. */
  load(): Promise<
    | { readonly kind: 'found'; readonly secret: StoredSecret }
    | { readonly kind: 'missing' }
    | { readonly kind: 'unreadable'; readonly detail: string }
  >;
  /** Replaces it, in memory at least. Never fails: where it is kept then is told elsewhere. */
  save(secret: StoredSecret): Promise<void>;
  /** Lets one of all programs of this person renew at a time. */
  exclusively<Value>(act: () => Promise<Value>): Promise<Value>;
}

/** What a source of signatures tells of its account. */
export type SourceState =
  | { readonly kind: 'signed-in' }
  | { readonly kind: 'sign-in-needed'; readonly why: 'refused' | 'secret-missing' | 'keychain-unreadable' };

/** Hears of changes; the same state may be told again. */
export type OnSourceState = (state: SourceState) => void;
