import type { RelativePath } from '../../core/model/relative-path.ts';
import { isConnectionError } from '../../core/model/sync-error.ts';
import type { Clock } from '../../clock/clock.ts';
import { pause } from '../../clock/clock.ts';
import type { LocalScope } from '../../discovery/local-discovery.ts';
import type { PushNews, Transport } from '../../transport/transport.ts';
import type { LocalHint, Watcher } from '../../watcher/watcher.ts';
import { watchLocks } from '../locking/lock-watch.ts';
import type { LockKeeper } from '../locking/lock-keeper.ts';
import { HintBox } from './hint-box.ts';
import { PushReader } from './push-reader.ts';
import { QuietRest } from './quiet-rest.ts';
import { recoveryPauseMs, WakeDetector } from './recovery.ts';
import type { RunEnd } from '../run-end.ts';
import type { SyncFolder } from '../sync-folder.ts';

export interface WatchLoopInput {
  readonly folder: SyncFolder;
  readonly watcher: Watcher;
  /** Locks on the server what is open here; nobody does when absent. */
  readonly lockKeeper?: LockKeeper | undefined;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly hasPush: boolean;
  /** How often the server is asked when it does not push. */
  readonly pollMs: number;
  /** From 0 to 1; moves retries apart. */
  readonly random: () => number;
  /** A text that changes when the addresses of this computer do. */
  readonly readNetwork: () => string;
  /** What other processes have left for this folder; nobody can when absent. @see readLeftWord */
  readonly readLeftWord?: () => Promise<ReadonlySet<string>>;
  readonly onEnd: (end: RunEnd) => void;
  /** True in the hours in which nothing shall be synced; never when absent. */
  readonly isPaused?: () => boolean;
  /** Hears when such hours begin and end. */
  readonly onPause?: (isPaused: boolean) => void;
  readonly signal: AbortSignal;
}

/** A full look finds what the watcher missed. */
const FULL_SCAN_MS = 10 * 60_000;

/** So often while nothing, or not everything, is watched: then only a look finds what people do. */
const UNWATCHED_SCAN_MS = 60_000;

/** So often it is tried to watch what could not be watched: each attempt costs a walk through all directories. */
const WATCH_AGAIN_MS = 10 * 60_000;

/** So often we look whether this computer has slept or got other addresses, whether hours of pause have come, and for words that people have left. */
const WAKE_CHECK_MS = 5_000;

/** So long after a run, memory that only runs need is given back: who edits file after file shall not wait for it each time. */
const RELEASE_AFTER_MS = 30_000;

/** And so seldom, because it takes time, and so does reading again what was let go of. */
const RELEASE_EVERY_MS = 10 * 60_000;

/** While the server is away only it is asked whether it is back: no look at the disk. */
const NOWHERE: LocalScope = { kind: 'directories', paths: [] };

/** Runs whenever something may have changed on either side, until the signal aborts. */
export async function watchLoop(input: WatchLoopInput): Promise<void> {
  await new WatchLoop(input).run();
}

/** The loop as an object, for who wants to hurry it. */
export class WatchLoop {
  readonly #input: WatchLoopInput;
  readonly #hints: HintBox;
  readonly #push: PushReader;
  readonly #rest: QuietRest;
  /** How many runs in a row have been stopped. */
  #stops = 0;
  /** Of the words that people have left, those that a run has had the time to take in. */
  #heardWord: ReadonlySet<string> = new Set();
  #isOffline = false;
  #isRunning = false;
  /** When the last run ended; undefined once what it needed has been given back. */
  #restsSinceMs: number | undefined;
  #nextReleaseMs = 0;
  #wasUnlockedMeanwhile = false;
  #nextFullScanMs = 0;
  #isStarted = false;
  #nextWatchMs = 0;
  /** Ends the loop and what goes on beside it also by a bug in either: nobody would hear of it otherwise. */
  readonly #end = new AbortController();
  readonly #isOver: AbortSignal;
  /** What the first bug beside the loop has thrown. */
  #thrown: { readonly error: unknown } | undefined;

  constructor(input: WatchLoopInput) {
    this.#input = input;
    this.#isOver = AbortSignal.any([input.signal, this.#end.signal]);
    this.#hints = new HintBox(input.clock, () => input.folder.noticeChange());
    this.#push = new PushReader({ ...input, signal: this.#isOver, onHint: (news) => this.#takeNews(news) });
    this.#rest = new QuietRest({
      ...input,
      signal: this.#isOver,
      hints: this.#hints,
      onMissedEvent: () => this.#push.reopen(),
    });
  }

  /** A person asks: all is looked at now, and what failed is tried, however often it failed before. */
  lookNow(): void {
    this.#stops = 0;
    this.#input.folder.tryFailedNow();
    this.#hints.wakeUp();
  }

  /** Connections are dead, or lead another way than they should: what runs is begun anew, what waits goes on at once. */
  reconnect(): void {
    this.#stops = 0;
    this.#input.folder.interrupt();
    this.#push.reopen();
    this.#hints.wakeUp();
  }

  /** A lock that is gone was all that some changes have waited for. */
  #takeNews(news: PushNews): void {
    if (news === 'unlocked') this.#tryLockedNow();
    this.#hints.addRemote();
  }

  /** What a run under way has met is noted when it ends: a lock that is gone by then must not be waited for. */
  #tryLockedNow(): void {
    this.#wasUnlockedMeanwhile = this.#isRunning;
    this.#input.folder.tryFailedNow((code) => code === 'locked-on-server');
  }

  /** Resolves after the signal has aborted. Rejects, when all has ended, with what a bug has thrown. */
  async run(): Promise<void> {
    const { watcher, hasPush, lockKeeper, isPaused } = this.#input;
    await this.#watch();
    const jobs = [this.#watchForWaking()];
    jobs.push(hasPush ? this.#push.run() : this.#watchLocks());
    if (lockKeeper !== undefined) jobs.push(lockKeeper.run(this.#isOver, isPaused));
    const beside = jobs.map((job) => job.catch((error: unknown) => this.#break(error)));
    try {
      while (!this.#isOver.aborted) {
        await this.#waitOutPause();
        if (!this.#isOver.aborted) await this.#runAndRest();
      }
    } finally {
      this.#end.abort();
      await watcher.stop();
      await Promise.all(beside);
    }
    if (this.#thrown !== undefined) throw this.#thrown.error;
  }

  /** Where no event tells that a lock is gone. */
  #watchLocks(): Promise<void> {
    const { folder, isPaused } = this.#input;
    const listLocked = (): readonly RelativePath[] => folder.listLocked();
    // What has stopped the folder is asked about by the next run: a refused password counts against the account.
    const isBusy = (): boolean => this.#isRunning || this.#stops > 0 || isPaused?.() === true;
    const onFree = (paths: ReadonlySet<RelativePath>): void => {
      folder.tryFailedNow((code, path) => code === 'locked-on-server' && paths.has(path));
      this.#hints.addRemote();
    };
    return watchLocks({ ...this.#input, listLocked, isBusy, onFree }, this.#isOver);
  }

  #break(error: unknown): void {
    this.#thrown ??= { error };
    this.#end.abort();
  }

  /** Nobody could catch what is thrown into the watcher. */
  #takeLocal(hint: LocalHint): void {
    try {
      this.#hints.addLocal(hint);
      this.#input.lockKeeper?.addHint(hint);
    } catch (error) {
      this.#break(error);
    }
  }

  /**
   * Some disks cannot be watched, systems have limits, and a watch ends when its disk was away for a moment: that keeps
   * nobody from syncing.
   */
  async #watch(): Promise<void> {
    const { watcher } = this.#input;
    try {
      await watcher.stop();
      await watcher.start((hint) => this.#takeLocal(hint));
      this.#isStarted = true;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      this.#isStarted = false;
    }
  }

  async #watchAgainIfDue(): Promise<void> {
    const nowMs = this.#input.clock.monotonicMs();
    if (this.#isWatched || nowMs < this.#nextWatchMs) return;
    this.#nextWatchMs = nowMs + WATCH_AGAIN_MS;
    await this.#watch();
  }

  get #isWatched(): boolean {
    return this.#isStarted && this.#input.watcher.isReliable;
  }

  async #runAndRest(): Promise<void> {
    const { folder, clock, onEnd } = this.#input;
    await this.#watchAgainIfDue();
    const scope = this.#isOffline ? NOWHERE : this.#takeScope();
    this.#isRunning = true;
    const end = await folder.run(scope, this.#isOver);
    this.#isRunning = false;
    this.#restsSinceMs = clock.monotonicMs();
    if (this.#wasUnlockedMeanwhile) this.#tryLockedNow();
    onEnd(end);
    this.#rest.note(end);
    if (end.kind === 'stopped') {
      await this.#waitToRecover(end);
      return;
    }
    if (this.#isOffline) this.#comeBack();
    this.#stops = 0;
    // Our own operations changed things in many places; a hinted look that found nothing may have proven nothing.
    const isProofMissing = folder.state.kind === 'unverified' && scope.kind === 'directories';
    if (end.kind === 'worked' || isProofMissing) this.#hints.lookEverywhere();
    else if (scope !== NOWHERE) await this.#rest.wait(end, this.#nextFullScanMs);
  }

  /** Hints are kept meanwhile; after the pause everything is looked at. */
  async #waitOutPause(): Promise<void> {
    const { clock, isPaused, onPause } = this.#input;
    if (isPaused?.() !== true) return;
    onPause?.(true);
    while (isPaused() && !this.#isOver.aborted) await pause(clock, WAKE_CHECK_MS, this.#isOver);
    this.#hints.lookEverywhere();
    onPause?.(false);
  }

  #takeScope(): LocalScope {
    const now = this.#input.clock.monotonicMs();
    if (now >= this.#nextFullScanMs) this.#hints.lookEverywhere();
    const scope = this.#hints.take();
    if (scope.kind === 'everything') this.#nextFullScanMs = now + (this.#isWatched ? FULL_SCAN_MS : UNWATCHED_SCAN_MS);
    return scope;
  }

  async #waitToRecover({ error }: Extract<RunEnd, { kind: 'stopped' }>): Promise<void> {
    const { random } = this.#input;
    this.#stops += 1;
    this.#isOffline = isConnectionError(error.code);
    this.#push.isHeld = this.#isOffline;
    // What the stopped run was to look at has been seen by nobody.
    this.#hints.lookEverywhere();
    await this.#hints.waitWithoutHints(recoveryPauseMs(error, this.#stops, random()), this.#isOver);
  }

  #comeBack(): void {
    this.#isOffline = false;
    this.#push.isHeld = false;
    this.#push.reopen();
    this.#hints.lookEverywhere();
  }

  /** A person who has answered a question waits for what comes of it. What has been taken in is no news. */
  async #hearLeftWord(): Promise<void> {
    const word = await this.#input.readLeftWord?.();
    if (word === undefined) return;
    const isNew = ![...word].every((entry) => this.#heardWord.has(entry));
    this.#heardWord = word;
    if (isNew) this.#hints.wakeUp();
  }

  #releaseMemoryAtRest(): void {
    const { folder, clock } = this.#input;
    const now = clock.monotonicMs();
    if (this.#isRunning || this.#restsSinceMs === undefined || now < this.#nextReleaseMs) return;
    if (now - this.#restsSinceMs < RELEASE_AFTER_MS) return;
    folder.releaseMemory();
    this.#restsSinceMs = undefined;
    this.#nextReleaseMs = now + RELEASE_EVERY_MS;
  }

  /** After sleep or on another network, connections are dead without having been told so, and pauses are out of date. */
  async #watchForWaking(): Promise<void> {
    const { clock, readNetwork, folder } = this.#input;
    const detector = new WakeDetector(clock, readNetwork);
    while (!this.#isOver.aborted) {
      await pause(clock, WAKE_CHECK_MS, this.#isOver);
      if (this.#isOver.aborted) continue;
      // What runs when the pause begins is broken off; it goes on where it stopped.
      if (this.#isRunning && this.#input.isPaused?.() === true) folder.interrupt();
      this.#releaseMemoryAtRest();
      await this.#hearLeftWord();
      if (detector.hasWoken()) this.reconnect();
    }
  }
}
