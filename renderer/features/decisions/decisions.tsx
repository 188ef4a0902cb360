import { useCallback } from 'react';
import type { ReactNode } from 'react';
import { LoadedView } from '../../components/loaded-view.tsx';
import { Page } from '../../components/page.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useFolderList } from '../../state/use-answer.ts';
import { useFolders } from '../../state/use-folders.ts';
import { DecisionCard } from './decision-card.tsx';
import { decisionMessages } from './messages.ts';

/** Questions that only a person can answer, of all sync folders. Until then nothing is lost on either side. */
export function Decisions(): ReactNode {
  const text = useText(decisionMessages);
  const folders = useFolders();
  const asking = folders.filter(({ decisions }) => decisions > 0);
  return (
    <Page title={text('title')}>
      {asking.length === 0 ? <p className="kern-body">{text('none')}</p> : null}
      {asking.map(({ folderId, name }) => (
        <FolderDecisions key={folderId} folderId={folderId} name={name} />
      ))}
    </Page>
  );
}

function FolderDecisions({ folderId, name }: { readonly folderId: string; readonly name: string }): ReactNode {
  const { api } = useDesktop();
  const ask = useCallback((id: string) => api.listDecisions({ folderId: id }), [api]);
  const [loaded, reload] = useFolderList(folderId, 'decisions', ask);
  return (
    <section className="bb-stack" aria-label={name}>
      <LoadedView loaded={loaded}>
        {({ items }) =>
          items.map((decision) => (
            <DecisionCard
              key={decision.name}
              folderId={folderId}
              folderName={name}
              decision={decision}
              onAnswered={reload}
            />
          ))
        }
      </LoadedView>
    </section>
  );
}
