import { useState } from 'react';
import type { ReactNode } from 'react';
import type { FolderView } from '#ipc/folder-view.ts';
import { toItemName } from '#ipc/item-name.ts';
import type { HistoryView } from '#ipc/history-view.ts';
import { toVisibleText } from '#ipc/visible-text.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { LoadedView } from '../../components/loaded-view.tsx';
import { Notice } from '../../components/notice.tsx';
import { PathText } from '../../components/path-text.tsx';
import { formatMinute, formatMoment } from '../../i18n/formats.ts';
import { useLanguage, useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import type { Act } from '../../state/use-act.ts';
import { useAct } from '../../state/use-act.ts';
import { activityMessages } from './messages.ts';
import { describeChoice } from './describe-choice.ts';
import { toCsv } from './to-csv.ts';
import type { HistoryFilter } from './verb-texts.ts';
import { toReasonKey, verbKey } from './verb-texts.ts';
import type { FolderEntry } from './use-history.ts';
import { listEntries, useHistory } from './use-history.ts';

/** Entries that are shown at first, and how many more each time. */
const PAGE_SIZE = 100;

/** Entries that a saved list holds at most. */
const EXPORT_SIZE = 100_000;

export interface HistoryListProps {
  /** One, or all. */
  readonly folders: readonly FolderView[];
  readonly search: string;
  readonly filter: HistoryFilter;
}

/** The history of one sync folder, or of all together. */
export function HistoryList({ folders, search, filter }: HistoryListProps): ReactNode {
  const text = useText(activityMessages);
  const [limit, setLimit] = useState(PAGE_SIZE);
  const folderIds = folders.map(({ folderId }) => folderId);
  const names = toNames(folders);
  const [loaded, reload] = useHistory({ folderIds, search, filter, limit });
  return (
    <LoadedView loaded={loaded}>
      {(items) =>
        items.length === 0 ? (
          <p className="kern-body">{text(search === '' && filter === 'everything' ? 'none' : 'noMatch')}</p>
        ) : (
          <>
            <ol className="bb-rows">
              {items.map(({ folderId, entry }) => (
                <HistoryRow
                  key={`${folderId} ${entry.historyId}`}
                  folderId={folderId}
                  folderName={folders.length > 1 ? names.get(folderId) : undefined}
                  entry={entry}
                  onUndone={reload}
                />
              ))}
            </ol>
            <div className="bb-buttons bb-lone">
              {items.length < limit ? null : (
                <ActionButton onPress={() => setLimit(limit + PAGE_SIZE)}>{text('more')}</ActionButton>
              )}
              <ExportButton folders={folders} search={search} filter={filter} />
            </div>
          </>
        )
      }
    </LoadedView>
  );
}

/** Saves everything that the search finds, not only what is shown. */
function ExportButton({ folders, search, filter }: HistoryListProps): ReactNode {
  const text = useText(activityMessages);
  const act = useAct();
  const language = useLanguage();
  const { api } = useDesktop();
  const names = toNames(folders);
  const toRow = ({ folderId, entry }: FolderEntry): readonly string[] => [
    formatMoment(entry.atMs, language),
    text(verbKey(entry)),
    text(entry.side === 'local' ? 'here' : 'server'),
    entry.outcome === undefined ? entry.path : describeChoice(entry.outcome, text, language).join(' '),
    entry.target ?? '',
    entry.decided?.person ?? '',
    names.get(folderId) ?? '',
  ];
  const [isSaved, setSaved] = useState(false);
  const save = async (): Promise<void> => {
    const end = await act.run(async () => {
      const all = await listEntries(api, { folderIds: [...names.keys()], search, filter, limit: EXPORT_SIZE });
      if (!all.ok) return all;
      const rows = [text('columns').split(';'), ...all.value.map(toRow)];
      return api.saveText({ suggestedName: 'verlauf.csv', text: toCsv(rows) });
    });
    setSaved(end?.isSaved === true);
  };
  return (
    <>
      <ActionButton look="tertiary" isPending={act.isPending} onPress={() => void save()}>
        {text('export')}
      </ActionButton>
      {isSaved ? <Notice tone="success" title={text('exported')} isNew /> : null}
      <ErrorNotice error={act.error} />
    </>
  );
}

function toNames(folders: readonly FolderView[]): ReadonlyMap<string, string> {
  return new Map(folders.map(({ folderId, name }) => [folderId, name]));
}

interface HistoryRowProps {
  readonly folderId: string;
  /** Said among entries of other folders. */
  readonly folderName: string | undefined;
  readonly entry: HistoryView;
  readonly onUndone: () => void;
}

/** One entry. What became of an act is told in it, where the person looks: the beginning of the list may be far away. */
function HistoryRow({ folderId, folderName, entry, onUndone }: HistoryRowProps): ReactNode {
  const text = useText(activityMessages);
  const language = useLanguage();
  const { api } = useDesktop();
  const act = useAct();
  const [hasUndone, setUndone] = useState(false);
  const { historyId, path, target, atMs, outcome, notUndoable, decided } = entry;
  const takeBack = () =>
    decided === undefined
      ? api.undo({ folderId, historyId })
      : api.undoConflict({ folderId, conflictId: decided.conflictId });
  const undo = async (): Promise<void> => {
    setUndone((await act.run<unknown>(takeBack)) !== undefined);
    onUndone();
  };
  return (
    <li className="bb-row">
      <span className="bb-row__text">
        <span className="bb-muted">
          {text(verbKey(entry))}
          {' · '}
          <time dateTime={new Date(atMs).toISOString()}>{formatMinute(atMs, language)}</time>
          {folderName === undefined ? null : ` · ${toVisibleText(folderName)}`}
        </span>
        {outcome === undefined ? <PathText path={path} /> : <OutcomeText outcome={outcome} />}
        {target === undefined ? null : <span className="bb-muted">{text('to', { target })}</span>}
        {decided?.person === undefined ? null : (
          <span className="bb-muted">{text('serverBy', { person: decided.person })}</span>
        )}
        {notUndoable === undefined ? null : <span className="bb-muted">{text(toReasonKey(notUndoable))}</span>}
      </span>
      <EntryButtons folderId={folderId} entry={entry} act={act} onUndo={() => void undo()} />
      {hasUndone || act.error !== undefined ? (
        <div className="bb-row__below">
          {hasUndone ? <Notice tone="success" title={text('done')} isNew /> : null}
          <ErrorNotice error={act.error} />
        </div>
      ) : null}
    </li>
  );
}

interface EntryButtonsProps {
  readonly folderId: string;
  readonly entry: HistoryView;
  readonly act: Act;
  readonly onUndo: () => void;
}

/** What can be done with an entry. */
function EntryButtons({ folderId, entry, act, onUndo }: EntryButtonsProps): ReactNode {
  const text = useText(activityMessages);
  const { api } = useDesktop();
  const { path, target, notUndoable, outcome } = entry;
  // What has left this computer cannot be opened here.
  const isHere = entry.verb !== 'remove' && entry.verb !== 'unsync' && outcome === undefined;
  const place = target ?? path;
  const name = toItemName(place);
  const open = (how: 'open' | 'show'): void => void act.run(() => api.openItem({ folderId, path: place, how }));
  return (
    <span className="bb-buttons">
      {isHere && entry.nodeKind === 'file' ? (
        <ActionButton look="tertiary" aria-label={text('openFor', { name })} onPress={() => open('open')}>
          {text('open')}
        </ActionButton>
      ) : null}
      {isHere ? (
        <ActionButton look="tertiary" aria-label={text('showFor', { name })} onPress={() => open('show')}>
          {text('show')}
        </ActionButton>
      ) : null}
      {notUndoable === undefined ? (
        <ActionButton
          look="tertiary"
          aria-label={text('undoFor', { verb: text(verbKey(entry)), name })}
          isPending={act.isPending}
          onPress={onUndo}
        >
          {text('undo')}
        </ActionButton>
      ) : null}
    </span>
  );
}

function OutcomeText({ outcome }: { readonly outcome: NonNullable<HistoryView['outcome']> }): ReactNode {
  const text = useText(activityMessages);
  const language = useLanguage();
  return describeChoice(outcome, text, language).map((sentence) => <span key={sentence}>{sentence}</span>);
}
