import { useCallback, useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { toItemName } from '#ipc/item-name.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { FolderPicker } from '../../components/folder-picker.tsx';
import { LoadedView } from '../../components/loaded-view.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useFolderList } from '../../state/use-answer.ts';
import { useChosenFolder, useFolders } from '../../state/use-folders.ts';
import { ConflictList } from './conflict-list.tsx';
import { conflictMessages } from './messages.ts';
import { ResolvedList } from './resolved-list.tsx';
import { TwoVersions } from './two-versions.tsx';
import type { DecisionsInput, News } from './use-decisions.ts';
import { useDecisions } from './use-decisions.ts';

export interface ConflictsProps {
  /** The sync folder, and the two versions in it, that a person wants to see. */
  readonly cameFor?: { readonly folderId?: string; readonly conflictId?: string };
}

/** Files that exist in two versions, one after another or many at once. Never comes up unasked. */
export function Conflicts({ cameFor }: ConflictsProps): ReactNode {
  const text = useText(conflictMessages);
  const folders = useFolders();
  const [folder, choose] = useChosenFolder(({ conflicts }) => conflicts > 0, cameFor?.folderId);
  return (
    <Page title={text('title')}>
      {folder === undefined ? (
        <p className="kern-body">{text('none')}</p>
      ) : (
        <>
          <FolderPicker
            folders={folders}
            folderId={folder.folderId}
            countOpen={({ conflicts }) => conflicts}
            onChange={choose}
          />
          <FolderConflicts key={folder.folderId} folderId={folder.folderId} cameFor={cameFor?.conflictId} />
        </>
      )}
    </Page>
  );
}

function FolderConflicts({ folderId, cameFor }: Pick<DecisionsInput, 'folderId' | 'cameFor'>): ReactNode {
  const { api } = useDesktop();
  const ask = useCallback((id: string) => api.listConflicts({ folderId: id }), [api]);
  const [loaded, reload] = useFolderList(folderId, 'conflicts', ask);
  return (
    <LoadedView loaded={loaded}>
      {({ items }) => <Found folderId={folderId} cameFor={cameFor} conflicts={items} onChanged={reload} />}
    </LoadedView>
  );
}

function Found(props: DecisionsInput): ReactNode {
  const text = useText(conflictMessages);
  const { folderId, onChanged } = props;
  const { open, listed, search, settled, chosen, news, heading, deciding, undoing, ...acts } = useDecisions(props);
  return (
    <>
      <p className="kern-body">{text(open.length === 0 ? 'none' : 'intro')}</p>
      {open.length === 0 || (open.length === 1 && chosen !== undefined) ? null : (
        <ConflictList
          folderId={folderId}
          conflicts={open}
          found={listed}
          search={search}
          onSearch={acts.setSearch}
          chosenId={chosen?.conflictId}
          ends={news?.kind === 'decided-many' ? news.ends : undefined}
          onChoose={acts.choose}
          onDecided={(ends) => {
            acts.tell({ kind: 'decided-many', ends });
            onChanged();
          }}
        />
      )}
      <ErrorNotice error={deciding.error} />
      {news?.kind === 'decided' ? <Decided {...news} /> : null}
      {chosen === undefined ? null : (
        <TwoVersions
          key={`${chosen.conflictId} ${chosen.revision}`}
          folderId={folderId}
          conflict={chosen}
          heading={heading}
          act={deciding}
          onBegin={() => acts.tell(undefined)}
          onDecided={(keep) => acts.goOn(chosen, keep)}
          onChanged={onChanged}
          onLater={() => acts.choose(undefined)}
        />
      )}
      <ResolvedList
        conflicts={settled}
        undone={news?.kind === 'undone' ? news.conflict : undefined}
        isPending={undoing.isPending}
        error={undoing.error}
        onUndo={(conflict) => void acts.undo(conflict)}
        onChoose={acts.choose}
      />
    </>
  );
}

/** Says what a decision has led to. After the last one it takes the focus: the next button would take it back. */
function Decided({ keep, conflict, isLast }: Extract<News, { readonly kind: 'decided' }>): ReactNode {
  const text = useText(conflictMessages);
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isLast) notice.current?.focus();
  }, [isLast]);
  const how = keep === 'both' && conflict.isSecondOnlyHere ? 'both-here' : keep;
  return (
    <div ref={notice} tabIndex={-1} className="bb-quiet-focus">
      <Notice tone="success" title={text(`decided-${how}`, { name: toItemName(conflict.path) })} isNew>
        <p className="kern-body">{text('canUndo')}</p>
      </Notice>
    </div>
  );
}
