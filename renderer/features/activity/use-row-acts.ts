import { useState } from 'react';
import type { Answer } from '#ipc/contract.ts';
import type { UserError } from '#ipc/user-error.ts';

/** What became of an act on a row. */
export type RowEnd = { readonly kind: 'undone' } | { readonly kind: 'failed'; readonly error: UserError };

/** Acts on the rows of a list, each told in its row: a list of any length draws rows anew, and they know nothing then. */
export interface RowActs {
  /** The row whose act is on its way. */
  readonly pendingId: string | undefined;
  readonly ends: ReadonlyMap<string, RowEnd>;
  /** Starts one; a second one while it goes on does nothing. `end` is told when it went well. */
  readonly run: (id: string, act: () => Promise<Answer<unknown>>, end?: RowEnd) => Promise<void>;
}

export function useRowActs(): RowActs {
  const [pendingId, setPending] = useState<string>();
  const [ends, setEnds] = useState<ReadonlyMap<string, RowEnd>>(new Map());
  const run: RowActs['run'] = async (id, act, end) => {
    if (pendingId !== undefined) return;
    setPending(id);
    setEnds((before) => without(before, id));
    const answer = await act();
    setPending(undefined);
    const told = answer.ok ? end : ({ kind: 'failed', error: answer.error } as const);
    if (told !== undefined) setEnds((before) => new Map(before).set(id, told));
  };
  return { pendingId, ends, run };
}

function without(ends: ReadonlyMap<string, RowEnd>, id: string): ReadonlyMap<string, RowEnd> {
  return new Map([...ends].filter(([each]) => each !== id));
}
