import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AccountStore } from './accounts.ts';
import { openBlobStore } from './blobs.ts';
import type { BlobStore } from './blobs.ts';
import { openDatabase } from './database.ts';
import type { Database } from './database.ts';
import { openJournal } from './journal.ts';
import type { Journal } from './journal.ts';
import { LockStore } from './locks.ts';
import { NodeStore } from './nodes.ts';
import { SharingStore } from './sharing.ts';
import { TrashStore } from './trash.ts';
import type { ResolvedOptions } from '../server-options.ts';

/** Everything that is kept in the data directory. */
export interface Store {
  readonly directory: string;
  readonly database: Database;
  readonly blobs: BlobStore;
  readonly journal: Journal;
  readonly nodes: NodeStore;
  readonly trash: TrashStore;
  readonly locks: LockStore;
  readonly accounts: AccountStore;
  readonly sharing: SharingStore;
  close(): void;
}

/** Opens the data directory and its accounts; one server at a time may use it. */
export function openStore(options: ResolvedOptions, now: () => number): Store {
  const directory = options.dataDirectory;
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const database = openDatabase(join(directory, 'server.sqlite'));
  const blobs = openBlobStore(directory, database);
  const journal = openJournal(database, { isOn: options.journal, limit: options.journalLimit });
  const nodes = new NodeStore({ database, journal, blobs, now });
  const trash = new TrashStore({ database, nodes, now });
  const locks = new LockStore(database, now);
  const accounts = new AccountStore({ database, nodes, now });
  for (const user of options.users) accounts.save(user.name, user.password);
  for (const entry of options.appPasswords) {
    const account = accounts.find(entry.user);
    if (account === undefined) throw new Error(`app password for unknown user ${entry.user}`);
    accounts.addToken(account, entry.token, { label: 'app password', expiresMs: undefined });
  }
  const sharing = new SharingStore({ database, nodes, accounts, hasJails: options.profile === 'infinite-scale' });
  for (const share of options.shares) sharing.shareFolder(share);
  return { directory, database, blobs, journal, nodes, trash, locks, accounts, sharing, close: () => database.close() };
}
