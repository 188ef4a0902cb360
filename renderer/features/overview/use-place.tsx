import { useState } from 'react';
import type { ReactNode } from 'react';
import type { FolderView } from '#ipc/folder-view.ts';
import type { UserError } from '#ipc/user-error.ts';
import { toVisibleText } from '#ipc/visible-text.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Notice } from '../../components/notice.tsx';
import { ProgressLine } from '../../components/progress-line.tsx';
import { formatSize } from '../../i18n/formats.ts';
import { useLanguage, useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useAct } from '../../state/use-act.ts';
import { LocateDialog, MoveDialog } from './place-dialogs.tsx';
import { OldFolder } from './old-folder.tsx';
import { placeMessages } from './place-messages.ts';

/** What a person can do about the place of a sync folder. */
export interface Place {
  readonly askForMove: () => void;
  readonly askWhere: () => void;
  /** Questions, and how they ended; to be drawn where the folder is. */
  readonly notices: ReactNode;
}

/** A folder that was copied to another disk is at two places until a person removes the old one. */
interface Moved {
  readonly from: string;
  readonly isOldLeft: boolean;
}

/** Asks for a place, brings the folder there or finds it there, and says how that ended. */
export function usePlace(folder: FolderView): Place {
  const { api } = useDesktop();
  const [question, setQuestion] = useState<'move' | 'where'>();
  const [moved, setMoved] = useState<Moved>();
  const act = useAct();
  const { folderId, localPath: from } = folder;
  const close = (): void => setQuestion(undefined);
  const move = async (localPath: string): Promise<void> => {
    close();
    setMoved(undefined);
    const end = await act.run(() => api.moveFolder({ folderId, localPath }));
    if (end !== undefined) setMoved({ from, isOldLeft: end.isOldLeft });
  };
  const locate = (localPath: string): void => {
    close();
    void act.run(() => api.locateFolder({ folderId, localPath }));
  };
  return {
    askForMove: () => setQuestion('move'),
    askWhere: () => setQuestion('where'),
    notices: (
      <>
        {question === 'move' ? (
          <MoveDialog folder={folder} onClose={close} onChosen={(localPath) => void move(localPath)} />
        ) : null}
        {question === 'where' ? <LocateDialog folder={folder} onClose={close} onChosen={locate} /> : null}
        <ErrorNotice error={toFailure(act.error)} />
        {moved === undefined ? null : <MovedNotice folder={folder} moved={moved} />}
      </>
    ),
  };
}

/** Who has just given it up knows. */
function toFailure(error: UserError | undefined): UserError | undefined {
  return error?.code === 'cancelled' ? undefined : error;
}

function MovedNotice({ folder, moved }: { readonly folder: FolderView; readonly moved: Moved }): ReactNode {
  const text = useText(placeMessages);
  return (
    <Notice tone="success" title={text('moved', { path: toVisibleText(folder.localPath) })} isNew>
      {moved.isOldLeft ? <OldFolder folderId={folder.folderId} path={toVisibleText(moved.from)} /> : null}
    </Notice>
  );
}

/** How far a folder is on its way to its new place, and the way back. */
export function MoveProgress({ folder }: { readonly folder: FolderView }): ReactNode {
  const text = useText(placeMessages);
  const language = useLanguage();
  const { api } = useDesktop();
  const act = useAct();
  const { folderId, move } = folder;
  if (move === undefined) return null;
  const { bytesDone, bytesTotal } = move;
  const size = (bytes: number): string => formatSize(bytes, language);
  return (
    <>
      <ProgressLine
        label={text('copied', { done: size(bytesDone), total: size(bytesTotal) })}
        share={bytesTotal === 0 ? undefined : bytesDone / bytesTotal}
      />
      <div className="bb-buttons">
        <ActionButton onPress={() => void act.run(() => api.cancelMove({ folderId }))}>
          {text('cancelMove')}
        </ActionButton>
      </div>
    </>
  );
}
