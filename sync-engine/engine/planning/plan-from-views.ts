import { inSlices } from '../slices.ts';
import type { GiveWay } from '../slices.ts';
import type { Steps } from '../../core/model/steps.ts';
import type { ChecksumAlgorithm } from '../../core/model/checksum.ts';
import { parseChecksum, strongestAlgorithm } from '../../core/model/checksum.ts';
import type { NodeId } from '../../core/model/ids.ts';
import { toNodeId } from '../../core/model/ids.ts';
import type { LocalItem, LocalStamp } from '../../core/model/observation.ts';
import type { Result } from '../../core/model/sync-error.ts';
import type { LocalView } from '../../discovery/local-discovery.ts';
import type { RemoteView } from '../../discovery/remote-discovery.ts';
import { PARK_PREFIX } from '../../filesystem/filesystem.ts';
import type { BaseRow, SyncDatabase } from '../../sync-database/sync-database.ts';
import type { KnownContents } from '../looking/known-contents.ts';
import type { Looks } from '../looking/limit-looks.ts';
import type { FolderSettings } from '../parts.ts';
import { STOPPED_LOOK } from '../looking/stopped-look.ts';
import type { Plan } from './plan.ts';
import { makePlan } from './plan.ts';
import type { Observed, SnapshotInput } from '../looking/snapshot.ts';
import { buildSnapshot } from '../looking/snapshot.ts';

/** A snapshot and what follows from it. */
export interface Planned {
  readonly observed: Observed;
  readonly plan: Plan;
}

export interface PlanFromViewsInput {
  readonly hashFile: Looks['hashFile'];
  readonly database: SyncDatabase;
  readonly settings: FolderSettings;
  readonly views: {
    readonly local: LocalView;
    readonly remote: RemoteView;
    readonly base: ReadonlyMap<NodeId, BaseRow>;
  };
  readonly contents: KnownContents;
  readonly hasStableInodes: boolean;
  readonly doubtAbsences: SnapshotInput['doubtAbsences'];
  /** Part of private names; never used before. */
  readonly token: string;
  /** In one go when absent. */
  readonly giveWay?: GiveWay | undefined;
  readonly signal: AbortSignal;
}

/** Files read at once to learn whether a touched file really changed. */
const HASH_LANES = 2;

/** Plans; reads local files where stamps do not tell enough, and plans again with what it learned. */
export async function planFromViews(given: PlanFromViewsInput): Promise<Result<Planned>> {
  const { remote } = given.views;
  // A plan goes through its rows several times and keeps them: each as one object, not made anew for every question.
  const input = { ...given, views: { ...given.views, remote: { ...remote, rows: new Map(remote.rows) } } };
  input.contents.forgetUnread();
  const letGo = input.contents.letGo.list();
  for (;;) {
    const observed = await inSlices(snapshotOf(input), input.giveWay);
    const steps = observed.suspects.length === 0 ? makePlan({ ...observed.snapshot, letGo }) : undefined;
    const plan = steps && (await inSlices(steps, input.giveWay));
    const unread = plan === undefined ? observed.suspects : findComparable(plan, observed, input);
    if (plan !== undefined && unread.length === 0) return { ok: true, value: { observed, plan } };
    await readContents(unread, input);
    if (input.signal.aborted) return STOPPED_LOOK;
  }
}

function snapshotOf(input: PlanFromViewsInput): Steps<Observed> {
  const { database, views, settings, contents, hasStableInodes, doubtAbsences, token } = input;
  let nextId: number = database.nextNodeId();
  const parked = database.listParked();
  const parkNames = new Map(parked.map(({ nodeId, parkName }) => [nodeId, parkName]));
  return buildSnapshot({
    ...views,
    parked,
    choices: database.loadSelection().choices,
    begun: database.listBegun(),
    conflicts: settings.shouldUploadSecondVersions ? undefined : database.listConflicts(),
    rules: settings.rules,
    policy: settings.policy,
    hasStableInodes,
    contents,
    doubtAbsences,
    newId: () => {
      const id = toNodeId(nextId);
      nextId += 1;
      return id;
    },
    // A detour without an answer may still arrive: an item gets the name again that the journal knows.
    parkName: (id) => parkNames.get(id) ?? `${PARK_PREFIX}${token}-${id}`,
  });
}

/** Files that could turn out to equal the one they are at odds with: same size, and nobody has read the bytes yet. */
function findComparable(plan: Plan, observed: Observed, { views, contents }: PlanFromViewsInput): readonly LocalItem[] {
  const givenUpFor = new Map([...plan.aliases].map(([givenUp, kept]) => [kept, givenUp]));
  const stampOf = (id: NodeId): LocalStamp | undefined =>
    observed.localStamps.get(id) ?? observed.localStamps.get(givenUpFor.get(id) ?? id);
  const sizeOnServer = (id: NodeId): number | undefined =>
    (observed.remoteRows.get(id) ?? observed.remoteRows.get(givenUpFor.get(id) ?? id))?.sizeBytes;
  const wanted = new Set<bigint>();
  const want = (id: NodeId, sizeBytes: number | undefined): void => {
    const stamp = stampOf(id);
    if (stamp !== undefined && stamp.sizeBytes === sizeBytes) wanted.add(stamp.inode);
  };
  for (const node of plan.desired.values()) if (node.content.kind === 'conflict') want(node.id, sizeOnServer(node.id));
  for (const { id, heldBy } of plan.contested) want(id, sizeOnServer(heldBy));
  if (wanted.size === 0) return [];
  return views.local.items.filter(
    (item) => item.kind === 'file' && wanted.has(item.stamp.inode) && !contents.wasTried(item),
  );
}

/** Kinds of checksums by which files here can be compared with those that the server offers no SHA-1 of. */
function findOtherAlgorithms({ rows }: RemoteView): readonly ChecksumAlgorithm[] {
  const found = new Set<ChecksumAlgorithm>();
  for (const { checksum } of rows.values())
    if (checksum !== undefined && parseChecksum(checksum) === undefined) found.add(strongestAlgorithm(checksum));
  found.delete('ADLER32');
  return [...found];
}

async function readContents(items: readonly LocalItem[], input: PlanFromViewsInput): Promise<void> {
  const pending = [...items];
  const also = items.length === 0 ? [] : findOtherAlgorithms(input.views.remote);
  const lanes = Array.from({ length: HASH_LANES }, async () => {
    for (let item = pending.pop(); item !== undefined && !input.signal.aborted; item = pending.pop()) {
      const hashed = await input.hashFile(item, input.signal, also);
      if (hashed.kind === 'done') input.contents.note(hashed.value);
      // What cannot be read now counts as changed, under a content that equals nothing else.
      if (!input.contents.wasTried(item)) input.contents.noteUnread(item.stamp);
    }
  });
  await Promise.all(lanes);
}
