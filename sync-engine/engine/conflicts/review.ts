import { findPairs, findUnrecordedPairs } from '../../core/conflicts/pairs.ts';
import type { Pair } from '../../core/conflicts/pairs.ts';
import { EMPTY_CHECKSUM, parseChecksum } from '../../core/model/checksum.ts';
import type { ConflictId, ConflictRecord } from '../../core/model/conflict.ts';
import { secondPath } from '../../core/model/conflict.ts';
import type { NodeId } from '../../core/model/ids.ts';
import { toContentId } from '../../core/model/tree.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { Filesystem } from '../../filesystem/filesystem.ts';
import type { Observation } from '../looking/observe.ts';
import type { FolderPorts } from '../parts.ts';
import type { NewConflict } from './ask-server.ts';
import { forgetBaseText } from './base-text.ts';
import type { KeptBoth } from './kept-both.ts';
import { readKeptBoth, toExchange, writeKeptBoth } from './kept-both.ts';

/** How long a closed conflict is remembered: as long as it can be taken back, in ms. */
export const REMEMBERED_MS = 30 * 24 * 60 * 60_000;

type ReviewPorts = Pick<FolderPorts, 'database' | 'filesystem' | 'clock' | 'randomId' | 'logger'>;

/** What a review looked at and what is left to do. */
export interface Review {
  /** Pairs that both sides agree on and that seem to have the same bytes. */
  readonly equal: readonly Pair[];
  /** One that goes on was not seen with both its versions. */
  readonly isPartial: boolean;
  /** Open ones of which the server has not been asked yet, and whose version it still shows. */
  readonly unasked: readonly NewConflict[];
  /** A decision is known again that no record told of: what the plan says of its files is not so. */
  readonly isDecisionFound: boolean;
}

/**
 * Holds the records of conflicts against what a run saw: what was announced and has happened is open, what has not is
 * forgotten; a pair of which one is gone has dissolved; copies of other clients are recorded. A file counts as gone only
 * when the disk says so at this moment. Writes nothing when nothing has changed.
 */
export async function reviewConflicts(observation: Observation, ports: ReviewPorts): Promise<Review> {
  const { plan, observed } = observation;
  const pairs = findPairs(ports.database.listConflicts(), plan.local);
  const staying = new Set(plan.staying.map(({ id }) => id));
  const equal: Pair[] = [];
  const unasked: NewConflict[] = [];
  let isPartial = false;
  for (const pair of pairs) {
    const isKnown = !observed.withheld.nodes.has(pair.record.nodeId);
    const next = isKnown ? await judge(pair, staying, ports) : pair.record;
    if (next === undefined) await forget(pair.record, ports);
    else if (next !== pair.record) ports.database.putConflict(next);
    if (next?.state.kind !== 'open') continue;
    const remote = observed.remoteRows.get(next.nodeId);
    const isUnasked = !next.wasServerAsked && remote?.etag === next.server?.etag;
    if (isUnasked && remote !== undefined) unasked.push({ record: next, remote });
    if (hasEqualContent(pair)) equal.push(pair);
    isPartial ||= pair.original === undefined || pair.second === undefined;
  }
  const isDecisionFound = await recordFound(observation, ports);
  return { equal, isPartial, unasked, isDecisionFound };
}

/** The text goes first: what has no record any more is found by nobody. */
async function forget({ id }: ConflictRecord, { filesystem, database }: ReviewPorts): Promise<void> {
  if ((await forgetBaseText(id, filesystem)).ok) database.removeConflict(id);
}

/** The record as it is to be; the same object when it stays, undefined when it goes. */
async function judge(
  pair: Pair,
  staying: ReadonlySet<NodeId>,
  ports: ReviewPorts,
): Promise<ConflictRecord | undefined> {
  const { record, path, original, second } = pair;
  const nowMs = ports.clock.nowMs();
  const isStanding = original !== undefined && second !== undefined;
  switch (record.state.kind) {
    case 'announced':
      if (isStanding) return { ...record, path, nodeId: original.id, state: { kind: 'open' } };
      return (await isAbsent(secondPath(path, record.secondName), ports.filesystem)) ? undefined : record;
    case 'open':
      if (isStanding) return withPlace(record, pair);
      return (await hasLostOne(pair, ports.filesystem))
        ? { ...record, path, state: { kind: 'dissolved', why: 'one-left', atMs: nowMs } }
        : record;
    case 'resolved':
      return isStanding || nowMs - record.state.exchange.atMs < REMEMBERED_MS ? withPlace(record, pair) : undefined;
    case 'dissolved':
      // Both are there again and differ: put back from a trash or a backup, or edited once more. What stays here by its
      // name waits for a person, read or not.
      if (isStanding && (hasOtherContent(pair) || (record.state.why === 'one-left' && staying.has(second.id))))
        return { ...record, path, nodeId: original.id, state: { kind: 'open' } };
      return isStanding || nowMs - record.state.atMs < REMEMBERED_MS ? withPlace(record, pair) : undefined;
    // Settled before anything else when the folder is opened; left alone when that was not possible.
    case 'exchanging':
      return record;
    default:
      return record.state satisfies never;
  }
}

function withPlace(record: ConflictRecord, { path, original }: Pair): ConflictRecord {
  const nodeId = original?.id ?? record.nodeId;
  return path === record.path && nodeId === record.nodeId ? record : { ...record, path, nodeId };
}

async function hasLostOne({ record, path }: Pair, filesystem: Filesystem): Promise<boolean> {
  return (await isAbsent(secondPath(path, record.secondName), filesystem)) || isAbsent(path, filesystem);
}

/** Not seen is not gone: excluded, unreadable or out of this look. Only the disk proves absence. */
async function isAbsent(path: RelativePath, filesystem: Filesystem): Promise<boolean> {
  return (await filesystem.stat(path)).kind === 'absent';
}

/** Files without bytes are equal by chance: neither holds what makes the other needless. */
function hasEqualContent({ original, second }: Pair): boolean {
  if (original?.kind !== 'file' || second?.kind !== 'file') return false;
  if (original.content === toContentId(EMPTY_CHECKSUM)) return false;
  return original.content === second.content && parseChecksum(original.content) !== undefined;
}

/** Both are known and differ; a file that nobody has read since it was touched is neither equal nor other. */
function hasOtherContent({ original, second }: Pair): boolean {
  const [a, b] = [parseChecksum(original?.content ?? ''), parseChecksum(second?.content ?? '')];
  return a !== undefined && b !== undefined && a !== b;
}

/** True when one of them had been decided on before its record was lost. */
async function recordFound({ plan }: Observation, ports: ReviewPorts): Promise<boolean> {
  const { database, randomId, clock } = ports;
  const staying = new Set(plan.staying.map(({ id }) => id));
  const known: KeptBoth = staying.size === 0 ? new Map() : await readKeptBoth(ports);
  let isDecisionFound = false;
  for (const { original, second, path } of findUnrecordedPairs({ ...plan, staying }, database.listConflicts())) {
    const decidedAtMs = known.get(secondPath(path, second.name));
    isDecisionFound ||= decidedAtMs !== undefined;
    database.putConflict({
      id: randomId() as ConflictId,
      origin: 'found',
      nodeId: original.id,
      path,
      secondName: second.name,
      base: undefined,
      server: undefined,
      local: undefined,
      serverAuthor: undefined,
      serverReceivedAtMs: undefined,
      wasServerAsked: false,
      recordedAtMs: clock.nowMs(),
      state: decidedAtMs === undefined ? { kind: 'open' } : { kind: 'resolved', exchange: toExchange(decidedAtMs) },
    });
  }
  if (staying.size > 0) {
    const pairs = findPairs(database.listConflicts(), plan.local);
    await writeKeptBoth(known, { pairs, staying }, ports);
  }
  return isDecisionFound;
}
