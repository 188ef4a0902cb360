import { useCallback, useState } from 'react';
import type { ReactNode } from 'react';
import type { DecisionAnswer, DecisionView } from '#ipc/decision-view.ts';
import { toVisibleText } from '#ipc/visible-text.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { LoadedView } from '../../components/loaded-view.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import type { Act } from '../../state/use-act.ts';
import { useAct } from '../../state/use-act.ts';
import { useFolderList } from '../../state/use-answer.ts';
import { useFolders } from '../../state/use-folders.ts';
import { DecisionCard } from './decision-card.tsx';
import { FalseAlarms } from './false-alarms.tsx';
import { decisionMessages } from './messages.ts';
import { NewFoldersCard } from './new-folders-card.tsx';
import type { Answered } from './words.ts';
import { toAnsweredKey } from './words.ts';

/** Questions that only a person can answer, of all sync folders. Until then nothing is lost on either side. */
export function Decisions(): ReactNode {
  const text = useText(decisionMessages);
  const folders = useFolders();
  // Both outlive the card: an answer, and a refusal because the list has grown, take it away.
  const act = useAct();
  const [answered, setAnswered] = useState<Answered>();
  const asking = folders.filter(({ decisions }) => decisions > 0);
  const growing = folders.filter(({ newFolders }) => newFolders > 0);
  return (
    <Page title={text('title')}>
      <ErrorNotice error={act.error} />
      {answered === undefined ? null : (
        <Notice tone="success" title={text(answered.key, { name: toVisibleText(answered.name ?? '') })} isNew />
      )}
      {asking.length + growing.length === 0 ? <p className="kern-body">{text('none')}</p> : null}
      {asking.map(({ folderId, name }) => (
        <FolderDecisions key={folderId} folderId={folderId} name={name} act={act} onAnswered={setAnswered} />
      ))}
      {growing.map((folder) => (
        <NewFoldersCard key={folder.folderId} folder={folder} act={act} onAnswered={setAnswered} />
      ))}
      {folders.map((folder) => (
        <FalseAlarms key={folder.folderId} folder={folder} act={act} onAnswered={setAnswered} />
      ))}
    </Page>
  );
}

interface FolderDecisionsProps {
  readonly folderId: string;
  readonly name: string;
  readonly act: Act;
  /** Undefined: the last answer was refused. */
  readonly onAnswered: (answered: Answered | undefined) => void;
}

function FolderDecisions({ folderId, name, act, onAnswered }: FolderDecisionsProps): ReactNode {
  const { api } = useDesktop();
  const ask = useCallback((id: string) => api.listDecisions({ folderId: id }), [api]);
  const [loaded, reload] = useFolderList(folderId, 'decisions', ask);
  const answer = async (decision: DecisionView, wanted: DecisionAnswer): Promise<void> => {
    const done = await act.run(() => api.answerDecision({ folderId, name: decision.name, answer: wanted }));
    onAnswered(done === undefined ? undefined : { key: toAnsweredKey(decision, wanted) });
    reload();
  };
  return (
    <section className="bb-stack" aria-label={toVisibleText(name)}>
      <LoadedView loaded={loaded}>
        {({ items }) =>
          items.map((decision) => (
            <DecisionCard
              key={decision.name}
              folderName={name}
              decision={decision}
              isPending={act.isPending}
              onAnswer={(wanted) => void answer(decision, wanted)}
            />
          ))
        }
      </LoadedView>
    </section>
  );
}
