import type { RelativePath } from '../core/model/relative-path.ts';
import { isInside } from '../core/model/relative-path.ts';
import type { SyncError } from '../core/model/sync-error.ts';
import { toSyncError } from './errno-outcome.ts';

/** Names of the methods that faults and hooks can be put on. */
export type FakeAct =
  | 'open'
  | 'read-root'
  | 'read-directory'
  | 'stat'
  | 'open-file'
  | 'hash-file'
  | 'make-directory'
  | 'move'
  | 'keep-file'
  | 'open-kept'
  | 'remove-directory'
  | 'open-staging'
  | 'place'
  | 'set-modification-time'
  | 'sync-directory'
  | 'write-private'
  | 'read-space'
  | 'list-kept'
  | 'restore-kept'
  | 'drop-kept';

/** A system error that comes up when `act` is tried at or below `path`. */
export interface Fault {
  /** Every act when undefined. */
  readonly act?: FakeAct;
  readonly path: RelativePath;
  /** Such as `EIO`, `ENOSPC` or, for a file that a program holds, `EBUSY`. */
  readonly errno: string;
  /** How often it comes up; for ever when undefined. */
  readonly times?: number;
}

/** The faults of one fake file system, and the hook that tests use to act in the middle of things. */
export class FakeFaults {
  /** Called before each act looks at the disk: what a user does here is a race that the act must notice. */
  onAct: (act: FakeAct, path: RelativePath) => void | Promise<void> = () => {};
  #faults: readonly { readonly fault: Fault; readonly timesLeft: number }[] = [];

  add(fault: Fault): void {
    this.#faults = [...this.#faults, { fault, timesLeft: fault.times ?? Number.POSITIVE_INFINITY }];
  }

  clear(): void {
    this.#faults = [];
  }

  /** Runs the hook and uses up one time of the first fault that fits. */
  async take(act: FakeAct, path: RelativePath): Promise<SyncError | undefined> {
    await this.onAct(act, path);
    const found = this.#faults.find(({ fault }) => (fault.act ?? act) === act && isInside(path, fault.path));
    if (found === undefined) return undefined;
    this.#faults = this.#faults
      .map((entry) => (entry === found ? { ...entry, timesLeft: entry.timesLeft - 1 } : entry))
      .filter((entry) => entry.timesLeft > 0);
    return toSyncError(found.fault.errno, act);
  }
}
