import { useCallback, useState } from 'react';
import type { Answer } from '#ipc/contract.ts';
import type { UserError } from '#ipc/user-error.ts';

/** Something that a person started. */
export interface Act {
  readonly isPending: boolean;
  /** Why the last one was refused; undefined after one that went well. */
  readonly error: UserError | undefined;
  /** Starts it; a second one while it goes on does nothing. Resolves to the value, or undefined when it was refused. */
  readonly run: <Value>(act: () => Promise<Answer<Value>>) => Promise<Value | undefined>;
  readonly clear: () => void;
}

/** Keeps an act of a person from being started twice, and its refusal to be shown. */
export function useAct(): Act {
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<UserError>();
  const run = useCallback(
    async <Value>(act: () => Promise<Answer<Value>>): Promise<Value | undefined> => {
      if (isPending) return undefined;
      setPending(true);
      setError(undefined);
      const answer = await act();
      setPending(false);
      if (answer.ok) return answer.value;
      setError(answer.error);
      return undefined;
    },
    [isPending],
  );
  const clear = useCallback(() => setError(undefined), []);
  return { isPending, error, run, clear };
}
