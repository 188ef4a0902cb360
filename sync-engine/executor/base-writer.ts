import type { HistoryEntry } from '../core/model/history.ts';
import type { NodeId } from '../core/model/ids.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import { parentPath } from '../core/model/relative-path.ts';
import type { Side } from '../core/model/side.ts';
import type { Result, SyncError } from '../core/model/sync-error.ts';
import type { Clock } from '../clock/clock.ts';
import type { Filesystem, OpenFile } from '../filesystem/filesystem.ts';
import type { BaseChange, BaseRow, BegunKey, RemoteChange, SyncDatabase } from '../sync-database/sync-database.ts';

/** Rows that are held back at most, and for how long: what a crash can make us look at again. */
const MAX_HELD_ROWS = 100;
const MAX_HELD_MS = 500;

/**
 * Writes base rows in groups, and only after the directories whose names they rely on are durable: the base is never
 * more durable than what it describes.
 */
export class BaseWriter {
  readonly #database: SyncDatabase;
  readonly #filesystem: Filesystem;
  readonly #clock: Clock;
  #base: BaseChange[] = [];
  /** Rows of the flushes that wait for their directories, or for the flush before. */
  readonly #inFlight = new Set<BaseChange[]>();
  #remote: RemoteChange[] = [];
  #history: HistoryEntry[] = [];
  #directories = new Set<RelativePath>();
  #files: OpenFile[] = [];
  /** Acts whose answer has come: known as long as their base row is not durable. */
  #answered: BegunKey[] = [];
  /** Items that have left their private names: journaled as long as a power cut could give those names back. */
  #unparked: { readonly nodeId: NodeId; readonly side: Side }[] = [];
  #heldSinceMs: number | undefined;
  #flushing: Promise<void> = Promise.resolve();
  /** Items whose rows were dropped; undefined as long as none was. */
  #dropped: Set<NodeId> | undefined;

  constructor(parts: { readonly database: SyncDatabase; readonly filesystem: Filesystem; readonly clock: Clock }) {
    this.#database = parts.database;
    this.#filesystem = parts.filesystem;
    this.#clock = parts.clock;
  }

  addBase(change: BaseChange): void {
    this.#base.push(change);
    this.#heldSinceMs ??= this.#clock.monotonicMs();
  }

  addRemote(change: RemoteChange): void {
    this.#remote.push(change);
    this.#heldSinceMs ??= this.#clock.monotonicMs();
  }

  /** An act that was begun is over; its record goes once the base row that it made is written. */
  addAnswered(key: BegunKey): void {
    this.#answered.push(key);
  }

  /** An item has left its private name, by a move or for good; its row in the journal goes once that is durable. */
  addUnparked(nodeId: NodeId, side: Side): void {
    this.#unparked.push({ nodeId, side });
  }

  /** Written together with the base rows that follow it. */
  addHistory(entry: HistoryEntry): void {
    this.#history.push(entry);
    this.#heldSinceMs ??= this.#clock.monotonicMs();
  }

  /** A name in this directory has been made, changed or taken away. */
  touchDirectory(path: RelativePath): void {
    this.#directories.add(path);
  }

  /**
   * A person's file whose bytes a row tells of: a power cut must not leave an empty one that then looks like an edit. All
   * files of a flush are synced together, which costs a journal of the disk little more than one. Takes it over.
   */
  addFile(path: RelativePath, file: OpenFile): void {
    this.#files.push(file);
    this.#directories.add(parentPath(path));
  }

  /**
   * For a row that must be durable before the next act and that says less than what is true, so that no directory needs
   * to be waited for. Older rows of the same item that are still held back say too much by now and are dropped.
   */
  writeNow(row: BaseRow): void {
    for (const held of [this.#base, ...this.#inFlight]) {
      const others = held.filter((change) => change.kind === 'remove' || change.row.id !== row.id);
      held.splice(0, held.length, ...others);
    }
    this.#database.commitBase([{ kind: 'put', row }]);
  }

  /** As `flush`, if enough is held back or it has been held for a while. */
  async flushIfDue(): Promise<SyncError | undefined> {
    const isOld = this.#heldSinceMs !== undefined && this.#clock.monotonicMs() - this.#heldSinceMs >= MAX_HELD_MS;
    return isOld || this.#base.length >= MAX_HELD_ROWS ? this.flush() : undefined;
  }

  /**
   * Makes everything durable that was told so far. One flush at a time. When names or bytes cannot be made durable, the
   * rows are dropped, and later ones that would hang in the air without them: the base then lags behind, and the next run
   * finds out what has happened.
   */
  async flush(): Promise<SyncError | undefined> {
    const directories = this.#directories;
    const files = this.#files;
    const base = this.#base;
    const remote = this.#remote;
    const answered = this.#answered;
    const unparked = this.#unparked;
    const history = this.#history;
    this.#directories = new Set();
    this.#files = [];
    this.#base = [];
    this.#remote = [];
    this.#history = [];
    this.#answered = [];
    this.#unparked = [];
    this.#heldSinceMs = undefined;
    this.#inFlight.add(base);
    const before = this.#flushing;
    const flushed = before.then(async () => {
      const synced = [
        ...(await Promise.all(files.map(syncAndClose))),
        ...(await Promise.all([...directories].map((path) => this.#filesystem.syncDirectory(path)))),
      ];
      this.#inFlight.delete(base);
      const failed = synced.find((result) => !result.ok);
      const isDurable = failed === undefined || failed.ok;
      // What was done belongs in the history even where the base must not say so.
      const rows = isDurable ? base.filter((change) => this.#canStand(change)) : [];
      if (!isDurable) this.#dropped = new Set([...(this.#dropped ?? []), ...base.map(findId)]);
      if (rows.length > 0 || history.length > 0) this.#database.commitBase(rows, history);
      if (!isDurable) return failed.error;
      if (remote.length > 0) this.#database.commitRemoteTree(remote);
      this.#database.removeBegun(answered);
      for (const { nodeId, side } of unparked) this.#database.removeParked(nodeId, side);
      return undefined;
    });
    // Whoever asked for a flush hears of its failure; the next one goes on.
    this.#flushing = flushed.then(ignore, ignore);
    return flushed;
  }

  /** A row in a directory without one would break the tree, and so would what is still in one whose row goes. */
  #canStand(change: BaseChange): boolean {
    if (this.#dropped === undefined) return true;
    const id = findId(change);
    const canStand = change.kind === 'put' && !this.#dropped.has(change.row.parentId);
    if (canStand) this.#dropped.delete(id);
    else this.#dropped.add(id);
    return canStand;
  }
}

function findId(change: BaseChange): NodeId {
  return change.kind === 'put' ? change.row.id : change.id;
}

async function syncAndClose(file: OpenFile): Promise<Result<void>> {
  const synced = await file.sync();
  await file.close();
  return synced;
}

function ignore(): void {}
