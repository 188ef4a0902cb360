import type { LocalStamp } from '../core/model/observation.ts';
import type { UnitedReason } from '../core/model/engine-state.ts';
import type { ServerChange } from '../core/guards/restored-server.ts';
import { isOtherFingerprint, looksRestored } from '../core/guards/restored-server.ts';
import type { NodeId, RemoteKey } from '../core/model/ids.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import { ROOT_PATH } from '../core/model/relative-path.ts';
import type { Result } from '../core/model/sync-error.ts';
import { readChangeHints } from '../change-journal/change-journal.ts';
import type { LocalDiscovery, LocalScope, LocalView } from '../discovery/local-discovery.ts';
import type { RemoteView } from '../discovery/remote-discovery.ts';
import type { FilesystemTraits } from '../filesystem/filesystem.ts';
import { waitForAge } from '../executor/quiet.ts';
import { listAtFirst } from '../discovery/first-listing.ts';
import { discoverRemote } from '../discovery/remote-discovery.ts';
import type { BaseRow, RemoteRow } from '../sync-database/sync-database.ts';
import type { Listing } from '../transport/transport.ts';
import { acknowledgeBegun } from './acknowledge-begun.ts';
import type { KnownContents } from './known-contents.ts';
import type { Looks } from './limit-looks.ts';
import { lookOutOfSight } from './out-of-sight.ts';
import type { FolderPorts, FolderSettings, OnEvent } from './parts.ts';
import { planFromViews } from './plan-from-views.ts';
import { askAboutNewcomers, findSkipped, followServer } from './selection/keep-selection.ts';
import type { Planned, PlanFromViewsInput } from './plan-from-views.ts';

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
  readonly base: ReadonlyMap<NodeId, BaseRow>;
  readonly remoteRoot: RemoteRow;
  /** `complete`: the whole local side was read; of the server every change is known up to the start of the look. */
  readonly coverage: 'complete' | 'hinted';
}

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
  readonly onEvent: OnEvent;
  readonly signal: AbortSignal;
}

/** Looks at both sides, reads files where stamps do not tell enough, and plans. */
export async function observe(input: ObserveInput): Promise<Result<Observation>> {
  const [local, remote] = await Promise.all([
    input.localDiscovery.look(input.scope.local, input.signal),
    lookAtServer(input),
  ]);
  if (!local.ok) return local;
  if (!remote.ok) return remote;
  const { database, filesystem, clock } = input.ports;
  if (!input.isDryRun) await acknowledgeBegun({ database, filesystem, remote: remote.value, nowMs: clock.nowMs() });
  const remoteRoot = remote.value.rows.get(remote.value.rootKey);
  if (remoteRoot === undefined) throw new Error('the root of the server is not in its own tree');
  const planned = await planFrom({ local: local.value, remote: remote.value }, input);
  if (!planned.ok || !isOlderThanBase(planned.value)) return planned.ok ? withRoot(planned.value, remoteRoot) : planned;
  unite('server-older-than-base', input);
  const united = await planFrom({ local: local.value, remote: remote.value }, input);
  return united.ok ? withRoot(united.value, remoteRoot) : united;
}

type PlannedOnBase = Omit<Observation, 'remoteRoot'>;

function withRoot(planned: PlannedOnBase, remoteRoot: RemoteRow): Result<Observation> {
  return { ok: true, value: { ...planned, remoteRoot } };
}

async function planFrom(
  views: { readonly local: LocalView; readonly remote: RemoteView },
  input: ObserveInput,
): Promise<Result<PlannedOnBase>> {
  const { database, clock } = input.ports;
  const base = database.loadBase();
  const look = { discovery: input.localDiscovery, signal: input.signal };
  const fromViews: PlanFromViewsInput = {
    hashFile: async (item, signal, also) => {
      await waitForClockStep(item.stamp, input);
      return input.looks.hashFile(item, signal, also);
    },
    database,
    settings: input.settings,
    views: { local: await lookOutOfSight(views.local, base, look), remote: views.remote, base },
    contents: input.contents,
    hasStableInodes: input.traits.hasStableInodes,
    doubtAbsences: input.doubtAbsences,
    token: input.ports.randomId(),
    signal: input.signal,
  };
  let planned = await planFromViews(fromViews);
  const newcomers = { database, view: views.remote, base, nowMs: clock.nowMs(), onEvent: input.onEvent };
  if (planned.ok && askAboutNewcomers(planned.value, newcomers)) planned = await planFromViews(fromViews);
  const coverage = input.scope.local.kind === 'everything' ? 'complete' : 'hinted';
  return planned.ok ? { ok: true, value: { ...planned.value, base, coverage } } : planned;
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

async function lookAtServer(input: ObserveInput): Promise<Result<RemoteView>> {
  const { looks } = input;
  const { database } = input.ports;
  const root = await listRoot(input);
  if (!root.ok) return root;
  if (!input.isDryRun) claimRemoteRoot(root.value, input);
  checkFingerprint(root.value, input);
  const hints = await readChangeHints({
    source: looks,
    root: root.value,
    cursor: database.loadCursor(),
    signal: input.signal,
  });
  if (!hints.ok) return hints;
  const stored = database.loadRemoteTree();
  const { choices } = database.loadSelection();
  const base = choices.length === 0 ? new Map<NodeId, BaseRow>() : database.loadBase();
  const skipped = findSkipped(choices, base.values(), stored);
  const view = await discoverRemote({
    transport: stored.size === 0 ? await listAtFirst(looks, input.signal) : looks,
    root: root.value,
    rows: input.scope.isRemoteComplete ? new Map<RemoteKey, RemoteRow>() : stored,
    skipped,
    scope: hints.value.where,
    doubtful: input.scope.doubtful,
    isExcluded: (path, kind) => input.settings.rules.isExcluded(path, kind),
    signal: input.signal,
  });
  if (!view.ok) return view;
  followServer(view.value, { database, stored, base, skipped });
  if (input.isDryRun) return view;
  if (view.value.changes.length > 0) database.commitRemoteTree(view.value.changes);
  if (hints.value.cursor !== database.loadCursor()) database.saveCursor(hints.value.cursor);
  return view;
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
