import { useState } from 'react';
import type { FolderView } from '#ipc/folder-view.ts';
import { beginNews, hearNews, toNewsKind } from './state-news.ts';

/** Whether the sentence that is shown now shall be said aloud, and how to say that a person has asked for a sync. */
export function useStateNews(folder: FolderView, sentence: string): readonly [isNews: boolean, ask: () => void] {
  const shown = { kind: toNewsKind(folder), sentence };
  const [news, setNews] = useState(() => beginNews(shown));
  // While it is drawn, so that nothing is drawn with the answer about the sentence before.
  if (news.sentence !== sentence) setNews(hearNews(news, shown));
  return [news.isNews, () => setNews((before) => ({ ...before, isAsked: true }))];
}
