import { useCallback, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { RequestOutput } from '#ipc/contract.ts';
import { LoadedView } from '../../components/loaded-view.tsx';
import { Page } from '../../components/page.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import type { Loaded } from '../../state/use-answer.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { useFolders } from '../../state/use-folders.ts';
import { selectionMessages } from './messages.ts';
import { SelectionForm } from './selection-form.tsx';

type Selected = RequestOutput<'getSelection'>;

/** Which folders of the server are on this computer. Nothing happens before „Übernehmen“. */
export function Selection({ folderId }: { readonly folderId: string }): ReactNode {
  const text = useText(selectionMessages);
  const folder = useFolders().find((known) => known.folderId === folderId);
  const [loaded, reload] = useSelection(folderId, folder?.newFolders);
  return (
    <Page title={text('title')} intro={text('intro')}>
      {folder === undefined ? null : (
        <LoadedView loaded={loaded}>
          {(selected) => <SelectionForm folder={folder} selected={selected} onRefused={reload} />}
        </LoadedView>
      )}
    </Page>
  );
}

/**
 * What is chosen so far, asked for again when folders turn up on the server. Who is choosing keeps what there was when
 * the answer does not come.
 */
function useSelection(folderId: string, newFolders: number | undefined): readonly [Loaded<Selected>, () => void] {
  const { api } = useDesktop();
  const [loaded, reload, follow] = useAnswer(useCallback(() => api.getSelection({ folderId }), [api, folderId]));
  const [last, setLast] = useState<Loaded<Selected>>(loaded);
  if (loaded.kind === 'loaded' && loaded !== last) setLast(loaded);
  useEffect(() => follow(), [newFolders, follow]);
  return [last.kind === 'loaded' ? last : loaded, reload];
}
