import { useState } from 'react';
import type { ReactNode } from 'react';
import type { FolderView, PauseLength } from '#ipc/folder-view.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { MenuButton } from '../../components/menu-button.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useNavigation } from '../../state/route-context.tsx';
import type { Act } from '../../state/use-act.ts';
import { overviewMessages } from './messages.ts';
import { placeMessages } from './place-messages.ts';

export interface PauseMenuProps {
  /** What shall rest: one folder, or everything. */
  readonly what?: 'pause' | 'pauseAll';
  readonly onPause: (length: PauseLength) => void;
}

/** For how long nothing shall be synced. */
export function PauseMenu({ what = 'pause', onPause }: PauseMenuProps): ReactNode {
  const text = useText(overviewMessages);
  return (
    <MenuButton
      label={text(what)}
      items={[
        { key: 'minutes-30', label: text('minutes30'), onChoose: () => onPause('minutes-30') },
        { key: 'hours-2', label: text('hours2'), onChoose: () => onPause('hours-2') },
        { key: 'tomorrow', label: text('tomorrow'), onChoose: () => onPause('tomorrow') },
        { key: 'until-resumed', label: text('untilResumed'), onChoose: () => onPause('until-resumed') },
      ]}
    />
  );
}

export interface FolderMenuProps {
  readonly folder: FolderView;
  readonly act: Act;
  /** Absent while the folder cannot be found. */
  readonly onMove: (() => void) | undefined;
}

/** Everything else that can be done with a sync folder. */
export function FolderMenu({ folder, act, onMove }: FolderMenuProps): ReactNode {
  const text = useText(overviewMessages);
  const placeText = useText(placeMessages);
  const { api } = useDesktop();
  const { go } = useNavigation();
  const [isRemoving, setRemoving] = useState(false);
  const { folderId, name } = folder;
  const openOnServer = (): void => void act.run(() => api.openOnServer({ folderId, path: '' }));
  const remove = (): void => {
    setRemoving(false);
    void act.run(() => api.removeFolder({ folderId }));
  };
  return (
    <>
      <MenuButton
        label={text('more')}
        description={text('moreFor', { name })}
        items={[
          { key: 'server', label: text('openOnServer'), onChoose: openOnServer },
          { key: 'limits', label: text('limits'), onChoose: () => go({ view: 'settings' }) },
          ...(onMove === undefined ? [] : [{ key: 'move', label: placeText('move'), onChoose: onMove }]),
          { key: 'remove', label: text('remove'), onChoose: () => setRemoving(true) },
        ]}
      />
      <ConfirmDialog
        title={text('removeTitle', { name })}
        confirm={text('remove')}
        isOpen={isRemoving}
        onCancel={() => setRemoving(false)}
        onConfirm={remove}
      >
        {text('removeText')}
      </ConfirmDialog>
    </>
  );
}
