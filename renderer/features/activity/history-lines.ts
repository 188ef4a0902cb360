import type { HistoryGroup, HistoryRow, HistoryView } from '#ipc/history-view.ts';

/** Entries that an open group shows at first, and how many more each time. */
export const GROUP_PAGE = 1_000;

/** Groups that a person has opened, by key, and how many entries of each are to be seen. */
export type OpenGroups = ReadonlyMap<string, number>;

/** One line of the list. */
export type HistoryLine =
  | {
      readonly kind: 'entry';
      readonly id: string;
      readonly folderId: string;
      readonly entry: HistoryView;
      /** The open group that it belongs to. */
      readonly groupKey?: string;
    }
  | { readonly kind: 'group'; readonly id: string; readonly folderId: string; readonly group: HistoryGroup }
  /** After the entries of an open group: more of it is there. */
  | { readonly kind: 'rest'; readonly id: string; readonly groupKey: string; readonly count: number };

/** Names a group among those of all folders. Pure. */
export function toGroupKey(folderId: string, { groupId }: HistoryGroup): string {
  return `${folderId} ${groupId}`;
}

/** Puts rows and what lies in the open ones below each other. Pure. */
export function toLines(
  rows: readonly { readonly folderId: string; readonly row: HistoryRow }[],
  entries: ReadonlyMap<string, readonly HistoryView[]>,
): readonly HistoryLine[] {
  return rows.flatMap(({ folderId, row }): readonly HistoryLine[] => {
    if (row.kind === 'entry') return [toLine(folderId, row.entry)];
    const key = toGroupKey(folderId, row);
    const inner = entries.get(key);
    const head = { kind: 'group', id: key, folderId, group: row } as const;
    if (inner === undefined) return [head];
    const count = row.count - inner.length;
    // Another one stands at the end when it has become entries: the focus stays where these begin.
    const rest = { kind: 'rest', id: `${key} rest ${inner.length}`, groupKey: key, count } as const;
    return [
      head,
      ...inner.map((entry) => ({ ...toLine(folderId, entry), groupKey: key })),
      ...(count > 0 ? [rest] : []),
    ];
  });
}

function toLine(folderId: string, entry: HistoryView): Extract<HistoryLine, { kind: 'entry' }> {
  return { kind: 'entry', id: `${folderId} ${entry.historyId}`, folderId, entry };
}

/** Without what lies in groups that have been closed since it was asked for. Pure. */
export function hideClosed(lines: readonly HistoryLine[], open: OpenGroups): readonly HistoryLine[] {
  return lines.filter((line) => line.kind === 'group' || line.groupKey === undefined || open.has(line.groupKey));
}

/** Opens a group, or closes it. Pure. */
export function toggleGroup(open: OpenGroups, key: string): OpenGroups {
  const next = new Map(open);
  if (!next.delete(key)) next.set(key, GROUP_PAGE);
  return next;
}

/** Shows more of a group. Pure. */
export function widenGroup(open: OpenGroups, key: string): OpenGroups {
  return new Map(open).set(key, (open.get(key) ?? 0) + GROUP_PAGE);
}
