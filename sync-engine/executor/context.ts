import type { Checksum } from '../core/model/checksum.ts';
import type { NodeId } from '../core/model/ids.ts';
import type { LocalStamp, RemoteStamp } from '../core/model/observation.ts';
import type { Deed } from '../core/model/history.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import type { Clock } from '../clock/clock.ts';
import type { Filesystem } from '../filesystem/filesystem.ts';
import type { ContentId } from '../core/model/tree.ts';
import type { BaseRow, SyncDatabase } from '../sync-database/sync-database.ts';
import type { Transport } from '../transport/transport.ts';
import type { BaseWriter } from './base-writer.ts';
import type { Ledger } from './ledger.ts';

/** Two versions that are about to be: the server's keeps the name. */
export interface AnnouncedConflict {
  readonly nodeId: NodeId;
  readonly path: RelativePath;
  readonly secondName: string;
  readonly base: BaseRow | undefined;
  /** The server's version, and the checksum of its bytes as they arrived. */
  readonly remote: RemoteStamp;
  readonly checksum: Checksum;
  /** The local version that gets another name. */
  readonly stamp: LocalStamp;
  readonly localContent: ContentId | undefined;
}

/** What may meet locks on the server: the transport's own calls, past those that we hold ourselves. */
export type ServerWrites = Pick<Transport, 'upload' | 'move' | 'remove'>;

/** What every operation works with. */
export interface OperationContext {
  readonly ledger: Ledger;
  readonly writer: BaseWriter;
  readonly filesystem: Filesystem;
  readonly transport: Transport;
  readonly writes: ServerWrites;
  readonly database: SyncDatabase;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** For how long nothing may be seen of this operation from now on; 0 for the usual time. */
  readonly expectQuiet: (quietMs: number) => void;
  /** How long something must have been left alone before the other side follows; 2 s when absent. */
  readonly quietMs?: number;
  /** Smallest step of the disk's times; 0 when absent. */
  readonly timeStepMs?: number;
  /** Under this id the safety store takes what the operation displaces; no other operation ever had it. */
  readonly keepId: string;
  /** What the operation did, for the history. Told before the base follows, so that both are written together. */
  readonly onDeed: (deed: Deed) => void;
  /** Writes durably that a second version is about to be made. Called before the rename that makes it. */
  readonly announceConflict: (conflict: AnnouncedConflict) => void;
  /**
   * For the place of a second version that was taken away here because its bytes were those of the first: that first
   * one. It has to keep them until the second is gone on the server, too.
   */
  readonly findFirstVersion: (secondVersion: RelativePath) => NodeId | undefined;
  /** Two versions exist now: the server's under `path`, the local one under `name` beside it. */
  readonly onConflict: (path: RelativePath, name: string) => void;
  readonly onBytes: (direction: 'up' | 'down', bytes: number) => void;
  /** So many bytes of the file are there now; what an earlier attempt has brought counts. */
  readonly onPosition?: (bytesDone: number) => void;
}
