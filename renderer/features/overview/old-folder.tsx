import { useState } from 'react';
import type { ReactNode } from 'react';
import type { RequestOutput } from '#ipc/contract.ts';
import { toVisibleText } from '#ipc/visible-text.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useAct } from '../../state/use-act.ts';
import { useShellInfo } from '../../state/use-shell-info.ts';
import { placeMessages } from './place-messages.ts';

/** The folder that was left on the other disk: it stays until a person says otherwise, and what differs is named. */
export function OldFolder({ folderId, path }: { readonly folderId: string; readonly path: string }): ReactNode {
  const text = useText(placeMessages);
  const { api } = useDesktop();
  const act = useAct();
  const hasTrash = useShellInfo()?.hasTrash === true;
  const [end, setEnd] = useState<RequestOutput<'trashOldFolder'>>();
  const trash = async (): Promise<void> => setEnd(await act.run(() => api.trashOldFolder({ folderId })));
  if (end?.isTrashed === true) {
    return (
      <p className="kern-body" role="status">
        {text('trashed', { path })}
      </p>
    );
  }
  return (
    <>
      <p className="kern-body">{text('oldLeft', { path })}</p>
      {hasTrash ? (
        <>
          <p className="kern-body">{text('trashIntro')}</p>
          <ErrorNotice error={act.error} />
          <div role="status">{end === undefined ? null : <Changed changed={end.changed} paths={end.paths} />}</div>
          <div className="bb-buttons">
            <ActionButton isPending={act.isPending} onPress={() => void trash()}>
              {text('trash')}
            </ActionButton>
          </div>
        </>
      ) : (
        <p className="kern-body">{text('removeOld')}</p>
      )}
    </>
  );
}

function Changed({ changed, paths }: Omit<RequestOutput<'trashOldFolder'>, 'isTrashed'>): ReactNode {
  const text = useText(placeMessages);
  return (
    <>
      <p className="kern-body">{text('oldChanged', { count: changed })}</p>
      <ul className="bb-plain-list">
        {paths.map((path) => (
          <li key={path}>
            <bdi>{toVisibleText(path)}</bdi>
          </li>
        ))}
      </ul>
      {changed > paths.length ? (
        <p className="kern-body">{text('andMore', { count: changed - paths.length })}</p>
      ) : null}
    </>
  );
}
