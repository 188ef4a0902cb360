import type { AppChange } from '#ipc/app-change.ts';
import type { FolderNews, SeenNews } from '#ipc/folder-news.ts';
import type { FolderState, FolderView, Pause, TransferView } from '#ipc/folder-view.ts';
import { folderStateSchema } from '#ipc/folder-view.ts';
import type { EngineEvent } from '#sync-engine/core/model/engine-state.ts';
import type { KeptAwayCounts } from '#sync-engine/core/model/selection.ts';
import type { Problem } from '#sync-engine/core/model/problem.ts';
import type { RunEnd } from '#sync-engine/engine/run-end.ts';
import { countDecisions } from './count-decisions.ts';
import { withFailingSince, withoutFailingSince } from './failing-since.ts';
import { NewsList } from './news-list.ts';
import type { DismissEnd } from './news-list.ts';
import { ProblemList } from './problem-list.ts';
import { advanceMeter, startMeter, toProgress } from './progress-meter.ts';
import type { Meter } from './progress-meter.ts';
import { RecentItems } from './recent-items.ts';
import { TransferList } from './transfer-list.ts';

export interface ShownFolderInput {
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

/** What people see of one sync folder: follows what the engine tells of it, and tells each change of the view. */
export class ShownFolder {
  readonly #input: ShownFolderInput;
  #view: FolderView;
  readonly #problems = new ProblemList();
  #meter: Meter | undefined;
  readonly #transfers = new TransferList();
  #areTransfersTold = false;
  readonly #news: NewsList;
  #move: FolderView['move'];
  readonly #recent = new RecentItems();
  #tellTimer: NodeJS.Timeout | undefined;

  constructor(input: ShownFolderInput) {
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

  /** Shows a transfer at the front; false when it does not wait. */
  hurry(path: string): boolean {
    const isWaiting = this.#transfers.hurry(path);
    if (isWaiting) this.#tellSoon();
    return isWaiting;
  }

  /** The folder is being synced from now on. */
  begin(): void {
    const { pause: _pause, ...view } = this.#view;
    this.#show({ ...view, state: { kind: 'checking', ...this.#verified() } });
  }

  /** Nothing is done in the folder: somebody else has it for a while, or its account must sign in. */
  rest(why: 'checking' | 'sign-in-needed'): void {
    if (why === 'checking') this.#rest({ kind: 'checking', ...this.#verified() });
    else this.#rest({ kind: 'stopped', ...this.#verified(), error: { code: 'sign-in-needed', scope: 'account' } });
  }

  pause(pause: Pause): void {
    this.#rest({ kind: 'paused', ...this.#verified() }, pause);
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

  /** So many folders of the server are not here, or wait for a choice; undefined: nobody knows anew. */
  showKeptAway(counts: KeptAwayCounts | undefined): void {
    if (counts !== undefined)
      this.#show({ ...this.#view, newFolders: counts.undecided, deselectedFolders: counts.deselected });
  }

  /** How far the move of the folder is, at most so often; undefined: it is over. That it begins or ends is told at once. */
  showMove(move: FolderView['move']): void {
    const { move: shown, ...view } = this.#view;
    this.#move = move;
    if (move === undefined || shown === undefined) this.#show({ ...view, ...(move === undefined ? {} : { move }) });
    else this.#tellSoon();
  }

  /** Writes down once more what the disk did not take. */
  keepNews(): void {
    this.#news.keep();
  }

  /** Nothing is told any more. */
  close(): void {
    clearTimeout(this.#tellTimer);
    this.#news.keep();
  }

  /** What the engine does, as it happens. */
  hear(event: EngineEvent): void {
    switch (event.type) {
      case 'state':
        return this.#showState(folderStateSchema.parse(event.state));
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

  /** A run is over. */
  conclude(end: RunEnd): void {
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

  #rest(state: FolderState, pause?: Pause): void {
    this.#transfers.clear();
    this.#tellSoon();
    const { pause: _pause, progress: _progress, ...view } = this.#view;
    this.#meter = undefined;
    this.#show({ ...view, state, ...(pause === undefined ? {} : { pause }) });
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

  #measure(counts: Parameters<typeof startMeter>[0]): void {
    const nowMs = this.#input.nowMs();
    this.#meter = this.#meter === undefined ? startMeter(counts, nowMs) : advanceMeter(this.#meter, counts, nowMs);
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
    if (this.#move !== undefined) this.#show({ ...this.#view, move: this.#move });
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
