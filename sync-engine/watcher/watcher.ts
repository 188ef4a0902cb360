import type { RelativePath } from '../core/model/relative-path.ts';

/** Something may have changed: look again. Hints may be lost, merged or late; a full scan now and then finds the rest. */
export type LocalHint = { readonly kind: 'directory'; readonly path: RelativePath } | { readonly kind: 'everything' };

/** Watches one local root for hints. */
export interface Watcher {
  /** False once changes may give no hint at all (out of watches, unwatchable directory): scan more often then. */
  readonly isReliable: boolean;
  /** Starts; resolves when changes from now on give hints. `everything` is reported after an overflow or an error. */
  start(onHint: (hint: LocalHint) => void): Promise<void>;
  stop(): Promise<void>;
}
