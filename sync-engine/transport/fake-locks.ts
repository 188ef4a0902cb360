import { isAllowed } from '../core/model/permissions.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import type { Outcome } from '../core/model/sync-error.ts';
import type { FakeServer } from './fake-server.ts';
import type { FakeNode } from './fake-tree.ts';
import { createError } from './http/status-outcome.ts';
import type { LockLook, LockOutcome, LockPlace, LockRequest } from './transport.ts';

/** The lock of an item, as long as its time has not run out. */
function findLock(server: FakeServer, node: FakeNode | undefined): FakeNode['lock'] {
  return node?.lock !== undefined && node.lock.untilMs > server.lockClockMs() ? node.lock : undefined;
}

/** The item at the place of a lock of ours, while we hold it. */
export function findHeldNode(server: FakeServer, { path, token }: Omit<LockPlace, 'signal'>): FakeNode | undefined {
  const node = server.tree.find(path);
  return findLock(server, node)?.token === token ? node : undefined;
}

/** Who holds the lock of the item at a place of the fake server, as it tells somebody of this name. */
export function lookAtFakeLock(server: FakeServer, path: RelativePath, name: string): LockLook {
  const node = server.tree.find(path);
  const lock = findLock(server, node);
  if (node === undefined || lock === undefined) return { kind: 'free' };
  const own = lock.holder.name === name ? { fileId: node.fileId, token: lock.token } : undefined;
  return { kind: 'locked', holder: lock.holder, own, leftMs: lock.untilMs - server.lockClockMs() };
}

/** Locks the file at a place of the fake server, in the name of whoever is signed in. */
export function takeFakeLock(
  server: FakeServer,
  { path, timeoutMs }: Omit<LockRequest, 'signal'>,
  name: string,
): LockOutcome {
  const node = server.tree.find(path);
  if (node?.kind !== 'file' || !isAllowed('write', node.permissions)) return { kind: 'not-lockable' };
  const other = findLock(server, node);
  if (other !== undefined)
    return { kind: 'failed', error: { ...createError('locked-on-server', 'fake'), heldBy: other.holder } };
  return { kind: 'locked', lock: { fileId: node.fileId, token: server.lock(path, name, timeoutMs).token } };
}

/** What a write of these bytes comes to because of locks; undefined when none is in its way. */
export function refuseFakeWrite(
  server: FakeServer,
  node: FakeNode | undefined,
  token: string | undefined,
): Outcome<never> | undefined {
  const lock = findLock(server, node);
  if (lock?.token === token) return undefined;
  if (lock === undefined) return { kind: 'refused', reason: 'changed-meanwhile' };
  return { kind: 'failed', error: { ...createError('locked-on-server', 'fake'), heldBy: lock.holder } };
}

/** What moving or removing an item comes to because of a lock on it or below it; undefined when there is none. */
export function refuseFakeChange(server: FakeServer, node: FakeNode): Outcome<never> | undefined {
  const own = refuseFakeWrite(server, node, undefined);
  if (own !== undefined) return own;
  for (const child of node.children.values()) {
    const below = refuseFakeChange(server, child);
    if (below !== undefined) return below;
  }
  return undefined;
}
