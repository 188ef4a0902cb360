import type { ReactNode } from 'react';
import { toItemName } from '#ipc/item-name.ts';
import type { ConflictView } from '#ipc/conflict-view.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { PathText } from '../../components/path-text.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useAct } from '../../state/use-act.ts';
import { conflictMessages } from './messages.ts';

export interface ResolvedListProps {
  readonly folderId: string;
  readonly conflicts: readonly ConflictView[];
  readonly onChanged: () => void;
}

/** What has been decided and can still be taken back. */
export function ResolvedList({ folderId, conflicts, onChanged }: ResolvedListProps): ReactNode {
  const text = useText(conflictMessages);
  const { api } = useDesktop();
  const act = useAct();
  if (conflicts.length === 0) return null;
  const undo = async (conflictId: string): Promise<void> => {
    await act.run(() => api.undoConflict({ folderId, conflictId }));
    onChanged();
  };
  return (
    <section className="bb-stack" aria-labelledby="resolved">
      <h2 id="resolved" className="kern-heading-medium">
        {text('resolvedTitle')}
      </h2>
      <ErrorNotice error={act.error} />
      <ul className="bb-rows">
        {conflicts.map(({ conflictId, path }) => (
          <li key={conflictId} className="bb-row">
            <PathText path={path} />
            <ActionButton
              look="tertiary"
              aria-label={text('undoFor', { name: toItemName(path) })}
              onPress={() => void undo(conflictId)}
            >
              {text('undo')}
            </ActionButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
