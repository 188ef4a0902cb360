import type { AccountStore } from '../store/accounts.ts';
import { parseNodeId } from '../store/node.ts';
import type { NodeId } from '../store/node.ts';

/** Ids in the shape of either server family, derived from the data directory so that they survive restarts. */
export interface Identity {
  /** Ten letters and digits, as ownCloud 10 appends to a file id. */
  readonly instanceId: string;
  /** Infinite Scale: id of the storage all spaces are in. */
  readonly storageId: string;
  /** A node id as uuid, and back. */
  toUuid(id: NodeId): string;
  parseUuid(uuid: string): NodeId | undefined;
}

/** Derives the ids; pure apart from reading the stored secret once. */
export function createIdentity(accounts: AccountStore): Identity {
  const storage = accounts.deriveId('storage');
  const prefix = accounts.deriveId('nodes');
  const head = `${prefix.slice(0, 8)}-${prefix.slice(8, 12)}-4${prefix.slice(12, 15)}-a${prefix.slice(15, 18)}-`;
  return {
    instanceId: `oc${accounts.deriveId('instance').slice(0, 10)}`,
    storageId: `${storage.slice(0, 8)}-${storage.slice(8, 12)}-4${storage.slice(12, 15)}-8${storage.slice(15, 18)}-${storage.slice(18, 30)}`,
    toUuid: (id) => head + id.toString(16).padStart(12, '0'),
    parseUuid: (uuid) => {
      if (!uuid.startsWith(head) || !/^[0-9a-f]{12}$/u.test(uuid.slice(head.length))) return undefined;
      return parseNodeId(Number.parseInt(uuid.slice(head.length), 16));
    },
  };
}
