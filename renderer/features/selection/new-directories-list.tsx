import type { ReactNode } from 'react';
import { toItemName } from '#ipc/item-name.ts';
import { sortByPath } from '#ipc/sort-by-path.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { Notice } from '../../components/notice.tsx';
import { PathText } from '../../components/path-text.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { usePolicies } from '../../state/use-policies.ts';
import { selectionMessages } from './messages.ts';
import type { Deselected } from '../../components/directory-choice/selection-model.ts';
import { markOf } from '../../components/directory-choice/selection-model.ts';

export interface NewDirectoriesListProps {
  readonly undecided: Deselected;
  readonly chosen: Deselected;
  /** Turns the choice about one folder round. */
  readonly onToggle: (path: string) => void;
  /** From now on new folders come without a question. */
  readonly onTakeAll: () => void;
}

/** Folders that have turned up on the server, each with a yes and a no; nothing happens before it is applied. */
export function NewDirectoriesList({ undecided, chosen, onToggle, onTakeAll }: NewDirectoriesListProps): ReactNode {
  const text = useText(selectionMessages);
  const { isEnforced } = usePolicies();
  if (undecided.size === 0) return null;
  return (
    <Notice tone="info" title={text('undecided', { count: undecided.size })}>
      <ul className="bb-rows">
        {sortByPath(undecided, (path) => path).map((path) => (
          <NewDirectory key={path} path={path} isTaken={markOf(path, chosen) !== 'deselected'} onToggle={onToggle} />
        ))}
      </ul>
      {isEnforced('newDirectories') ? null : (
        <div className="bb-lone">
          <ActionButton look="tertiary" onPress={onTakeAll}>
            {text('takeAlways')}
          </ActionButton>
        </div>
      )}
    </Notice>
  );
}

interface NewDirectoryProps {
  readonly path: string;
  readonly isTaken: boolean;
  readonly onToggle: (path: string) => void;
}

function NewDirectory({ path, isTaken, onToggle }: NewDirectoryProps): ReactNode {
  const text = useText(selectionMessages);
  const name = toItemName(path);
  return (
    <li className="bb-row">
      <span className="bb-row__text">
        <PathText path={path} />
        <span className="bb-muted">{text(isTaken ? 'willCome' : 'willStayAway')}</span>
      </span>
      <ActionButton aria-label={text(isTaken ? 'leaveFor' : 'takeFor', { name })} onPress={() => onToggle(path)}>
        {text(isTaken ? 'leave' : 'take')}
      </ActionButton>
    </li>
  );
}
