import type { ConflictId, ConflictRecord, Exchange, Resolution } from '../../core/model/conflict.ts';
import { secondPath } from '../../core/model/conflict.ts';
import { isName } from '../../core/model/relative-path.ts';
import type { Outcome, SyncError } from '../../core/model/sync-error.ts';
import { mergeVersions } from './base-text.ts';
import type { DeskPorts, TwoVersions } from './look.ts';
import { isAsAgreed, isAsRecorded, readVersions } from './look.ts';
import type { ByteSource, ExchangePorts } from './put-bytes.ts';
import { putDecided, putEnd } from './note-decision.ts';
import { hashBytes, putBytes, readPlace, takeAway } from './put-bytes.ts';
import { settle } from './settle.ts';

/** Why a decision is not carried out. Nothing has changed then. */
export type ResolveRefusal =
  | 'conflict-unknown'
  | 'conflict-closed'
  | 'conflict-not-resolved'
  | 'changed-meanwhile'
  | 'not-two-files'
  | 'merge-not-possible'
  | 'changes-overlap'
  | 'name-taken'
  | 'name-not-allowed'
  | 'no-longer-kept';

/** How a decision ended. `failed` has changed nothing, or is put right when the folder is opened next. */
export type ResolveEnd =
  | { readonly kind: 'done'; readonly record: ConflictRecord }
  | { readonly kind: 'refused'; readonly reason: ResolveRefusal }
  | { readonly kind: 'failed'; readonly error: SyncError };

/** What a person decided. */
export interface Decision {
  readonly id: ConflictId;
  readonly keep: Resolution;
  /** With `both`: a better name for the second version. */
  readonly newName: string | undefined;
  /** The revision that the person saw; undefined: whatever is there now, if both sides agree on it. */
  readonly revision: string | undefined;
}

/**
 * Carries out a decision: compare, then exchange. Both files must be what the last run left and saw on the server, else
 * the answer is `changed-meanwhile`. What is replaced or removed goes to the safety store; the next run sends the result
 * like any other edit. The folder's lock must be held.
 */
export async function resolveConflict(decision: Decision, ports: DeskPorts): Promise<ResolveEnd> {
  const record = ports.database.findConflict(decision.id);
  if (record === undefined) return refuse('conflict-unknown');
  if (record.state.kind !== 'open' && record.state.kind !== 'announced') return refuse('conflict-closed');
  const versions = await readVersions(record, ports);
  if (versions === undefined && (await isAnyFolder(record, ports))) return decideOnFolder(record, decision, ports);
  if (versions === undefined || !isUnchanged(versions, decision, ports)) return refuse('changed-meanwhile');
  const planned = await plan(versions, decision, ports);
  if (planned.kind === 'refused') return planned;
  return carryOut(versions, planned, ports);
}

function isUnchanged(versions: TwoVersions, decision: Decision, { places }: DeskPorts): boolean {
  const { record, original, second, revision } = versions;
  if (decision.revision !== undefined && decision.revision !== revision) return false;
  if (!isAsAgreed(original, places)) return false;
  // What is on this computer only has been changed by nobody else: whoever has seen it may decide on it.
  const isSeenHere = second.row === undefined && revision === decision.revision;
  return isSeenHere || isAsAgreed(second, places) || isAsRecorded(second, record);
}

async function isAnyFolder(record: ConflictRecord, { places, filesystem }: DeskPorts): Promise<boolean> {
  const path = places.pathOf(record);
  for (const at of [path, secondPath(path, record.secondName)]) {
    const looked = await filesystem.stat(at);
    if (looked.kind === 'present' && looked.entry.kind === 'directory') return true;
  }
  return false;
}

/** Two items that wanted one name, and one of them is a folder: nothing can be exchanged, but both can stay. */
function decideOnFolder(
  record: ConflictRecord,
  { keep, newName }: Decision,
  { clock, database }: DeskPorts,
): ResolveEnd {
  if (keep !== 'both' || newName !== undefined) return refuse('not-two-files');
  const untouched = { before: undefined, after: undefined, keepId: undefined };
  const exchange = { how: keep, atMs: clock.nowMs(), original: untouched, second: untouched, renamedTo: undefined };
  return { kind: 'done', record: putDecided(record, exchange, database) };
}

interface Planned {
  readonly kind: 'planned';
  readonly exchange: Exchange;
  /** Where the bytes that get the name come from; undefined: they stay. */
  readonly source: ByteSource | undefined;
}

async function plan(
  versions: TwoVersions,
  { keep, newName }: Decision,
  ports: ExchangePorts,
): Promise<Planned | Extract<ResolveEnd, { kind: 'refused' }>> {
  const atMs = ports.clock.nowMs();
  const server = versions.original.file.checksum;
  const mine = versions.second.file.checksum;
  const newKeepId = (): string => `${atMs}-${ports.randomId()}`;
  const unchanged = { before: server, after: server, keepId: undefined };
  const removed = { before: mine, after: undefined, keepId: newKeepId() };
  switch (keep) {
    case 'both': {
      if (newName === undefined) {
        const second = { before: mine, after: mine, keepId: undefined };
        return toPlanned({ how: keep, atMs, original: unchanged, second, renamedTo: undefined });
      }
      const obstacle = await findObstacle(versions, newName, ports);
      if (obstacle !== undefined) return refuse(obstacle);
      const second = { before: mine, after: undefined, keepId: undefined };
      return toPlanned({ how: keep, atMs, original: unchanged, second, renamedTo: newName });
    }
    case 'server':
      return toPlanned({ how: keep, atMs, original: unchanged, second: removed, renamedTo: undefined });
    case 'mine': {
      const original = { before: server, after: mine, keepId: server === mine ? undefined : newKeepId() };
      const exchange = { how: keep, atMs, original, second: removed, renamedTo: undefined };
      return toPlanned(exchange, { kind: 'file', path: versions.second.path });
    }
    case 'merged': {
      const merged = await mergeVersions(versions, ports);
      if (merged.kind !== 'merged') {
        return refuse(merged.kind === 'overlapping' ? 'changes-overlap' : 'merge-not-possible');
      }
      const bytes = Buffer.from(merged.text);
      const after = hashBytes(bytes);
      const original = { before: server, after, keepId: server === after ? undefined : newKeepId() };
      const exchange = { how: keep, atMs, original, second: removed, renamedTo: undefined };
      return toPlanned(exchange, { kind: 'memory', bytes });
    }
    default:
      return keep satisfies never;
  }
}

function toPlanned(exchange: Exchange, source?: ByteSource): Planned {
  return { kind: 'planned', exchange, source };
}

async function findObstacle(
  { record }: TwoVersions,
  newName: string,
  ports: ExchangePorts,
): Promise<ResolveRefusal | undefined> {
  if (!isName(newName)) return 'name-not-allowed';
  const reading = await readPlace(secondPath(record.path, newName), ports);
  return reading.kind === 'absent' ? undefined : 'name-taken';
}

async function carryOut(
  { record, original, second }: TwoVersions,
  { exchange, source }: Planned,
  ports: ExchangePorts,
): Promise<ResolveEnd> {
  const { database, filesystem } = ports;
  const started: ConflictRecord = { ...record, state: { kind: 'exchanging', exchange, undoes: undefined } };
  database.putConflict(started);
  const { before, after, keepId } = exchange.original;
  let outcome: Outcome<unknown> = { kind: 'done', value: undefined };
  if (source !== undefined && after !== undefined && keepId !== undefined && before !== after) {
    outcome = await putBytes({ path: record.path, source, checksum: after, replaces: original.file, keepId }, ports);
  }
  if (outcome.kind === 'done' && exchange.second.keepId !== undefined) {
    outcome = await takeAway(second.path, { file: second.file, keepId: exchange.second.keepId }, ports);
  }
  if (outcome.kind === 'done' && exchange.renamedTo !== undefined) {
    const expect = { kind: 'stamp', nodeKind: 'file', stamp: second.file.stamp } as const;
    outcome = await filesystem.move(second.path, secondPath(record.path, exchange.renamedTo), expect);
  }
  return finish(started, outcome, ports);
}

/** Closes what worked; whatever did not is taken back, so that both files are as they were. */
export async function finish(
  started: ConflictRecord,
  outcome: Outcome<unknown>,
  ports: ExchangePorts,
): Promise<ResolveEnd> {
  const { state } = started;
  if (state.kind !== 'exchanging') throw new Error('no exchange has been started');
  if (outcome.kind === 'done') return { kind: 'done', record: putEnd(started, state, ports.database) };
  const error = await settle(started, ports);
  if (error !== undefined) return { kind: 'failed', error };
  return outcome.kind === 'refused' ? refuse('changed-meanwhile') : { kind: 'failed', error: outcome.error };
}

/** Nothing has been changed, for this reason. */
export function refuse(reason: ResolveRefusal): Extract<ResolveEnd, { kind: 'refused' }> {
  return { kind: 'refused', reason };
}
