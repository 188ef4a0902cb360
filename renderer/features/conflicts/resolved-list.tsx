import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { GridListItem } from 'react-aria-components';
import { toItemName } from '#ipc/item-name.ts';
import type { ConflictView, Resolution } from '#ipc/conflict-view.ts';
import type { UserError } from '#ipc/user-error.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { LongList } from '../../components/long-list.tsx';
import { Notice } from '../../components/notice.tsx';
import { PathText } from '../../components/path-text.tsx';
import { isSeenByOthers } from '../../components/seen-by-others.ts';
import { UndoDecisionQuestion } from '../../components/undo-decision-question.tsx';
import { useLanguage, useText } from '../../i18n/language-context.tsx';
import { useNow } from '../../state/use-now.ts';
import { describeEnding } from './describe-ending.ts';
import { conflictMessages } from './messages.ts';

export interface ResolvedListProps {
  readonly conflicts: readonly ConflictView[];
  /** The one that was taken back last; undefined when something else has happened since. */
  readonly undone: ConflictView | undefined;
  readonly isPending: boolean;
  /** Why the last one was not taken back. */
  readonly error: UserError | undefined;
  readonly onUndo: (conflict: ConflictView) => void;
  /** A person wants to decide anew on what was taken back. */
  readonly onChoose: (conflictId: string) => void;
}

/** What is settled: how, when, and what of it can still be taken back. Newest first. */
export function ResolvedList(props: ResolvedListProps): ReactNode {
  const { conflicts, undone, isPending, error, onUndo, onChoose } = props;
  const text = useText(conflictMessages);
  const language = useLanguage();
  const nowMs = useNow();
  const [asked, setAsked] = useState<ConflictView>();
  const confirm = (conflict: ConflictView): void => {
    setAsked(undefined);
    onUndo(conflict);
  };
  if (conflicts.length === 0 && undone === undefined && error === undefined) return null;
  return (
    <section className="bb-stack" aria-labelledby="resolved">
      <h2 id="resolved" className="kern-heading-medium">
        {text('resolvedTitle')}
      </h2>
      <ErrorNotice error={error} />
      {undone === undefined ? null : <Undone undone={undone} conflicts={conflicts} onChoose={onChoose} />}
      {conflicts.length === 0 ? null : (
        <LongList label={text('resolvedTitle')} items={conflicts} dependencies={[isPending, text, nowMs]}>
          {(conflict) => {
            const { conflictId, path, end, isSecondOnlyHere } = conflict;
            const lines =
              end === undefined ? [] : describeEnding({ ending: end, isSecondOnlyHere }, { text, language, nowMs });
            const name = toItemName(path);
            const isAsked = isSeenByOthers(findDecision(conflict));
            return (
              <GridListItem id={conflictId} textValue={name} className="bb-row">
                <span className="bb-row__text">
                  <PathText path={path} />
                  {lines.map((line) => (
                    <span key={line} className="bb-muted">
                      {line}
                    </span>
                  ))}
                </span>
                {end?.kind === 'by-itself' ? null : (
                  <ActionButton
                    look="tertiary"
                    aria-label={text(isAsked ? 'askUndoFor' : 'undoFor', { name })}
                    isPending={isPending}
                    onPress={() => (isAsked ? setAsked(conflict) : onUndo(conflict))}
                  >
                    {text(isAsked ? 'askUndo' : 'undo')}
                  </ActionButton>
                )}
              </GridListItem>
            );
          }}
        </LongList>
      )}
      <Question asked={asked} onCancel={() => setAsked(undefined)} onConfirm={confirm} />
    </section>
  );
}

interface QuestionProps {
  readonly asked: ConflictView | undefined;
  readonly onCancel: () => void;
  readonly onConfirm: (conflict: ConflictView) => void;
}

function Question({ asked, onCancel, onConfirm }: QuestionProps): ReactNode {
  const how = asked === undefined ? undefined : findDecision(asked);
  if (asked === undefined || !isSeenByOthers(how)) return null;
  return (
    <UndoDecisionQuestion
      how={how}
      name={toItemName(asked.path)}
      onCancel={onCancel}
      onConfirm={() => onConfirm(asked)}
    />
  );
}

function findDecision({ end }: ConflictView): Resolution | undefined {
  return end?.kind === 'decided' ? end.how : undefined;
}

/**
 * Says what was taken back, where the button was, and has the focus, because that button is gone. What is in two
 * versions again appears in the list above; this stays in sight when it does.
 */
function Undone({
  undone: { conflictId, path },
  conflicts,
  onChoose,
}: Pick<ResolvedListProps, 'conflicts' | 'onChoose'> & { readonly undone: ConflictView }): ReactNode {
  const text = useText(conflictMessages);
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => notice.current?.focus(), [conflictId]);
  useEffect(() => {
    if (notice.current?.contains(document.activeElement) === true) notice.current.scrollIntoView({ block: 'nearest' });
  }, [conflicts]);
  const name = toItemName(path);
  return (
    <div ref={notice} tabIndex={-1} className="bb-quiet-focus">
      <Notice tone="success" title={text('undone', { name })} isNew>
        <ActionButton look="tertiary" aria-label={text('openFor', { name })} onPress={() => onChoose(conflictId)}>
          {text('open')}
        </ActionButton>
      </Notice>
    </div>
  );
}
