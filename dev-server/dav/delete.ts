import { emptyAnswer } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import type { Refusal } from '../profiles/profile.ts';
import type { StoredNode } from '../store/node.ts';
import { isFixed } from './access.ts';
import { announce, findTarget, notFound, refuse } from './call.ts';
import type { DavCall } from './call.ts';
import { refuseByConditions, refuseByLocks } from './conditions.ts';

/** DELETE: the item goes to the trash, whole. */
export function deleteItem(call: DavCall): Answer {
  const node = findTarget(call);
  if (node === undefined) return notFound(call);
  const refusal = refuseDelete(call, node);
  if (refusal !== undefined) return refuse(call.context, refusal);
  const { database, nodes, trash } = call.context.store;
  // A share is only put out of sight.
  const { mount } = node;
  database.transaction(() => (mount === undefined ? trash.add(node) : nodes.removeMount(mount.id)));
  announce({ ...call, account: call.mount.account }, 'item-trashed', node);
  return emptyAnswer(204);
}

function refuseDelete(call: DavCall, node: StoredNode): Refusal | undefined {
  if (node.parentId === undefined) {
    const isOwncloud10 = call.context.profile.kind === 'owncloud10';
    return isOwncloud10
      ? { status: 403, exception: 'Forbidden', message: 'Permission denied to delete the root' }
      : { status: 405, exception: 'MethodNotAllowed', message: 'deleting spaces via dav is not allowed' };
  }
  const conditions = refuseByConditions(call, node);
  if (conditions !== undefined) return conditions;
  if (isFixed(call, call.segments))
    return { status: 403, exception: 'Forbidden', message: 'You have no permission to delete this' };
  if (call.context.faults.isProcessing(node.id))
    return { status: 425, exception: '', message: 'error: too early: file is processing' };
  return refuseByLocks(call, [node.id], { includesMembers: true });
}
