import { useCallback, useEffect, useRef, useState } from 'react';
import { sortByPath } from '#ipc/sort-by-path.ts';
import type { Answer, RequestOutput } from '#ipc/contract.ts';
import type { UserError } from '#ipc/user-error.ts';

type ListedDirectories = RequestOutput<'listDirectoryChoices'>;

/** Who tells which folders a server has. Another object is another place: everything is asked for anew. */
export interface DirectorySource {
  readonly list: (path: string) => Promise<Answer<ListedDirectories>>;
  readonly search: (text: string, isFurther: boolean) => Promise<Answer<RequestOutput<'searchDirectories'>>>;
}

/** One folder of the server, as far as it is known. Paths lie below the sync folder's own place. */
export interface RemoteDirectory extends Partial<Omit<ListedDirectories['items'][number], 'name'>> {
  readonly path: string;
  readonly name: string;
}

/** The folders inside one place: not asked for, on their way, there, or refused. */
export type Children =
  | { readonly kind: 'loading' }
  | {
      readonly kind: 'loaded';
      readonly directories: readonly RemoteDirectory[];
      readonly sizeBytes: number | undefined;
    }
  | { readonly kind: 'failed'; readonly error: UserError };

/** What has been loaded so far, by place. */
export type LoadedTree = ReadonlyMap<string, Children>;

const NOTHING: LoadedTree = new Map();

/**
 * Loads the folders of the server one place at a time; each call asks anew. Nothing without a source.
 */
export function useRemoteTree(source: DirectorySource | undefined): readonly [LoadedTree, (path: string) => void] {
  const [known, setKnown] = useState({ source, tree: NOTHING });
  const newest = useRef(source);
  const load = useCallback(
    (path: string): void => {
      if (source === undefined) return;
      const put = (children: Children): void => {
        // What comes late is of a place that nobody looks at any more.
        if (newest.current !== source) return;
        setKnown((before) => {
          const tree = before.source === source ? before.tree : NOTHING;
          // What is there stays in sight until something newer is, and where that cannot be had.
          const isKept = children.kind !== 'loaded' && tree.get(path)?.kind === 'loaded';
          return isKept ? before : { source, tree: new Map(tree).set(path, children) };
        });
      };
      put({ kind: 'loading' });
      void source.list(path).then((answer) => put(toChildren(path, answer)));
    },
    [source],
  );
  useEffect(() => {
    newest.current = source;
    load('');
  }, [source, load]);
  return [known.source === source ? known.tree : NOTHING, load];
}

function toChildren(path: string, answer: Answer<ListedDirectories>): Children {
  if (!answer.ok) return { kind: 'failed', error: answer.error };
  const { items, sizeBytes } = answer.value;
  const directories = sortByPath(items, ({ name }) => name).map((item) => ({
    ...item,
    path: path === '' ? item.name : `${path}/${item.name}`,
  }));
  return { kind: 'loaded', directories, sizeBytes };
}

/** The folders of a place; none while they are not loaded. */
export function childrenIn(tree: LoadedTree, path: string): readonly RemoteDirectory[] {
  const children = tree.get(path);
  return children?.kind === 'loaded' ? children.directories : [];
}

/** What the server has told of the sizes of the folders that are loaded. Asking is cheap. Pure. */
export function readSizes(tree: LoadedTree): (path: string) => number | undefined {
  const sizes = new Map<string, number | undefined>();
  for (const place of tree.keys()) {
    for (const { path, sizeBytes } of childrenIn(tree, place)) sizes.set(path, sizeBytes);
  }
  return (path) => sizes.get(path);
}
