import { useEffect, useState } from 'react';
import type { Deselected } from './selection-model.ts';
import { findAbove, parentOf, toggle } from './selection-model.ts';
import type { LoadedTree } from './use-remote-tree.ts';
import { childrenIn } from './use-remote-tree.ts';

/** What a person has chosen so far, and the way to turn the choice about one folder round. */
export function useChoice(
  before: Deselected,
  tree: LoadedTree,
  load: (path: string) => void,
): readonly [Deselected, (path: string) => void] {
  const [chosen, choose] = useState(before);
  const [waiting, wait] = useState<string>();
  const turn = (path: string): void =>
    choose(toggle(path, chosen, (at) => childrenIn(tree, at).map((child) => child.path)));
  const click = (path: string): void => {
    const unknown = listUnknownAbove(path, chosen, tree);
    if (unknown.length === 0) {
      turn(path);
      return;
    }
    for (const at of unknown) if (tree.get(at)?.kind !== 'loading') load(at);
    wait(path);
  };
  useEffect(() => {
    if (waiting === undefined || listUnknownAbove(waiting, chosen, tree).length > 0) return;
    wait(undefined);
    turn(waiting);
  });
  return [chosen, click];
}

/**
 * Of the folders between a path and the deselected one above it, those whose content nobody has loaded: only with it can
 * one folder come back and the others beside it stay away. Pure.
 */
export function listUnknownAbove(path: string, deselected: Deselected, tree: LoadedTree): readonly string[] {
  const above = findAbove(path, deselected);
  const unknown: string[] = [];
  if (above === undefined) return unknown;
  for (let at = path; at !== above; at = parentOf(at)) {
    if (tree.get(parentOf(at))?.kind !== 'loaded') unknown.push(parentOf(at));
  }
  return unknown;
}
