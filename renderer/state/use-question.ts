import { useCallback, useEffect, useRef } from 'react';
import type { Answer } from '#ipc/contract.ts';
import type { DesktopApi } from '#ipc/desktop-api.ts';
import { useDesktop } from './desktop-context.tsx';
import type { Loaded } from './use-answer.ts';
import { useAnswer } from './use-answer.ts';

/**
 * As `useAnswer`, for what takes a while: a question that nobody waits for any more, because another one is asked or the
 * view is left, is given up. `ask` must be stable.
 */
export function useQuestion<Value>(
  ask: (api: DesktopApi, questionId: string) => Promise<Answer<Value>>,
): readonly [loaded: Loaded<Value>, reload: () => void, follow: () => void] {
  const { api } = useDesktop();
  const open = useRef(new Set<string>());
  const askOne = useCallback(async () => {
    const questionId = crypto.randomUUID();
    const { current } = open;
    current.add(questionId);
    const answer = await ask(api, questionId);
    current.delete(questionId);
    return answer;
  }, [api, ask]);
  useEffect(() => {
    const { current } = open;
    return () => {
      for (const questionId of current) void api.cancelQuestion({ questionId });
    };
  }, [api, askOne]);
  return useAnswer(askOne);
}
