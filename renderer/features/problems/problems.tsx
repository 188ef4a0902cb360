import { useCallback, useRef, useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import type { FolderView } from '#ipc/folder-view.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { focusFirstFault } from '../../components/focus-first-fault.ts';
import { FolderPicker } from '../../components/folder-picker.tsx';
import { InputField } from '../../components/input-field.tsx';
import { LoadedView } from '../../components/loaded-view.tsx';
import { Page } from '../../components/page.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useNavigation } from '../../state/route-context.tsx';
import type { FolderCause } from '../../state/folder-causes.ts';
import { findFolderCauses } from '../../state/folder-causes.ts';
import { useFolderList } from '../../state/use-answer.ts';
import { useChosenFolder, useFolders } from '../../state/use-folders.ts';
import { FolderCauseCard } from './folder-cause-card.tsx';
import { problemViewMessages } from './messages.ts';
import { ProblemGroupCard } from './problem-group-card.tsx';
import { parseAskedPath } from './parse-asked-path.ts';
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
          <AskWhy key={`ask ${folder.folderId}`} folder={folder} />
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
  const isStopped = causes.some(({ folders }) => folders.some(({ folderId }) => folderId === folder.folderId));
  const some = isStopped ? 'introBesides' : 'intro';
  const none = causes.length > 0 ? 'noneBesides' : 'none';
  return (
    <LoadedView loaded={loaded}>
      {({ items }) => (
        <>
          <p className="kern-body">{text(items.length > 0 ? some : none)}</p>
          {groupProblems(items).map((group) => (
            <ProblemGroupCard key={group.code} folder={folder} group={group} />
          ))}
        </>
      )}
    </LoadedView>
  );
}

function AskWhy({ folder: { folderId, localPath } }: { readonly folder: FolderView }): ReactNode {
  const text = useText(problemViewMessages);
  const { go } = useNavigation();
  const [typed, setTyped] = useState('');
  const [isOutside, setOutside] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const ask = (event: FormEvent): void => {
    event.preventDefault();
    const path = parseAskedPath(typed, localPath);
    setOutside(path === undefined);
    if (path === undefined) focusFirstFault(form.current);
    else go({ view: 'why', folderId, path });
  };
  return (
    <form ref={form} className="bb-stack" onSubmit={ask}>
      <h2 className="kern-heading-medium">{text('askTitle')}</h2>
      <InputField
        label={text('askPath')}
        hint={text('askHint')}
        value={typed}
        onChange={setTyped}
        error={isOutside ? text('askOutside', { folder: localPath }) : undefined}
      />
      <div>
        <ActionButton type="submit">{text('ask')}</ActionButton>
      </div>
    </form>
  );
}
