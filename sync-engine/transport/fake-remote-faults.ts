import { isInside } from '../core/model/relative-path.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import type { SyncError, SyncErrorCode } from '../core/model/sync-error.ts';
import { createError } from './http/status-outcome.ts';

/** Names of the calls that faults and hooks can be put on. `upload-piece` is one piece of a resumable upload. */
export type FakeCall =
  | 'connect'
  | 'list'
  | 'list-tree'
  | 'read-root-version'
  | 'read-changes'
  | 'search'
  | 'download'
  | 'download-archive'
  | 'upload'
  | 'upload-piece'
  | 'abandon-upload'
  | 'make-directory'
  | 'move'
  | 'remove'
  | 'read-lock'
  | 'lock'
  | 'refresh-lock'
  | 'unlock';

/**
 * What goes wrong.
 * - `fail`: ends as `failed`, nothing happened.
 * - `unknown-before-effect` / `unknown-after-effect`: a write ends as `unknown`; it did not, or did, happen.
 * - `truncate`: a download or archive breaks off after some bytes of files.
 * - `corrupt`: the first byte of a download or archive is another one than the server has.
 */
export type FakeFaultKind = 'fail' | 'unknown-before-effect' | 'unknown-after-effect' | 'truncate' | 'corrupt';

/** A fault on calls at or below `path`. Reads that meet an `unknown-…` fault end as `failed`. */
export interface FakeRemoteFault {
  readonly kind: FakeFaultKind;
  /** Every call when undefined. */
  readonly call?: FakeCall;
  readonly path?: RelativePath;
  /** `server-unreachable` when undefined. */
  readonly code?: SyncErrorCode;
  /** How often it comes up; for ever when undefined. */
  readonly times?: number;
  /** How many calls that fit pass before it comes up; none when undefined. */
  readonly passes?: number;
  /** For `truncate`; 0 when undefined. */
  readonly afterBytes?: number;
}

interface ActiveFault {
  readonly fault: FakeRemoteFault;
  readonly timesLeft: number;
  readonly passesLeft: number;
}

/** A fault that came up. */
export interface TakenFault {
  readonly kind: FakeFaultKind;
  readonly error: SyncError;
  readonly afterBytes: number;
}

/** The faults of one fake server, and the hook that tests use to act in the middle of things. */
export class FakeRemoteFaults {
  /** Called when a call has arrived and before it looks at anything: what is changed here is a race. */
  onCall: (call: FakeCall, path: RelativePath) => void | Promise<void> = () => {};
  #faults: readonly ActiveFault[] = [];

  add(fault: FakeRemoteFault): void {
    const timesLeft = fault.times ?? Number.POSITIVE_INFINITY;
    this.#faults = [...this.#faults, { fault, timesLeft, passesLeft: fault.passes ?? 0 }];
  }

  clear(): void {
    this.#faults = [];
  }

  /** Runs the hook and uses up one time of the first fault that fits. */
  async take(call: FakeCall, path: RelativePath): Promise<TakenFault | undefined> {
    await this.onCall(call, path);
    const found = this.#faults.find(({ fault }) => (fault.call ?? call) === call && isInside(path, fault.path ?? path));
    if (found === undefined) return undefined;
    if (found.passesLeft > 0) {
      this.#replace(found, { ...found, passesLeft: found.passesLeft - 1 });
      return undefined;
    }
    this.#replace(found, { ...found, timesLeft: found.timesLeft - 1 });
    const { kind, code, afterBytes } = found.fault;
    return {
      kind,
      error: createError(code ?? 'server-unreachable', `fake fault on ${call}`),
      afterBytes: afterBytes ?? 0,
    };
  }

  #replace(old: ActiveFault, now: ActiveFault): void {
    this.#faults = this.#faults.map((entry) => (entry === old ? now : entry)).filter((entry) => entry.timesLeft > 0);
  }
}
