import { useCallback, useState } from 'react';
import type { RequestInput } from '#ipc/contract.ts';
import type { UserErrorCode } from '#ipc/user-error.ts';
import { useDesktop } from '../../state/desktop-context.tsx';
import type { Act } from '../../state/use-act.ts';
import { useAct } from '../../state/use-act.ts';

/** An item, and the name that it shall have. */
export type WantedName = RequestInput<'renameItems'>['renames'][number];

/** How the rename of one item ended: with its new name, or why it was refused. */
export type RenameEnd =
  | { readonly kind: 'renamed'; readonly name: string }
  | { readonly kind: 'refused'; readonly code: UserErrorCode };

/** Renames of one sync folder, and what became of them. */
export interface Renaming {
  readonly act: Pick<Act, 'isPending' | 'error'>;
  readonly findEnd: (item: Pick<WantedName, 'path' | 'side'>) => RenameEnd | undefined;
  readonly rename: (wanted: readonly WantedName[]) => Promise<void>;
}

/**
 * Lets a person rename items. What was renamed is told until the engine has looked and the list is another one; `onRenamed`
 * hears how many there were, to tell it for longer.
 */
export function useRenaming(folderId: string, onRenamed?: (count: number) => void): Renaming {
  const { api } = useDesktop();
  const { run, isPending, error } = useAct();
  const [ends, setEnds] = useState<ReadonlyMap<string, RenameEnd>>(new Map());
  const rename = useCallback(
    async (wanted: readonly WantedName[]) => {
      const answer = await run(() => api.renameItems({ folderId, renames: wanted }));
      if (answer === undefined) return;
      const names = new Map(wanted.map((item) => [toKey(item), item.name]));
      const news = answer.items.map((item): readonly [string, RenameEnd] => {
        const { code } = item;
        const name = names.get(toKey(item)) ?? '';
        return [toKey(item), code === undefined ? { kind: 'renamed', name } : { kind: 'refused', code }];
      });
      setEnds((before) => new Map([...before, ...news]));
      onRenamed?.(news.filter(([, { kind }]) => kind === 'renamed').length);
    },
    [api, folderId, run, onRenamed],
  );
  return { act: { isPending, error }, findEnd: (item) => ends.get(toKey(item)), rename };
}

function toKey({ path, side }: Pick<WantedName, 'path' | 'side'>): string {
  return `${side} ${path}`;
}
