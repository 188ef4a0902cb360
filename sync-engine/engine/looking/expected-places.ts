import type { ExpectedPlace } from '../../core/merge/local-identity.ts';
import type { NodeId } from '../../core/model/ids.ts';
import { ROOT_ID, toRemoteKey } from '../../core/model/ids.ts';
import { baseName, isName, joinPath, ROOT_PATH } from '../../core/model/relative-path.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { RemoteView } from '../../discovery/remote-discovery.ts';
import type { LocalView } from '../../discovery/local-discovery.ts';
import type { BaseRow, BegunAct, ParkedNode, RemoteRow } from '../../sync-database/sync-database.ts';

/** What tells where items may be here because we brought them there. */
export interface ExpectedPlacesInput {
  readonly base: ReadonlyMap<NodeId, BaseRow>;
  readonly begun: readonly BegunAct[];
  readonly parked: readonly ParkedNode[];
  readonly local: Pick<LocalView, 'items'>;
  readonly remote: Pick<RemoteView, 'rootKey' | 'rows'>;
}

/**
 * Where we have moved items of the base here, or were going to; what carries a private name that we gave it; and where the
 * server has moved files, because we follow it there, and a power cut can leave the move and take what was written down
 * about it. Pure.
 */
export function listExpectedPlaces({
  base,
  begun,
  parked,
  local,
  remote,
}: ExpectedPlacesInput): readonly ExpectedPlace[] {
  const followed: ExpectedPlace[] = [];
  for (const row of base.values()) {
    const now = row.kind === 'file' ? findRow(row, remote) : undefined;
    if (now === undefined || isAtAgreedPlace(row, now, { base, remote })) continue;
    const path = findRemotePath(remote, now);
    if (path !== undefined) followed.push({ nodeId: row.id, path, parentId: undefined });
  }
  // Where two have one place, ours is the one that is written down.
  return [
    ...followed,
    ...listParkedPlaces(parked, local),
    ...begun.flatMap((act) => (act.kind === 'move' && act.side === 'local' ? [act] : [])),
  ];
}

/** A file that people put at the place of a parked one meanwhile is another file: ours stands under its private name. */
function listParkedPlaces(
  parked: readonly ParkedNode[],
  { items }: Pick<LocalView, 'items'>,
): readonly ExpectedPlace[] {
  const idOf = new Map(parked.flatMap(({ side, parkName, nodeId }) => (side === 'local' ? [[parkName, nodeId]] : [])));
  if (idOf.size === 0) return [];
  return items.flatMap(({ path }) => {
    const nodeId = idOf.get(baseName(path));
    return nodeId === undefined ? [] : [{ nodeId, path, parentId: undefined }];
  });
}

/** Of several with one id the one that has its key: whether an item here is that one, its inode tells. */
function findRow({ remote: agreed }: BaseRow, { rows }: Pick<RemoteView, 'rows'>): RemoteRow | undefined {
  return agreed === undefined ? undefined : rows.get(toRemoteKey(agreed.fileId, () => false));
}

function isAtAgreedPlace(
  { name, parentId }: BaseRow,
  now: RemoteRow,
  { base, remote }: Pick<ExpectedPlacesInput, 'base' | 'remote'>,
): boolean {
  if (now.name !== name || now.parentKey === undefined) return false;
  if (parentId === ROOT_ID) return now.parentKey === remote.rootKey;
  return remote.rows.get(now.parentKey)?.fileId === base.get(parentId)?.remote?.fileId;
}

/** Undefined for what is not below the root, and for what has a name that no path can have. */
function findRemotePath({ rootKey, rows }: ExpectedPlacesInput['remote'], row: RemoteRow): RelativePath | undefined {
  const names: string[] = [];
  let at: RemoteRow | undefined = row;
  while (at !== undefined && at.key !== rootKey) {
    if (!isName(at.name)) return undefined;
    names.push(at.name);
    at = at.parentKey === undefined ? undefined : rows.get(at.parentKey);
  }
  return at === undefined ? undefined : names.reduceRight(joinPath, ROOT_PATH);
}
