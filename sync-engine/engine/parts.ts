import type { MergePolicy } from '../core/merge/merge-types.ts';
import type { MassRemovalLimits } from '../core/guards/mass-removal.ts';
import type { EngineEvent } from '../core/model/engine-state.ts';
import type { Clock } from '../clock/clock.ts';
import type { Filesystem, FilesystemTraits } from '../filesystem/filesystem.ts';
import type { Logger } from '../logger/logger.ts';
import type { SyncDatabase } from '../sync-database/sync-database.ts';
import type { ServerDescription, Transport } from '../transport/transport.ts';
import type { OwnLocks } from './locking/own-locks.ts';
import type { FolderRules } from './opening/folder-rules.ts';
import type { GiveWay } from './slices.ts';
import type { Urgency } from '../executor/urgency.ts';

/** The ports of one sync folder. */
export interface FolderPorts {
  readonly filesystem: Filesystem;
  readonly transport: Transport;
  readonly database: SyncDatabase;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Random text for names that nobody had before. */
  readonly randomId: () => string;
  /** How long something must have been left alone before the other side follows; 2 s when absent. */
  readonly quietMs?: number;
  /** What a person wants before all others; nothing when absent. */
  readonly urgency?: Urgency;
  /** From how many small downloads on they are fetched in archives; `LEAST_ARCHIVED_FILES` when absent. */
  readonly leastArchivedFiles?: number;
  /** Gives memory that is not in use any more back to the system, in one go; nothing when absent. */
  readonly returnMemory?: () => void;
  /** Locks that are held on the server; none when absent. */
  readonly ownLocks?: OwnLocks;
  /** About so many items are planned for at once where all that differs is new; as many as memory allows when absent. */
  readonly portionItems?: number;
  /** Between two steps of a long computation, so that nobody waits for its end; all in one go when absent. */
  readonly giveWay?: GiveWay;
}

/** What is decided once both sides are known. */
export interface FolderSettings {
  readonly rules: FolderRules;
  readonly policy: MergePolicy;
  /** Undefined: removals are never held. */
  readonly removalLimits: MassRemovalLimits | undefined;
  /** False: the second of two versions stays on this computer while the first one is there. */
  readonly shouldUploadSecondVersions: boolean;
}

/** Makes the settings for a local and a remote side. */
export type DecideSettings = (traits: FilesystemTraits, server: ServerDescription) => FolderSettings;

/** Hears what the engine does. Must not throw. */
export type OnEvent = (event: EngineEvent) => void;
