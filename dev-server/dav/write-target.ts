import type { CreationKind, Refusal } from '../profiles/profile.ts';
import type { StoredNode } from '../store/node.ts';
import type { Place } from '../store/nodes.ts';
import { isReadOnly } from './access.ts';
import type { DavCall } from './call.ts';
import { refuseByLocks } from './conditions.ts';

/** Where something is to be written: the place and what is there now. */
export type WriteTarget =
  | { readonly kind: 'place'; readonly place: Place; readonly existing: StoredNode | undefined }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** Looks at a place somebody wants to write to: name, parent, permission and locks. Synchronous. */
export function findWriteTarget(call: DavCall, segments: readonly string[], creation: CreationKind): WriteTarget {
  const { nodes } = call.context.store;
  const name = segments.at(-1);
  if (name === undefined) return refused(405, 'MethodNotAllowed', 'The root cannot be replaced');
  const parent = findParent(call, segments);
  if (parent.kind === 'refused') return parent;
  const existing = nodes.findChild(parent.node.id, name);
  const badName = existing === undefined ? call.context.profile.refuseName(name, creation) : undefined;
  if (badName !== undefined) return { kind: 'refused', refusal: badName };
  if (isReadOnly(call, segments)) return refused(403, 'Forbidden', 'You have no permission to write here');
  const locked = refuseByLocks(call, existing === undefined ? [parent.node.id] : [existing.id]);
  if (locked !== undefined) return { kind: 'refused', refusal: locked };
  return { kind: 'place', place: { parentId: parent.node.id, name }, existing };
}

type Parent =
  | { readonly kind: 'parent'; readonly node: StoredNode }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

function findParent(call: DavCall, segments: readonly string[]): Parent {
  let node = call.context.store.nodes.find(call.mount.rootId);
  for (const segment of segments.slice(0, -1)) {
    if (node === undefined) break;
    if (!node.isDirectory) return belowFile(call);
    node = call.context.store.nodes.findChild(node.id, segment);
  }
  if (node === undefined) return refused(409, 'Conflict', 'The parent directory does not exist');
  return node.isDirectory ? { kind: 'parent', node } : belowFile(call);
}

function belowFile(call: DavCall): { readonly kind: 'refused'; readonly refusal: Refusal } {
  if (call.context.profile.kind === 'infinite-scale') return refused(500, '', 'internal error: not a directory');
  return refused(409, 'Conflict', 'Files can only be created as children of collections');
}

/** A refused write target. */
export function refused(
  status: number,
  exception: string,
  message: string,
): { readonly kind: 'refused'; readonly refusal: Refusal } {
  return { kind: 'refused', refusal: { status, exception, message } };
}

/** Bytes that may still be added to the space, or undefined when there is no limit. */
export function availableBytes(call: Pick<DavCall, 'context' | 'mount'>): number | undefined {
  const { nodes, sharing } = call.context.store;
  const { rootId } = nodes.locate(call.mount.rootId);
  const quotaBytes =
    sharing.findSpace(rootId)?.quotaBytes ?? call.context.faults.quotaBytes ?? call.context.options.quotaBytes;
  return quotaBytes === undefined ? undefined : Math.max(0, quotaBytes - nodes.get(rootId).sizeBytes);
}

/** 507 when this many more bytes do not fit. */
export function refuseByQuota(call: Pick<DavCall, 'context' | 'mount'>, addedBytes: number): Refusal | undefined {
  const available = availableBytes(call);
  if (available === undefined || addedBytes <= 0 || addedBytes <= available) return undefined;
  return { status: 507, exception: 'InsufficientStorage', message: 'Insufficient space' };
}
