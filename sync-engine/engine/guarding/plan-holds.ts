import { judgeHold, UNATTENDED_MS } from '../../core/guards/hold.ts';
import { CHANGE_WINDOW_MS, DEFAULT_CHANGE_LIMITS, isMassChange } from '../../core/guards/mass-change.ts';
import type { MassRemovalLimits } from '../../core/guards/mass-removal.ts';
import { findMassRemoval, REMOVAL_WINDOW_MS } from '../../core/guards/mass-removal.ts';
import type { FalseAlarm, Sign } from '../../core/model/false-alarm.ts';
import { toSignName } from '../../core/model/false-alarm.ts';
import type { Decision, Hold, HoldAnswer, HoldKind, HoldReason } from '../../core/model/hold.ts';
import { MAX_HOLD_PATHS } from '../../core/model/hold.ts';
import type { NodeId } from '../../core/model/ids.ts';
import { ROOT_ID } from '../../core/model/ids.ts';
import type { Operation } from '../../core/model/operation.ts';
import { isMountPoint } from '../../core/model/permissions.ts';
import type { Side } from '../../core/model/side.ts';
import type { Place } from '../../core/model/tree.ts';
import { findPath } from '../../core/model/tree.ts';
import type { BaseRow, RecentAct } from '../../sync-database/sync-database.ts';
import { withoutDependents } from '../planning/dependents.ts';
import type { Plan } from '../planning/plan.ts';
import { rememberMeant } from './false-alarms.ts';

export interface HoldsInput {
  readonly plan: Plan;
  /** Files that are the same on both sides and in no tree of the plan. */
  readonly filesElsewhere: number;
  /** Rows of the base, also of items that take no part in the plan. */
  readonly rows: ReadonlyMap<NodeId, BaseRow>;
  readonly isUnseen: (id: NodeId) => boolean;
  /** Changes to tracked files that look like encryption by a stranger. */
  readonly suspicions: ReadonlyMap<NodeId, Sign>;
  /** Signs that a person has called meant. They say nothing about removals. */
  readonly falseAlarms: readonly FalseAlarm[];
  readonly stored: readonly Hold[];
  readonly answers: readonly HoldAnswer[];
  readonly recent: readonly RecentAct[];
  /** Undefined: removals are never held. */
  readonly limits: MassRemovalLimits | undefined;
  readonly nowMs: number;
  readonly newId: () => string;
}

/** A question that has been answered, by a person or by time. */
export interface DecidedHold {
  readonly hold: Hold;
  readonly decision: Decision;
  readonly why: 'answered' | 'unattended';
}

/** What of a plan may run now, and what is to be remembered. */
export interface HoldPlan {
  readonly operations: readonly Operation[];
  /** Everything to store: open questions, and answers that are being carried out. */
  readonly holds: readonly Hold[];
  readonly decided: readonly DecidedHold[];
  /** All signs to remember from now on; the list that was given when none was added. */
  readonly falseAlarms: readonly FalseAlarm[];
  /** What goes without a question, for the sliding windows. */
  readonly letThrough: readonly RecentAct[];
}

/** How far back guards count. */
export const LONGEST_WINDOW_MS = Math.max(REMOVAL_WINDOW_MS, CHANGE_WINDOW_MS);

/** Takes out of a plan what must wait for a person, with everything that can only follow it. Pure but for ids. */
export function planHolds(input: HoldsInput): HoldPlan {
  const settled = [settleRemovals('local', input), settleRemovals('remote', input), settleChanges(input)];
  const heldRemovals = { local: settled[0]?.held, remote: settled[1]?.held };
  const heldChanges = settled[2]?.held;
  const operations = withoutDependents(input.plan.operations, (operation) => {
    if (operation.kind === 'remove') return operation.covers.some((id) => heldRemovals[operation.side]?.has(id));
    return operation.side === 'remote' && heldChanges?.has(operation.node) === true;
  });
  return {
    operations,
    holds: settled.flatMap(({ holds }) => holds),
    decided: settled.flatMap(({ decided }) => decided),
    falseAlarms: rememberAnswered(settled[2]?.decided ?? [], input),
    letThrough: settled.flatMap(({ letThrough }) => letThrough),
  };
}

function rememberAnswered(decided: readonly DecidedHold[], input: HoldsInput): readonly FalseAlarm[] {
  const meant = decided.find(({ decision }) => decision === 'carry-out-always');
  if (meant === undefined) return input.falseAlarms;
  return rememberMeant(input.falseAlarms, { hold: meant.hold, signs: input.suspicions, nowMs: input.nowMs });
}

interface Settled {
  readonly held: ReadonlySet<NodeId>;
  readonly holds: readonly Hold[];
  readonly decided: readonly DecidedHold[];
  readonly letThrough: readonly RecentAct[];
}

function settleRemovals(side: Side, input: HoldsInput): Settled {
  const kind = 'removals';
  const approved = findApproved(kind, side, input);
  const groups = input.plan.operations.flatMap((op) => (op.kind === 'remove' && op.side === side ? [op.covers] : []));
  const open = groups.filter((covers) => !covers.every((id) => approved.nodes.has(id))).flat();
  const planned = new Set(open);
  const files = open.filter((id) => input.plan[side].get(id)?.kind === 'file');
  const leaving = side === 'remote' ? findLeavingShares(input.plan) : [];
  const actKind = `removal ${side}`;
  const recentFiles = countRecent(
    { actKind, windowMs: REMOVAL_WINDOW_MS },
    input,
    (id) => planned.has(id) || approved.nodes.has(id),
  );
  const allFiles = countFiles(input, side);
  const mass =
    input.limits && findMassRemoval({ side, removedFiles: files.length, allFiles, recentFiles }, input.limits);
  const stored = findOpen(kind, side, input);
  // Leaving a share is a question of its own: other removals do not wait for it.
  const isAlone = mass === undefined && (stored === undefined || stored.reason === 'leaves-share');
  const asked = isAlone ? new Set([...leaving, ...(stored?.nodes ?? [])].filter((id) => planned.has(id))) : planned;
  return settle({
    kind,
    side,
    planned: asked,
    reason: mass ?? (isAlone && asked.size > 0 ? 'leaves-share' : undefined),
    isGuarded: input.limits !== undefined || leaving.length > 0 || stored?.reason === 'leaves-share',
    going: new Set(groups.flat()),
    approved: approved.holds,
    letThrough: files.map((nodeId) => ({ kind: actKind, nodeId, atMs: input.nowMs })),
    input,
  });
}

/** Items that go with a place where a share or an external storage is mounted. */
function findLeavingShares({ operations, remote, rootPermissions }: Plan): readonly NodeId[] {
  const isMounted = (id: NodeId): boolean => {
    const node = remote.get(id);
    const above = node?.parentId === ROOT_ID ? rootPermissions : node && remote.get(node.parentId)?.permissions;
    return isMountPoint(node?.permissions, above);
  };
  return operations.flatMap((op) =>
    op.kind === 'remove' && op.side === 'remote' && op.covers.some(isMounted) ? op.covers : [],
  );
}

function settleChanges(input: HoldsInput): Settled {
  const kind = 'changes';
  const approved = findApproved(kind, 'remote', input);
  const meant = new Set(input.falseAlarms.map(toSignName));
  const open = [...input.suspicions].filter(([id, sign]) => !approved.nodes.has(id) && !meant.has(toSignName(sign)));
  const byAct = Map.groupBy(open, ([, suspicion]) => toActKind(suspicion));
  const allFiles = countFiles(input, 'base');
  const stored = findOpen(kind, 'remote', input);
  const planned = new Set<NodeId>();
  let reason: HoldReason | undefined;
  for (const [actKind, entries] of byAct) {
    const ids = new Set(entries.map(([id]) => id));
    const recentFiles = countRecent({ actKind, windowMs: CHANGE_WINDOW_MS }, input, (id) => ids.has(id));
    const isMass = isMassChange({ plannedFiles: ids.size, recentFiles, allFiles }, DEFAULT_CHANGE_LIMITS);
    // While a question is open, whatever looks the same waits with it.
    if (!isMass && stored === undefined) continue;
    for (const id of ids) planned.add(id);
    if (isMass) reason ??= entries[0]?.[1].kind;
  }
  const busy = input.plan.operations.flatMap((op) => (op.side === 'remote' && op.kind !== 'remove' ? [op.node] : []));
  return settle({
    kind,
    side: 'remote',
    planned,
    reason,
    isGuarded: true,
    going: new Set(busy),
    approved: approved.holds,
    letThrough: open.map(([nodeId, suspicion]) => ({ kind: toActKind(suspicion), nodeId, atMs: input.nowMs })),
    input,
  });
}

/** Noise counts as one act under whatever endings: a stranger takes them all. */
function toActKind(suspicion: Sign): string {
  return suspicion.kind === 'scrambled' ? 'scrambled' : `renamed ${suspicion.extension}`;
}

interface SettleInput {
  readonly kind: HoldKind;
  readonly side: Side;
  readonly planned: ReadonlySet<NodeId>;
  readonly reason: HoldReason | undefined;
  readonly isGuarded: boolean;
  /** Items that the plan still has something to do with: an approved hold is over when none of its are left. */
  readonly going: ReadonlySet<NodeId>;
  readonly approved: readonly Hold[];
  readonly letThrough: readonly RecentAct[];
  readonly input: HoldsInput;
}

function settle(question: SettleInput): Settled {
  const { kind, side, planned, reason, input } = question;
  const { isUnseen, nowMs } = input;
  const approved = question.approved.filter(({ nodes }) => nodes.some((id) => question.going.has(id) || isUnseen(id)));
  const none = { held: new Set<NodeId>(), holds: approved, decided: [], letThrough: [] };
  if (!question.isGuarded) return { ...none, holds: [] };
  const stored = findOpen(kind, side, input);
  const verdict = judgeHold({
    stored,
    planned,
    isUnseen,
    isTooMuch: reason !== undefined,
    answer: input.answers.find(({ name }) => stored !== undefined && name.startsWith(`${stored.id}-`)),
    nowMs,
    // Encrypted files may be the only copies of today's work: bringing the server's back is left to a person.
    unattendedMs: kind === 'removals' ? UNATTENDED_MS : undefined,
  });
  switch (verdict.kind) {
    case 'go':
      return { ...none, letThrough: question.letThrough };
    case 'hold': {
      const hold = updateHold({ verdict, stored, question });
      const held = new Set(verdict.nodes);
      const letThrough = question.letThrough.filter(({ nodeId }) => !held.has(nodeId));
      return { ...none, held, holds: [...approved, hold], letThrough };
    }
    case 'keep': {
      const hold = updateHold({ verdict: { ...verdict, hasGrown: false }, stored, question });
      return { ...none, held: new Set(verdict.nodes), decided: [{ hold, decision: 'keep', why: verdict.why }] };
    }
    case 'carry-out': {
      const hold = { ...updateHold({ verdict: { ...verdict, hasGrown: false }, stored, question }), isApproved: true };
      return { ...none, holds: [...approved, hold], decided: [{ hold, decision: verdict.decision, why: 'answered' }] };
    }
    default:
      return verdict satisfies never;
  }
}

interface HoldUpdate {
  readonly verdict: { readonly nodes: readonly NodeId[]; readonly hasGrown: boolean };
  readonly stored: Hold | undefined;
  readonly question: SettleInput;
}

/** The stored hold with its list as it is now. The same object when nothing changed, so that nothing is written. */
function updateHold({ verdict, stored, question }: HoldUpdate): Hold {
  const { nodes, hasGrown } = verdict;
  const { kind, side, input } = question;
  if (stored !== undefined && !hasGrown && nodes.length === stored.nodes.length) return stored;
  const { plan, rows, nowMs } = input;
  const files = nodes.filter((id) => rows.get(id)?.kind === 'file');
  const tree: Pick<ReadonlyMap<NodeId, Place>, 'get' | 'size'> = kind === 'changes' ? plan.local : plan[side];
  const allFiles = countFiles(input, side);
  const head = {
    kind,
    side,
    nodes,
    fileCount: files.length,
    allFiles,
    paths: files.slice(0, MAX_HOLD_PATHS).flatMap((id) => findPath(tree, id) ?? findPath(rows, id) ?? []),
    isApproved: false,
  };
  const reason = question.reason ?? stored?.reason ?? 'many-at-once';
  if (stored === undefined) {
    return { ...head, id: input.newId(), revision: 1, reason, firstSeenMs: nowMs, changedMs: nowMs };
  }
  const { id, revision, firstSeenMs, changedMs } = stored;
  if (!hasGrown) return { ...head, id, revision, reason: stored.reason, firstSeenMs, changedMs };
  return { ...head, id, revision: revision + 1, reason, firstSeenMs, changedMs: nowMs };
}

function findOpen(kind: HoldKind, side: Side, { stored }: HoldsInput): Hold | undefined {
  return stored.find((hold) => hold.kind === kind && hold.side === side && !hold.isApproved);
}

function findApproved(
  kind: HoldKind,
  side: Side,
  { stored }: HoldsInput,
): { readonly holds: readonly Hold[]; readonly nodes: ReadonlySet<NodeId> } {
  const holds = stored.filter((hold) => hold.kind === kind && hold.side === side && hold.isApproved);
  return { holds, nodes: new Set(holds.flatMap(({ nodes }) => nodes)) };
}

/** Other items of an act within the window. A time that lies ahead, after the clock was set back, counts as now. */
function countRecent(
  { actKind, windowMs }: { readonly actKind: string; readonly windowMs: number },
  { recent, nowMs }: HoldsInput,
  isCounted: (id: NodeId) => boolean,
): number {
  return recent.filter((act) => act.kind === actKind && act.atMs > nowMs - windowMs && !isCounted(act.nodeId)).length;
}

function countFiles({ plan, filesElsewhere }: HoldsInput, tree: Side | 'base'): number {
  let files = filesElsewhere;
  for (const node of plan[tree].values()) if (node.kind === 'file') files += 1;
  return files;
}
