import type { Clock } from '../clock/clock.ts';
import { pause } from '../clock/clock.ts';
import type { EngineEvent } from '../core/model/engine-state.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import { advanceState, toFirstState } from '../core/model/folder-state.ts';
import type { KeptAwayCounts } from '../core/model/selection.ts';
import type { Result, SyncError } from '../core/model/sync-error.ts';
import { describeThrown } from '../core/model/thrown.ts';
import type { Logger } from '../logger/logger.ts';
import type { Transport } from '../transport/transport.ts';
import type { Watcher } from '../watcher/watcher.ts';
import { INTERNAL_ERROR } from './internal-error.ts';
import type { LockKeeper } from './locking/lock-keeper.ts';
import { recoveryPauseMs } from './watching/recovery.ts';
import type { RunEnd } from './run-end.ts';
import type { SyncFolder } from './sync-folder.ts';
import { WatchLoop } from './watching/watch-loop.ts';

/** The parts of an engine that are kept going. */
export interface KeptEngine {
  readonly folder: SyncFolder;
  readonly transport: Transport;
  createWatcher(): Watcher;
  /** Undefined where nothing shall be locked on the server. */
  createLockKeeper(): LockKeeper | undefined;
  readLeftWord(): Promise<ReadonlySet<string>>;
  countOpenConflicts(): number;
  countKeptAway(): KeptAwayCounts;
  /** True when the marker of this very folder is at its place, on whatever disk. */
  isMarkerThere(): boolean;
  hurry(path: RelativePath): void;
}

export interface FolderKeeperInput {
  /**
   * Makes the engine anew for each attempt: what made it fail may be over. `hasOpened`: the folder was open before, so
   * that what a person said about its first opening does not count any more.
   */
  readonly createEngine: (hasOpened: boolean) => Result<KeptEngine>;
  readonly clock: Clock;
  /** Hears of bugs. */
  readonly logger: Logger;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly readNetwork: () => string;
  /** How often the server is asked when it does not push. */
  readonly pollMs: number;
  readonly onEvent: (event: EngineEvent) => void;
  /** Hears the end of each run. */
  readonly onEnd: (end: RunEnd) => void;
}

/** A bug that comes after so long is not one more in a row. Longer than the longest pause between two attempts. */
const BUG_MEMORY_MS = 60 * 60_000;

/**
 * Keeps one sync folder equal until it is told to stop: opens it, watches it, and opens it again after a while when that
 * failed, when the sync database does not answer any more (only a new opening finds out whether it is damaged, or its
 * disk was just away), or when the disk of the folder has come back under another number. One `keep` at a time; after it
 * has ended, folder and database are free for others.
 */
export class FolderKeeper {
  readonly #input: FolderKeeperInput;
  #engine: KeptEngine | undefined;
  #loop: WatchLoop | undefined;
  #hurry = new AbortController();
  /** Attempts in a row that could not open the folder. */
  #failedAttempts = 0;
  #hasOpened = false;
  #bugs = 0;
  #lastBugMs = 0;

  constructor(input: FolderKeeperInput) {
    this.#input = input;
  }

  /** The folder was open at least once. */
  get hasOpened(): boolean {
    return this.#hasOpened;
  }

  /** Undefined while the folder is not open. */
  get openConflicts(): number | undefined {
    return this.#loop === undefined ? undefined : this.#engine?.countOpenConflicts();
  }

  /** Undefined while the folder is not open. */
  get keptAway(): KeptAwayCounts | undefined {
    return this.#loop === undefined ? undefined : this.#engine?.countKeptAway();
  }

  /** For acts of people; undefined while it is not open. It may be closed at any moment: then they fail. */
  get openFolder(): SyncFolder | undefined {
    return this.#loop === undefined ? undefined : this.#engine?.folder;
  }

  /** For questions that disturb no run; undefined while the folder is not open. */
  get openServer(): Pick<Transport, 'readLock'> | undefined {
    return this.#loop === undefined ? undefined : this.#engine?.transport;
  }

  /** A person wants the transfer of this item before all others. */
  hurry(path: RelativePath): void {
    this.#engine?.hurry(path);
  }

  /** A person asks: ends a wait before the next attempt, and looks at everything. */
  lookNow(): void {
    this.#hurryUp();
    this.#loop?.lookNow();
  }

  /** The way to the server is another one: what waits goes on at once, what runs and listens begins anew. */
  reconnect(): void {
    this.#hurryUp();
    this.#loop?.reconnect();
  }

  /**
   * Resolves soon after the signal aborts, when what was begun is put away. A bug ends the present attempt only: it is
   * logged, told as `internal-error`, and the folder is opened anew after a while. Rejects when even that cannot be told.
   */
  async keep(signal: AbortSignal): Promise<void> {
    const { clock, random } = this.#input;
    while (!signal.aborted) {
      const error = await this.#keepOnce(signal);
      if (error === undefined || signal.aborted) continue;
      const attempt = error.code === 'internal-error' ? this.#countBug() : (this.#failedAttempts += 1);
      const either = AbortSignal.any([signal, this.#hurry.signal]);
      await pause(clock, recoveryPauseMs(error, attempt, random()), either);
    }
  }

  /** Ends the present wait, not the next one. */
  #hurryUp(): void {
    this.#hurry.abort();
    this.#hurry = new AbortController();
  }

  /** How many bugs have come in a row. A run that ended well proves nothing: the bug may come after each. */
  #countBug(): number {
    const nowMs = this.#input.clock.monotonicMs();
    this.#bugs = nowMs - this.#lastBugMs < BUG_MEMORY_MS ? this.#bugs + 1 : 1;
    this.#lastBugMs = nowMs;
    return this.#bugs;
  }

  /** The reason why the folder could not be kept; undefined when it was, until the signal aborted. */
  async #keepOnce(signal: AbortSignal): Promise<SyncError | undefined> {
    let folder: SyncFolder | undefined;
    let error: SyncError | undefined;
    try {
      const created = this.#input.createEngine(this.#hasOpened);
      if (!created.ok) return this.#tellStop(created.error);
      this.#engine = created.value;
      folder = created.value.folder;
      error = await this.#openAndWatch(created.value, signal);
    } catch (thrown) {
      error = this.#noteBug(thrown, folder);
    }
    this.#loop = undefined;
    this.#engine = undefined;
    try {
      await folder?.close();
    } catch (thrown) {
      error = this.#noteBug(thrown);
    }
    return error;
  }

  async #openAndWatch(engine: KeptEngine, signal: AbortSignal): Promise<SyncError | undefined> {
    const { clock, random, readNetwork, pollMs, onEnd } = this.#input;
    const { folder, transport } = engine;
    const opened = await folder.open(signal, { random, hurry: () => this.#hurry.signal });
    if (!opened.ok) return opened.error;
    this.#hasOpened = true;
    let failure: SyncError | undefined;
    const again = new AbortController();
    this.#loop = new WatchLoop({
      folder,
      watcher: engine.createWatcher(),
      lockKeeper: engine.createLockKeeper(),
      transport,
      clock,
      hasPush: opened.value.server.pushUrl !== undefined,
      pollMs,
      random,
      readNetwork,
      readLeftWord: () => engine.readLeftWord(),
      onEnd: (end) => {
        onEnd(end);
        if (end.kind !== 'stopped') this.#failedAttempts = 0;
        else if (mustOpenAgain(end.error, engine)) {
          failure = end.error;
          again.abort();
        }
      },
      signal: AbortSignal.any([signal, again.signal]),
    });
    await this.#loop.run();
    return failure;
  }

  /** Where even the folder's own word fails, the keeper tells it. */
  #noteBug(thrown: unknown, folder?: SyncFolder): SyncError {
    this.#input.logger.error('internal-error', { stack: describeThrown(thrown) });
    try {
      if (folder !== undefined) {
        folder.noteBug(INTERNAL_ERROR);
        return INTERNAL_ERROR;
      }
    } catch (second) {
      this.#input.logger.error('internal-error', { stack: describeThrown(second) });
    }
    return this.#tellStop(INTERNAL_ERROR);
  }

  #tellStop(error: SyncError): SyncError {
    const state = advanceState(toFirstState(undefined), { kind: 'stopped', error });
    this.#input.onEvent({ type: 'state', state });
    return error;
  }
}

function mustOpenAgain({ code }: SyncError, engine: KeptEngine): boolean {
  if (code === 'local-folder-replaced') return engine.isMarkerThere();
  return code === 'database-unusable';
}
