import type { ReactNode } from 'react';
import { toItemName } from '#ipc/item-name.ts';
import type { ConflictView } from '#ipc/conflict-view.ts';
import { MarkBox } from '../../components/mark-box.tsx';
import { PathText } from '../../components/path-text.tsx';
import { ActionButton } from '../../components/action-button.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { conflictMessages } from './messages.ts';

/** So many rows are drawn at most: the search finds the others, and marks work for all. */
export const MAX_ROWS = 200;

export interface ConflictRowsProps {
  readonly conflicts: readonly ConflictView[];
  readonly marked: ReadonlySet<string>;
  readonly chosenId: string | undefined;
  readonly onToggle: (conflictId: string, isMarked: boolean) => void;
  readonly onChoose: (conflictId: string) => void;
}

/** Files in two versions, to be marked or looked at. */
export function ConflictRows({ conflicts, marked, chosenId, onToggle, onChoose }: ConflictRowsProps): ReactNode {
  const text = useText(conflictMessages);
  return (
    <ul className="bb-rows bb-rows--long">
      {conflicts.slice(0, MAX_ROWS).map(({ conflictId, path }) => {
        const name = toItemName(path);
        return (
          <li key={conflictId} className="bb-row" aria-current={conflictId === chosenId ? 'true' : undefined}>
            <MarkBox
              label={text('mark', { name })}
              mark={marked.has(conflictId)}
              onToggle={() => onToggle(conflictId, !marked.has(conflictId))}
            />
            <span className="bb-row__text">
              <PathText path={path} />
            </span>
            <ActionButton look="tertiary" aria-label={text('openFor', { name })} onPress={() => onChoose(conflictId)}>
              {text('open')}
            </ActionButton>
          </li>
        );
      })}
    </ul>
  );
}
