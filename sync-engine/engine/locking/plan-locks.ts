import type { RelativePath } from '../../core/model/relative-path.ts';
import type { OwnLock } from '../../sync-database/sync-database.ts';

/** How long a lock lives that nobody refreshes. Who crashes keeps others out for so long, who sleeps a little is safe. */
export const LOCK_MS = 15 * 60_000;

/** So often a lock is refreshed; for the rest of its life that is tried again and again. */
const REFRESH_EVERY_MS = 10 * 60_000;

/** So long the last version of a closed document may take to get to the server before others may open it. */
export const LAST_UPLOAD_MS = 8_000;

/** A document that an office program has open, or had a moment ago. Times are monotonic, in ms. */
export interface OpenDocument {
  readonly path: RelativePath;
  /** Says that it is open. */
  readonly ownerFile: RelativePath;
  /** Undefined while it is open. */
  readonly closedAtMs: number | undefined;
  /** Not to be locked before, and once closed not to be let go of; `Infinity`: not as long as it is open. */
  readonly nextAttemptMs: number;
}

export interface LockSituation {
  readonly documents: Iterable<OpenDocument>;
  readonly held: readonly OwnLock[];
  /** All that was written here is on the server. */
  readonly isAtRest: boolean;
  /** Wall time: when locks run out is kept over restarts. */
  readonly nowMs: number;
  readonly monotonicMs: number;
}

export type LockAct =
  | { readonly kind: 'take'; readonly path: RelativePath }
  | { readonly kind: 'refresh'; readonly lock: OwnLock }
  | { readonly kind: 'let-go'; readonly lock: OwnLock };

/** What has to be done so that exactly the open documents are locked. Pure. */
export function planLocks(situation: LockSituation): readonly LockAct[] {
  const documents = new Map([...situation.documents].map((document) => [document.path, document]));
  const acts: LockAct[] = [];
  for (const lock of situation.held) {
    const document = documents.get(lock.path);
    if (mayLetGo(document, situation)) acts.push({ kind: 'let-go', lock });
    // One that nobody needs any more may also run out.
    else if (document?.closedAtMs === undefined && mustRefresh(lock, situation.nowMs))
      acts.push({ kind: 'refresh', lock });
  }
  const locked = new Set(situation.held.map(({ path }) => path));
  for (const { path, closedAtMs, nextAttemptMs } of documents.values()) {
    const isWanted = closedAtMs === undefined && !locked.has(path);
    if (isWanted && situation.monotonicMs >= nextAttemptMs) acts.push({ kind: 'take', path });
  }
  return acts;
}

function mayLetGo(document: OpenDocument | undefined, { isAtRest, monotonicMs }: LockSituation): boolean {
  if (document === undefined) return true;
  const { closedAtMs, nextAttemptMs } = document;
  if (closedAtMs === undefined || monotonicMs < nextAttemptMs) return false;
  return isAtRest || monotonicMs - closedAtMs >= LAST_UPLOAD_MS;
}

/** Also when the clock was set back: nobody knows then when the lock runs out. */
function mustRefresh({ expiresAtMs }: OwnLock, nowMs: number): boolean {
  const leftMs = expiresAtMs - nowMs;
  return leftMs <= LOCK_MS - REFRESH_EVERY_MS || leftMs > LOCK_MS;
}
