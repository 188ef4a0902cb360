import { useRef, useState } from 'react';
import type { Answer } from '#ipc/contract.ts';
import type { HistoryView } from '#ipc/history-view.ts';
import type { UserError } from '#ipc/user-error.ts';

/** What became of an act on a row. */
export type RowEnd =
  /** `entry`: the undo itself; none for a decision, which is told elsewhere. */
  | { readonly kind: 'undone'; readonly entry: HistoryView | undefined }
  | { readonly kind: 'failed'; readonly error: UserError };

/** Acts on the rows of a list, each told in its row: a list of any length draws rows anew, and they know nothing then. */
export interface RowActs {
  /** The rows whose acts are on their way, or wait for one that is. */
  readonly pending: ReadonlySet<string>;
  readonly ends: ReadonlyMap<string, RowEnd>;
  /**
   * Starts one, after those of other rows that were asked for before; a second one of the same row does nothing until then.
   * What `toEnd` makes of its answer is told when it went well.
   */
  readonly run: <Value>(
    id: string,
    act: () => Promise<Answer<Value>>,
    toEnd?: (value: Value) => RowEnd,
  ) => Promise<void>;
}

export function useRowActs(): RowActs {
  const [pending, setPending] = useState<ReadonlySet<string>>(new Set());
  const [ends, setEnds] = useState<ReadonlyMap<string, RowEnd>>(new Map());
  // A row that is not drawn anew yet knows nothing of the click before.
  const started = useRef(new Set<string>());
  const last = useRef<Promise<unknown>>(Promise.resolve());
  const run: RowActs['run'] = async (id, act, toEnd) => {
    if (started.current.has(id)) return;
    started.current.add(id);
    setPending(new Set(started.current));
    setEnds((before) => without(before, id));
    const answering = last.current.then(act);
    last.current = answering;
    const answer = await answering;
    started.current.delete(id);
    setPending(new Set(started.current));
    const told = answer.ok ? toEnd?.(answer.value) : ({ kind: 'failed', error: answer.error } as const);
    if (told !== undefined) setEnds((before) => new Map(before).set(id, told));
  };
  return { pending, ends, run };
}

function without(ends: ReadonlyMap<string, RowEnd>, id: string): ReadonlyMap<string, RowEnd> {
  return new Map([...ends].filter(([each]) => each !== id));
}
