import type { NodeId } from '../../core/model/ids.ts';
import type { Problem } from '../../core/model/problem.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { findPath } from '../../core/model/tree.ts';
import type { Planned } from './plan-from-views.ts';

/** Every path of a plan that is not synced, and why; failed attempts are not in it. */
export function listProblems({ observed, plan }: Planned): readonly Problem[] {
  const problems: Problem[] = [...observed.problems];
  const report = (id: NodeId, side: Problem['side'], code: Problem['code']): void => {
    const path = findPath(plan[side], id) ?? findPath(plan.desired, id);
    if (path !== undefined) problems.push({ path, side, code });
  };
  for (const clash of plan.clashes) report(clash.id, 'remote', 'name-clash');
  for (const step of plan.blocked) report(step.node, step.side === 'local' ? 'remote' : 'local', 'name-clash');
  for (const id of plan.refusals.forbidden) report(id, 'local', 'change-not-permitted');
  for (const { id, standing } of plan.staying)
    if (standing !== 'decided') report(id, 'local', 'second-version-not-uploaded');
  for (const id of plan.held.remote) report(id, 'remote', 'kept-for-unsynced-content');
  return problems;
}

/**
 * Directories that the server has removed and that stay here for what takes no part in syncing. Not problems, because
 * an exclude pattern asked for it; but a reason, when somebody asks for one.
 */
export function listLeftHere({ plan }: Planned): readonly Problem[] {
  return plan.held.local.flatMap((id) => {
    const path = findPath(plan.local, id);
    return path === undefined ? [] : [{ path, side: 'local', code: 'kept-for-unsynced-content' }];
  });
}

/** Second versions that stay here although somebody has decided on them: no problems, and not on the server either. */
export function listOnlyHere({ plan }: Planned): readonly RelativePath[] {
  return plan.staying.flatMap(({ id, standing }) => (standing === 'decided' ? (findPath(plan.local, id) ?? []) : []));
}
