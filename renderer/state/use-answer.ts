import { useCallback, useEffect, useRef, useState } from 'react';
import type { ListName } from '#ipc/app-change.ts';
import type { Answer } from '#ipc/contract.ts';
import type { UserError } from '#ipc/user-error.ts';
import { useDesktop } from './desktop-context.tsx';

/** What was asked for: on its way, there, or refused. What was there stays to be seen while it is asked for again. */
export type Loaded<Value> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'loaded'; readonly value: Value }
  | { readonly kind: 'failed'; readonly error: UserError; readonly retry: () => void };

/**
 * The answer to a request, and a way to ask again. `ask` must be stable; answers to older questions are dropped. What was
 * refused is asked for again when the engine host is back.
 */
export function useAnswer<Value>(ask: () => Promise<Answer<Value>>): readonly [Loaded<Value>, () => void] {
  const { store } = useDesktop();
  const [loaded, setLoaded] = useState<Loaded<Value>>({ kind: 'loading' });
  const newest = useRef(0);
  const reload = useCallback(() => {
    newest.current += 1;
    const number = newest.current;
    void ask().then((answer) => {
      if (number !== newest.current) return;
      setLoaded(answer.ok ? { kind: 'loaded', value: answer.value } : { kind: 'failed', error: answer.error, retry });
    });
    function retry(): void {
      setLoaded({ kind: 'loading' });
      reload();
    }
  }, [ask]);
  const isFailed = loaded.kind === 'failed';
  useEffect(() => (isFailed ? store.onRenewal(() => reload()) : undefined), [store, isFailed, reload]);
  useEffect(() => {
    reload();
    return () => {
      newest.current += 1;
    };
  }, [reload]);
  return [loaded, reload];
}

/** A list of one sync folder, asked for again whenever the engine host says that it has changed, or could not. */
export function useFolderList<Value>(
  folderId: string,
  list: ListName,
  ask: (folderId: string) => Promise<Answer<Value>>,
): readonly [Loaded<Value>, () => void] {
  const { store } = useDesktop();
  const askHere = useCallback(() => ask(folderId), [ask, folderId]);
  const [loaded, reload] = useAnswer(askHere);
  useEffect(
    () =>
      store.onChange((change) => {
        if (change.kind === 'list-changed' && change.folderId === folderId && change.list === list) reload();
      }),
    [store, folderId, list, reload],
  );
  useEffect(() => store.onRenewal(() => reload()), [store, reload]);
  return [loaded, reload];
}
