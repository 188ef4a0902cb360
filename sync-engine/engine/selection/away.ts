import type { FileId, NodeId, RemoteKey } from '../../core/model/ids.ts';
import type { Choice } from '../../core/model/selection.ts';
import { isAway } from '../../core/model/selection.ts';
import type { Place, TreeNode } from '../../core/model/tree.ts';
import type { BaseRow, RemoteRow } from '../../sync-database/sync-database.ts';

/** A directory of the server that is kept away from this computer, as the trees of one look show it. */
export interface AwayDirectory {
  readonly choice: Choice;
  /** None when it takes part neither in the server's tree nor in the base; several when it stands at several places. */
  readonly ids: readonly NodeId[];
  /** Where it is on the server, as far as the directory above takes part. */
  readonly places: readonly Place[];
  /** What lies in its place here, and the directory itself wherever it is: all of it belongs to it. */
  readonly localIds: readonly NodeId[];
}

export interface AwayInput {
  readonly choices: readonly Choice[];
  readonly rows: readonly BaseRow[];
  readonly localTree: ReadonlyMap<NodeId, TreeNode>;
  readonly remoteIds: ReadonlyMap<RemoteKey, NodeId>;
  readonly remoteRows: ReadonlyMap<RemoteKey, RemoteRow>;
  readonly nameKey: (name: string) => string;
}

/** Finds what is kept away in the trees of a look. Pure; costs nothing without choices. */
export function findAway(input: AwayInput): readonly AwayDirectory[] {
  const choices = input.choices.filter(isAway);
  if (choices.length === 0) return [];
  const wantedIds = new Set(choices.map(({ fileId }) => fileId));
  const there = groupWanted(input.remoteRows.values(), ({ fileId }) => fileId, wantedIds);
  const agreed = groupWanted(input.rows, ({ remote }) => remote?.fileId, wantedIds);
  const found = choices.map((choice) => {
    const rows = there.get(choice.fileId) ?? [];
    const ids = [
      ...rows.flatMap(({ key }) => input.remoteIds.get(key) ?? []),
      ...(agreed.get(choice.fileId) ?? []).map(({ id }) => id),
    ];
    return { choice, ids: [...new Set(ids)], places: rows.flatMap((row) => findPlace(row, input) ?? []) };
  });
  const slotOf = ({ parentId, name }: Place): string => `${parentId}/${input.nameKey(name)}`;
  const wanted = new Set(found.flatMap(({ places }) => places.map(slotOf)));
  const bySlot = new Map<string, NodeId[]>();
  for (const node of input.localTree.values()) {
    const slot = slotOf(node);
    if (wanted.has(slot)) bySlot.set(slot, [...(bySlot.get(slot) ?? []), node.id]);
  }
  return found.map((away) => {
    const atPlaces = away.places.flatMap((place) => bySlot.get(slotOf(place)) ?? []);
    const own = away.ids.filter((id) => input.localTree.has(id));
    return { ...away, localIds: [...new Set([...own, ...atPlaces])] };
  });
}

function findPlace({ parentKey, name }: RemoteRow, { remoteIds }: AwayInput): Place | undefined {
  const parentId = parentKey === undefined ? undefined : remoteIds.get(parentKey);
  return parentId === undefined ? undefined : { parentId, name };
}

function groupWanted<Row>(
  rows: Iterable<Row>,
  fileIdOf: (row: Row) => FileId | undefined,
  wanted: ReadonlySet<FileId>,
): ReadonlyMap<FileId, readonly Row[]> {
  const groups = new Map<FileId, Row[]>();
  for (const row of rows) {
    const fileId = fileIdOf(row);
    if (fileId === undefined || !wanted.has(fileId)) continue;
    const group = groups.get(fileId);
    if (group === undefined) groups.set(fileId, [row]);
    else group.push(row);
  }
  return groups;
}
