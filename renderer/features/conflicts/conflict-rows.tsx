import type { ReactNode } from 'react';
import { GridListItem } from 'react-aria-components';
import { toItemName } from '#ipc/item-name.ts';
import type { ConflictView } from '#ipc/conflict-view.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { LongList } from '../../components/long-list.tsx';
import { PathText } from '../../components/path-text.tsx';
import { RowCheck } from '../../components/row-check.tsx';
import { useText } from '../../i18n/language-context.tsx';
import type { GetText } from '../../i18n/text.ts';
import { conflictMessages } from './messages.ts';

export interface ConflictRowsProps {
  readonly conflicts: readonly ConflictView[];
  readonly marked: ReadonlySet<string>;
  readonly chosenId: string | undefined;
  readonly onMark: (marked: ReadonlySet<string>) => void;
  readonly onChoose: (conflictId: string) => void;
}

/** Files in two versions, to be marked or looked at; a thousand of them as fluently as ten. */
export function ConflictRows({ conflicts, marked, chosenId, onMark, onChoose }: ConflictRowsProps): ReactNode {
  const text = useText(conflictMessages);
  const found = conflicts.map(({ conflictId }) => conflictId);
  /** What is marked and not in the list now, because of the search, stays marked. */
  const mark = (keys: 'all' | Iterable<unknown>): void => {
    const others = [...marked].filter((id) => !found.includes(id));
    onMark(new Set([...others, ...(keys === 'all' ? found : Array.from(keys, String))]));
  };
  return (
    <LongList
      label={text('list')}
      items={conflicts}
      selectionMode="multiple"
      selectedKeys={found.filter((id) => marked.has(id))}
      onSelectionChange={mark}
      onAction={(key) => onChoose(String(key))}
      dependencies={[chosenId, text]}
    >
      {(conflict) => renderRow(conflict, { text, chosenId, onChoose })}
    </LongList>
  );
}

interface RowProps extends Pick<ConflictRowsProps, 'chosenId' | 'onChoose'> {
  readonly text: GetText<keyof typeof conflictMessages>;
}

/** Not a component: React Aria reads the items of a collection where they are written. */
function renderRow({ conflictId, path, newer }: ConflictView, { text, chosenId, onChoose }: RowProps): ReactNode {
  const name = toItemName(path);
  return (
    <GridListItem id={conflictId} textValue={name} className="bb-row bb-row--check">
      <RowCheck label={text('mark')} />
      <span className="bb-row__text">
        <PathText path={path} />
        {newer === 'mine' || newer === 'server' ? (
          <span className="bb-muted">{text(newer === 'mine' ? 'newerHere' : 'newerOnServer')}</span>
        ) : null}
        {conflictId === chosenId ? <span className="kern-badge kern-badge--info">{text('shownBelow')}</span> : null}
      </span>
      <ActionButton look="tertiary" aria-label={text('openFor', { name })} onPress={() => onChoose(conflictId)}>
        {text('open')}
      </ActionButton>
    </GridListItem>
  );
}
