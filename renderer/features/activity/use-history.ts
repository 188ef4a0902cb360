import { useCallback, useEffect } from 'react';
import { useDesktop } from '../../state/desktop-context.tsx';
import type { Loaded } from '../../state/use-answer.ts';
import { useAnswer } from '../../state/use-answer.ts';
import type { HistoryLines, HistoryQuestion } from './list-history.ts';
import { listLines } from './list-history.ts';

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
