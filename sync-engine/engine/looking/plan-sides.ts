import { waitForAge } from '../../executor/quiet.ts';
import type { NodeId, RemoteKey } from '../../core/model/ids.ts';
import type { LocalStamp } from '../../core/model/observation.ts';
import type { Result } from '../../core/model/sync-error.ts';
import type { Steps } from '../../core/model/steps.ts';
import type { RemoteView } from '../../discovery/remote-discovery.ts';
import type { BaseRow } from '../../sync-database/sync-database.ts';
import type { Whole } from '../selection/keep-selection.ts';
import { askAboutNewcomers } from '../selection/keep-selection.ts';
import type { Planned, PlanFromViewsInput } from '../planning/plan-from-views.ts';
import { planFromViews } from '../planning/plan-from-views.ts';
import { isDatabaseSimple } from '../resting/rest-proof.ts';
import { inSlices } from '../slices.ts';
import type { ChangedPart, LocalDirectories, Sides } from './changed-part.ts';
import { findChangedPart } from './changed-part.ts';
import type { Observation, ObserveInput } from './observe.ts';
import { lookOutOfSight } from './out-of-sight.ts';
import { isPartEnough } from './part-enough.ts';
import { wantConflicts, wantRecent } from './wanted-directories.ts';

/** What follows from both sides, and what a plan has seen of them. */
export type PlannedOnBase = Omit<Observation, 'remoteRoot' | 'coverage' | 'proof' | 'writesForView'>;

/** Both sides and the base, directory by directory. Nobody changes any of it. */
export interface Pictures {
  readonly directories: LocalDirectories;
  readonly remote: RemoteView;
  readonly base: ReadonlyMap<NodeId, BaseRow>;
  /** Files that are in none of the three, because they are known to be the same. */
  readonly filesLeftOut: number;
  /** True when one of those, or something that takes no part beside them, may have to do with what is in the part. */
  readonly isAnyInvolved?: (part: ChangedPart) => Steps<boolean>;
  /** Also for rows that are in no picture. */
  readonly isRemoteKeyTaken: (key: RemoteKey) => boolean;
}

/** Plans for what differs, or for everything where that is not enough. */
export async function planFrom(remote: RemoteView, input: ObserveInput): Promise<Result<PlannedOnBase>> {
  const base = input.ports.database.loadBase();
  const isRemoteKeyTaken = (key: RemoteKey): boolean => remote.rows.has(key);
  if (mayPlanPart(input)) {
    const directories = await inSlices(input.localDiscovery.directories(), input.ports.giveWay);
    const pictures = directories && { directories, remote, base, filesLeftOut: 0, isRemoteKeyTaken };
    const planned = pictures && (await planPart(pictures, input));
    if (planned !== undefined) return planned;
  }
  const look = { discovery: input.localDiscovery, signal: input.signal };
  const local = await lookOutOfSight(input.localDiscovery.view(), base, look);
  const all = await planSides({ local, remote, base }, { view: remote, base, isCut: false, isRemoteKeyTaken }, input);
  return all.ok
    ? { ok: true, value: { ...all.value, base, filesElsewhere: 0, isCut: false, differing: undefined } }
    : all;
}

/** False where something in the database, or about the disk, asks for a plan of everything. */
export function mayPlanPart({ ports, traits, trust }: ObserveInput): boolean {
  return !trust.isForAll && traits.hasStableInodes && isDatabaseSimple(ports.database);
}

/** Plans for what differs; undefined where that would not be enough. */
export async function planPart(pictures: Pictures, input: ObserveInput): Promise<Result<PlannedOnBase> | undefined> {
  const { remote: view, base, isRemoteKeyTaken } = pictures;
  const { giveWay } = input.ports;
  const part = await inSlices(findPart(pictures, input), giveWay);
  if (part === undefined) return undefined;
  if (pictures.isAnyInvolved !== undefined && (await inSlices(pictures.isAnyInvolved(part), giveWay))) return undefined;
  const planned = await planSides(part, { view, base, isCut: part.isCut, isRemoteKeyTaken }, input);
  if (!planned.ok) return planned;
  if (!isPartEnough(planned.value, part)) return undefined;
  const { filesElsewhere, isCut, differing } = part;
  return { ok: true, value: { ...planned.value, base: part.base, filesElsewhere, isCut, differing } };
}

/** Items of both sides in one plan of what is new: so many take about 40 MB and 0.3 s of CPU. */
const MIN_PORTION = 10_000;

/** Each costs a look at everything. */
const MAX_PORTIONS = 20;

function findPart(pictures: Pictures, { ports, settings, trust }: ObserveInput): Steps<ChangedPart | undefined> {
  const records = ports.database.listConflicts();
  const isInConflict = wantConflicts({ records, isSearching: trust.isSearchingConflicts });
  const isRecent = trust.isSearchingDamage ? wantRecent(pictures.base) : undefined;
  return findChangedPart({
    ...pictures,
    rules: settings.rules,
    isWanted: (path, rows) => isInConflict(path, rows) || isRecent?.(path, rows) === true,
    maxItems: ports.portionItems ?? Math.max(MIN_PORTION, Math.ceil(countItems(pictures) / MAX_PORTIONS)),
  });
}

/** Of both sides. */
function countItems({ directories, remote, filesLeftOut }: Pictures): number {
  let count = remote.rows.size + 2 * filesLeftOut;
  for (const { items } of directories.values()) count += items.length;
  return count;
}

/** All that there is, of which a plan may have seen a part. */
interface All extends Whole, Pick<Pictures, 'isRemoteKeyTaken'> {}

async function planSides(sides: Sides, all: All, input: ObserveInput): Promise<Result<Planned>> {
  const { database, clock } = input.ports;
  const fromViews: PlanFromViewsInput = {
    hashFile: async (item, signal, also) => {
      await waitForClockStep(item.stamp, input);
      return input.looks.hashFile(item, signal, also);
    },
    database,
    settings: input.settings,
    views: sides,
    contents: input.contents,
    hasStableInodes: input.traits.hasStableInodes,
    doubtAbsences: input.doubtAbsences,
    token: input.ports.randomId(),
    giveWay: input.ports.giveWay,
    signal: input.signal,
  };
  let planned = await planFromViews(fromViews);
  const newcomers = { ...all, database, nowMs: clock.nowMs(), onEvent: input.onEvent };
  if (planned.ok && askAboutNewcomers(planned.value, newcomers)) planned = await planFromViews(fromViews);
  if (!planned.ok) return planned;
  const { isRemoteKeyTaken } = all;
  return { ok: true, value: { ...planned.value, observed: { ...planned.value.observed, isRemoteKeyTaken } } };
}

/**
 * An edit in the same step of the disk's clock, of the same length, would leave the same stamp: what is read before the
 * step is over proves nothing of the bytes after it. Two seconds at most, on FAT.
 */
async function waitForClockStep({ mtimeNs, ctimeNs }: LocalStamp, input: ObserveInput): Promise<void> {
  const touchedNs = mtimeNs > ctimeNs ? mtimeNs : ctimeNs;
  const stepMs = Number(input.traits.timeStepNs) / 1_000_000;
  await waitForAge(touchedNs, stepMs, { clock: input.ports.clock, signal: input.signal });
}
