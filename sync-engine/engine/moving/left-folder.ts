import type { BigIntStats } from 'node:fs';
import type { LocalStamp } from '../../core/model/observation.ts';
import type { CopiedItem } from './copy-folder.ts';
import { isUntouched, lookThrough } from './copy-folder.ts';

/** What is at an old place now. `equal`: nothing but what was copied, every file as it was when its copy was read back. */
export type LeftLook =
  | { readonly kind: 'equal' }
  /** Sorted; relative to the folder. */
  | { readonly kind: 'changed'; readonly paths: readonly string[] }
  | { readonly kind: 'gone' };

/**
 * The folder that a move to another disk has left behind, with what is known of it: each of its files has a copy that
 * was read back. Remembered only as long as the program runs; nothing here ever changes the folder.
 */
export class LeftFolder {
  /** Absolute. */
  readonly path: string;
  readonly #items: ReadonlyMap<string, CopiedItem>;
  readonly #toStamp: (stats: BigIntStats) => LocalStamp;

  constructor(copied: {
    readonly path: string;
    readonly items: ReadonlyMap<string, CopiedItem>;
    readonly toStamp: (stats: BigIntStats) => LocalStamp;
  }) {
    this.path = copied.path;
    this.#items = copied.items;
    this.#toStamp = copied.toStamp;
  }

  /**
   * Looks at everything in the folder. What was removed there since is no reason to keep the rest; what is new or
   * touched is. Throws errno errors, and the reason of the signal.
   */
  async look(signal: AbortSignal): Promise<LeftLook> {
    const found = await lookThrough(this.path, signal);
    if (found === undefined) return { kind: 'gone' };
    const changed = [...found].flatMap(([path, stats]) => (this.#isCopied(path, stats) ? [] : [path]));
    return changed.length === 0 ? { kind: 'equal' } : { kind: 'changed', paths: changed.toSorted() };
  }

  /** A directory changes when something in it is removed; whatever is in it is looked at by itself. */
  #isCopied(path: string, stats: BigIntStats): boolean {
    const known = this.#items.get(path);
    if (stats.isDirectory()) return known?.kind === 'directory';
    return known !== undefined && known.kind !== 'directory' && isUntouched(known, this.#toStamp(stats));
  }
}
