import { useCallback } from 'react';
import type { ReactNode } from 'react';
import { LoadedView } from '../../components/loaded-view.tsx';
import { Page } from '../../components/page.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { useFolders } from '../../state/use-folders.ts';
import { selectionMessages } from './messages.ts';
import { SelectionForm } from './selection-form.tsx';

/** Which folders of the server are on this computer. Nothing happens before „Übernehmen“. */
export function Selection({ folderId }: { readonly folderId: string }): ReactNode {
  const text = useText(selectionMessages);
  const { api } = useDesktop();
  const folder = useFolders().find((known) => known.folderId === folderId);
  const [loaded] = useAnswer(useCallback(() => api.getSelection({ folderId }), [api, folderId]));
  return (
    <Page title={text('title')} intro={text('intro')}>
      {folder === undefined ? null : (
        <LoadedView loaded={loaded}>
          {({ deselected, undecided, newDirectories, disk }) => (
            <SelectionForm
              folder={folder}
              before={new Set([...deselected, ...undecided])}
              undecided={new Set(undecided)}
              newDirectories={newDirectories}
              disk={disk}
            />
          )}
        </LoadedView>
      )}
    </Page>
  );
}
