import type { FolderNews, SeenNews } from '#ipc/folder-news.ts';
import { MAX_NEWS_PATHS } from '#ipc/folder-news.ts';
import type { EngineEvent } from '#sync-engine/core/model/engine-state.ts';

/** Events of the engine that a person should know of, though nothing waits for an answer. */
type NewsEvent = Extract<EngineEvent, { readonly type: FolderNews['kind'] }>;

/** `changed`: something came since the look; `not-written`: the disk did not take it. Then everything is as it was. */
export type DismissEnd = 'dismissed' | 'changed' | 'not-written';

/** News of one sync folder that no person has seen yet, over restarts. */
export class NewsList {
  #items: readonly FolderNews[];
  #areKept = true;
  readonly #write: (items: readonly FolderNews[]) => boolean;

  /** `write` remembers all of them; false when the disk did not take them. */
  constructor(items: readonly FolderNews[], write: (items: readonly FolderNews[]) => boolean) {
    this.#items = items;
    this.#write = write;
  }

  /** The latest last. */
  get items(): readonly FolderNews[] {
    return this.#items;
  }

  /** `atMs` since the epoch. Remembered with the next `keep`. */
  add(event: NewsEvent, atMs: number): void {
    const fresh = toNews(event, atMs);
    if (fresh === undefined) return;
    const before = this.#items.find((item) => keyOf(item) === keyOf(fresh));
    this.#items = [
      ...this.#items.filter((item) => item !== before),
      before === undefined ? fresh : join(before, fresh),
    ];
    this.#areKept = false;
  }

  /** Remembers what has been added; what a disk did not take is tried again. */
  keep(): void {
    if (!this.#areKept) this.#areKept = this.#write(this.#items);
  }

  /** What somebody has seen goes; what another window has dismissed has gone already. */
  dismiss(seen: SeenNews): DismissEnd {
    const found = this.#items.find((item) => keyOf(item) === keyOf(seen));
    if (found === undefined) return 'dismissed';
    if (found.atMs !== seen.atMs || countOf(found) !== countOf(seen)) return 'changed';
    const left = this.#items.filter((item) => item !== found);
    if (!this.#write(left)) return 'not-written';
    this.#items = left;
    this.#areKept = true;
    return 'dismissed';
  }
}

/** Undefined: that nothing was agreed on yet is no news to whoever has just set up the folder. */
function toNews(event: NewsEvent, atMs: number): FolderNews | undefined {
  switch (event.type) {
    case 'united':
      return event.why === 'first-run' ? undefined : { kind: 'united', why: event.why, atMs };
    case 'damage-repaired':
      return { kind: 'damage-repaired', count: 1, paths: [event.path], atMs };
    default:
      return event satisfies never;
  }
}

/** News with the same key are about the same. */
function keyOf(news: FolderNews | SeenNews): string {
  return news.kind === 'united' ? `united ${news.why}` : news.kind;
}

/** Of two unions for the same reason the later one is told; repairs add up, and a file that was repaired twice is one. */
function join(before: FolderNews, fresh: FolderNews): FolderNews {
  if (before.kind === 'united' || fresh.kind === 'united') return fresh;
  const paths = fresh.paths.filter((path) => !before.paths.includes(path));
  return {
    ...fresh,
    count: before.count + paths.length,
    paths: [...before.paths, ...paths].slice(0, MAX_NEWS_PATHS),
  };
}

function countOf(news: FolderNews | SeenNews): number {
  return news.kind === 'united' ? 1 : news.count;
}
