import { useState } from 'react';
import type { ReactNode } from 'react';
import { GridListItem } from 'react-aria-components';
import { toItemName } from '#ipc/item-name.ts';
import type { ConflictView } from '#ipc/conflict-view.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { LongList } from '../../components/long-list.tsx';
import { Notice } from '../../components/notice.tsx';
import { PathText } from '../../components/path-text.tsx';
import { useLanguage, useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useAct } from '../../state/use-act.ts';
import { useNow } from '../../state/use-now.ts';
import { describeEnding } from './describe-ending.ts';
import { conflictMessages } from './messages.ts';

export interface ResolvedListProps {
  readonly folderId: string;
  readonly conflicts: readonly ConflictView[];
  readonly onChanged: () => void;
}

/** What is settled: how, when, and what of it can still be taken back. Newest first. */
export function ResolvedList({ folderId, conflicts, onChanged }: ResolvedListProps): ReactNode {
  const text = useText(conflictMessages);
  const { api } = useDesktop();
  const act = useAct();
  const language = useLanguage();
  const nowMs = useNow();
  const [undone, setUndone] = useState<string>();
  if (conflicts.length === 0 && undone === undefined && act.error === undefined) return null;
  const undo = async (conflictId: string, name: string): Promise<void> => {
    setUndone(undefined);
    const done = await act.run(() => api.undoConflict({ folderId, conflictId }));
    if (done !== undefined) setUndone(name);
    onChanged();
  };
  return (
    <section className="bb-stack" aria-labelledby="resolved">
      <h2 id="resolved" className="kern-heading-medium">
        {text('resolvedTitle')}
      </h2>
      <ErrorNotice error={act.error} />
      {undone === undefined ? null : <Notice tone="success" title={text('undone', { name: undone })} isNew />}
      {conflicts.length === 0 ? null : (
        <LongList label={text('resolvedTitle')} items={conflicts} dependencies={[act.isPending, text, nowMs]}>
          {({ conflictId, path, end, isSecondOnlyHere }) => {
            const lines =
              end === undefined ? [] : describeEnding({ ending: end, isSecondOnlyHere }, { text, language, nowMs });
            const name = toItemName(path);
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
                    aria-label={text('undoFor', { name })}
                    isPending={act.isPending}
                    onPress={() => void undo(conflictId, name)}
                  >
                    {text('undo')}
                  </ActionButton>
                )}
              </GridListItem>
            );
          }}
        </LongList>
      )}
    </section>
  );
}
