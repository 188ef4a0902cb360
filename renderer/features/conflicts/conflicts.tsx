import { useCallback, useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { sortByPath } from '#ipc/sort-by-path.ts';
import type { ConflictView } from '#ipc/conflict-view.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { FolderPicker } from '../../components/folder-picker.tsx';
import { LoadedView } from '../../components/loaded-view.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useAct } from '../../state/use-act.ts';
import { useFolderList } from '../../state/use-answer.ts';
import { useChosenFolder, useFolders } from '../../state/use-folders.ts';
import { ConflictList } from './conflict-list.tsx';
import { conflictMessages } from './messages.ts';
import { ResolvedList } from './resolved-list.tsx';
import { TwoVersions } from './two-versions.tsx';

/** Files that exist in two versions, one after another or many at once. Never comes up unasked. */
export function Conflicts(): ReactNode {
  const text = useText(conflictMessages);
  const folders = useFolders();
  const [folder, choose] = useChosenFolder(({ conflicts }) => conflicts > 0);
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
          <FolderConflicts key={folder.folderId} folderId={folder.folderId} />
        </>
      )}
    </Page>
  );
}

function FolderConflicts({ folderId }: { readonly folderId: string }): ReactNode {
  const { api } = useDesktop();
  const ask = useCallback((id: string) => api.listConflicts({ folderId: id }), [api]);
  const [loaded, reload] = useFolderList(folderId, 'conflicts', ask);
  return (
    <LoadedView loaded={loaded}>
      {({ items }) => <Found folderId={folderId} conflicts={items} onChanged={reload} />}
    </LoadedView>
  );
}

/** What is shown, and whether a person has asked for it. */
interface Look {
  readonly conflictId: string | undefined;
  readonly isWanted: boolean;
}

interface FoundProps {
  readonly folderId: string;
  readonly conflicts: readonly ConflictView[];
  readonly onChanged: () => void;
}

function Found({ folderId, conflicts, onChanged }: FoundProps): ReactNode {
  const text = useText(conflictMessages);
  const [look, setLook] = useState<Look>();
  const [isDecided, setDecided] = useState(false);
  const places = useFocusOn(look);
  const act = useAct();
  const choose = (conflictId: string | undefined, isWanted = true): void => {
    setDecided(false);
    setLook({ conflictId, isWanted });
  };
  const waiting = conflicts.filter(({ state }) => state === 'open' || state === 'announced');
  const open = sortByPath(waiting, ({ path }) => path);
  const settled = conflicts
    .filter(({ end }) => end !== undefined)
    .toSorted((one, other) => (other.end?.atMs ?? 0) - (one.end?.atMs ?? 0));
  const chosen =
    open.find(({ conflictId }) => conflictId === look?.conflictId) ?? (open.length === 1 ? open[0] : undefined);
  /** After a decision the next one is shown, so that nobody has to look for it. */
  const goOn = (): void => {
    const index = open.findIndex(({ conflictId }) => conflictId === chosen?.conflictId);
    choose((open[index + 1] ?? open[index - 1])?.conflictId, false);
    setDecided(true);
    onChanged();
  };
  return (
    <>
      <p className="kern-body">{text(open.length === 0 ? 'none' : 'intro')}</p>
      {open.length < 2 ? null : (
        <ConflictList
          folderId={folderId}
          conflicts={open}
          chosenId={chosen?.conflictId}
          onChoose={choose}
          onChanged={onChanged}
        />
      )}
      <ErrorNotice error={act.error} />
      {isDecided ? <Decided isLast={look?.conflictId === undefined} /> : null}
      {chosen === undefined ? null : (
        <TwoVersions
          key={`${chosen.conflictId} ${chosen.revision}`}
          folderId={folderId}
          conflict={chosen}
          {...places}
          act={act}
          onDecided={goOn}
          onChanged={onChanged}
          onLater={() => choose(undefined)}
        />
      )}
      <ResolvedList folderId={folderId} conflicts={settled} onChanged={onChanged} />
    </>
  );
}

/** What a person wants to see may lie below the window; without the focus nobody would notice that it is there. */
function useFocusOn(look: Look | undefined) {
  const heading = useRef<HTMLHeadingElement>(null);
  const choices = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (look?.conflictId === undefined) return;
    heading.current?.focus();
    // Keeping both is the answer that can do no harm. What comes by itself after another one waits to be looked at:
    // pressing Enter twice must not decide on it.
    if (look.isWanted) choices.current?.querySelector('button')?.focus({ preventScroll: true });
  }, [look]);
  return { heading, choices };
}

/** Confirms a decision. After the last one it takes the focus: the next button would take the decision back. */
function Decided({ isLast }: { readonly isLast: boolean }): ReactNode {
  const text = useText(conflictMessages);
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isLast) notice.current?.focus();
  }, [isLast]);
  return (
    <div ref={notice} tabIndex={-1} className="bb-quiet-focus">
      <Notice tone="success" title={text('decided', { count: 1 })} isNew />
    </div>
  );
}
