import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { GridListItem } from 'react-aria-components';
import { toItemName } from '#ipc/item-name.ts';
import type { DecisionAnswer, DecisionView } from '#ipc/decision-view.ts';
import { sortByPath } from '#ipc/sort-by-path.ts';
import { toVisibleText } from '#ipc/visible-text.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { LongList } from '../../components/long-list.tsx';
import { PathText } from '../../components/path-text.tsx';
import { formatTime } from '../../i18n/formats.ts';
import { useLanguage, useText } from '../../i18n/language-context.tsx';
import { decisionMessages } from './messages.ts';
import type { MeantWords } from './words.ts';
import { wordsFor } from './words.ts';

export interface DecisionCardProps {
  readonly folderName: string;
  readonly decision: DecisionView;
  readonly isPending: boolean;
  readonly onAnswer: (answer: DecisionAnswer) => void;
}

/** One question: what, how many, why it is asked, the list, and the answers. Enter and Escape never delete. */
export function DecisionCard({ folderName, decision, isPending, onAnswer }: DecisionCardProps): ReactNode {
  const text = useText(decisionMessages);
  const language = useLanguage();
  const { name, fileCount: count, allFiles: all, firstSeenMs } = decision;
  const { question, why, keep, kept, meant } = wordsFor(decision);
  return (
    <article className="kern-card bb-card" aria-labelledby={`decision-${name}`}>
      <div className="kern-card__container bb-stack">
        <p className="kern-preline">
          <bdi>{toVisibleText(folderName)}</bdi>
        </p>
        <h2 id={`decision-${name}`} className="kern-heading-medium">
          {text(question, { count })}
        </h2>
        <p className="kern-body kern-body--muted">
          {text('share', { count, all, time: formatTime(firstSeenMs, Date.now(), language) })}
        </p>
        <p className="kern-body">{text(why)}</p>
        {meant.kind === 'at-once' ? <p className="kern-body">{text(meant.after)}</p> : null}
        {kept === undefined ? null : <p className="kern-body">{text(kept, { count })}</p>}
        <PathList decision={decision} />
        <div className="bb-buttons">
          <ActionButton look="primary" isPending={isPending} onPress={() => onAnswer('keep')}>
            {text(keep)}
          </ActionButton>
          <MeantAnswers meant={meant} count={count} isPending={isPending} onAnswer={onAnswer} />
        </div>
      </div>
    </article>
  );
}

interface MeantAnswersProps extends Pick<DecisionCardProps, 'isPending' | 'onAnswer'> {
  readonly meant: MeantWords;
  readonly count: number;
}

function MeantAnswers({ meant, count, isPending, onAnswer }: MeantAnswersProps): ReactNode {
  const text = useText(decisionMessages);
  const [isConfirming, setConfirming] = useState(false);
  if (meant.kind === 'at-once') {
    return (
      <>
        <ActionButton isPending={isPending} onPress={() => onAnswer('carry-out')}>
          {text(meant.once)}
        </ActionButton>
        <ActionButton isPending={isPending} onPress={() => onAnswer('carry-out-always')}>
          {text(meant.always)}
        </ActionButton>
      </>
    );
  }
  return (
    <>
      <ActionButton isPending={isPending} onPress={() => setConfirming(true)}>
        {text(meant.label)}
      </ActionButton>
      <ConfirmDialog
        title={text(meant.title, { count })}
        confirm={text(meant.confirm)}
        isOpen={isConfirming}
        onCancel={() => setConfirming(false)}
        onConfirm={() => {
          setConfirming(false);
          onAnswer('carry-out');
        }}
      >
        {text(meant.after)}
      </ConfirmDialog>
    </>
  );
}

/** All that the engine names, however many: a person shall be able to look for what must not go. */
function PathList({ decision: { paths, fileCount } }: { readonly decision: DecisionView }): ReactNode {
  const text = useText(decisionMessages);
  const [isOpen, setOpen] = useState(false);
  const items = useMemo(() => sortByPath(paths, (path) => path).map((path) => ({ id: path, path })), [paths]);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{text('files')}</summary>
      {isOpen ? (
        <LongList label={text('files')} items={items} dependencies={[]}>
          {({ id, path }) => (
            <GridListItem id={id} textValue={toItemName(path)} className="bb-row">
              <PathText path={path} />
            </GridListItem>
          )}
        </LongList>
      ) : null}
      {fileCount > paths.length ? (
        <p className="kern-body kern-body--muted">{text('shownOnly', { shown: paths.length })}</p>
      ) : null}
    </details>
  );
}
