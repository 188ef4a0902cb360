import type { LocalStamp } from '../../core/model/observation.ts';
import type { UnitedReason } from '../../core/model/engine-state.ts';
import type { ServerChange } from '../../core/guards/restored-server.ts';
import { isOtherFingerprint, looksRestored } from '../../core/guards/restored-server.ts';
import type { NodeId, RemoteKey } from '../../core/model/ids.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { ROOT_PATH } from '../../core/model/relative-path.ts';
import type { Result } from '../../core/model/sync-error.ts';
import type { ChangeHints } from '../../change-journal/change-journal.ts';
import { readChangeHints } from '../../change-journal/change-journal.ts';
import type { LocalDiscovery, LocalScope } from '../../discovery/local-discovery.ts';
import type { RemoteLook, RemoteView } from '../../discovery/remote-discovery.ts';
import type { FilesystemTraits } from '../../filesystem/filesystem.ts';
import { waitForAge } from '../../executor/quiet.ts';
import { listAtFirst } from '../../discovery/first-listing.ts';
import { discoverRemote } from '../../discovery/remote-discovery.ts';
import { hasAny } from '../../sync-database/remote-rows.ts';
import type { BaseRow, RemoteRow, SyncDatabase } from '../../sync-database/sync-database.ts';
import type { Listing } from '../../transport/transport.ts';
import { acknowledgeBegun } from './acknowledge-begun.ts';
import type { KnownContents } from './known-contents.ts';
import type { Looks } from './limit-looks.ts';
import type { ChangedPart, LocalDirectories, Sides } from './changed-part.ts';
import { findChangedPart } from './changed-part.ts';
import { isPartEnough } from './part-enough.ts';
import { inSlices } from '../slices.ts';
import type { Steps } from '../../core/model/steps.ts';
import { dropBrokenBase } from '../opening/open-folder.ts';
import { lookOutOfSight } from './out-of-sight.ts';
import type { FolderPorts, FolderSettings, OnEvent } from '../parts.ts';
import { planFromViews } from '../planning/plan-from-views.ts';
import { isDatabaseSimple, RestProof } from '../resting/rest-proof.ts';
import { isAllSeen } from './snapshot.ts';
import { wantConflicts, wantRecent } from './wanted-directories.ts';
import type { Whole } from '../selection/keep-selection.ts';
import { askAboutNewcomers, findSkipped, followServer } from '../selection/keep-selection.ts';
import type { Planned, PlanFromViewsInput } from '../planning/plan-from-views.ts';

/** What to look at in this run. */
export interface ObserveScope {
  readonly local: LocalScope;
  /** Directories on the server that are listed whatever their etags say. */
  readonly doubtful: readonly RelativePath[];
  /** True: the whole tree of the server is listed anew, whatever is stored. */
  readonly isRemoteComplete: boolean;
}

/** Both sides as seen, and what follows from it. */
export interface Observation extends Planned {
  /** Rows of what the plan has seen, and of what takes no part in it. */
  readonly base: ReadonlyMap<NodeId, BaseRow>;
  readonly remoteRoot: RemoteRow;
  /** `complete`: the whole local side was read; of the server every change is known up to the start of the look. */
  readonly coverage: Coverage;
  /** Files that are the same on both sides and in the base, and in no tree of the plan. */
  readonly filesElsewhere: number;
  /** True: there is more that is new, which is left for the next run. */
  readonly isCut: boolean;
  /** To be stored when nothing follows from it; undefined where another look would see more. */
  readonly proof: RestProof | undefined;
  /** Write transactions that stored what the server showed, and nothing else: the plan is made of what they wrote. */
  readonly writesForView: number;
}

/** How much of the local side a look has read. */
export type Coverage = 'complete' | 'hinted';

/** What a look has found. */
export type Looked =
  | { readonly kind: 'observed'; readonly observation: Observation }
  /** Everything is as it was in a pass that found nothing to do. */
  | { readonly kind: 'as-proven'; readonly coverage: Coverage };

/** How little a look may plan. */
export interface Trust {
  /** True: everything is planned, whether it differs or not. */
  readonly isForAll: boolean;
  /** Second versions that nobody has recorded are to be found. */
  readonly isSearchingConflicts: boolean;
  /** So is what a session that did not end has damaged. */
  readonly isSearchingDamage: boolean;
  /** What the database holds as proof of rest, if a look may end with it. */
  readonly proof: string | undefined;
}

/** Nothing is taken as known. */
export const TRUST_NOTHING: Trust = {
  isForAll: true,
  isSearchingConflicts: true,
  isSearchingDamage: true,
  proof: undefined,
};

export interface ObserveInput {
  readonly ports: FolderPorts;
  readonly settings: FolderSettings;
  readonly localDiscovery: LocalDiscovery;
  readonly traits: Pick<FilesystemTraits, 'hasStableInodes' | 'timeStepNs'>;
  readonly scope: ObserveScope;
  readonly contents: KnownContents;
  readonly looks: Looks;
  readonly doubtAbsences: PlanFromViewsInput['doubtAbsences'];
  readonly isDryRun: boolean;
  /** @see describeRules */
  readonly rules: string;
  readonly trust: Trust;
  readonly onEvent: OnEvent;
  readonly signal: AbortSignal;
}

/**
 * Looks at both sides, reads files where stamps do not tell enough, and plans. Every item here is looked at and the
 * server is asked in any case; where both are as they were when nothing followed from it, nothing is planned.
 */
export async function observe(input: ObserveInput): Promise<Result<Looked>> {
  const { localDiscovery, scope, signal } = input;
  const coverage = scope.local.kind === 'everything' ? 'complete' : 'hinted';
  const reading = localDiscovery.read(scope.local, signal);
  const [local, remote] = await Promise.all([reading, lookAtServer(input, reading)]);
  if (!local.ok) return local;
  if (!remote.ok) return remote;
  if (remote.value === 'as-proven') return { ok: true, value: { kind: 'as-proven', coverage } };
  const { view, ...seen } = remote.value;
  const observation = await planOn(view, input);
  if (!observation.ok) return observation;
  return { ok: true, value: { kind: 'observed', observation: { ...observation.value, ...seen, coverage } } };
}

/** What the look at the server's side has shown, and the proof that it may become a part of. */
interface SeenServer extends Pick<Observation, 'proof' | 'writesForView'> {
  readonly view: RemoteLook;
}

/** `reading` is only waited for where the server's side alone does not tell that there is something to plan. */
async function lookAtServer(
  input: ObserveInput,
  reading: Promise<Result<void>>,
): Promise<Result<SeenServer | 'as-proven'>> {
  const asked = await askServer(input);
  if (!asked.ok) return asked;
  const proof = toProof(asked.value, input);
  if (mayBeAsProven(asked.value, proof, input) && (await reading).ok) {
    const now = await inSlices(proof.toText(), input.ports.giveWay);
    if (now === input.trust.proof) return { ok: true, value: 'as-proven' };
  }
  const walked = await walkServer(asked.value, input);
  if (!walked.ok) return walked;
  return { ok: true, value: { ...walked.value, proof: isWhole(walked.value.view, asked.value) ? proof : undefined } };
}

function mayBeAsProven(
  { hints: { where } }: Asked,
  now: RestProof,
  { trust: { proof }, scope }: ObserveInput,
): boolean {
  if (proof === undefined || scope.doubtful.length > 0 || scope.isRemoteComplete) return false;
  return (where.kind === 'descend' || where.paths.length === 0) && now.mayBe(proof);
}

function toProof({ root, hints }: Asked, { rules, localDiscovery }: ObserveInput): RestProof {
  return new RestProof({ rules, root, cursor: hints.cursor, local: localDiscovery });
}

/** Only then does the root, as it was asked for, stand for everything in it. */
function isWhole(view: RemoteLook, { root }: Asked): boolean {
  const isRootYoungest = view.rows.get(view.rootKey)?.etag === root.self.etag;
  return isRootYoungest && !view.hasStale && isAllSeen(view);
}

async function planOn(
  remote: RemoteView,
  input: ObserveInput,
): Promise<Result<Omit<Observation, 'coverage' | 'proof' | 'writesForView'>>> {
  const { database, filesystem, clock } = input.ports;
  await dropBrokenBase(input);
  if (!input.isDryRun) await acknowledgeBegun({ database, filesystem, remote, nowMs: clock.nowMs() });
  const remoteRoot = remote.rows.get(remote.rootKey);
  if (remoteRoot === undefined) throw new Error('the root of the server is not in its own tree');
  let planned = await planFrom(remote, input);
  if (planned.ok && isOlderThanBase(planned.value)) {
    unite('server-older-than-base', input);
    planned = await planFrom(remote, input);
  }
  return planned.ok ? { ok: true, value: { ...planned.value, remoteRoot } } : planned;
}

type PlannedOnBase = Omit<Observation, 'remoteRoot' | 'coverage' | 'proof' | 'writesForView'>;

async function planFrom(remote: RemoteView, input: ObserveInput): Promise<Result<PlannedOnBase>> {
  const base = input.ports.database.loadBase();
  const part = await inSlices(findPart(remote, base, input), input.ports.giveWay);
  const planned = part && (await planSides(part, { view: remote, base, isCut: part.isCut }, input));
  if (part !== undefined && planned?.ok === true && isPartEnough(planned.value, part)) {
    const { filesElsewhere, isCut } = part;
    return { ok: true, value: { ...planned.value, base: part.base, filesElsewhere, isCut } };
  }
  if (planned?.ok === false) return planned;
  const look = { discovery: input.localDiscovery, signal: input.signal };
  const local = await lookOutOfSight(input.localDiscovery.view(), base, look);
  const all = await planSides({ local, remote, base }, { view: remote, base, isCut: false }, input);
  return all.ok ? { ok: true, value: { ...all.value, base, filesElsewhere: 0, isCut: false } } : all;
}

/** Items of both sides in one plan of what is new: so many take about 40 MB and 0.3 s of CPU. */
const MIN_PORTION = 10_000;

/** Each costs a look at everything. */
const MAX_PORTIONS = 20;

/** What differs, where nothing in the database asks for more. */
function* findPart(
  remote: RemoteView,
  base: ReadonlyMap<NodeId, BaseRow>,
  { ports, localDiscovery, settings, traits, trust }: ObserveInput,
): Steps<ChangedPart | undefined> {
  const { database } = ports;
  if (trust.isForAll || !traits.hasStableInodes || !isDatabaseSimple(database)) return undefined;
  const directories = yield* localDiscovery.directories();
  if (directories === undefined) return undefined;
  const records = database.listConflicts();
  const isInConflict = wantConflicts({ records, isSearching: trust.isSearchingConflicts });
  const isRecent = trust.isSearchingDamage ? wantRecent(base) : undefined;
  return yield* findChangedPart({
    directories,
    remote,
    base,
    rules: settings.rules,
    isWanted: (path, rows) => isInConflict(path, rows) || isRecent?.(path, rows) === true,
    maxItems: ports.portionItems ?? Math.max(MIN_PORTION, Math.ceil(countItems(directories, remote) / MAX_PORTIONS)),
  });
}

function countItems(directories: LocalDirectories, { rows }: RemoteView): number {
  let count = rows.size;
  for (const { items } of directories.values()) count += items.length;
  return count;
}

async function planSides(sides: Sides, all: Whole, input: ObserveInput): Promise<Result<Planned>> {
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
  const isRemoteKeyTaken = (key: RemoteKey): boolean => all.view.rows.has(key);
  return { ok: true, value: { ...planned.value, observed: { ...planned.value.observed, isRemoteKeyTaken } } };
}

/** A server that went back in time: what it lacks was not deleted, and what is different here is newer. */
function isOlderThanBase({ plan, base, observed }: PlannedOnBase): boolean {
  const changes: ServerChange[] = [];
  for (const [id, row] of base) {
    const [agreed, now] = [plan.base.get(id), plan.remote.get(id)];
    const mtimeMs = observed.remoteRows.get(id)?.mtimeMs;
    if (row.remote === undefined || mtimeMs === undefined || now?.kind !== 'file') continue;
    if (agreed?.content !== now.content) changes.push({ agreedMtimeMs: row.remote.mtimeMs, mtimeMs });
  }
  return looksRestored(changes);
}

/** Nothing that was agreed on holds any more: both sides are united, and nothing is deleted. */
function unite(why: UnitedReason, { ports, onEvent }: ObserveInput): void {
  ports.database.dropBase();
  onEvent({ type: 'united', why });
}

/** The root as it is now, and what the change journal says. */
interface Asked {
  readonly root: Listing;
  readonly hints: ChangeHints;
}

async function askServer(input: ObserveInput): Promise<Result<Asked>> {
  const root = await listRoot(input);
  if (!root.ok) return root;
  if (!input.isDryRun) claimRemoteRoot(root.value, input);
  checkFingerprint(root.value, input);
  const cursor = input.ports.database.loadCursor();
  const hints = await readChangeHints({ source: input.looks, root: root.value, cursor, signal: input.signal });
  return hints.ok ? { ok: true, value: { root: root.value, hints: hints.value } } : hints;
}

async function walkServer({ root, hints }: Asked, input: ObserveInput): Promise<Result<Omit<SeenServer, 'proof'>>> {
  const { looks } = input;
  const { database, giveWay } = input.ports;
  const stored = await inSlices(database.readRemoteTree(), giveWay);
  const { choices } = database.loadSelection();
  const base = choices.length === 0 ? new Map<NodeId, BaseRow>() : await inSlices(database.readBase(), giveWay);
  const skipped = findSkipped(choices, base.values(), stored);
  const view = await discoverRemote({
    transport: stored.size === 0 ? await listAtFirst(looks, input.signal) : looks,
    root,
    rows: input.scope.isRemoteComplete ? new Map<RemoteKey, RemoteRow>() : stored,
    skipped,
    scope: hints.where,
    doubtful: input.scope.doubtful,
    isExcluded: (path, kind) => input.settings.rules.isExcluded(path, kind),
    signal: input.signal,
  });
  if (!view.ok) return view;
  followServer(view.value, { database, stored, base, skipped });
  const writesBefore = database.writeCount;
  if (!input.isDryRun) storeView(view.value, hints, database);
  // What is kept away follows from one look to the next: there, the next one may find what this one has not.
  const writesForView = choices.length === 0 ? database.writeCount - writesBefore : 0;
  return { ok: true, value: { view: view.value, writesForView } };
}

function storeView({ changes, rows }: RemoteLook, { cursor }: ChangeHints, database: SyncDatabase): void {
  if (hasAny(changes)) database.commitRemoteTree(changes, rows);
  if (cursor !== database.loadCursor()) database.saveCursor(cursor);
}

/**
 * A root with another id is another folder, even under the same path: what was agreed on says nothing of it, and what
 * it lacks was not deleted.
 */
function claimRemoteRoot(root: Listing, input: ObserveInput): void {
  const { ports } = input;
  const identity = ports.database.loadIdentity();
  if (identity === undefined || identity.remoteRootFileId === root.self.fileId) return;
  if (identity.remoteRootFileId !== '') {
    unite('other-remote-folder', input);
  }
  ports.database.saveIdentity({ ...identity, remoteRootFileId: root.self.fileId });
}

/** A server that was restored from a backup says so by another fingerprint. In a dry run the database is a copy. */
function checkFingerprint(root: Listing, input: ObserveInput): void {
  const { database } = input.ports;
  const session = database.loadSession();
  const { dataFingerprint: known } = session;
  const seen = root.dataFingerprint ?? (known === undefined ? '' : undefined);
  if (seen === undefined || seen === known) return;
  if (isOtherFingerprint(known, seen)) unite('server-restored', input);
  database.saveSession({ ...session, dataFingerprint: seen });
}

async function listRoot({ looks, signal }: ObserveInput): Promise<Result<Listing>> {
  const outcome = await looks.list(ROOT_PATH, 0, signal);
  if (outcome.kind === 'listed') return { ok: true, value: outcome.listing };
  if (outcome.kind === 'failed') return { ok: false, error: outcome.error };
  return {
    ok: false,
    error: {
      code: 'remote-folder-missing',
      scope: 'sync-folder',
      retry: { kind: 'after', delayMs: 60_000 },
      detail: 'the folder on the server answers 404',
    },
  };
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
