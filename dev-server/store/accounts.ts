import { createHash, createHmac, randomBytes, randomUUID, scryptSync, timingSafeEqual } from 'node:crypto';
import type { Database, Row } from './database.ts';
import { integerOf, optionalIntegerOf, textOf } from './database.ts';
import type { NodeStore } from './nodes.ts';
import type { NodeId } from './node.ts';
import { nodeIdOf } from './node.ts';

/** One account with its root directory. */
export interface Account {
  readonly id: number;
  readonly name: string;
  readonly rootId: NodeId;
}

/** One app token as it may be listed: never in clear. */
export interface TokenEntry {
  readonly hash: string;
  readonly label: string;
  readonly createdMs: number;
  readonly expiresMs: number | undefined;
}

/**
 * Accounts, salted password hashes and app tokens. A password that was saved or verified is remembered (as a keyed hash)
 * in memory only.
 */
export class AccountStore {
  readonly #database: Database;
  readonly #nodes: NodeStore;
  readonly #now: () => number;
  readonly #verified = new Map<string, string>();
  readonly #memoryKey = randomBytes(32);
  readonly #tokenKey: string;
  /** Stays the same over restarts of one data directory. */
  readonly instanceId: string;

  constructor(parts: { readonly database: Database; readonly nodes: NodeStore; readonly now: () => number }) {
    this.#database = parts.database;
    this.#nodes = parts.nodes;
    this.#now = parts.now;
    this.#tokenKey = this.#setting('token-key', () => randomBytes(32).toString('hex'));
    this.instanceId = this.#setting('instance-id', () => randomUUID());
  }

  /** Creates the account or renews its password. */
  save(name: string, password: string): Account {
    const known = this.find(name);
    if (known !== undefined && this.hasPassword(known, password)) return known;
    const salt = randomBytes(16).toString('hex');
    const hash = hashPassword(password, salt);
    if (known === undefined)
      this.#database.run(
        'INSERT INTO users (name, salt, hash, root_id) VALUES (?, ?, ?, ?)',
        name,
        salt,
        hash,
        this.#nodes.createRoot(),
      );
    else this.#database.run('UPDATE users SET salt = ?, hash = ? WHERE id = ?', salt, hash, known.id);
    const saved = this.find(name);
    if (saved === undefined) throw new Error('the account was not stored');
    this.#verified.set(this.#fingerprint(saved, password), hash);
    return saved;
  }

  find(name: string): Account | undefined {
    const row = this.#database.get('SELECT id, name, root_id FROM users WHERE name = ?', name);
    return row === undefined ? undefined : toAccount(row);
  }

  findByRoot(rootId: NodeId): Account | undefined {
    const row = this.#database.get('SELECT id, name, root_id FROM users WHERE root_id = ?', rootId);
    return row === undefined ? undefined : toAccount(row);
  }

  list(): readonly Account[] {
    return this.#database.all('SELECT id, name, root_id FROM users ORDER BY id').map(toAccount);
  }

  hasPassword(account: Account, password: string): boolean {
    const row = this.#database.get('SELECT salt, hash FROM users WHERE id = ?', account.id);
    if (row === undefined) return false;
    const stored = textOf(row, 'hash');
    const fingerprint = this.#fingerprint(account, password);
    if (this.#verified.get(fingerprint) === stored) return true;
    if (!isSame(hashPassword(password, textOf(row, 'salt')), stored)) return false;
    this.#verified.set(fingerprint, stored);
    return true;
  }

  addToken(
    account: Account,
    token: string,
    options: { readonly label: string; readonly expiresMs: number | undefined },
  ): TokenEntry {
    const hash = this.#hashToken(token);
    const createdMs = this.#now();
    this.#database.run(
      'INSERT OR REPLACE INTO tokens (hash, user_id, label, created_ms, expires_ms) VALUES (?, ?, ?, ?, ?)',
      hash,
      account.id,
      options.label,
      createdMs,
      options.expiresMs ?? null,
    );
    return { hash, label: options.label, createdMs, expiresMs: options.expiresMs };
  }

  listTokens(account: Account): readonly TokenEntry[] {
    return this.#database.all('SELECT * FROM tokens WHERE user_id = ? ORDER BY created_ms', account.id).map((row) => ({
      hash: textOf(row, 'hash'),
      label: textOf(row, 'label'),
      createdMs: integerOf(row, 'created_ms'),
      expiresMs: optionalIntegerOf(row, 'expires_ms'),
    }));
  }

  removeToken(account: Account, hash: string): boolean {
    const isKnown = this.listTokens(account).some((entry) => entry.hash === hash);
    this.#database.run('DELETE FROM tokens WHERE user_id = ? AND hash = ?', account.id, hash);
    return isKnown;
  }

  /** Whose token this is, unless it has expired. The look-up is by keyed hash, so timing tells nothing about the token. */
  findByToken(token: string): Account | undefined {
    const row = this.#database.get(
      'SELECT u.id, u.name, u.root_id FROM tokens t JOIN users u ON u.id = t.user_id WHERE t.hash = ? AND (t.expires_ms IS NULL OR t.expires_ms > ?)',
      this.#hashToken(token),
      this.#now(),
    );
    return row === undefined ? undefined : toAccount(row);
  }

  /** A short secret that depends on the data directory, for names that must not be guessed. */
  deriveId(purpose: string): string {
    return createHmac('sha256', this.#tokenKey).update(purpose).digest('hex');
  }

  #fingerprint(account: Account, password: string): string {
    return createHmac('sha256', this.#memoryKey).update(`${account.id}\0${password}`).digest('hex');
  }

  #hashToken(token: string): string {
    return createHmac('sha256', this.#tokenKey).update(`token\0${token}`).digest('hex');
  }

  #setting(key: string, create: () => string): string {
    const row = this.#database.get('SELECT value FROM meta WHERE key = ?', key);
    if (row !== undefined) return textOf(row, 'value');
    const value = create();
    this.#database.run('INSERT INTO meta (key, value) VALUES (?, ?)', key, value);
    return value;
  }
}

function toAccount(row: Row): Account {
  return { id: integerOf(row, 'id'), name: textOf(row, 'name'), rootId: nodeIdOf(row, 'root_id') };
}

function hashPassword(password: string, salt: string): string {
  return scryptSync(password, salt, 32, { N: 4_096 }).toString('hex');
}

function isSame(left: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}
