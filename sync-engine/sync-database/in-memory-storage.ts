import type { ConflictId, ConflictRecord } from '../core/model/conflict.ts';
import type { FalseAlarm } from '../core/model/false-alarm.ts';
import type { HistoryEntry } from '../core/model/history.ts';
import type { Hold } from '../core/model/hold.ts';
import type { HistoryId, NodeId, RemoteKey } from '../core/model/ids.ts';
import type { Selection } from '../core/model/selection.ts';
import { EVERYTHING_SELECTED } from '../core/model/selection.ts';
import { NO_SESSION } from './sync-database.ts';
import type {
  BegunAct,
  BegunKey,
  BaseRow,
  FailureRow,
  FolderIdentity,
  KeptRow,
  OwnLock,
  ParkedNode,
  RecentAct,
  RemoteRow,
  SessionState,
  TransferRecord,
} from './sync-database.ts';

/** What survives `close`: the "file" of the fake. */
export interface InMemoryStorage {
  identity: FolderIdentity | undefined;
  cursor: string | undefined;
  report: string | undefined;
  restProof: string | undefined;
  nextNodeId: number;
  failures: readonly FailureRow[];
  holds: readonly Hold[];
  falseAlarms: readonly FalseAlarm[];
  ownLocks: readonly OwnLock[];
  session: SessionState;
  selection: Selection;
  readonly base: Map<NodeId, BaseRow>;
  readonly remoteTree: Map<RemoteKey, RemoteRow>;
  readonly parked: Map<string, ParkedNode>;
  readonly transfers: Map<string, TransferRecord>;
  readonly begun: Map<BegunKey, BegunAct>;
  readonly kept: Map<string, KeptRow>;
  readonly history: Map<HistoryId, HistoryEntry>;
  readonly recentActs: Map<string, RecentAct>;
  readonly conflicts: Map<ConflictId, ConflictRecord>;
}

/** An empty storage. */
export function createInMemoryStorage(): InMemoryStorage {
  return {
    identity: undefined,
    cursor: undefined,
    report: undefined,
    restProof: undefined,
    nextNodeId: 1,
    failures: [],
    holds: [],
    falseAlarms: [],
    ownLocks: [],
    session: NO_SESSION,
    selection: EVERYTHING_SELECTED,
    base: new Map(),
    remoteTree: new Map(),
    parked: new Map(),
    transfers: new Map(),
    begun: new Map(),
    kept: new Map(),
    history: new Map(),
    recentActs: new Map(),
    conflicts: new Map(),
  };
}
