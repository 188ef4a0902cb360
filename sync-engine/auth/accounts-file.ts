import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { parseAccountId } from '../core/model/account.ts';
import type { AccountsFault, AccountsFaultCode, SetAsideEnd, StoredAccount } from '../core/model/account.ts';

/** The accounts of a file, or why it cannot be used. Never "no accounts" where there may be some. */
export type LoadedAccounts =
  | { readonly ok: true; readonly value: readonly StoredAccount[] }
  | { readonly ok: false; readonly fault: AccountsFault };

/** Runs an act while no other program of this person runs one. Throws what the system says when that cannot be had. */
export type Alone = <Value>(act: () => Value) => Value;

/** What is kept of all accounts of this person, shared by all BayernBox programs. Nothing in it is secret. */
export interface AccountsFile {
  /** In the order in which they were added. Reads anew each time: another program may have written. Changes nothing. */
  load(): LoadedAccounts;
  /**
   * Replaces all by what `how` makes of them, at once or not at all, while no other program changes them. Writes nothing
   * when `how` gives back what it got. Throws the fault of a file that cannot be used, which is never replaced, and what
   * the system says when it cannot be written.
   */
  change(how: (accounts: readonly StoredAccount[]) => readonly StoredAccount[]): void;
  /** Gives a file that cannot be used a name with the time, so that a new one can begin. It stays whole. */
  setAside(nowMs: number): SetAsideEnd;
}

const methodSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('oidc'), issuer: z.string() }),
  z.object({ kind: z.literal('oauth2') }),
  z.object({ kind: z.literal('password') }),
  z.object({ kind: z.literal('token') }),
]);

const stateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('signed-in') }),
  z.object({
    kind: z.literal('sign-in-needed'),
    why: z.enum(['refused', 'secret-missing', 'keychain-unreadable']),
  }),
  z.object({ kind: z.literal('signed-out') }),
]);

const accountSchema = z.object({
  id: z.string().transform((text, context) => {
    const id = parseAccountId(text);
    if (id === undefined) context.addIssue('not an account id');
    return id ?? z.NEVER;
  }),
  serverAddress: z.url(),
  serverKind: z.enum(['owncloud10', 'infinite-scale']),
  productName: z.string(),
  userId: z.string().min(1),
  userName: z.string(),
  displayName: z.string(),
  method: methodSchema,
  state: stateSchema,
});

const fileSchema = z.object({ version: z.literal(1), accounts: z.array(accountSchema).readonly() });

/** The accounts as JSON in one file that only this person may read. */
export class JsonAccountsFile implements AccountsFile {
  readonly #path: string;
  readonly #alone: Alone;

  constructor(path: string, alone: Alone) {
    this.#path = path;
    this.#alone = alone;
  }

  load(): LoadedAccounts {
    let text: string;
    try {
      text = readFileSync(this.#path, 'utf8');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      // The second: a file stands where the directory would be. Whoever needs the directory says so.
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return { ok: true, value: [] };
      return this.#fail('accounts-file-unreadable', String(error.code));
    }
    return this.#parse(text);
  }

  change(how: (accounts: readonly StoredAccount[]) => readonly StoredAccount[]): void {
    this.#alone(() => {
      const loaded = this.load();
      if (!loaded.ok) throw Object.assign(new Error(loaded.fault.path), { code: loaded.fault.code });
      const changed = how(loaded.value);
      if (changed !== loaded.value) this.#save(changed);
    });
  }

  setAside(nowMs: number): SetAsideEnd {
    try {
      return this.#alone(() => this.#rename(nowMs));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      return { kind: 'failed', detail: String(error.code) };
    }
  }

  #save(accounts: readonly StoredAccount[]): void {
    mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
    const beside = `${this.#path}.${process.pid}.new`;
    writeFileSync(beside, `${JSON.stringify({ version: 1, accounts }, undefined, 2)}\n`, { mode: 0o600, flush: true });
    renameSync(beside, this.#path);
  }

  #rename(nowMs: number): SetAsideEnd {
    if (this.load().ok) return { kind: 'not-needed' };
    const time = new Date(nowMs).toISOString().slice(0, 19).replaceAll(':', '-');
    const wanted = `${this.#path}.${time}`;
    let keptPath = wanted;
    for (let count = 2; existsSync(keptPath); count += 1) keptPath = `${wanted}.${count}`;
    renameSync(this.#path, keptPath);
    return { kind: 'set-aside', keptPath };
  }

  #parse(text: string): LoadedAccounts {
    try {
      const { data, error } = fileSchema.safeParse(JSON.parse(text));
      if (data !== undefined) return { ok: true, value: data.accounts };
      const place = error.issues[0]?.path.join('.') ?? '';
      return this.#fail('accounts-file-damaged', place === '' ? 'other contents' : `other contents at ${place}`);
    } catch (error) {
      if (error instanceof SyntaxError) return this.#fail('accounts-file-damaged', 'not JSON');
      throw error;
    }
  }

  #fail(code: AccountsFaultCode, detail: string): LoadedAccounts {
    return { ok: false, fault: { code, path: this.#path, detail } };
  }
}

/** The accounts in memory: the fake. */
export class MemoryAccountsFile implements AccountsFile {
  #accounts: readonly StoredAccount[] = [];

  load(): LoadedAccounts {
    return { ok: true, value: this.#accounts };
  }

  change(how: (accounts: readonly StoredAccount[]) => readonly StoredAccount[]): void {
    this.#accounts = how(this.#accounts);
  }

  setAside(): SetAsideEnd {
    return { kind: 'not-needed' };
  }
}
