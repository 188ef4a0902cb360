import type { ReactNode } from 'react';
import { GridListItem } from 'react-aria-components';
import { toItemName, toParentPath } from '#ipc/item-name.ts';
import type { HistoryView } from '#ipc/history-view.ts';
import { toVisibleText } from '#ipc/visible-text.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Notice } from '../../components/notice.tsx';
import { PathText } from '../../components/path-text.tsx';
import { formatMinute } from '../../i18n/formats.ts';
import { useLanguage, useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useNavigation } from '../../state/route-context.tsx';
import type { PersonWords } from '../../state/use-person-words.ts';
import { activityMessages } from './messages.ts';
import { describeChoice } from './describe-choice.ts';
import type { EntryLine } from './use-undo.tsx';
import type { RowActs, RowEnd } from './use-row-acts.ts';
import { findReasonKey, toUndoKey, verbKey } from './verb-texts.ts';

/** What rows of the list need besides their line. */
export interface RowSurroundings {
  readonly acts: RowActs;
  /** The names of all folders that are shown, by id. */
  readonly folderNames: ReadonlyMap<string, string>;
  readonly toPerson: PersonWords;
  readonly onUndo: (line: EntryLine) => void;
}

/** One entry. Not a component: React Aria reads the items of a collection where they are written. */
export function renderEntry(line: EntryLine, around: RowSurroundings): ReactNode {
  const { id, folderId, entry, groupKey } = line;
  return (
    <GridListItem
      id={id}
      textValue={toItemName(entry.target ?? entry.path)}
      className={groupKey === undefined ? 'bb-row' : 'bb-row bb-row--inner'}
    >
      <EntryText
        entry={entry}
        person={entry.decided?.person === undefined ? undefined : around.toPerson(folderId, entry.decided.person)}
        folderName={around.folderNames.size > 1 ? around.folderNames.get(folderId) : undefined}
      />
      <EntryButtons line={line} around={around} />
      <EntryEnd end={around.acts.ends.get(id)} />
    </GridListItem>
  );
}

/** What is not expected to be at the place that the entry names. */
const WITHOUT_PLACE: ReadonlySet<HistoryView['verb']> = new Set(['remove', 'unsync', 'choose']);

interface EntryTextProps {
  readonly entry: HistoryView;
  /** Who wrote the server's version that was decided on. */
  readonly person: string | undefined;
  readonly folderName: string | undefined;
}

function EntryText({ entry, person, folderName }: EntryTextProps): ReactNode {
  const text = useText(activityMessages);
  const { path, target, outcome, notUndoable, away, isMissing } = entry;
  const isAway = away !== undefined && notUndoable !== 'needs-selecting';
  const reason = notUndoable === undefined || isAway ? undefined : findReasonKey(notUndoable);
  // Of what was removed everybody expects that, and of what is kept away the next line tells why.
  const isGone = isMissing && away === undefined && !WITHOUT_PLACE.has(entry.verb);
  return (
    <span className="bb-row__text">
      <span className="bb-muted">
        {text(verbKey(entry))}
        {' · '}
        <WhenAndWhere atMs={entry.atMs} folderName={folderName} />
      </span>
      {outcome === undefined ? <PathText path={path} /> : <OutcomeText outcome={outcome} />}
      {target === undefined ? null : <span className="bb-muted">{text('to', { target })}</span>}
      {person === undefined ? null : <span className="bb-muted">{text('serverBy', { person })}</span>}
      {reason === undefined ? null : <span className="bb-muted">{text(reason)}</span>}
      {isGone ? <span className="bb-muted">{text('gone')}</span> : null}
      {isAway ? (
        <span className="bb-muted">{text(isMissing ? 'away' : 'awayHere', { folder: toVisibleText(away) })}</span>
      ) : null}
    </span>
  );
}

interface WhenAndWhereProps {
  readonly atMs: number;
  readonly folderName: string | undefined;
}

/** When something was done, and in which of several sync folders. */
export function WhenAndWhere({ atMs, folderName }: WhenAndWhereProps): ReactNode {
  const language = useLanguage();
  return (
    <>
      <time dateTime={new Date(atMs).toISOString()}>{formatMinute(atMs, language)}</time>
      {folderName === undefined ? null : ` · ${toVisibleText(folderName)}`}
    </>
  );
}

interface EntryButtonsProps {
  readonly line: EntryLine;
  readonly around: RowSurroundings;
}

/** What can be done with an entry. */
function EntryButtons({ line, around }: EntryButtonsProps): ReactNode {
  const text = useText(activityMessages);
  const { api } = useDesktop();
  const { go } = useNavigation();
  const { id, folderId, entry } = line;
  const { acts } = around;
  const { path, target, notUndoable, away } = entry;
  // What was removed may be there again: then a later entry says so, and opens it.
  const isHere = !entry.isMissing && !WITHOUT_PLACE.has(entry.verb);
  const place = target ?? path;
  const name = toItemName(place);
  const act = toUndoKey(entry);
  const open = (how: 'open' | 'show') => (): void =>
    void acts.run(id, () => api.openItem({ folderId, path: place, how }));
  return (
    <span className="bb-buttons">
      {isHere && entry.nodeKind === 'file' ? (
        <ActionButton look="tertiary" aria-label={text('openFor', { name })} onPress={open('open')}>
          {text('open')}
        </ActionButton>
      ) : null}
      {isHere ? (
        <ActionButton look="tertiary" aria-label={text('showFor', { name })} onPress={open('show')}>
          {text('show')}
        </ActionButton>
      ) : null}
      {notUndoable === undefined && away === undefined ? (
        <ActionButton
          look="tertiary"
          aria-label={text(`${act}For`, { verb: text(verbKey(entry)), name })}
          isPending={acts.pending.has(id)}
          onPress={() => around.onUndo(line)}
        >
          {text(act)}
        </ActionButton>
      ) : null}
      {away === undefined && notUndoable !== 'needs-selecting' ? null : (
        <ActionButton
          look="tertiary"
          aria-label={text('selectFor', { name: away === undefined ? name : toItemName(away) })}
          onPress={() => go({ view: 'selection', folderId })}
        >
          {text('select')}
        </ActionButton>
      )}
      <WayToServer id={id} folderId={folderId} entry={entry} name={name} acts={acts} />
    </span>
  );
}

interface WayToServerProps {
  /** Of the line. */
  readonly id: string;
  readonly folderId: string;
  /** What was done, or the newest of all that were done alike. */
  readonly entry: HistoryView;
  /** Of a group: the directory that holds all of it. */
  readonly directory?: string;
  /** What the line is about, as a person hears it. */
  readonly name: string;
  readonly acts: RowActs;
}

/** Where the undoing has to be done by a person, or where the item is to be found, on the server. */
export function WayToServer({ id, folderId, entry, directory, name, acts }: WayToServerProps): ReactNode {
  const text = useText(activityMessages);
  const { api } = useDesktop();
  const { notUndoable, away } = entry;
  const isThere = notUndoable === 'needs-server-versions' || (away !== undefined && entry.verb !== 'remove');
  if (!isThere && notUndoable !== 'needs-server-trash') return null;
  const place = directory ?? toParentPath(entry.target ?? entry.path);
  // Versions hang on the file; what was deleted may have taken its directory along.
  const path = isThere ? place : '';
  return (
    <ActionButton
      look="tertiary"
      aria-label={text('onServerFor', { name })}
      onPress={() => void acts.run(id, () => api.openOnServer({ folderId, path }))}
    >
      {text('onServer')}
    </ActionButton>
  );
}

/** What became of an act is told in its row, where the person looks: the beginning of the list may be far away. */
export function EntryEnd({ end }: { readonly end: RowEnd | undefined }): ReactNode {
  const text = useText(activityMessages);
  if (end === undefined) return null;
  return (
    <div className="bb-row__below">
      {end.kind === 'undone' ? (
        <Notice tone="success" title={text(end.entry === undefined ? 'undone' : verbKey(end.entry))} isNew />
      ) : (
        <ErrorNotice error={end.error} />
      )}
    </div>
  );
}

function OutcomeText({ outcome }: { readonly outcome: NonNullable<HistoryView['outcome']> }): ReactNode {
  const text = useText(activityMessages);
  const language = useLanguage();
  return describeChoice(outcome, text, language).map((sentence) => <span key={sentence}>{sentence}</span>);
}
