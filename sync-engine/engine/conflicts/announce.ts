import type { ConflictId, ConflictRecord, VersionFacts } from '../../core/model/conflict.ts';
import { secondPath } from '../../core/model/conflict.ts';
import type { LocalStamp, RemoteStamp } from '../../core/model/observation.ts';
import type { Operation } from '../../core/model/operation.ts';
import { findPath, isSamePlace } from '../../core/model/tree.ts';
import type { AnnouncedConflict } from '../../executor/context.ts';
import type { BaseRow } from '../../sync-database/sync-database.ts';
import { parseChecksum } from '../../core/model/checksum.ts';
import type { ContentId } from '../../core/model/tree.ts';
import type { Observation } from '../looking/observe.ts';
import type { FolderPorts } from '../parts.ts';

type AnnouncingPorts = Pick<FolderPorts, 'database' | 'clock' | 'randomId'>;

/**
 * Writes down, before the act, that an item will live on as a second version. Whether it came to that is looked up on
 * the disk by the next run.
 */
export function announceConflict(conflict: AnnouncedConflict, ports: AnnouncingPorts): void {
  const { nodeId, path, secondName } = conflict;
  putAnnouncement(
    {
      origin: 'content',
      nodeId,
      path,
      secondName,
      base: conflict.base === undefined ? undefined : baseFacts(conflict.base),
      server: { ...remoteFacts(conflict.remote), checksum: conflict.checksum },
      local: localFacts(conflict.stamp, { content: conflict.localContent, base: conflict.base }),
    },
    ports,
  );
}

/** Announces the second versions that a plan makes because two items want one name. */
export function announceContestedNames(
  operations: readonly Operation[],
  { plan, observed }: Pick<Observation, 'plan' | 'observed'>,
  ports: AnnouncingPorts,
): void {
  if (plan.contested.length === 0) return;
  const worked = new Set(operations.map((operation) => operation.node));
  for (const { id, heldBy } of plan.contested) {
    const path = findPath(plan.desired, heldBy);
    const loser = plan.desired.get(id);
    const here = plan.local.get(id);
    if (!worked.has(id) || path === undefined || loser === undefined) continue;
    // It got this name in an earlier run, which announced it; now the server is told.
    if (here !== undefined && isSamePlace(here, loser)) continue;
    const stamp = observed.localStamps.get(id);
    const remote = observed.remoteRows.get(heldBy);
    putAnnouncement(
      {
        origin: 'name',
        nodeId: heldBy,
        path,
        secondName: loser.name,
        base: undefined,
        server: remote === undefined ? undefined : remoteFacts(remote),
        local: stamp === undefined ? undefined : localFacts(stamp, { content: here?.content, base: undefined }),
      },
      ports,
    );
  }
}

type Announcement = Omit<
  ConflictRecord,
  'id' | 'serverAuthor' | 'serverReceivedAtMs' | 'wasServerAsked' | 'recordedAtMs' | 'state'
>;

function putAnnouncement(announcement: Announcement, { database, clock, randomId }: AnnouncingPorts): void {
  const second = secondPath(announcement.path, announcement.secondName);
  // An attempt that was refused left its record behind; the same pair is the same conflict.
  const same = database
    .listConflicts()
    .find(({ path, secondName, state }) => state.kind === 'announced' && secondPath(path, secondName) === second);
  const record: ConflictRecord = {
    ...announcement,
    id: same?.id ?? (randomId() as ConflictId),
    serverAuthor: undefined,
    serverReceivedAtMs: undefined,
    wasServerAsked: false,
    recordedAtMs: clock.nowMs(),
    state: { kind: 'announced' },
  };
  database.putConflict(record);
}

function baseFacts({ checksum, remote, local }: BaseRow): VersionFacts {
  return {
    checksum,
    etag: remote?.etag,
    sizeBytes: remote?.sizeBytes ?? local?.sizeBytes,
    mtimeMs: remote?.mtimeMs,
  };
}

function remoteFacts({ checksum, etag, sizeBytes, mtimeMs }: RemoteStamp): VersionFacts {
  return { checksum: parseChecksum(checksum ?? ''), etag, sizeBytes, mtimeMs };
}

function localFacts(
  stamp: LocalStamp,
  known: { readonly content: ContentId | undefined; readonly base: BaseRow | undefined },
): VersionFacts {
  return {
    checksum: parseChecksum(known.content ?? ''),
    etag: known.base?.remote?.etag,
    sizeBytes: stamp.sizeBytes,
    mtimeMs: Number(stamp.mtimeNs / 1_000_000n),
  };
}
