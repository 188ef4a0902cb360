import { useCallback, useState } from 'react';
import type { ReactNode } from 'react';
import type { FolderView } from '#ipc/folder-view.ts';
import { Disclosure } from '../../components/disclosure.tsx';
import { FolderPicker } from '../../components/folder-picker.tsx';
import { LoadedView } from '../../components/loaded-view.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import type { FolderCause } from '../../state/folder-causes.ts';
import { findFolderCauses } from '../../state/folder-causes.ts';
import { useFolderList } from '../../state/use-answer.ts';
import { useChosenFolder, useFolders } from '../../state/use-folders.ts';
import { AskWhy } from './ask-why.tsx';
import { ExcludedItems } from './excluded-items.tsx';
import { FolderCauseCard } from './folder-cause-card.tsx';
import { problemViewMessages } from './messages.ts';
import { ProblemGroupCard } from './problem-group-card.tsx';
import { groupProblems } from './problem-groups.ts';

/** What is not synced, by cause, and a place to ask about any path. */
export function Problems(): ReactNode {
  const text = useText(problemViewMessages);
  const folders = useFolders();
  const [folder, choose] = useChosenFolder(({ problems }) => problems > 0);
  const causes = findFolderCauses(folders);
  return (
    <Page title={text('title')}>
      {causes.map((cause) => (
        <FolderCauseCard key={`${cause.code} ${cause.folders[0].folderId}`} cause={cause} />
      ))}
      {folder === undefined ? (
        <p className="kern-body">{text('none')}</p>
      ) : (
        <>
          <FolderPicker
            folders={folders}
            folderId={folder.folderId}
            countOpen={({ problems }) => problems}
            onChange={choose}
          />
          <FolderProblems key={folder.folderId} folder={folder} causes={causes} />
          <Disclosure title={text('excludedTitle')} key={`excluded ${folder.folderId}`}>
            <ExcludedItems folderId={folder.folderId} />
          </Disclosure>
          <AskWhy key={`ask ${folder.folderId}`} shown={folder} folders={folders} />
        </>
      )}
    </Page>
  );
}

interface FolderProblemsProps {
  readonly folder: FolderView;
  /** They stand above: that there are none, or that all else goes on, would not be true. */
  readonly causes: readonly FolderCause[];
}

function FolderProblems({ folder, causes }: FolderProblemsProps): ReactNode {
  const text = useText(problemViewMessages);
  const { api } = useDesktop();
  const ask = useCallback((folderId: string) => api.listProblems({ folderId }), [api]);
  const [loaded] = useFolderList(folder.folderId, 'problems', ask);
  const [renamed, setRenamed] = useState(0);
  const isStopped = causes.some(({ folders }) => folders.some(({ folderId }) => folderId === folder.folderId));
  const some = isStopped ? 'introBesides' : 'intro';
  const none = causes.length > 0 ? 'noneBesides' : 'none';
  return (
    <>
      {/* There from the beginning, so that screen readers hear what comes into it. */}
      <div role="status">
        {renamed === 0 ? null : <Notice tone="success" title={text('renamedAll', { count: renamed })} />}
      </div>
      <LoadedView loaded={loaded}>
        {({ items }) => (
          <>
            <p className="kern-body">{text(items.length > 0 ? some : none)}</p>
            {groupProblems(items).map((group) => (
              <ProblemGroupCard key={group.code} folder={folder} group={group} onRenamed={setRenamed} />
            ))}
          </>
        )}
      </LoadedView>
    </>
  );
}
