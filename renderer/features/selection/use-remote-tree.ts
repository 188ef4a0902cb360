import { useCallback, useEffect, useState } from 'react';
import type { RequestOutput } from '#ipc/contract.ts';
import type { UserError } from '#ipc/user-error.ts';
import { useDesktop } from '../../state/desktop-context.tsx';

type DirectoryChoice = RequestOutput<'listDirectoryChoices'>['items'][number];

/** One folder of the server, as far as it is known. Paths lie below the sync folder's own place. */
export interface RemoteDirectory extends Partial<Omit<DirectoryChoice, 'name'>> {
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

/** Loads the folders of the server one place at a time; a place that failed is asked for again by the next call. */
export function useRemoteTree(folderId: string): readonly [LoadedTree, (path: string) => void] {
  const { api } = useDesktop();
  const [tree, setTree] = useState<LoadedTree>(new Map());
  const put = useCallback((path: string, children: Children): void => {
    setTree((before) => new Map(before).set(path, children));
  }, []);
  const load = useCallback(
    (path: string): void => {
      put(path, { kind: 'loading' });
      void api.listDirectoryChoices({ folderId, path }).then((answer) => {
        if (!answer.ok) {
          put(path, { kind: 'failed', error: answer.error });
          return;
        }
        const { items, sizeBytes } = answer.value;
        const directories = items.map((item) => ({ ...item, path: path === '' ? item.name : `${path}/${item.name}` }));
        put(path, { kind: 'loaded', directories, sizeBytes });
      });
    },
    [api, folderId, put],
  );
  useEffect(() => load(''), [load]);
  return [tree, load];
}

/** The folders of a place; none while they are not loaded. */
export function childrenIn(tree: LoadedTree, path: string): readonly RemoteDirectory[] {
  const children = tree.get(path);
  return children?.kind === 'loaded' ? children.directories : [];
}
