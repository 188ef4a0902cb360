import type { AppChange } from '#ipc/app-change.ts';
import type { FolderNews, SeenNews } from '#ipc/folder-news.ts';
import type { FolderState, FolderView, Pause, TransferView } from '#ipc/folder-view.ts';
import { folderStateSchema } from '#ipc/folder-view.ts';
import type { EngineEvent } from '#sync-engine/core/model/engine-state.ts';
import type { Problem } from '#sync-engine/core/model/problem.ts';
import type { FolderKeeper } from '#sync-engine/engine/folder-keeper.ts';
import type { SyncFolder } from '#sync-engine/engine/sync-folder.ts';
import { createFolderKeeper } from '#sync-engine/engine/create-folder-keeper.ts';
import type { RunEnd } from '#sync-engine/engine/run-end.ts';
import { parseRelativePath } from '#sync-engine/core/model/relative-path.ts';
import { countDecisions } from './count-decisions.ts';
import { withFailingSince, withoutFailingSince } from './failing-since.ts';
import { NewsList } from './news-list.ts';
import type { DismissEnd } from './news-list.ts';
import { oneAfterAnother } from '../one-after-another.ts';
import { isSamePermission, withoutAcceptance } from './permission.ts';
import type { Permission } from './permission.ts';
import { ProblemList } from './problem-list.ts';
import { RecentItems } from './recent-items.ts';
import { TransferList } from './transfer-list.ts';
import { advanceMeter, startMeter, toProgress } from './progress-meter.ts';
import type { Meter } from './progress-meter.ts';
import type { WantedFolder } from '../folders/wanted-folder.ts';

export interface FolderRunnerInput {
  /** The folder as it is shown first. */
  readonly view: FolderView;
  readonly tell: (change: AppChange) => void;
  readonly nowMs: () => number;
  /** Hears that the account had no room for something; once for each of it. */
  readonly onAccountFull: () => void;
  /** Remembers what a person should know of, all of it; false when the disk did not take it. */
  readonly keepNews: (news: readonly FolderNews[]) => boolean;
}

/** Numbers that change all the time are told at most so often. */
const TELL_MS = 250;

/**
 * Runs one sync folder while it may run, and keeps its view true. All calls may come at any time; they are carried out
 * one after another.
 */
export class FolderRunner {
  readonly #input: FolderRunnerInput;
  #view: FolderView;
  readonly #problems = new ProblemList();
  #meter: Meter | undefined;
  readonly #transfers = new TransferList();
  #areTransfersTold = false;
  readonly #news: NewsList;
  #move: FolderView['move'];
  readonly #recent = new RecentItems();
  #tellTimer: NodeJS.Timeout | undefined;
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

  constructor(input: FolderRunnerInput) {
    this.#input = input;
    this.#view = input.view;
    this.#news = new NewsList(input.view.news, input.keepNews);
    input.tell({ kind: 'folder', folder: input.view });
  }

  /** What the last run left unsynced; undefined before the first one has ended. */
  get problems(): readonly Problem[] | undefined {
    return this.#problems.items;
  }

  /** Uploads and downloads of the present run. */
  get transfers(): { readonly items: readonly TransferView[]; readonly waiting: number } {
    return { items: this.#transfers.list(), waiting: this.#transfers.waiting };
  }

  /** Brings a transfer to the front; false when it does not wait. */
  hurry(path: string): boolean {
    const parsed = parseRelativePath(path);
    if (parsed === undefined || !this.#transfers.hurry(path)) return false;
    this.#keeping?.keeper.hurry(parsed);
    this.#tellSoon();
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
    this.#news.keep();
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
      this.#rest({ kind: 'checking', ...this.#verified() });
      this.#showMove({ bytesDone: 0, bytesTotal: 0 });
      try {
        return await act((move) => this.#showMove(move));
      } finally {
        this.#isMoving = false;
        this.#permission = undefined;
        this.#showMove(undefined);
      }
    });
  }

  /** The folder has another place from now on. */
  showPlace(place: Pick<FolderView, 'localPath' | 'name'>): void {
    this.#show({ ...this.#view, ...place });
  }

  /** So many files lie in two versions; undefined: nobody knows anew. */
  showConflicts(conflicts: number | undefined): void {
    if (conflicts === undefined || conflicts === this.#view.conflicts) return;
    this.#show({ ...this.#view, conflicts });
    this.#tellList('conflicts');
  }

  /** A person has seen this. */
  dismissNews(seen: SeenNews): DismissEnd {
    const end = this.#news.dismiss(seen);
    this.#showNews();
    return end;
  }

  /** Ends for good; what was begun is put away. */
  close(): Promise<void> {
    return this.#inTurn(async () => {
      this.#isClosed = true;
      await this.#stop();
      clearTimeout(this.#tellTimer);
      this.#news.keep();
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
        this.#rest({ kind: 'paused', ...this.#verified() }, permission.pause);
        return;
      case 'sign-in-needed':
        this.#rest({ kind: 'stopped', ...this.#verified(), error: { code: 'sign-in-needed', scope: 'account' } });
        return;
      default:
        permission satisfies never;
    }
  }

  #run(wanted: WantedFolder): void {
    const stop = new AbortController();
    const keeper = createFolderKeeper({
      ...wanted,
      onEvent: (event) => this.#hear(event, stop.signal),
      onEnd: (end) => {
        this.#conclude(end);
        this.showConflicts(keeper.openConflicts);
        this.#countNewFolders(keeper.undecidedDirectories);
      },
    });
    const { pause: _pause, ...view } = this.#view;
    this.#show({ ...view, state: { kind: 'checking', ...this.#verified() } });
    this.#keeping = { stop, ended: keeper.keep(stop.signal), keeper };
  }

  #rest(state: FolderState, pause?: Pause): void {
    this.#transfers.clear();
    this.#tellSoon();
    const { pause: _pause, progress: _progress, ...view } = this.#view;
    this.#meter = undefined;
    this.#show({ ...view, state, ...(pause === undefined ? {} : { pause }) });
  }

  #hear(event: EngineEvent, signal: AbortSignal): void {
    switch (event.type) {
      case 'state':
        // On its way to rest it is not "paused": why it rests is known here.
        if (!signal.aborted) this.#showState(folderStateSchema.parse(event.state));
        return;
      case 'progress':
        this.#measure(event.progress);
        return;
      case 'planned':
        this.#transfers.plan(event.operations);
        this.#tellSoon();
        return;
      case 'begun':
        this.#transfers.begin(event.operation);
        this.#tellSoon();
        return;
      case 'advanced':
        this.#transfers.advance(event, this.#input.nowMs());
        this.#tellSoon();
        return;
      case 'done':
        this.#transfers.end(event.operation);
        this.#recent.add(event, { folderId: this.#view.folderId, atMs: this.#input.nowMs() });
        this.#tellSoon();
        if (this.#view.failingSinceMs !== undefined) this.#show(withoutFailingSince(this.#view));
        return;
      case 'not-done':
        this.#transfers.end(event.operation);
        if (event.error.code === 'quota-exceeded') this.#input.onAccountFull();
        return;
      case 'conflict':
        return this.#tellList('conflicts');
      case 'hold':
      case 'decided':
        return this.#tellList('decisions');
      case 'unsynced':
      case 'chosen':
        return this.#tellList('history');
      case 'united':
      case 'damage-repaired':
        return this.#addNews(event);
      case 'kept-over-limit':
        return this.#show({ ...this.#view, keptOverLimit: { keptBytes: event.keptBytes, maxBytes: event.maxBytes } });
      case 'kept-within-limit':
        return this.#show({ ...this.#view, keptOverLimit: undefined });
      // Either the state tells it, or the list that is asked for, or it is for the log.
      case 'looking':
      case 'not-permitted':
      case 'new-directory':
      case 'problems':
      case 'stopped':
      case 'idle':
        return;
      default:
        event satisfies never;
    }
  }

  #addNews(event: Extract<EngineEvent, { type: 'united' | 'damage-repaired' }>): void {
    this.#news.add(event, this.#input.nowMs());
    // A crash damages more than one file; but who opens the folder after it must find at once why both sides are united.
    if (event.type === 'united') this.#showNews();
    else this.#tellSoon();
  }

  #showState(state: FolderState): void {
    // No plan is being carried out any more.
    if (state.kind === 'stopped') return this.#rest(state);
    const decisions = countDecisions(state, this.#view.decisions);
    this.#show({ ...this.#view, decisions, state });
  }

  #conclude(end: RunEnd): void {
    if (end.kind === 'worked' || end.kind === 'stopped') return;
    this.#transfers.clear();
    this.#tellSoon();
    const isOther = this.#problems.replace(end.problems, this.#input.nowMs());
    this.#meter = undefined;
    const { progress: _progress, ...view } = this.#view;
    const { items = [], met } = this.#problems;
    this.#show({ ...view, problems: items.length, problemsMet: met });
    if (isOther) this.#tellList('problems');
  }

  #countNewFolders(newFolders: number | undefined): void {
    if (newFolders !== undefined) this.#show({ ...this.#view, newFolders });
  }

  #measure(counts: Parameters<typeof startMeter>[0]): void {
    const nowMs = this.#input.nowMs();
    this.#meter = this.#meter === undefined ? startMeter(counts, nowMs) : advanceMeter(this.#meter, counts, nowMs);
    this.#tellSoon();
  }

  /** Numbers wait for the next telling; that it begins or ends does not. */
  #showMove(move: FolderView['move']): void {
    const { move: shown, ...view } = this.#view;
    if (move === undefined || shown === undefined) {
      this.#show({ ...view, ...(move === undefined ? {} : { move }) });
      return;
    }
    this.#move = move;
    this.#tellSoon();
  }

  /** On a disk that does not take them they are shown all the same. */
  #showNews(): void {
    this.#news.keep();
    this.#show({ ...this.#view, news: this.#news.items });
  }

  #tellSoon(): void {
    this.#tellTimer ??= setTimeout(() => this.#tellNow(), TELL_MS);
  }

  #tellNow(): void {
    clearTimeout(this.#tellTimer);
    this.#tellTimer = undefined;
    if (this.#move !== undefined && this.#isMoving) this.#show({ ...this.#view, move: this.#move });
    this.#tellTransfers();
    this.#showNews();
    if (this.#meter !== undefined) this.#show({ ...this.#view, progress: toProgress(this.#meter) });
    const items = this.#recent.take();
    if (items.length === 0) return;
    this.#input.tell({ kind: 'recent', items });
    this.#tellList('history');
  }

  /** Also once when there are none any more. */
  #tellTransfers(): void {
    const areThere = !this.#transfers.isEmpty;
    if (areThere || this.#areTransfersTold) this.#tellList('transfers');
    this.#areTransfersTold = areThere;
  }

  #tellList(list: Extract<AppChange, { kind: 'list-changed' }>['list']): void {
    this.#input.tell({ kind: 'list-changed', folderId: this.#view.folderId, list });
  }

  #show(next: FolderView): void {
    const view = withFailingSince(next, this.#input.nowMs());
    const isSame = JSON.stringify(view) === JSON.stringify(this.#view);
    this.#view = view;
    if (!isSame) this.#input.tell({ kind: 'folder', folder: view });
  }

  #verified(): { readonly verifiedAtMs?: number } {
    const { verifiedAtMs } = this.#view.state;
    return verifiedAtMs === undefined ? {} : { verifiedAtMs };
  }
}
