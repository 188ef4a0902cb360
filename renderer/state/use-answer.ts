import { useCallback, useEffect, useRef, useState } from 'react';
import type { ListName } from '#ipc/app-change.ts';
import type { Answer } from '#ipc/contract.ts';
import type { UserError } from '#ipc/user-error.ts';
import { useDesktop } from './desktop-context.tsx';
import { pace } from './pace.ts';
import { RepeatedQuestion } from './repeated-question.ts';

/** What was asked for: on its way, there, or refused. What was there stays to be seen while it is asked for again. */
export type Loaded<Value> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'loaded'; readonly value: Value }
  | { readonly kind: 'failed'; readonly error: UserError; readonly retry: () => void };

/**
 * The answer to a request, and two ways to ask again: for a person who has done or wants something, and for changes that
 * come by themselves, however many. One request at a time, and the last one knows what happened before. `ask` must be
 * stable; with another one the answers to the old one are dropped. What was refused is asked for again when the engine
 * host is back.
 */
export function useAnswer<Value>(
  ask: () => Promise<Answer<Value>>,
): readonly [loaded: Loaded<Value>, reload: () => void, follow: () => void] {
  const { store } = useDesktop();
  const [loaded, setLoaded] = useState<Loaded<Value>>({ kind: 'loading' });
  const question = useRef<RepeatedQuestion<Answer<Value>>>(undefined);
  const reload = useCallback(() => question.current?.askForPerson(), []);
  const follow = useCallback(() => question.current?.ask(), []);
  const isFailed = loaded.kind === 'failed';
  useEffect(() => (isFailed ? store.onRenewal(() => reload()) : undefined), [store, isFailed, reload]);
  useEffect(() => {
    const paced = pace(ask, () => performance.now());
    const show = (answer: Answer<Value>): void =>
      setLoaded(answer.ok ? { kind: 'loaded', value: answer.value } : { kind: 'failed', error: answer.error, retry });
    const asked = new RepeatedQuestion(paced.ask, show, paced.rest);
    function retry(): void {
      setLoaded({ kind: 'loading' });
      asked.askForPerson();
    }
    question.current = asked;
    asked.ask();
    return () => asked.end();
  }, [ask]);
  return [loaded, reload, follow];
}

/** A list of one sync folder, asked for again whenever the engine host says that it has changed, or could not. */
export function useFolderList<Value>(
  folderId: string,
  list: ListName,
  ask: (folderId: string) => Promise<Answer<Value>>,
): readonly [Loaded<Value>, () => void] {
  const { store } = useDesktop();
  const askHere = useCallback(() => ask(folderId), [ask, folderId]);
  const [loaded, reload, follow] = useAnswer(askHere);
  useEffect(
    () =>
      store.onChange((change) => {
        if (change.kind === 'list-changed' && change.folderId === folderId && change.list === list) follow();
      }),
    [store, folderId, list, follow],
  );
  useEffect(() => store.onRenewal(() => reload()), [store, reload]);
  return [loaded, reload];
}
