import { useEffect, useState } from 'react';
import type { Deselected, ListChange } from '../../components/directory-choice/selection-model.ts';
import { compareLists } from '../../components/directory-choice/selection-model.ts';
import type { DirectoryChoice } from '../../components/directory-choice/use-directory-choice.ts';

const NOTHING: ListChange = { added: [], gone: [] };

/**
 * The list that a choice is compared with, and what has changed in it since the form was opened. `now` is the list as it
 * was told last: the choice is taken over to it before anything is compared with it.
 */
export function useTrueList(now: Deselected, { rebase }: DirectoryChoice): readonly [Deselected, ListChange] {
  const [list, setList] = useState(now);
  const [all, setAll] = useState(NOTHING);
  useEffect(() => {
    if (list === now) return;
    setList(now);
    const change = compareLists(list, now);
    if (change.added.length + change.gone.length === 0) return;
    rebase(change);
    setAll((before) => join(before, change));
  }, [list, now, rebase]);
  return [list, all];
}

/** Both changes as one: what came and went again is none. */
function join(before: ListChange, next: ListChange): ListChange {
  const [added, gone] = [new Set(before.added), new Set(before.gone)];
  for (const path of next.added) if (!gone.delete(path)) added.add(path);
  for (const path of next.gone) if (!added.delete(path)) gone.add(path);
  return { added: [...added], gone: [...gone] };
}
