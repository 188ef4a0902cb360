import type { Holder } from '../../core/model/holder.ts';
import type { OwnLock } from '../../sync-database/sync-database.ts';
import type { Transport } from '../../transport/transport.ts';
import type { Why, WhyCode } from './why.ts';

/** Who keeps all others from writing to an item on the server. */
export type LockAtPath =
  /** This program, because it is open here; it ends when it is closed. */
  | { readonly kind: 'own'; readonly sinceMs: number }
  /** Whoever is signed in here, from another computer or the server's pages. */
  | { readonly kind: 'own-elsewhere'; readonly sinceMs?: number }
  | { readonly kind: 'other'; readonly holder?: Holder };

export interface TellLockInput {
  readonly ownLocks: readonly OwnLock[];
  /** Nobody is asked when absent. */
  readonly server: Pick<Transport, 'readLock'> | undefined;
  readonly nowMs: number;
  readonly signal: AbortSignal;
}

/** Answers about what is at the server and at its place, or will be: a lock has a say in what becomes of it. */
const MAY_BE_LOCKED: ReadonlySet<WhyCode> = new Set<WhyCode>([
  'in-sync',
  'waiting-to-upload',
  'waiting-to-download',
  'waiting-to-move',
  'waiting-to-remove',
  'two-versions',
]);

/** True for an answer that a lock of somebody else may add to. Pure. */
export function mayBeLocked({ code }: Pick<Why, 'code'>): boolean {
  return MAY_BE_LOCKED.has(code);
}

/**
 * The same answer, with the lock on the item: our own as we know of it, that of others by one small question. One that
 * finds no answer changes nothing.
 */
export async function tellLock(why: Why, { ownLocks, server, nowMs, signal }: TellLockInput): Promise<Why> {
  const own = ownLocks.find(({ path, expiresAtMs }) => path === why.path && expiresAtMs > nowMs);
  if (own !== undefined) return { ...why, lock: { kind: 'own', sinceMs: own.takenAtMs } };
  if (server === undefined || !mayBeLocked(why)) return why;
  const look = await server.readLock(why.path, signal);
  if (look.kind !== 'locked') return why;
  const { holder } = look;
  if (look.own === undefined) return { ...why, lock: { kind: 'other', ...(holder === undefined ? {} : { holder }) } };
  const since = holder?.sinceMs === undefined ? {} : { sinceMs: holder.sinceMs };
  return { ...why, lock: { kind: 'own-elsewhere', ...since } };
}
