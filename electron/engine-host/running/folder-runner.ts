import type { SeenNews } from '#ipc/folder-news.ts';
import type { FolderView, TransferView } from '#ipc/folder-view.ts';
import type { Problem } from '#sync-engine/core/model/problem.ts';
import { parseRelativePath } from '#sync-engine/core/model/relative-path.ts';
import { createFolderKeeper } from '#sync-engine/engine/create-folder-keeper.ts';
import type { FolderKeeper } from '#sync-engine/engine/folder-keeper.ts';
import type { SyncFolder } from '#sync-engine/engine/sync-folder.ts';
import type { WantedFolder } from '../folders/wanted-folder.ts';
import { oneAfterAnother } from '../one-after-another.ts';
import type { DismissEnd } from './news-list.ts';
import { isSamePermission, withoutAcceptance } from './permission.ts';
import type { Permission } from './permission.ts';
import { ShownFolder } from './shown-folder.ts';
import type { ShownFolderInput } from './shown-folder.ts';

/**
 * Runs one sync folder while it may run; what is shown of it is its `ShownFolder`. All calls may come at any time; they
 * are carried out one after another.
 */
export class FolderRunner {
  readonly #shown: ShownFolder;
  #permission: Permission | undefined;
  #isClosed = false;
  #isMoving = false;
  #keeping:
    | {
        readonly stop: AbortController;
        readonly ended: Promise<void>;
        readonly keeper: FolderKeeper;
      }
    | undefined;
  /** Each call waits for the one before it. */
  readonly #inTurn = oneAfterAnother();

  constructor(input: ShownFolderInput) {
    this.#shown = new ShownFolder(input);
  }

  /** What the last run left unsynced; undefined before the first one has ended. */
  get problems(): readonly Problem[] | undefined {
    return this.#shown.problems;
  }

  /** Uploads and downloads of the present run. */
  get transfers(): { readonly items: readonly TransferView[]; readonly waiting: number } {
    return this.#shown.transfers;
  }

  /** Brings a transfer to the front; false when it does not wait. */
  hurry(path: string): boolean {
    const parsed = parseRelativePath(path);
    if (parsed === undefined || !this.#shown.hurry(path)) return false;
    this.#keeping?.keeper.hurry(parsed);
    return true;
  }

  /** For acts of people; undefined while the folder may not run, or cannot be opened. */
  get openFolder(): SyncFolder | undefined {
    return this.#keeping?.keeper.openFolder;
  }

  /** Its server, for small questions; undefined like `openFolder`. */
  get openServer(): FolderKeeper['openServer'] {
    return this.#keeping?.keeper.openServer;
  }

  /** From now on this is allowed; resolves when it is so. What runs as it is wanted is not disturbed. */
  permit(permission: Permission): Promise<void> {
    // Asked again and again: a disk that was full may take them by now.
    this.#shown.keepNews();
    // Whoever moves the folder asks for a new permission afterwards; nobody else shall wait for that.
    if (this.#isMoving) return Promise.resolve();
    return this.#inTurn(async () => {
      if (this.#permission !== undefined && isSamePermission(permission, this.#permission)) return;
      await this.#stop();
      this.#permission = permission;
      this.#start();
    });
  }

  /** Looks at everything at once, if the folder may be synced. */
  lookNow(): void {
    this.#keeping?.keeper.lookNow();
  }

  /** The way to the server is another one: whoever waits for it or listens to it begins anew. */
  reconnect(): void {
    this.#keeping?.keeper.reconnect();
  }

  /** Lets `act` have folder and database for itself, and goes on after it. */
  whileFree<Value>(act: () => Promise<Value>): Promise<Value> {
    return this.#inTurn(async () => {
      await this.#stop();
      try {
        return await act();
      } finally {
        this.#start();
      }
    });
  }

  /**
   * Lets `act` move the folder, and shows how far it is. Nothing runs meanwhile, and afterwards not before a new
   * permission, because the old one may be for the old place.
   */
  whileMoving<Value>(act: (show: (move: NonNullable<FolderView['move']>) => void) => Promise<Value>): Promise<Value> {
    return this.#inTurn(async () => {
      this.#isMoving = true;
      await this.#stop();
      this.#shown.rest('checking');
      this.#shown.showMove({ bytesDone: 0, bytesTotal: 0 });
      try {
        return await act((move) => this.#shown.showMove(move));
      } finally {
        this.#isMoving = false;
        this.#permission = undefined;
        this.#shown.showMove(undefined);
      }
    });
  }

  /** The folder has another place from now on. */
  showPlace(place: Pick<FolderView, 'localPath' | 'name'>): void {
    this.#shown.showPlace(place);
  }

  /** So many files lie in two versions; undefined: nobody knows anew. */
  showConflicts(conflicts: number | undefined): void {
    this.#shown.showConflicts(conflicts);
  }

  /** A person has seen this. */
  dismissNews(seen: SeenNews): DismissEnd {
    return this.#shown.dismissNews(seen);
  }

  /** Ends for good; what was begun is put away. */
  close(): Promise<void> {
    return this.#inTurn(async () => {
      this.#isClosed = true;
      await this.#stop();
      this.#shown.close();
    });
  }

  async #stop(): Promise<void> {
    const keeping = this.#keeping;
    if (keeping === undefined) return;
    keeping.stop.abort();
    await keeping.ended;
    this.#keeping = undefined;
    if (keeping.keeper.hasOpened) this.#permission = withoutAcceptance(this.#permission);
  }

  #start(): void {
    if (this.#isClosed) return;
    const permission = this.#permission;
    switch (permission?.kind) {
      case undefined:
        return;
      case 'run':
        this.#run(permission.wanted);
        return;
      case 'paused':
        this.#shown.pause(permission.pause);
        return;
      case 'sign-in-needed':
        this.#shown.rest('sign-in-needed');
        return;
      default:
        permission satisfies never;
    }
  }

  #run(wanted: WantedFolder): void {
    const stop = new AbortController();
    const keeper = createFolderKeeper({
      ...wanted,
      onEvent: (event) => {
        // On its way to rest it is not "paused": why it rests is known here.
        if (event.type !== 'state' || !stop.signal.aborted) this.#shown.hear(event);
      },
      onEnd: (end) => {
        this.#shown.conclude(end);
        this.#shown.showConflicts(keeper.openConflicts);
        this.#shown.showKeptAway(keeper.keptAway);
      },
    });
    this.#shown.begin();
    this.#keeping = { stop, ended: keeper.keep(stop.signal), keeper };
  }
}
