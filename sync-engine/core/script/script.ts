import type { DesiredNode } from '../model/desired.ts';
import { OperationLog } from './operation-log.ts';
import type { Steps } from '../model/steps.ts';
import { stepThrough } from '../model/steps.ts';
import type { BlockedStep, ScriptInput, ScriptResult } from './script-types.ts';
import { SideState } from './side-state.ts';
import { Structure } from './structure.ts';
import { Removals } from './removals.ts';

/**
 * Writes the operations that turn one side, as observed, into the desired tree. Pure and total: directories are made
 * and items moved first (removing what is in the way, parking one item where names or directories form a cycle), then
 * bytes are transferred, then what is left over is removed. Every operation is possible when those it names in `after`
 * are done. O(n) apart from the depth of paths.
 */
export function* script(input: ScriptInput): Steps<ScriptResult> {
  const state = new SideState(input.tree, input.nameKey);
  const log = new OperationLog(input, state);
  const removals = new Removals(input, state, log);
  const structure = new Structure({ input, state, log, removals });
  const blocked: BlockedStep[] = [...structure.write()];
  yield;
  yield* stepThrough(input.desired.values(), (node) => {
    if (node.kind === 'file') writeTransfer(node);
  });
  removals.removeRest();
  return { operations: log.operations, blocked, held: removals.held };

  function writeTransfer(node: DesiredNode): void {
    const isHere = input.tree.has(node.id);
    if (!isHere) {
      if (isPlaceFree(node)) log.create(node);
      else blocked.push({ node: node.id, side: input.side, place: node });
    } else if (node.content.kind === 'from' && node.content.side !== input.side) {
      log.replace(node.id, { kind: 'replace' });
    } else if (node.content.kind === 'conflict' && input.side === 'local') {
      log.replace(node.id, { kind: 'replace-in-conflict', conflictName: node.content.conflictName });
    }
  }

  function isPlaceFree(node: DesiredNode): boolean {
    if (!state.has(node.parentId) || input.isOccupied(node)) return false;
    const occupant = state.occupantOf(state.slotOf(node));
    return occupant === undefined || removals.removeNow(occupant);
  }
}
