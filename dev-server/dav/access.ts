import type { Role } from '../store/node.ts';
import { userPathOf } from './call.ts';
import type { DavCall } from './call.ts';

/** What an account may do at a place, and how the place came to be in its tree. */
export interface Access {
  /** Undefined: the account's own. */
  readonly role: Role | undefined;
  /** In a share or a space of others. */
  readonly isShared: boolean;
  /** The very place at which a share is shown. */
  readonly isMountPoint: boolean;
}

const OWN_ACCESS: Access = { role: undefined, isShared: false, isMountPoint: false };

/** Follows a path through the places at which shares are shown. */
export function accessAt(call: DavCall, segments: readonly string[]): Access {
  const { nodes } = call.context.store;
  if (call.mount.role === undefined && !nodes.hasMounts(call.mount.rootId)) return OWN_ACCESS;
  let access: Access = {
    role: call.mount.role,
    isShared: call.mount.role !== undefined,
    isMountPoint: call.mount.isShare && segments.length === 0,
  };
  let node = nodes.find(call.mount.rootId);
  for (const [index, name] of segments.entries()) {
    node = node === undefined ? undefined : nodes.findChild(node.id, name);
    const isMountPoint = node?.mount !== undefined && index === segments.length - 1;
    if (node?.mount === undefined) access = { ...access, isMountPoint };
    else access = { role: node.mount.role, isShared: true, isMountPoint };
  }
  return access;
}

/** Whether what is at a place, or would be there, may not be changed. */
export function isReadOnly(call: DavCall, segments: readonly string[]): boolean {
  return call.context.faults.isReadOnly(userPathOf(call, segments)) || accessAt(call, segments).role === 'viewer';
}

/** Whether the place itself may not be removed or moved; where a share is shown, that only concerns the receiver. */
export function isFixed(call: DavCall, segments: readonly string[]): boolean {
  const access = accessAt(call, segments);
  return !access.isMountPoint && isReadOnly(call, segments);
}
