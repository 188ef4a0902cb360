import { isSameStamp } from '../../core/model/observation.ts';
import type { EngineEvent, Progress } from '../../core/model/engine-state.ts';
import type { HistoryEntry } from '../../core/model/history.ts';
import { toRunId } from '../../core/model/history.ts';
import type { NodeId } from '../../core/model/ids.ts';
import { toHistoryId } from '../../core/model/ids.ts';
import type { Problem } from '../../core/model/problem.ts';
import type { SyncErrorCode } from '../../core/model/sync-error.ts';
import { keepListed } from '../../executor/keep-index.ts';
import type { BaseChange, BaseRow } from '../../sync-database/sync-database.ts';
import { planRemovals } from '../planning/base-changes.ts';
import { Below } from '../looking/below.ts';
import type { Observation } from '../looking/observe.ts';
import type { FolderSession } from '../opening/folder-session.ts';
import type { FolderPorts } from '../parts.ts';
import type { StateKeeper } from '../resting/state-keeper.ts';
import type { Leaving, UnsyncPlan } from './plan-unsync.ts';
import { countSteps, deepestFirst, hasSteps } from './plan-unsync.ts';

/** Files, or rows, between two commits: what a crash can make us look at again. */
const BATCH_ITEMS = 64;

/** A file that another program has open, or that cannot be moved, is tried again after so long. */
const RETRY_MS = 30_000;

export interface UnsyncerInput {
  readonly ports: FolderPorts;
  readonly tell: (event: EngineEvent) => void;
  /** Both are told before anything is done. */
  readonly state: Pick<StateKeeper, 'working'>;
  readonly session: Pick<FolderSession, 'beginRun'>;
}

interface Refused {
  readonly problem: Problem;
  readonly untilMs: number;
}

/**
 * Takes what was deselected off this computer. This is no deletion and never becomes one: the choice is durable before
 * it begins; that an item is here is forgotten, durably, before it goes; and no step of it can reach the server.
 * A process that dies at any moment leaves files that are still here and rows that say nothing of this computer; the
 * next look finishes. One call at a time.
 */
export class Unsyncer {
  readonly #ports: FolderPorts;
  readonly #tell: UnsyncerInput['tell'];
  readonly #state: UnsyncerInput['state'];
  readonly #session: UnsyncerInput['session'];
  readonly #refused = new Map<NodeId, Refused>();

  constructor({ ports, tell, state, session }: UnsyncerInput) {
    this.#ports = ports;
    this.#tell = tell;
    this.#state = state;
    this.#session = session;
  }

  /** What could not leave, with the reason of the last attempt. */
  get problems(): readonly Problem[] {
    return [...this.#refused.values()].map(({ problem }) => problem);
  }

  /** Ms until something that could not leave is tried again; undefined when nothing waits. */
  nextDelayMs(): number | undefined {
    const nowMs = this.#ports.clock.monotonicMs();
    const delays = [...this.#refused.values()].map(({ untilMs }) => Math.max(0, untilMs - nowMs));
    return delays.length === 0 ? undefined : Math.min(...delays);
  }

  /**
   * Does what this look has found and what may be done now.
   *
   * @returns true when something has changed: then nothing that was planned on the observation holds any more.
   */
  async carryOut({ observed, base }: Observation, signal: AbortSignal): Promise<boolean> {
    this.#forgetRefused(observed.unsync);
    const due = observed.unsync.map((plan) => this.#keepDue(plan));
    const steps = due.reduce((sum, plan) => sum + countSteps(plan), 0);
    if (steps === 0) return false;
    this.#state.working(steps, []);
    await this.#session.beginRun();
    const writesBefore = this.#ports.database.writeCount;
    const work: Work = { rows: new Map(base), below: new Below(base), signal, progress: startProgress(due) };
    for (const group of groupPlans(due)) {
      if (signal.aborted) break;
      // An item may belong to two such directories, one inside the other: what the first settles is settled.
      const open = withoutSettled(group, work.rows);
      if (open.some(hasSteps)) await this.#carryOutTogether(open, work);
    }
    return this.#ports.database.writeCount !== writesBefore;
  }

  /** What does not have to leave any more is no problem any more. */
  #forgetRefused(plans: readonly UnsyncPlan[]): void {
    const leaving = new Set(plans.flatMap(({ files, doubtful }) => [...files, ...doubtful]).map(toId));
    for (const id of this.#refused.keys()) if (!leaving.has(id)) this.#refused.delete(id);
  }

  /** Without what was refused a moment ago, and the directories above it. */
  #keepDue(plan: UnsyncPlan): UnsyncPlan {
    const nowMs = this.#ports.clock.monotonicMs();
    const isWaiting = ({ row }: Leaving): boolean => (this.#refused.get(row.id)?.untilMs ?? nowMs) > nowMs;
    const waiting = [...plan.files, ...plan.doubtful].filter(isWaiting);
    if (waiting.length === 0) return plan;
    return {
      ...plan,
      files: plan.files.filter((file) => !isWaiting(file)),
      doubtful: plan.doubtful.filter((file) => !isWaiting(file)),
      directories: plan.directories.filter(({ path }) => !waiting.some((file) => file.path.startsWith(`${path}/`))),
    };
  }

  /** Several directories share commits: somebody who wants three of ten thousand deselects all the others. */
  async #carryOutTogether(plans: readonly UnsyncPlan[], work: Work): Promise<void> {
    const { rows, signal } = work;
    const proven = await this.#prove(
      plans.flatMap(({ doubtful }) => doubtful),
      signal,
    );
    const isProven = new Set(proven.map(toId));
    const files = [...plans.flatMap((plan) => plan.files), ...proven];
    const leaving = plans.filter(
      (plan) =>
        plan.files.length + plan.directories.length > 0 || plan.doubtful.some(({ row }) => isProven.has(row.id)),
    );
    let history = leaving.map((plan) => this.#toEntry(plan));
    const gone = new Set<NodeId>();
    for (let start = 0; start < files.length && !signal.aborted; start += BATCH_ITEMS) {
      const batch = files.slice(start, start + BATCH_ITEMS);
      this.#forgetHere(batch, rows, history);
      history = [];
      const away = await this.#putAway(batch, rows);
      for (const { row } of away) gone.add(row.id);
      this.#tellProgress(away, work);
    }
    if (!signal.aborted) await this.#removeRows(plans, isProven, { work, history });
    for (const plan of plans) this.#tellGone(plan, gone);
  }

  #tellProgress(away: readonly Leaving[], { progress }: Work): void {
    progress.filesDone += away.length;
    progress.bytesDone += sumBytes(away);
    this.#tell({ type: 'progress', progress: { ...progress } });
  }

  #tellGone({ choice, files, doubtful }: UnsyncPlan, gone: ReadonlySet<NodeId>): void {
    const away = [...files, ...doubtful].filter(({ row }) => gone.has(row.id));
    if (away.length > 0) this.#tell({ type: 'unsynced', path: choice.path, files: away.length, bytes: sumBytes(away) });
  }

  /** Of files that a crash left behind, those whose bytes are the ones that were agreed on. */
  async #prove(doubtful: readonly Leaving[], signal: AbortSignal): Promise<readonly Leaving[]> {
    const proven: Leaving[] = [];
    for (const file of doubtful) {
      const hashed = await this.#ports.filesystem.hashFile(file.path, signal);
      if (hashed.kind !== 'done' || hashed.value.checksum !== file.row.checksum) continue;
      if (isSameStamp('file', hashed.value.stamp, file.stamp)) proven.push(file);
    }
    return proven;
  }

  /** From now on their absence here is no deletion, whatever happens next. */
  #forgetHere(items: readonly Leaving[], rows: Map<NodeId, BaseRow>, history: readonly HistoryEntry[]): void {
    const changes = items.map(({ row }): BaseChange => ({ kind: 'put', row: { ...row, local: undefined } }));
    this.#commit(changes, rows, history);
  }

  /** Returns those that have gone. The others get their rows back. */
  async #putAway(batch: readonly Leaving[], rows: Map<NodeId, BaseRow>): Promise<readonly Leaving[]> {
    const changes: BaseChange[] = [];
    const gone: Leaving[] = [];
    for (const file of batch) {
      const { row, stamp } = file;
      const failure = await this.#putAwayOne(file);
      if (failure === undefined) {
        gone.push(file);
        changes.push({ kind: 'remove', id: row.id });
      } else changes.push({ kind: 'put', row: { ...row, local: stamp } });
      this.#noteFailure(file, failure);
    }
    this.#commit(changes, rows, []);
    return gone;
  }

  async #putAwayOne({ row, path, stamp }: Leaving): Promise<SyncErrorCode | 'changed' | undefined> {
    const { clock, randomId } = this.#ports;
    const keptAtMs = clock.nowMs();
    const keepId = `${keptAtMs}-${randomId()}`;
    const { sizeBytes } = stamp;
    const kept = {
      keepId,
      originalPath: path,
      sizeBytes,
      checksum: row.checksum,
      keptAtMs,
      reason: 'deselected',
    } as const;
    const outcome = await keepListed(kept, stamp, this.#ports);
    if (outcome.kind === 'done') return undefined;
    return outcome.kind === 'refused' ? 'changed' : outcome.error.code;
  }

  #noteFailure({ row, path }: Leaving, failure: SyncErrorCode | 'changed' | undefined): void {
    // What changed meanwhile is seen by the next look; only what cannot be moved has to wait.
    if (failure === undefined || failure === 'changed') {
      this.#refused.delete(row.id);
      return;
    }
    const untilMs = this.#ports.clock.monotonicMs() + RETRY_MS;
    this.#refused.set(row.id, { problem: { path, side: 'local', code: failure }, untilMs });
  }

  /** The rows that nothing hangs on any more, and with them their empty directories, from the bottom up. */
  async #removeRows(
    plans: readonly UnsyncPlan[],
    proven: ReadonlySet<NodeId>,
    { work: { rows, below }, history }: { readonly work: Work; readonly history: readonly HistoryEntry[] },
  ): Promise<void> {
    const unneeded = plans.flatMap(({ directories, forgotten, doubtful }) => [
      ...forgotten.map(({ id }) => id),
      ...directories.map(toId),
      ...doubtful.map(toId).filter((id) => !proven.has(id)),
    ]);
    const gone = new Set(planRemovals(unneeded, rows, below));
    const empty = plans
      .flatMap(({ directories }) => directories)
      .filter(({ row }) => gone.has(row.id))
      .toSorted(deepestFirst);
    this.#forgetHere(empty, rows, history);
    for (const { path, stamp } of empty) {
      // Refused when it holds what stays here; then it stays with it.
      const removed = await this.#ports.filesystem.removeDirectory(path, {
        kind: 'stamp',
        nodeKind: 'directory',
        stamp,
      });
      if (removed.kind === 'failed') this.#ports.logger.warn('directory-not-removed', { code: removed.error.code });
    }
    this.#commit(
      [...gone].map((id) => ({ kind: 'remove', id })),
      rows,
      [],
    );
  }

  #commit(changes: readonly BaseChange[], rows: Map<NodeId, BaseRow>, history: readonly HistoryEntry[]): void {
    for (const change of changes) {
      if (change.kind === 'remove') rows.delete(change.id);
      else rows.set(change.row.id, change.row);
    }
    this.#ports.database.commitBase(changes, history);
  }

  #toEntry({ choice }: UnsyncPlan): HistoryEntry {
    const { clock, randomId } = this.#ports;
    const atMs = clock.nowMs();
    const runId = toRunId(atMs, randomId());
    return {
      id: toHistoryId(`${runId}-1`),
      runId,
      atMs,
      verb: 'unsync',
      side: 'local',
      nodeKind: 'directory',
      path: choice.path,
      target: undefined,
      reversal: { kind: 'none', why: 'needs-selecting' },
      undoes: undefined,
    };
  }
}

/** What one round of unsyncing goes by. */
interface Work {
  /** What is agreed on by now. */
  readonly rows: Map<NodeId, BaseRow>;
  /** What lay below each row when it began: rows only go. */
  readonly below: Below;
  readonly signal: AbortSignal;
  readonly progress: { -readonly [Key in keyof Progress]: Progress[Key] };
}

function startProgress(plans: readonly UnsyncPlan[]): Work['progress'] {
  const files = plans.flatMap((plan) => [...plan.files, ...plan.doubtful]);
  return { filesDone: 0, filesTotal: files.length, bytesDone: 0, bytesTotal: sumBytes(files) };
}

/** Puts small directories together, so that each group is worth its commits. */
function groupPlans(plans: readonly UnsyncPlan[]): readonly (readonly UnsyncPlan[])[] {
  const groups: UnsyncPlan[][] = [];
  let steps = BATCH_ITEMS;
  for (const plan of plans) {
    if (steps >= BATCH_ITEMS) {
      groups.push([]);
      steps = 0;
    }
    groups.at(-1)?.push(plan);
    steps += countSteps(plan);
  }
  return groups;
}

function withoutSettled(plans: readonly UnsyncPlan[], rows: ReadonlyMap<NodeId, BaseRow>): readonly UnsyncPlan[] {
  const taken = new Set<NodeId>();
  const take = (id: NodeId): boolean => {
    const isOpen = rows.has(id) && !taken.has(id);
    taken.add(id);
    return isOpen;
  };
  return plans.map((plan) => ({
    ...plan,
    files: plan.files.filter(({ row }) => take(row.id)),
    doubtful: plan.doubtful.filter(({ row }) => take(row.id)),
    directories: plan.directories.filter(({ row }) => take(row.id)),
    forgotten: plan.forgotten.filter(({ id }) => take(id)),
  }));
}

function sumBytes(leaving: readonly Leaving[]): number {
  return leaving.reduce((sum, { stamp }) => sum + stamp.sizeBytes, 0);
}

function toId({ row }: Leaving): NodeId {
  return row.id;
}
