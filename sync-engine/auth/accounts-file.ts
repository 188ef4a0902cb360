import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { parseAccountId } from '../core/model/account.ts';
import type { StoredAccount } from '../core/model/account.ts';

/** What is kept of all accounts of this person, shared by all BayernBox programs. Nothing in it is secret. */
export interface AccountsFile {
  /** In the order in which they were added. Reads anew each time: another program may have written. */
  load(): readonly StoredAccount[];
  /** Replaces all at once, or not at all. Throws what the system says when it cannot be written. */
  save(accounts: readonly StoredAccount[]): void;
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

  constructor(path: string) {
    this.#path = path;
  }

  load(): readonly StoredAccount[] {
    const text = this.#read();
    if (text === undefined) return [];
    const file = parse(text);
    if (file !== undefined) return file.accounts;
    // Kept for whoever can repair it; the next sign-in begins a new file.
    renameSync(this.#path, `${this.#path}.unreadable`);
    return [];
  }

  save(accounts: readonly StoredAccount[]): void {
    mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
    const beside = `${this.#path}.${process.pid}.new`;
    writeFileSync(beside, `${JSON.stringify({ version: 1, accounts }, undefined, 2)}\n`, { mode: 0o600, flush: true });
    renameSync(beside, this.#path);
  }

  #read(): string | undefined {
    try {
      return readFileSync(this.#path, 'utf8');
    } catch (error) {
      // The second: a file stands where the directory would be. Whoever needs the directory says so.
      const isMissing = error instanceof Error && 'code' in error && ['ENOENT', 'ENOTDIR'].includes(String(error.code));
      if (isMissing) return undefined;
      throw error;
    }
  }
}

/** The accounts in memory: the fake. */
export class MemoryAccountsFile implements AccountsFile {
  #accounts: readonly StoredAccount[] = [];

  load(): readonly StoredAccount[] {
    return this.#accounts;
  }

  save(accounts: readonly StoredAccount[]): void {
    this.#accounts = accounts;
  }
}

function parse(text: string): z.infer<typeof fileSchema> | undefined {
  try {
    return fileSchema.safeParse(JSON.parse(text)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
