import { useEffect, useRef, useState } from 'react';
import { sortByPath } from '#ipc/sort-by-path.ts';
import type { ConflictEnd, ConflictView, Resolution } from '#ipc/conflict-view.ts';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useAct } from '../../state/use-act.ts';

/** Which one is shown, if any, and whether it takes the focus. */
interface Look {
  readonly conflictId: string | undefined;
  readonly takesFocus: boolean;
}

/** What a person did last here. It is told until something else is done: of two acts only one can be how things are. */
export type News =
  | { readonly kind: 'decided'; readonly keep: Resolution; readonly conflict: ConflictView; readonly isLast: boolean }
  | { readonly kind: 'decided-many'; readonly ends: readonly ConflictEnd[] }
  | { readonly kind: 'undone'; readonly conflict: ConflictView };

export interface DecisionsInput {
  readonly folderId: string;
  /** The one that a person came for. */
  readonly cameFor: string | undefined;
  readonly conflicts: readonly ConflictView[];
  readonly onChanged: () => void;
}

/** What a person looks at, decides and takes back among the files of one sync folder that are in two versions. */
export function useDecisions({ folderId, cameFor, conflicts, onChanged }: DecisionsInput) {
  const { api } = useDesktop();
  const [look, setLook] = useState<Look | undefined>(
    cameFor === undefined ? undefined : { conflictId: cameFor, takesFocus: true },
  );
  const [news, setNews] = useState<News>();
  const [search, setSearch] = useState('');
  const heading = useFocusOn(look);
  const deciding = useAct();
  const undoing = useAct();
  const tell = (told: News | undefined): void => {
    setNews(told);
    deciding.clear();
    undoing.clear();
  };
  const choose = (conflictId: string | undefined): void => {
    tell(undefined);
    setLook({ conflictId, takesFocus: true });
  };
  const { open, settled } = sortOut(conflicts);
  const listed = filterByPath(open, search);
  const only = open.length === 1 && look === undefined ? open[0] : undefined;
  const chosen = open.find(({ conflictId }) => conflictId === look?.conflictId) ?? only;
  /**
   * After a decision the next one of the list is shown, so that nobody has to look for it; after the last one the first
   * that is left. Who looks for some of them is led to no other ones.
   */
  const goOn = (conflict: ConflictView, keep: Resolution): void => {
    const next = findNext(listed, conflict);
    setLook(next === undefined ? undefined : { conflictId: next.conflictId, takesFocus: true });
    tell({ kind: 'decided', keep, conflict, isLast: next === undefined });
    onChanged();
  };
  const undo = async (conflict: ConflictView): Promise<void> => {
    tell(undefined);
    const done = await undoing.run(() => api.undoConflict({ folderId, conflictId: conflict.conflictId }));
    if (done !== undefined) {
      // It stands in the list again. Opening it would push away what the person looks at.
      setLook({ conflictId: chosen?.conflictId, takesFocus: false });
      tell({ kind: 'undone', conflict });
    }
    onChanged();
  };
  return {
    open,
    listed,
    search,
    setSearch,
    settled,
    chosen,
    news,
    heading,
    deciding,
    undoing,
    tell,
    choose,
    goOn,
    undo,
  };
}

/** The one below it in the list; from the end, or for one that is not in it, the first. */
function findNext(listed: readonly ConflictView[], decided: ConflictView): ConflictView | undefined {
  const index = listed.findIndex(({ conflictId }) => conflictId === decided.conflictId);
  const others = listed.filter(({ conflictId }) => conflictId !== decided.conflictId);
  return others[index < 0 ? 0 : index] ?? others[0];
}

function filterByPath(conflicts: readonly ConflictView[], search: string): readonly ConflictView[] {
  const wanted = search.trim().toLocaleLowerCase();
  return wanted === '' ? conflicts : conflicts.filter(({ path }) => path.toLocaleLowerCase().includes(wanted));
}

/** Those that wait for a person by their place, and those that are settled, the newest first. */
function sortOut(conflicts: readonly ConflictView[]) {
  const waiting = conflicts.filter(({ state }) => state === 'open' || state === 'announced');
  const settled = conflicts.filter(({ end }) => end !== undefined);
  return {
    open: sortByPath(waiting, ({ path }) => path),
    settled: settled.toSorted((one, other) => (other.end?.atMs ?? 0) - (one.end?.atMs ?? 0)),
  };
}

/**
 * What a person wants to see may lie below the window; without the focus nobody would notice that it is there. Its
 * heading takes it, never a button that decides: pressing Enter twice must not decide on what nobody has read.
 */
function useFocusOn(look: Look | undefined) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (look?.conflictId !== undefined && look.takesFocus) heading.current?.focus();
  }, [look]);
  return heading;
}
