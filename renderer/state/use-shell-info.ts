import { useCallback } from 'react';
import type { ShellInfo } from '#ipc/shell-requests.ts';
import { useDesktop } from './desktop-context.tsx';
import { useAnswer } from './use-answer.ts';

/** What the program around the windows can do; undefined until it has told. */
export function useShellInfo(): ShellInfo | undefined {
  const { api } = useDesktop();
  const [loaded] = useAnswer(useCallback(() => api.getShellInfo({}), [api]));
  return loaded.kind === 'loaded' ? loaded.value : undefined;
}
