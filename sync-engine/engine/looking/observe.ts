import type { UnitedReason } from '../../core/model/engine-state.ts';
import type { ServerChange } from '../../core/guards/restored-server.ts';
import { isOtherFingerprint, looksRestored } from '../../core/guards/restored-server.ts';
import type { NodeId, RemoteKey } from '../../core/model/ids.ts';
import { toRemoteKey } from '../../core/model/ids.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { ROOT_PATH } from '../../core/model/relative-path.ts';
import type { Result } from '../../core/model/sync-error.ts';
import type { ChangeHints } from '../../change-journal/change-journal.ts';
import { readChangeHints } from '../../change-journal/change-journal.ts';
import type { LocalDiscovery, LocalScope } from '../../discovery/local-discovery.ts';
import type { RemoteLook, RemoteView } from '../../discovery/remote-discovery.ts';
import type { FilesystemTraits } from '../../filesystem/filesystem.ts';
import { listAtFirst } from '../../discovery/first-listing.ts';
import { discoverRemote } from '../../discovery/remote-discovery.ts';
import { hasAny } from '../../sync-database/remote-rows.ts';
import type { BaseRow, RemoteRow, SyncDatabase } from '../../sync-database/sync-database.ts';
import type { Listing } from '../../transport/transport.ts';
import { acknowledgeBegun } from './acknowledge-begun.ts';
import type { KnownContents } from './known-contents.ts';
import type { Looks } from './limit-looks.ts';
import type { GiveWay } from '../slices.ts';
import { inSlices } from '../slices.ts';
import type { Steps } from '../../core/model/steps.ts';
import { findDatabaseFailure } from '../database-failure.ts';
import { dropBrokenBase } from '../opening/open-folder.ts';
import type { FolderPorts, FolderSettings, OnEvent } from '../parts.ts';
import type { StoredProof } from '../resting/rest-proof.ts';
import { RestProof } from '../resting/rest-proof.ts';
import type { PlannedOnBase } from './plan-sides.ts';
import { mayPlanPart, planFrom, planPart } from './plan-sides.ts';
import { readSinceRest } from './since-rest.ts';
import { isAllSeen } from './snapshot.ts';
import { findSkipped, followServer } from '../selection/keep-selection.ts';
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
  /** Agreed directories of which all but these are the same in every item; undefined where that is not known. */
  readonly differing: readonly NodeId[] | undefined;
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
  readonly proof: StoredProof | undefined;
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
  if (remote.value.kind === 'as-proven') return { ok: true, value: { kind: 'as-proven', coverage } };
  const observation = await planSeen(remote.value, input);
  if (!observation.ok) return observation;
  return { ok: true, value: { kind: 'observed', observation: { ...observation.value, coverage } } };
}

/** What follows from all that is in the pictures which can be had for the least. */
async function planSeen(
  seen: Exclude<SeenServer, { kind: 'as-proven' }>,
  input: ObserveInput,
): Promise<Result<Omit<Observation, 'coverage'>>> {
  if (seen.kind === 'changed-here') {
    const planned = await planSinceRest(seen, input);
    if (planned !== undefined) return planned;
  }
  const walked = seen.kind === 'changed-here' ? await walkServer(seen, input) : { ok: true as const, value: seen };
  if (!walked.ok) return walked;
  const { view, proof, writesForView } = walked.value;
  const planned = await planOn(view, input);
  return planned.ok ? { ok: true, value: { ...planned.value, proof, writesForView } } : planned;
}

/** What the look at the server's side has shown, and the proof that it may become a part of. */
interface WalkedServer extends Pick<Observation, 'proof' | 'writesForView'> {
  readonly kind: 'walked';
  readonly view: RemoteLook;
}

type SeenServer =
  | { readonly kind: 'as-proven' }
  /** The server is as proven, but something here is not. */
  | ({ readonly kind: 'changed-here' } & AskedServer)
  | WalkedServer;

/** `reading` is only waited for where the server's side alone does not tell that there is something to plan. */
async function lookAtServer(input: ObserveInput, reading: Promise<Result<void>>): Promise<Result<SeenServer>> {
  const answer = await askServer(input);
  if (!answer.ok) return answer;
  const asked = { ...answer.value, proof: toProof(answer.value, input) };
  const stored = input.trust.proof;
  if (stored === undefined || !isServerAsProven(asked, stored, input) || !(await reading).ok)
    return walkServer(asked, input);
  const isSame = await inSlices(asked.proof.isSameHere(stored), input.ports.giveWay);
  if (!isSame) return { ok: true, value: { kind: 'changed-here', ...asked } };
  asked.proof.note();
  return { ok: true, value: { kind: 'as-proven' } };
}

function isServerAsProven(
  { hints: { where }, proof }: AskedServer,
  stored: StoredProof,
  { scope }: ObserveInput,
): boolean {
  if (scope.doubtful.length > 0 || scope.isRemoteComplete) return false;
  return (where.kind === 'descend' || where.paths.length === 0) && proof.mayBe(stored);
}

function toProof({ root, hints }: Asked, { rules, localDiscovery }: ObserveInput): RestProof {
  return new RestProof({ rules, root, cursor: hints.cursor, local: localDiscovery });
}

/** Only then does the root, as it was asked for, stand for everything in it. */
function isWhole(view: RemoteLook, { root }: Asked): boolean {
  const isRootYoungest = view.rows.get(view.rootKey)?.etag === root.self.etag;
  return isRootYoungest && !view.hasStale && isAllSeen(view);
}

/**
 * Plans without reading the rows of what can only be the same as in the proof; undefined where all has to be looked at.
 */
async function planSinceRest(
  { root, proof }: AskedServer,
  input: ObserveInput,
): Promise<Result<Omit<Observation, 'coverage'>> | undefined> {
  const { ports, trust, localDiscovery: discovery } = input;
  if (trust.proof === undefined || trust.isSearchingConflicts || trust.isSearchingDamage || !mayPlanPart(input))
    return undefined;
  const rootKey = toRemoteKey(root.self.fileId, () => false);
  const pictures = await readUnlessBroken(
    readSinceRest({ database: ports.database, discovery, proof: trust.proof, rootKey }),
    ports.giveWay,
  );
  const remoteRoot = pictures?.remote.rows.get(rootKey);
  const planned = pictures && (await planPart(pictures, input));
  if (planned === undefined || remoteRoot === undefined) return undefined;
  if (!planned.ok) return planned;
  if (isOlderThanBase(planned.value)) return undefined;
  return { ok: true, value: { ...planned.value, remoteRoot, proof, writesForView: 0 } };
}

/** A base that is lost is dropped by whoever reads all of it. */
async function readUnlessBroken<Value>(steps: Steps<Value>, giveWay: GiveWay | undefined): Promise<Value | undefined> {
  try {
    return await inSlices(steps, giveWay);
  } catch (error) {
    if (findDatabaseFailure(error)?.isLost !== true) throw error;
    return undefined;
  }
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

/** With what can be proven by it. */
interface AskedServer extends Asked {
  readonly proof: RestProof;
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

async function walkServer(asked: AskedServer, input: ObserveInput): Promise<Result<WalkedServer>> {
  const { root, hints } = asked;
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
  const proof = isWhole(view.value, asked) ? asked.proof : undefined;
  return { ok: true, value: { kind: 'walked', view: view.value, proof, writesForView } };
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
