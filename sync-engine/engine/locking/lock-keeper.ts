import { findOpenDocuments, isLiveOwnerFile, mayBeOwnerFile } from '../../core/model/owner-file.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { joinPath, parentPath } from '../../core/model/relative-path.ts';
import type { Clock } from '../../clock/clock.ts';
import type { Filesystem, LocalEntry } from '../../filesystem/filesystem.ts';
import type { LocalHint } from '../../watcher/watcher.ts';
import { HintBox } from '../watching/hint-box.ts';
import type { OwnLocks } from './own-locks.ts';
import type { LockAct, OpenDocument } from './plan-locks.ts';
import { planLocks } from './plan-locks.ts';

export interface LockKeeperInput {
  readonly filesystem: Pick<Filesystem, 'readDirectory' | 'stat'>;
  readonly locks: OwnLocks;
  readonly clock: Clock;
  /** True when all that was written here is on the server. */
  readonly isAtRest: () => boolean;
  /** True for what is synced: of anything else the server does not even get the name. */
  readonly takesPart: (path: RelativePath) => boolean;
}

/** So often we look whether what is open is open still. */
const LOOK_MS = 5_000;

/** So often while a document that was closed is still locked: somebody may be waiting for it. */
const CLOSING_LOOK_MS = 1_000;

/** So often while nothing is open: hints tell of what gets opened. */
const IDLE_MS = 10 * 60_000;

/** So long a document that could not be locked, or let go of, is left alone. */
const RETRY_MS = 30_000;

/**
 * Keeps on the server locked what office programs have open here, beside the runs: a lock must not wait for a long upload.
 * What is open is told by the files that these programs lay beside a document; hints of the watcher tell of those.
 */
export class LockKeeper {
  readonly #input: LockKeeperInput;
  readonly #hints: HintBox;
  readonly #documents = new Map<RelativePath, OpenDocument>();
  #areOffered = true;

  constructor(input: LockKeeperInput) {
    this.#input = input;
    this.#hints = new HintBox(input.clock, () => {});
    // It begins with a hint about everything. Looking everywhere for what may be open is nothing that anybody waits for.
    this.#hints.take();
  }

  addHint(hint: LocalHint): void {
    // Nobody takes them any more where the server knows no locks.
    if (this.#areOffered) this.#hints.addLocal(hint);
  }

  /**
   * Runs until the signal aborts. Lets go of all locks when it begins, because they are of a program that is no more, when it
   * ends, and while nothing shall be synced.
   */
  async run(signal: AbortSignal, isPaused: () => boolean = () => false): Promise<void> {
    const { locks } = this.#input;
    await locks.letGoOfAll();
    try {
      while (!signal.aborted && this.#areOffered) {
        await this.#hints.wait(this.#nextLookMs(), signal);
        if (signal.aborted) break;
        await (isPaused() ? locks.letGoOfAll() : this.#round(signal));
      }
    } finally {
      await locks.letGoOfAll();
    }
  }

  #nextLookMs(): number {
    const { held, hasDoubts } = this.#input.locks;
    if (held.some(({ path }) => this.#isClosing(path))) return CLOSING_LOOK_MS;
    return this.#documents.size + held.length === 0 && !hasDoubts ? IDLE_MS : LOOK_MS;
  }

  #isClosing(path: RelativePath): boolean {
    const document = this.#documents.get(path);
    if (document?.closedAtMs === undefined) return false;
    return document.nextAttemptMs <= this.#input.clock.monotonicMs();
  }

  async #round(signal: AbortSignal): Promise<void> {
    const { locks, clock, isAtRest } = this.#input;
    await locks.settleDoubts(signal);
    const scope = this.#hints.take();
    const hinted = new Set(scope.kind === 'directories' ? scope.paths : []);
    for (const directory of hinted) await this.#readDirectory(directory);
    for (const document of this.#documents.values())
      if (!hinted.has(parentPath(document.path))) await this.#lookAgain(document);
    const times = { nowMs: clock.nowMs(), monotonicMs: clock.monotonicMs() };
    const documents = this.#documents.values();
    for (const act of planLocks({ documents, held: locks.held, isAtRest: isAtRest(), ...times }))
      await this.#perform(act, signal);
    const held = new Set(locks.held.map(({ path }) => path));
    for (const { path, closedAtMs } of this.#documents.values()) {
      if (closedAtMs === undefined || held.has(path)) continue;
      this.#documents.delete(path);
      locks.unbar(path);
    }
  }

  /** Notes what is open in a directory, and what is not any more. One that cannot be read tells nothing. */
  async #readDirectory(directory: RelativePath): Promise<void> {
    const reading = await this.#input.filesystem.readDirectory(directory);
    if (reading.kind === 'failed') return;
    const files = reading.kind === 'read' ? reading.entries.filter(({ kind }) => kind === 'file') : [];
    const owners = files.filter((entry) => mayBeOwnerFile(entry.name) && this.#isLive(entry));
    const names = owners.length === 0 ? [] : files.map(({ name }) => name);
    const found = findOpenDocuments(names, new Set(owners.map(({ name }) => name)));
    const open = new Map([...found].map(([name, owner]) => [joinPath(directory, name), joinPath(directory, owner)]));
    for (const [path, ownerFile] of open) if (this.#input.takesPart(path)) this.#noteOpen(path, ownerFile);
    for (const document of this.#documents.values())
      if (parentPath(document.path) === directory && !open.has(document.path)) this.#noteClosed(document);
  }

  async #lookAgain(document: OpenDocument): Promise<void> {
    const reading = await this.#input.filesystem.stat(document.ownerFile);
    if (reading.kind === 'failed') return;
    if (reading.kind === 'absent' || !this.#isLive(reading.entry)) this.#noteClosed(document);
  }

  #isLive({ kind, stamp }: LocalEntry): boolean {
    return kind === 'file' && isLiveOwnerFile(stamp, this.#input.clock.nowMs());
  }

  #noteOpen(path: RelativePath, ownerFile: RelativePath): void {
    const nextAttemptMs = this.#documents.get(path)?.nextAttemptMs ?? 0;
    this.#documents.set(path, { path, ownerFile, closedAtMs: undefined, nextAttemptMs });
  }

  #noteClosed(document: OpenDocument): void {
    if (document.closedAtMs !== undefined) return;
    const closedAtMs = this.#input.clock.monotonicMs();
    this.#documents.set(document.path, { ...document, closedAtMs, nextAttemptMs: closedAtMs });
  }

  async #perform(act: LockAct, signal: AbortSignal): Promise<void> {
    const { locks } = this.#input;
    switch (act.kind) {
      case 'take':
        return this.#take(act.path, signal);
      case 'refresh':
        return locks.refresh(act.lock, signal);
      case 'let-go':
        // What cannot be let go of now is held still, and comes up in a later round.
        if ((await locks.letGo(act.lock, signal)) !== undefined) this.#putOff(act.lock.path);
        return undefined;
      default:
        return act satisfies never;
    }
  }

  async #take(path: RelativePath, signal: AbortSignal): Promise<void> {
    const { locks } = this.#input;
    const outcome = locks.isBarred(path) ? undefined : await locks.take(path, signal);
    if (outcome?.kind === 'locked') return;
    if (outcome?.kind === 'not-offered') this.#areOffered = false;
    this.#putOff(path, outcome === undefined ? Infinity : RETRY_MS);
  }

  #putOff(path: RelativePath, delayMs = RETRY_MS): void {
    const document = this.#documents.get(path);
    const nextAttemptMs = this.#input.clock.monotonicMs() + delayMs;
    if (document !== undefined) this.#documents.set(path, { ...document, nextAttemptMs });
  }
}
