import type { ReactNode } from 'react';
import { GridListItem } from 'react-aria-components';
import type { HistoryGroup } from '#ipc/history-view.ts';
import { toVisibleText } from '#ipc/visible-text.ts';
import { ActionButton } from '../../components/action-button.tsx';
import type { GetText } from '../../i18n/text.ts';
import type { groupMessages } from './group-messages.ts';
import type { HistoryLine } from './history-lines.ts';
import { EntryEnd, WayToServer, WhenAndWhere } from './history-row.tsx';
import type { RowActs } from './use-row-acts.ts';
import { verbKey } from './verb-texts.ts';

export type GetGroupText = GetText<keyof typeof groupMessages>;

export interface GroupRowProps {
  readonly text: GetGroupText;
  readonly isOpen: boolean;
  /** Open, and its entries are not there yet. */
  readonly isLoading: boolean;
  readonly folderName: string;
  /** Among entries of other folders. */
  readonly isFolderSaid: boolean;
  readonly acts: RowActs;
  readonly onToggle: () => void;
}

/** What many entries did together, to be opened. Not a component: see `renderEntry`. */
export function renderGroup(line: Extract<HistoryLine, { kind: 'group' }>, props: GroupRowProps): ReactNode {
  const { id, folderId, group } = line;
  const { text, isOpen, isLoading, folderName, isFolderSaid, acts, onToggle } = props;
  const what = describeGroup(group, text);
  const place = group.directory === '' ? folderName : group.directory;
  const whole = text('in', { what, place });
  return (
    <GridListItem id={id} textValue={whole} className="bb-row" onAction={onToggle}>
      <span className="bb-row__text">
        <span className="bb-muted">
          <WhenAndWhere atMs={group.newest.atMs} folderName={isFolderSaid ? folderName : undefined} />
        </span>
        <span className="bb-path">
          <span className="bb-path__name">{what}</span>
          <bdi className="bb-path__parent">{toVisibleText(place)}</bdi>
        </span>
        {isLoading ? (
          <span className="bb-muted" role="status">
            {text('loading')}
          </span>
        ) : null}
      </span>
      <span className="bb-buttons">
        <ActionButton
          look="tertiary"
          aria-expanded={isOpen}
          aria-label={text('singleFor', { what: whole })}
          onPress={onToggle}
        >
          {text('single')}
          <span className="bb-turn" aria-hidden="true">
            {isOpen ? ' ▾' : ' ▸'}
          </span>
        </ActionButton>
        <WayToServer
          id={id}
          folderId={folderId}
          entry={group.newest}
          directory={group.directory}
          name={whole}
          acts={acts}
        />
      </span>
      <EntryEnd end={acts.ends.get(id)} />
    </GridListItem>
  );
}

/** „2.314 Dateien heruntergeladen“. Pure. */
export function describeGroup({ newest, count }: HistoryGroup, text: GetGroupText): string {
  const items = text(newest.nodeKind === 'file' ? 'files' : 'directories', { count });
  return text(verbKey(newest), { items });
}

/** The way to more entries of an open group. Not a component: see `renderEntry`. */
export function renderRest(
  { id, count }: Extract<HistoryLine, { kind: 'rest' }>,
  text: GetGroupText,
  onMore: () => void,
): ReactNode {
  return (
    <GridListItem id={id} textValue={text('rest', { count })} className="bb-row bb-row--inner" onAction={onMore}>
      <ActionButton look="tertiary" onPress={onMore}>
        {text('rest', { count })}
      </ActionButton>
    </GridListItem>
  );
}
