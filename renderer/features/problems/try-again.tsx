import { useState } from 'react';
import type { ReactNode } from 'react';
import type { FolderView } from '#ipc/folder-view.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import type { Act } from '../../state/use-act.ts';
import { problemViewMessages } from './messages.ts';

export interface TryAgainProps {
  readonly folders: readonly Pick<FolderView, 'folderId'>[];
  readonly act: Act;
  /** What will show whether it has helped. */
  readonly shownBy: 'list' | 'answer';
}

/** Tries again at once, and says that something happens: whether it helps shows later. */
export function TryAgain({ folders, act, shownBy }: TryAgainProps): ReactNode {
  const text = useText(problemViewMessages);
  const { api } = useDesktop();
  const [isTrying, setTrying] = useState(false);
  const tryAgain = async (): Promise<void> => {
    const done = [];
    for (const { folderId } of folders) done.push(await act.run(() => api.syncNow({ folderId })));
    setTrying(!done.includes(undefined));
  };
  return (
    <>
      <ActionButton isPending={act.isPending} onPress={() => void tryAgain()}>
        {text('tryAgain')}
      </ActionButton>
      <p className="kern-body kern-body--muted" role="status">
        {isTrying ? text(shownBy === 'list' ? 'tryingAgain' : 'tryingThis') : ''}
      </p>
    </>
  );
}
