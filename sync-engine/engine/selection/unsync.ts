import { isSameStamp } from '../../core/model/observation.ts';
import type { EngineEvent } from '../../core/model/engine-state.ts';
import type { HistoryEntry } from '../../core/model/history.ts';
import { toRunId } from '../../core/model/history.ts';
import type { NodeId } from '../../core/model/ids.ts';
import { toHistoryId } from '../../core/model/ids.ts';
import type { Problem } from '../../core/model/problem.ts';
import type { SyncErrorCode } from '../../core/model/sync-error.ts';
import { keepListed } from '../../executor/keep-index.ts';
import type { BaseChange, BaseRow } from '../../sync-database/sync-database.ts';
import { planRemovals } from '../base-changes.ts';
import type { Observation } from '../observe.ts';
import type { FolderPorts } from '../parts.ts';
import type { Leaving, UnsyncPlan } from './plan-unsync.ts';
import { hasSteps } from './plan-unsync.ts';

/** Files between two commits: what a crash can make us look at again. */
const BATCH_FILES = 64;

/** A file that another program has open, or that cannot be moved, is tried again after so long. */
const RETRY_MS = 30_000;

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
  readonly #tell: (event: EngineEvent) => void;
  readonly #refused = new Map<NodeId, Refused>();

  constructor(input: { readonly ports: FolderPorts; readonly tell: (event: EngineEvent) => void }) {
    this.#ports = input.ports;
    this.#tell = input.tell;
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

  /** True when this look has found something that may be done now. */
  isDue({ observed }: Observation): boolean {
    const leaving = new Set(observed.unsync.flatMap(({ files, doubtful }) => [...files, ...doubtful]).map(toId));
    for (const id of this.#refused.keys()) if (!leaving.has(id)) this.#refused.delete(id);
    return observed.unsync.some((plan) => hasSteps(this.#keepDue(plan)));
  }

  /** @returns true when something has changed: then nothing that was planned on the observation holds any more. */
  async carryOut({ observed, base }: Observation, signal: AbortSignal): Promise<boolean> {
    const rows = new Map(base);
    const writesBefore = this.#ports.database.writeCount;
    for (const plan of observed.unsync) {
      if (signal.aborted) break;
      // An item may belong to two such directories, one inside the other: what the first has settled is settled.
      const due = withoutSettled(this.#keepDue(plan), rows);
      if (hasSteps(due)) await this.#carryOutOne(due, rows, signal);
    }
    return this.#ports.database.writeCount !== writesBefore;
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

  async #carryOutOne(plan: UnsyncPlan, rows: Map<NodeId, BaseRow>, signal: AbortSignal): Promise<void> {
    const files = [...plan.files, ...(await this.#prove(plan.doubtful, signal))];
    const gone = { files: 0, bytes: 0 };
    let history = files.length + plan.directories.length === 0 ? [] : [this.#toEntry(plan)];
    for (let start = 0; start < files.length && !signal.aborted; start += BATCH_FILES) {
      const batch = files.slice(start, start + BATCH_FILES);
      this.#forgetHere(batch, rows, history);
      history = [];
      for (const file of await this.#putAway(batch, rows)) {
        gone.files += 1;
        gone.bytes += file.stamp.sizeBytes;
      }
    }
    if (!signal.aborted) await this.#removeRows(plan, files, { rows, history });
    if (gone.files > 0) this.#tell({ type: 'unsynced', path: plan.choice.path, ...gone });
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
    { directories, forgotten, doubtful }: UnsyncPlan,
    proven: readonly Leaving[],
    { rows, history }: { readonly rows: Map<NodeId, BaseRow>; readonly history: readonly HistoryEntry[] },
  ): Promise<void> {
    const isProven = new Set(proven.map(toId));
    const unproven = doubtful.map(toId).filter((id) => !isProven.has(id));
    const gone = new Set(planRemovals([...forgotten.map(({ id }) => id), ...directories.map(toId), ...unproven], rows));
    const empty = directories.filter(({ row }) => gone.has(row.id));
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

function withoutSettled(plan: UnsyncPlan, rows: ReadonlyMap<NodeId, BaseRow>): UnsyncPlan {
  const isOpen = ({ row }: Leaving): boolean => rows.has(row.id);
  return {
    ...plan,
    files: plan.files.filter(isOpen),
    doubtful: plan.doubtful.filter(isOpen),
    directories: plan.directories.filter(isOpen),
    forgotten: plan.forgotten.filter(({ id }) => rows.has(id)),
  };
}

function toId({ row }: Leaving): NodeId {
  return row.id;
}
