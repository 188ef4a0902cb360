import type { FileId, NodeId } from '../core/model/ids.ts';
import { toNodeId } from '../core/model/ids.ts';
import type { LocalItem } from '../core/model/observation.ts';
import { ROOT_PATH } from '../core/model/relative-path.ts';
import type { Result } from '../core/model/sync-error.ts';
import { readChangeHints } from '../change-journal/change-journal.ts';
import type { LocalDiscovery, LocalScope, LocalView } from '../discovery/local-discovery.ts';
import type { RemoteView } from '../discovery/remote-discovery.ts';
import { discoverRemote } from '../discovery/remote-discovery.ts';
import { PARK_PREFIX } from '../filesystem/filesystem.ts';
import type { BaseRow, RemoteRow } from '../sync-database/sync-database.ts';
import type { Listing } from '../transport/transport.ts';
import type { KnownContents } from './known-contents.ts';
import type { FolderPorts, FolderSettings, OnEvent } from './parts.ts';
import type { Plan } from './plan.ts';
import { makePlan } from './plan.ts';
import type { Observed } from './snapshot.ts';
import { buildSnapshot } from './snapshot.ts';

/** What to look at in this run. */
export interface ObserveScope {
  readonly local: LocalScope;
  /** True: the whole tree of the server is listed anew, whatever is stored. */
  readonly isRemoteComplete: boolean;
}

/** Both sides as seen, and what follows from it. */
export interface Observation {
  readonly observed: Observed;
  readonly plan: Plan;
  readonly base: ReadonlyMap<NodeId, BaseRow>;
  readonly remoteRoot: RemoteRow;
}

export interface ObserveInput {
  readonly ports: FolderPorts;
  readonly settings: FolderSettings;
  readonly localDiscovery: LocalDiscovery;
  readonly hasStableInodes: boolean;
  readonly scope: ObserveScope;
  readonly contents: KnownContents;
  readonly isDryRun: boolean;
  readonly onEvent: OnEvent;
  readonly signal: AbortSignal;
}

/** Files read at once to learn whether a touched file really changed. */
const HASH_LANES = 2;

/** Looks at both sides, reads files where stamps do not tell enough, and plans. */
export async function observe(input: ObserveInput): Promise<Result<Observation>> {
  const [local, remote] = await Promise.all([
    input.localDiscovery.look(input.scope.local, input.signal),
    lookAtServer(input),
  ]);
  if (!local.ok) return local;
  if (!remote.ok) return remote;
  const base = input.ports.database.loadBase();
  const remoteRoot = remote.value.rows.get(remote.value.rootFileId);
  if (remoteRoot === undefined) throw new Error('the root of the server is not in its own tree');
  for (;;) {
    const observed = snapshotOf(input, { local: local.value, remote: remote.value, base });
    const plan = observed.suspects.length === 0 ? makePlan(observed.snapshot) : undefined;
    const unread = plan === undefined ? observed.suspects : findComparable(plan, observed, local.value).filter(
            (item) => !input.contents.wasTried(item));
    if (plan !== undefined && unread.length === 0) return { ok: true, value: { observed, plan, base, remoteRoot } };
    await readContents(unread, input);
    if (input.signal.aborted) return cancelled();
  }
}

function snapshotOf(
  input: ObserveInput,
  views: { readonly local: LocalView; readonly remote: RemoteView; readonly base: ReadonlyMap<NodeId, BaseRow> },
): Observed {
  const { database, randomId } = input.ports;
  let nextId: number = database.nextNodeId();
  const token = randomId();
  return buildSnapshot({
    ...views,
    parked: database.listParked(),
    rules: input.settings.rules,
    policy: input.settings.policy,
    hasStableInodes: input.hasStableInodes,
    contents: input.contents,
    newId: () => {
      const id = toNodeId(nextId);
      nextId += 1;
      return id;
    },
    parkName: (id) => `${PARK_PREFIX}${token}-${id}`,
  });
}

/** Files in conflict that could turn out to be equal: same size, and the server has a checksum to compare with. */
function findComparable(plan: Plan, observed: Observed, local: LocalView): readonly LocalItem[] {
  const wanted = new Set<bigint>();
  for (const node of plan.desired.values()) {
    if (node.content.kind !== 'conflict') continue;
    const content = plan.local.get(node.id)?.content ?? '';
    const localId = [...plan.aliases].find(([, kept]) => kept === node.id)?.[0];
    const stamp = observed.localStamps.get(node.id) ?? (localId === undefined ? undefined : observed.localStamps.get(localId));
    const row = observed.remoteRows.get(node.id);
    if (!content.startsWith('SHA1:') && stamp !== undefined && row?.sizeBytes === stamp.sizeBytes) wanted.add(stamp.inode);
  }
  return wanted.size === 0 ? [] : local.items.filter((item) => item.kind === 'file' && wanted.has(item.stamp.inode));
}

async function readContents(items: readonly LocalItem[], input: ObserveInput): Promise<void> {
  const pending = [...items];
  const lanes = Array.from({ length: HASH_LANES }, async () => {
    for (let item = pending.pop(); item !== undefined && !input.signal.aborted; item = pending.pop()) {
      const hashed = await input.ports.filesystem.hashFile(item.path, input.signal);
      // What cannot be read now counts as changed, under a content that equals nothing else.
      if (hashed.kind === 'done') input.contents.note(hashed.value.stamp, hashed.value.checksum);
      if (hashed.kind !== 'done' || input.contents.find(item) === undefined) input.contents.noteUnread(item.stamp);
    }
  });
  await Promise.all(lanes);
}

async function lookAtServer(input: ObserveInput): Promise<Result<RemoteView>> {
  const { transport, database } = input.ports;
  const root = await listRoot(input);
  if (!root.ok) return root;
  if (!input.isDryRun) claimRemoteRoot(root.value, input);
  const hints = await readChangeHints({
    source: transport,
    root: root.value,
    cursor: database.loadCursor(),
    signal: input.signal,
  });
  if (!hints.ok) return hints;
  const stored = input.scope.isRemoteComplete ? new Map<FileId, RemoteRow>() : database.loadRemoteTree();
  const view = await discoverRemote({
    transport,
    root: root.value,
    rows: stored,
    scope: hints.value.where,
    isExcluded: (path, kind) => input.settings.rules.isExcluded(path, kind),
    signal: input.signal,
  });
  if (!view.ok || input.isDryRun) return view;
  if (view.value.changes.length > 0) database.commitRemoteTree(view.value.changes);
  if (hints.value.cursor !== database.loadCursor()) database.saveCursor(hints.value.cursor);
  return view;
}

/**
 * A root with another id is another folder, even under the same path: what was agreed on says nothing of it, and what
 * it lacks was not deleted.
 */
function claimRemoteRoot(root: Listing, { ports, onEvent }: ObserveInput): void {
  const identity = ports.database.loadIdentity();
  if (identity === undefined || identity.remoteRootFileId === root.self.fileId) return;
  if (identity.remoteRootFileId !== '') {
    ports.database.dropBase();
    onEvent({ type: 'united', why: 'other-remote-folder' });
  }
  ports.database.saveIdentity({ ...identity, remoteRootFileId: root.self.fileId });
}

async function listRoot({ ports, signal }: ObserveInput): Promise<Result<Listing>> {
  const outcome = await ports.transport.list(ROOT_PATH, 0, signal);
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

function cancelled(): Result<never> {
  return {
    ok: false,
    error: { code: 'cancelled', scope: 'sync-folder', retry: { kind: 'user-action' }, detail: 'stopped while looking' },
  };
}
