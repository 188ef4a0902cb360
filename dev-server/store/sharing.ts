import type { Account, AccountStore } from './accounts.ts';
import type { Database, Row } from './database.ts';
import { integerOf, optionalIntegerOf, textOf } from './database.ts';
import type { NodeId, Role } from './node.ts';
import { nodeIdOf, toRole } from './node.ts';
import type { NodeStore } from './nodes.ts';

/** A space that belongs to a group of people. Only on the Infinite Scale profile. */
export interface ProjectSpace {
  readonly id: number;
  readonly rootId: NodeId;
  readonly name: string;
  readonly description: string;
  /** Undefined without a limit. */
  readonly quotaBytes: number | undefined;
  readonly isDisabled: boolean;
}

/** One item of somebody else, as it is shown to an account. */
export interface ReceivedShare {
  /** Of the place where it is shown; stays over renames. */
  readonly id: NodeId;
  readonly name: string;
  readonly role: Role;
  readonly ownerName: string;
}

/** A share as it is given. */
export interface NewShare {
  readonly owner: string;
  /** From the owner's root. */
  readonly path: string;
  readonly with: string;
  readonly role: Role;
  /** Under which the receiver sees it; the item's own when absent. Two names show one item twice. */
  readonly name?: string;
}

/**
 * Who sees what of whom. A share is a place in the receiver's tree that stands for an item of the owner's: on ownCloud
 * 10 among the receiver's files, on Infinite Scale in a root of its own (the "jail").
 */
export class SharingStore {
  readonly #database: Database;
  readonly #nodes: NodeStore;
  readonly #accounts: AccountStore;
  readonly #hasJails: boolean;

  constructor(parts: {
    readonly database: Database;
    readonly nodes: NodeStore;
    readonly accounts: AccountStore;
    readonly hasJails: boolean;
  }) {
    this.#database = parts.database;
    this.#nodes = parts.nodes;
    this.#accounts = parts.accounts;
    this.#hasJails = parts.hasJails;
  }

  /** Shares an item; the receiver sees it at once. Throws on a path or account that does not exist. */
  share(share: NewShare): NodeId {
    const target = this.#nodes.resolve(this.#account(share.owner).rootId, share.path.split('/'));
    if (target === undefined) throw new RangeError(`nothing at ${share.path}`);
    const parentId = this.receivingRoot(this.#account(share.with));
    return this.#nodes.createMount({ parentId, name: share.name ?? target.name }, target.id, share.role);
  }

  /** Shares a directory right below the owner's root, which is made when it is missing; once, however often asked. */
  shareFolder(share: NewShare): void {
    const parentId = this.#account(share.owner).rootId;
    const { path: name } = share;
    if (this.#nodes.findChild(parentId, name) === undefined) this.#nodes.createDirectory({ parentId, name });
    const isShared = this.#nodes.findChild(this.receivingRoot(this.#account(share.with)), share.name ?? name);
    if (isShared === undefined) this.share(share);
  }

  /** Accounts that can see a directory in their own files. */
  listViewers(directory: NodeId): readonly Account[] {
    return [...this.#nodes.rootsSeeing(directory)].flatMap((rootId) => this.#accounts.findByRoot(rootId) ?? []);
  }

  /** The receiver does not see it any more; the item stays where it is. */
  unshare(id: NodeId): void {
    this.#nodes.removeMount(id);
  }

  setRole(id: NodeId, role: Role): void {
    this.#nodes.setRole(id, role);
  }

  /** Where the account's received shares are shown. */
  receivingRoot(account: Account): NodeId {
    if (!this.#hasJails) return account.rootId;
    const row = this.#database.get('SELECT jail_id FROM users WHERE id = ?', account.id);
    if (row !== undefined && row['jail_id'] !== null) return nodeIdOf(row, 'jail_id');
    const jailId = this.#nodes.createRoot();
    this.#database.run('UPDATE users SET jail_id = ? WHERE id = ?', jailId, account.id);
    return jailId;
  }

  listReceived(account: Account): readonly ReceivedShare[] {
    return this.#nodes.children(this.receivingRoot(account)).flatMap((node) => {
      if (node.mount === undefined) return [];
      const owner = this.#accounts.findByRoot(this.#nodes.locate(node.id).rootId);
      return [{ id: node.mount.id, name: node.name, role: node.mount.role, ownerName: owner?.name ?? '' }];
    });
  }

  createSpace(space: {
    readonly name: string;
    readonly members: Readonly<Record<string, Role>>;
    readonly description?: string;
    readonly quotaBytes?: number;
  }): ProjectSpace {
    const rootId = this.#nodes.createRoot();
    this.#database.run(
      'INSERT INTO spaces (root_id, name, description, quota_bytes, is_disabled) VALUES (?, ?, ?, ?, 0)',
      rootId,
      space.name,
      space.description ?? '',
      space.quotaBytes ?? null,
    );
    const created = this.findSpace(rootId);
    if (created === undefined) throw new Error('the space was not stored');
    for (const [name, role] of Object.entries(space.members)) this.setMember(created, name, role);
    return created;
  }

  /** Undefined takes the membership away. */
  setMember(space: ProjectSpace, accountName: string, role: Role | undefined): void {
    const { id } = this.#account(accountName);
    this.#database.run('DELETE FROM members WHERE space_id = ? AND user_id = ?', space.id, id);
    if (role !== undefined) this.#database.run('INSERT INTO members VALUES (?, ?, ?)', space.id, id, role);
  }

  /** A disabled space answers as if it was not there. */
  setDisabled(space: ProjectSpace, isDisabled: boolean): void {
    this.#database.run('UPDATE spaces SET is_disabled = ? WHERE id = ?', isDisabled ? 1 : 0, space.id);
  }

  findSpace(rootId: NodeId): ProjectSpace | undefined {
    const row = this.#database.get('SELECT * FROM spaces WHERE root_id = ?', rootId);
    return row === undefined ? undefined : toSpace(row);
  }

  /** What the account may do in a space; undefined when it is no member. */
  findRole(space: ProjectSpace, account: Account): Role | undefined {
    const row = this.#database.get('SELECT role FROM members WHERE space_id = ? AND user_id = ?', space.id, account.id);
    return row === undefined ? undefined : toRole(textOf(row, 'role'));
  }

  /** Spaces of which the account is a member, without disabled ones. */
  listSpaces(account: Account): readonly ProjectSpace[] {
    return this.#database
      .all('SELECT s.* FROM spaces s JOIN members m ON m.space_id = s.id WHERE m.user_id = ? ORDER BY s.id', account.id)
      .map(toSpace)
      .filter(({ isDisabled }) => !isDisabled);
  }

  #account(name: string): Account {
    const account = this.#accounts.find(name);
    if (account === undefined) throw new RangeError(`no account ${name}`);
    return account;
  }
}

function toSpace(row: Row): ProjectSpace {
  return {
    id: integerOf(row, 'id'),
    rootId: nodeIdOf(row, 'root_id'),
    name: textOf(row, 'name'),
    description: textOf(row, 'description'),
    quotaBytes: optionalIntegerOf(row, 'quota_bytes'),
    isDisabled: integerOf(row, 'is_disabled') === 1,
  };
}
