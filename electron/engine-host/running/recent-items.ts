import type { RecentItem } from '#ipc/app-state.ts';
import type { EngineEvent } from '#sync-engine/core/model/engine-state.ts';

/** Items that are told at once at most; the history has all of them. */
const MAX_RECENT_AT_ONCE = 50;

/** What was synced since it was told last, newest first. */
export class RecentItems {
  #items: readonly RecentItem[] = [];

  /** `atMs` since the epoch. What changed nothing that a person could see is left out. */
  add(
    { operation, id }: Extract<EngineEvent, { type: 'done' }>,
    { folderId, atMs }: Pick<RecentItem, 'folderId' | 'atMs'>,
  ): void {
    const { verb, side, path, target } = operation;
    if (verb === 'park' || id === undefined) return;
    const item = { folderId, path, verb, side, atMs, historyId: id, ...(target === undefined ? {} : { target }) };
    this.#items = [item, ...this.#items].slice(0, MAX_RECENT_AT_ONCE);
  }

  /** All of it; it counts as told then. */
  take(): readonly RecentItem[] {
    const items = this.#items;
    this.#items = [];
    return items;
  }
}
