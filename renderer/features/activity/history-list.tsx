import { useState } from 'react';
import type { ReactNode } from 'react';
import { MAX_HISTORY_ROWS } from '#ipc/history-requests.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { LoadedView } from '../../components/loaded-view.tsx';
import { LongList } from '../../components/long-list.tsx';
import { useText } from '../../i18n/language-context.tsx';
import type { ExportButtonProps } from './export-button.tsx';
import { ExportButton } from './export-button.tsx';
import { groupMessages } from './group-messages.ts';
import { renderGroup, renderRest } from './group-row.tsx';
import type { HistoryLine, OpenGroups } from './history-lines.ts';
import { hideClosed, toggleGroup, widenGroup } from './history-lines.ts';
import type { RowSurroundings } from './history-row.tsx';
import { renderEntry } from './history-row.tsx';
import { activityMessages } from './messages.ts';
import { usePersonWords } from '../../state/use-person-words.ts';
import { useHistory } from './use-history.ts';
import { useRowActs } from './use-row-acts.ts';
import { useUndo } from './use-undo.tsx';

/** Rows that are asked for at first, and how many more each time. */
const PAGE_SIZE = 100;

/** The history of one sync folder, or of all together. */
export function HistoryList(props: ExportButtonProps): ReactNode {
  const { folders, search, filter } = props;
  const text = useText(activityMessages);
  const [limit, setLimit] = useState(PAGE_SIZE);
  const [open, setOpen] = useState<OpenGroups>(new Map());
  const folderIds = folders.map(({ folderId }) => folderId);
  const [loaded, reload] = useHistory({ folderIds, search, filter, limit, open });
  const names = new Map(folders.map(({ folderId, name }) => [folderId, name]));
  return (
    <LoadedView loaded={loaded}>
      {({ lines, hasMore }) =>
        lines.length === 0 ? (
          <p className="kern-body">{text(search === '' && filter === 'everything' ? 'none' : 'noMatch')}</p>
        ) : (
          <>
            {/* Before the list, which may be far too long for anybody to get to its end. */}
            <div className="bb-buttons bb-lone">
              <ExportButton {...props} />
            </div>
            <HistoryLines lines={lines} folderNames={names} open={open} onOpen={setOpen} onUndone={reload} />
            {hasMore && limit < MAX_HISTORY_ROWS ? (
              <div className="bb-lone">
                <ActionButton onPress={() => setLimit(limit + PAGE_SIZE)}>{text('more')}</ActionButton>
              </div>
            ) : null}
            {hasMore && limit >= MAX_HISTORY_ROWS ? <p className="kern-body">{text('tooMany')}</p> : null}
          </>
        )
      }
    </LoadedView>
  );
}

interface HistoryLinesProps extends Pick<RowSurroundings, 'folderNames'> {
  readonly lines: readonly HistoryLine[];
  readonly open: OpenGroups;
  readonly onOpen: (open: OpenGroups) => void;
  readonly onUndone: () => void;
}

/** The lines themselves. A group is opened by Enter or by its button. */
function HistoryLines({ lines: asked, folderNames, open, onOpen, onUndone }: HistoryLinesProps): ReactNode {
  const text = useText(activityMessages);
  const groupText = useText(groupMessages);
  const acts = useRowActs();
  const { undo, question } = useUndo(acts, onUndone);
  const toPerson = usePersonWords();
  const around = { acts, folderNames, toPerson, onUndo: undo };
  const lines = hideClosed(asked, open);
  const loaded = new Set(lines.flatMap((line) => (line.kind === 'entry' ? [line.groupKey] : [])));
  const list = (
    <LongList
      isTall
      label={text('list')}
      items={lines}
      dependencies={[text, groupText, acts.ends, acts.pending, open, loaded.size, folderNames.size]}
    >
      {(line) => {
        switch (line.kind) {
          case 'entry':
            return renderEntry(line, around);
          case 'group':
            return renderGroup(line, {
              text: groupText,
              isOpen: open.has(line.id),
              isLoading: open.has(line.id) && !loaded.has(line.id),
              folderName: folderNames.get(line.folderId) ?? '',
              isFolderSaid: folderNames.size > 1,
              acts,
              onToggle: () => onOpen(toggleGroup(open, line.id)),
            });
          case 'rest':
            return renderRest(line, groupText, () => onOpen(widenGroup(open, line.groupKey)));
          default:
            return line satisfies never;
        }
      }}
    </LongList>
  );
  return (
    <>
      {list}
      {question}
    </>
  );
}
