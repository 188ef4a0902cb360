import type { Answer } from '#ipc/contract.ts';
import type { DesktopApi } from '#ipc/desktop-api.ts';
import { MAX_HISTORY_PAGE } from '#ipc/history-requests.ts';
import type { HistoryRow, HistoryView } from '#ipc/history-view.ts';
import type { HistoryLine, OpenGroups } from './history-lines.ts';
import { toGroupKey, toLines } from './history-lines.ts';
import type { HistoryFilter } from './verb-texts.ts';
import { toQuery } from './verb-texts.ts';

/** Whom the history is asked of. */
export type HistoryApi = Pick<DesktopApi, 'listHistory' | 'listHistoryRows'>;

/** One entry, and the sync folder that it is about. */
export interface FolderEntry {
  readonly folderId: string;
  readonly entry: HistoryView;
}

/** What is looked for in which sync folders. */
export interface HistorySearch {
  readonly folderIds: readonly string[];
  readonly search: string;
  readonly filter: HistoryFilter;
}

/** What a list shows: so many rows, and what lies in those that are open. */
export interface HistoryQuestion extends HistorySearch {
  readonly limit: number;
  readonly open: OpenGroups;
}

/** The newest lines of all folders together. `hasMore`: older ones are there. */
export interface HistoryLines {
  readonly lines: readonly HistoryLine[];
  readonly hasMore: boolean;
}

/** Every single entry that is found, newest first. A folder that does not answer makes all fail: it would look whole. */
export async function listEntries(
  api: HistoryApi,
  { folderIds, search, filter }: HistorySearch,
): Promise<Answer<readonly FolderEntry[]>> {
  const found: FolderEntry[] = [];
  for (const folderId of folderIds) {
    const answer = await listPages(api, { folderId, ...toQuery(search, filter) }, Number.POSITIVE_INFINITY);
    if (!answer.ok) return answer;
    for (const entry of answer.value) found.push({ folderId, entry });
  }
  return { ok: true, value: found.toSorted((a, b) => b.entry.atMs - a.entry.atMs) };
}

type PagedQuestion = Omit<Parameters<HistoryApi['listHistory']>[0], 'limit' | 'after'>;

/** The newest entries, page by page. */
async function listPages(
  api: HistoryApi,
  question: PagedQuestion,
  maxEntries: number,
): Promise<Answer<readonly HistoryView[]>> {
  const found: HistoryView[] = [];
  for (;;) {
    const limit = Math.min(MAX_HISTORY_PAGE, maxEntries - found.length);
    const after = found.at(-1)?.historyId;
    const answer = await api.listHistory({ ...question, limit, ...(after === undefined ? {} : { after }) });
    if (!answer.ok) return answer;
    found.push(...answer.value.items);
    if (answer.value.items.length < limit || found.length >= maxEntries) return { ok: true, value: found };
  }
}

/** The newest lines of all folders together, with what lies in the groups that are open. */
export async function listLines(
  api: HistoryApi,
  { folderIds, search, filter, limit, open }: HistoryQuestion,
): Promise<Answer<HistoryLines>> {
  const rows: { readonly folderId: string; readonly row: HistoryRow }[] = [];
  for (const folderId of folderIds) {
    // One more than is shown tells whether there are more.
    const answer = await api.listHistoryRows({ folderId, limit: limit + 1, ...toQuery(search, filter) });
    if (!answer.ok) return answer;
    rows.push(...answer.value.items.map((row) => ({ folderId, row })));
  }
  const shown = rows.toSorted((a, b) => toTime(b.row) - toTime(a.row)).slice(0, limit);
  const entries = new Map<string, readonly HistoryView[]>();
  for (const { folderId, row } of shown) {
    const maxEntries = row.kind === 'group' ? open.get(toGroupKey(folderId, row)) : undefined;
    if (row.kind !== 'group' || maxEntries === undefined) continue;
    const question = { folderId, groupId: row.groupId, looksAtPlaces: true, ...toQuery(search, filter) };
    const answer = await listPages(api, question, maxEntries);
    if (!answer.ok) return answer;
    entries.set(toGroupKey(folderId, row), answer.value);
  }
  return { ok: true, value: { lines: toLines(shown, entries), hasMore: rows.length > limit } };
}

function toTime(row: HistoryRow): number {
  return row.kind === 'entry' ? row.entry.atMs : row.newest.atMs;
}
