import { useCallback, useEffect } from 'react';
import type { HistoryView } from '#ipc/history-view.ts';
import type { Answer } from '#ipc/contract.ts';
import type { DesktopApi } from '#ipc/desktop-api.ts';
import { useDesktop } from '../../state/desktop-context.tsx';
import type { Loaded } from '../../state/use-answer.ts';
import { useAnswer } from '../../state/use-answer.ts';
import type { HistoryFilter } from './verb-texts.ts';
import { toQuery } from './verb-texts.ts';

/** One entry, and the sync folder that it is about. */
export interface FolderEntry {
  readonly folderId: string;
  readonly entry: HistoryView;
}

/** What is looked for in which sync folders. */
export interface HistoryQuestion {
  readonly folderIds: readonly string[];
  readonly search: string;
  readonly filter: HistoryFilter;
  readonly limit: number;
}

/** The newest entries of all these folders together. One that does not answer makes the list fail: it would look whole. */
export async function listEntries(
  api: DesktopApi,
  { folderIds, search, filter, limit }: HistoryQuestion,
): Promise<Answer<readonly FolderEntry[]>> {
  const found: FolderEntry[] = [];
  for (const folderId of folderIds) {
    const answer = await api.listHistory({ folderId, limit, ...toQuery(search, filter) });
    if (!answer.ok) return answer;
    found.push(...answer.value.items.map((entry) => ({ folderId, entry })));
  }
  const newest = found.toSorted((a, b) => b.entry.atMs - a.entry.atMs).slice(0, limit);
  return { ok: true, value: newest };
}

/** The same, asked for again whenever the history of one of them has changed. */
export function useHistory(question: HistoryQuestion): readonly [Loaded<readonly FolderEntry[]>, () => void] {
  const { api, store } = useDesktop();
  const { search, filter, limit } = question;
  // As one text: each state of the program makes a new list of the same folders.
  const ids = question.folderIds.join('\n');
  const ask = useCallback(
    () => listEntries(api, { folderIds: ids.split('\n'), search, filter, limit }),
    [api, ids, search, filter, limit],
  );
  const [loaded, reload] = useAnswer(ask);
  useEffect(
    () =>
      store.onChange((change) => {
        const isOurs = change.kind === 'list-changed' && ids.split('\n').includes(change.folderId);
        if (isOurs && change.list === 'history') reload();
      }),
    [store, ids, reload],
  );
  useEffect(() => store.onRenewal(() => reload()), [store, reload]);
  return [loaded, reload];
}
