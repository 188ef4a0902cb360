import { useCallback, useEffect } from 'react';
import { MAX_HISTORY_PAGE } from '#ipc/history-requests.ts';
import type { HistoryRow, HistoryView } from '#ipc/history-view.ts';
import type { Answer } from '#ipc/contract.ts';
import type { DesktopApi } from '#ipc/desktop-api.ts';
import { useDesktop } from '../../state/desktop-context.tsx';
import type { Loaded } from '../../state/use-answer.ts';
import { useAnswer } from '../../state/use-answer.ts';
import type { HistoryLine, OpenGroups } from './history-lines.ts';
import { toGroupKey, toLines } from './history-lines.ts';
import type { HistoryFilter } from './verb-texts.ts';
import { toQuery } from './verb-texts.ts';

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
  api: DesktopApi,
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

type PagedQuestion = Omit<Parameters<DesktopApi['listHistory']>[0], 'limit' | 'after'>;

/** The newest entries, page by page. */
async function listPages(
  api: DesktopApi,
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

async function listLines(
  api: DesktopApi,
  { folderIds, search, filter, limit, open }: HistoryQuestion,
): Promise<Answer<HistoryLines>> {
  const rows: { readonly folderId: string; readonly row: HistoryRow }[] = [];
  for (const folderId of folderIds) {
    const answer = await api.listHistoryRows({ folderId, limit, ...toQuery(search, filter) });
    if (!answer.ok) return answer;
    rows.push(...answer.value.items.map((row) => ({ folderId, row })));
  }
  const shown = rows.toSorted((a, b) => toTime(b.row) - toTime(a.row)).slice(0, limit);
  const entries = new Map<string, readonly HistoryView[]>();
  for (const { folderId, row } of shown) {
    const maxEntries = row.kind === 'group' ? open.get(toGroupKey(folderId, row)) : undefined;
    if (row.kind !== 'group' || maxEntries === undefined) continue;
    const question = { folderId, groupId: row.groupId, ...toQuery(search, filter) };
    const answer = await listPages(api, question, maxEntries);
    if (!answer.ok) return answer;
    entries.set(toGroupKey(folderId, row), answer.value);
  }
  return { ok: true, value: { lines: toLines(shown, entries), hasMore: rows.length >= limit } };
}

function toTime(row: HistoryRow): number {
  return row.kind === 'entry' ? row.entry.atMs : row.newest.atMs;
}

/** The lines of a list, asked for again whenever the history of one of the folders has changed. */
export function useHistory(question: HistoryQuestion): readonly [Loaded<HistoryLines>, () => void] {
  const { api, store } = useDesktop();
  const { search, filter, limit, open } = question;
  // As one text: each state of the program makes a new list of the same folders.
  const ids = question.folderIds.join('\n');
  const ask = useCallback(
    () => listLines(api, { folderIds: ids.split('\n'), search, filter, limit, open }),
    [api, ids, search, filter, limit, open],
  );
  const [loaded, reload, follow] = useAnswer(ask);
  useEffect(
    () =>
      store.onChange((change) => {
        const isOurs = change.kind === 'list-changed' && ids.split('\n').includes(change.folderId);
        if (isOurs && change.list === 'history') follow();
      }),
    [store, ids, follow],
  );
  useEffect(() => store.onRenewal(() => reload()), [store, reload]);
  return [loaded, reload];
}
