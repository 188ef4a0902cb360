import { useCallback } from 'react';
import type { RequestOutput } from '#ipc/contract.ts';
import type { DesktopApi } from '#ipc/desktop-api.ts';
import type { Loaded } from '../../state/use-answer.ts';
import { useQuestion } from '../../state/use-question.ts';

/** What the server does not have of folders that would leave this computer. */
export type Unsynced = RequestOutput<'findUnsynced'>;

const NOTHING: Unsynced = { staying: { items: [], total: 0 }, renamed: { items: [], total: 0 } };

/** What of these very folders the server does not have; `loading` until it is known of all of them. */
export function useUnsynced(folderId: string, leaves: readonly string[]): Loaded<Unsynced> {
  // By their names: the same folders are asked about once, however often the tree around them grows.
  const names = JSON.stringify(leaves);
  const ask = useCallback(
    async (api: DesktopApi, questionId: string) => {
      const paths = JSON.parse(names) as readonly string[];
      const answer =
        paths.length === 0
          ? ({ ok: true, value: NOTHING } as const)
          : await api.findUnsynced({ folderId, paths, questionId });
      return answer.ok ? ({ ok: true, value: { names, unsynced: answer.value } } as const) : answer;
    },
    [folderId, names],
  );
  const [loaded] = useQuestion(ask);
  if (loaded.kind !== 'loaded') return loaded;
  return loaded.value.names === names ? { kind: 'loaded', value: loaded.value.unsynced } : { kind: 'loading' };
}
