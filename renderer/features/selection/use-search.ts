import { useEffect, useMemo, useState } from 'react';
import { toItemName } from '#ipc/item-name.ts';
import { useDesktop } from '../../state/desktop-context.tsx';
import type { LoadedTree, RemoteDirectory } from './use-remote-tree.ts';

/** So long, in ms, a person may pause between two letters before the engine is asked. */
const PAUSE_MS = 200;

/**
 * Folders whose name contains a text: those that have been loaded here at once, and those that the engine knows as soon
 * as it has answered. Undefined without a text.
 */
export function useSearch(folderId: string, search: string, tree: LoadedTree): readonly RemoteDirectory[] | undefined {
  const { api } = useDesktop();
  const [known, setKnown] = useState<readonly RemoteDirectory[]>([]);
  const wanted = search.trim().toLocaleLowerCase();
  useEffect(() => {
    setKnown([]);
    if (wanted === '') return undefined;
    let isCurrent = true;
    const timer = setTimeout(() => {
      void api.searchDirectories({ folderId, text: wanted }).then((answer) => {
        if (isCurrent && answer.ok)
          setKnown(answer.value.items.map((item) => ({ ...item, name: toItemName(item.path) })));
      });
    }, PAUSE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [api, folderId, wanted]);
  return useMemo(() => (wanted === '' ? undefined : findAll(wanted, tree, known)), [wanted, tree, known]);
}

/** What was loaded says more than what the engine remembers. */
function findAll(wanted: string, tree: LoadedTree, known: readonly RemoteDirectory[]): readonly RemoteDirectory[] {
  const found = new Map(known.map((directory) => [directory.path, directory]));
  for (const children of tree.values()) {
    for (const directory of children.kind === 'loaded' ? children.directories : []) {
      if (directory.name.toLocaleLowerCase().includes(wanted)) found.set(directory.path, directory);
    }
  }
  return [...found.values()].toSorted((a, b) => a.path.localeCompare(b.path));
}
