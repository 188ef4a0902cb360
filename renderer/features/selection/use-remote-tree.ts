import { useCallback, useEffect, useState } from 'react';
import type { FolderView } from '#ipc/folder-view.ts';
import type { UserError } from '#ipc/user-error.ts';
import { useDesktop } from '../../state/desktop-context.tsx';

/** One folder of the server, as far as it has been loaded. Paths lie below the sync folder's own place. */
export interface RemoteDirectory {
  readonly path: string;
  readonly name: string;
  readonly sizeBytes: number | undefined;
}

/** The folders inside one place: not asked for, on their way, there, or refused. */
export type Children =
  | { readonly kind: 'loading' }
  | { readonly kind: 'loaded'; readonly directories: readonly RemoteDirectory[] }
  | { readonly kind: 'failed'; readonly error: UserError };

/** What has been loaded so far, by place. */
export type LoadedTree = ReadonlyMap<string, Children>;

/** Loads the folders of the server one place at a time; a place that failed is asked for again by the next call. */
export function useRemoteTree(folder: FolderView): readonly [LoadedTree, (path: string) => void] {
  const { api } = useDesktop();
  const { accountId, spaceId, remotePath } = folder;
  const [tree, setTree] = useState<LoadedTree>(new Map());
  const put = useCallback((path: string, children: Children): void => {
    setTree((before) => new Map(before).set(path, children));
  }, []);
  const load = useCallback(
    (path: string): void => {
      put(path, { kind: 'loading' });
      const at = [remotePath, path].filter((part) => part !== '').join('/');
      const where = spaceId === undefined ? { accountId } : { accountId, spaceId };
      void api.listRemoteDirectory({ ...where, path: at }).then((answer) => {
        if (!answer.ok) {
          put(path, { kind: 'failed', error: answer.error });
          return;
        }
        const directories = answer.value.items
          .filter(({ kind }) => kind === 'directory')
          .map(({ name, sizeBytes }) => ({ path: path === '' ? name : `${path}/${name}`, name, sizeBytes }));
        put(path, { kind: 'loaded', directories });
      });
    },
    [api, accountId, spaceId, remotePath, put],
  );
  useEffect(() => load(''), [load]);
  return [tree, load];
}

/** The folders of a place; none while they are not loaded. */
export function childrenIn(tree: LoadedTree, path: string): readonly RemoteDirectory[] {
  const children = tree.get(path);
  return children?.kind === 'loaded' ? children.directories : [];
}
