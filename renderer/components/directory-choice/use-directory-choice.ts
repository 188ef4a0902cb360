import { useEffect, useState } from 'react';
import type { UserError } from '#ipc/user-error.ts';
import type { Deselected, ListChange } from './selection-model.ts';
import { findAbove, parentOf, rebaseChoice, toggle } from './selection-model.ts';
import type { DirectorySource, LoadedTree } from './use-remote-tree.ts';
import { childrenIn, useRemoteTree } from './use-remote-tree.ts';

/** The folders of a server, what a person has chosen of them so far, and the ways to change that. */
export interface DirectoryChoice {
  readonly tree: LoadedTree;
  readonly load: (path: string) => void;
  readonly chosen: Deselected;
  /** Turns the choice about one folder round. */
  readonly toggle: (path: string) => void;
  readonly selectAll: () => void;
  readonly selectNone: () => void;
  /** The list that the choice began with has changed: keeps what a person has chosen, and looks at the server again. */
  readonly rebase: (change: ListChange) => void;
  /** Why the last click, or an expansion, had no effect: what has to be known for it could not be loaded. */
  readonly refusal: UserError | undefined;
  readonly expanded: ReadonlySet<string>;
  readonly expand: (path: string) => void;
  readonly collapse: (path: string) => void;
}

const NONE: ReadonlySet<string> = new Set();

/** Keeps a choice for as long as the source is the same; another one begins with `before` again. */
export function useDirectoryChoice(source: DirectorySource | undefined, before: Deselected): DirectoryChoice {
  const [tree, load] = useRemoteTree(source);
  const [chosen, choose] = useStateOf(source, before);
  const [waiting, wait] = useStateOf<string | undefined>(source, undefined);
  const [refusal, refuse] = useStateOf<UserError | undefined>(source, undefined);
  const [expanded, setExpanded] = useStateOf(source, NONE);
  const turn = (path: string): void =>
    choose(toggle(path, chosen, (at) => childrenIn(tree, at).map((child) => child.path)));
  const click = (path: string): void => {
    refuse(undefined);
    const unknown = listUnknown(path, chosen, tree);
    if (unknown.length === 0) {
      turn(path);
      return;
    }
    for (const at of unknown) if (tree.get(at)?.kind !== 'loading') load(at);
    wait(path);
  };
  useEffect(() => {
    if (waiting === undefined) return;
    const unknown = listUnknown(waiting, chosen, tree);
    const failed = unknown.map((at) => tree.get(at)).find((children) => children?.kind === 'failed');
    if (failed === undefined && unknown.length > 0) return;
    wait(undefined);
    if (failed === undefined) turn(waiting);
    else refuse(failed.error);
  });
  const unexpanded = [...expanded].map((at) => tree.get(at)).find((children) => children?.kind === 'failed');
  return {
    tree,
    load,
    chosen,
    toggle: click,
    selectAll: () => choose(NONE),
    selectNone: () => choose(new Set(childrenIn(tree, '').map(({ path }) => path))),
    rebase: (change) => {
      choose(rebaseChoice(chosen, change));
      const places = new Set([...change.added, ...change.gone].map(parentOf));
      for (const at of places) if (tree.get(at)?.kind === 'loaded') load(at);
    },
    refusal: refusal ?? unexpanded?.error,
    expanded,
    expand: (path) => {
      const known = tree.get(path);
      if (known === undefined || known.kind === 'failed') load(path);
      setExpanded(new Set(expanded).add(path));
    },
    collapse: (path) => setExpanded(new Set([...expanded].filter((other) => other !== path))),
  };
}

/** A state that belongs to something, and begins anew with another one. */
function useStateOf<State>(owner: unknown, first: State): readonly [State, (next: State) => void] {
  const [held, hold] = useState({ owner, state: first });
  return [held.owner === owner ? held.state : first, (state) => hold({ owner, state })];
}

/**
 * What has to be loaded before the choice about a folder can be turned round: the folders beside it, which tell how large
 * it is; and when it lies in a deselected one, all between that one and it, because they stay away. Pure.
 */
export function listUnknown(path: string, deselected: Deselected, tree: LoadedTree): readonly string[] {
  const top = findAbove(path, deselected) ?? path;
  const places = [parentOf(path)];
  for (let at = path; at !== top; at = parentOf(at)) places.push(parentOf(at));
  return [...new Set(places)].filter((at) => tree.get(at)?.kind !== 'loaded');
}
