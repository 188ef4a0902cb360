import { useState } from 'react';
import type { ReactNode } from 'react';
import type { FolderView } from '#ipc/folder-view.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { DialogWindow } from '../../components/dialog-window.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { InputField } from '../../components/input-field.tsx';
import { formatSize } from '../../i18n/formats.ts';
import { useLanguage, useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useShellInfo } from '../../state/use-shell-info.ts';
import { useAct } from '../../state/use-act.ts';
import type { Inspection } from '../../state/use-inspection.ts';
import { useInspection } from '../../state/use-inspection.ts';
import { placeMessages } from './place-messages.ts';

export interface PlaceDialogProps {
  readonly folder: FolderView;
  readonly onClose: () => void;
  readonly onChosen: (localPath: string) => void;
}

/** Why a place is no good for a folder that moves; absent: it is. */
const OBSTACLES = {
  missing: undefined,
  empty: undefined,
  'has-files': 'taken',
  'was-synced': 'taken',
  overlaps: 'overlaps',
  'is-file': 'isFile',
  'not-writable': 'notWritable',
  'program-data': 'programData',
} as const satisfies Readonly<Record<Inspection['kind'], keyof typeof placeMessages | undefined>>;

/** Asks where a sync folder shall be from now on. It keeps its name there. */
export function MoveDialog({ folder, onClose, onChosen }: PlaceDialogProps): ReactNode {
  const text = useText(placeMessages);
  const language = useLanguage();
  const [localPath, setLocalPath] = useState('');
  const inspection = useInspection(localPath);
  const obstacle = inspection === undefined ? undefined : OBSTACLES[inspection.kind];
  const freeBytes = inspection?.freeBytes;
  const isUsable = inspection !== undefined && obstacle === undefined;
  return (
    <PlaceForm
      title={text('moveTitle', { name: folder.name })}
      intro={text('moveIntro')}
      confirm={text('moveConfirm')}
      localPath={localPath}
      error={obstacle === undefined ? undefined : text(obstacle)}
      isUsable={isUsable}
      onChange={setLocalPath}
      // The folder goes into what is picked, under its name.
      onPicked={(picked) => setLocalPath(joinLocally(picked, folder.name))}
      onClose={onClose}
      onConfirm={() => onChosen(localPath)}
    >
      {isUsable && freeBytes !== undefined ? (
        <p className="kern-body kern-body--muted" role="status">
          {text('free', { size: formatSize(freeBytes, language) })}
        </p>
      ) : null}
    </PlaceForm>
  );
}

/** Asks where a sync folder is that a person has moved. */
export function LocateDialog({ folder, onClose, onChosen }: PlaceDialogProps): ReactNode {
  const text = useText(placeMessages);
  const [localPath, setLocalPath] = useState('');
  return (
    <PlaceForm
      title={text('locateTitle', { name: folder.name })}
      intro={text('locateIntro', { path: folder.localPath })}
      confirm={text('locateConfirm')}
      localPath={localPath}
      error={undefined}
      isUsable={localPath !== ''}
      onChange={setLocalPath}
      onPicked={setLocalPath}
      onClose={onClose}
      onConfirm={() => onChosen(localPath)}
    />
  );
}

interface PlaceFormProps {
  readonly title: string;
  readonly intro: string;
  readonly confirm: string;
  readonly localPath: string;
  readonly error: string | undefined;
  readonly isUsable: boolean;
  readonly onChange: (localPath: string) => void;
  readonly onPicked: (localPath: string) => void;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
  readonly children?: ReactNode;
}

function PlaceForm(props: PlaceFormProps): ReactNode {
  const { title, intro, confirm, localPath, error, isUsable, onChange, onPicked, onClose, onConfirm, children } = props;
  const text = useText(placeMessages);
  const { api } = useDesktop();
  const picking = useAct();
  const hasFolderDialog = useShellInfo()?.hasFolderDialog === true;
  const pick = async (): Promise<void> => {
    const picked = await picking.run(() => api.pickDirectory({}));
    if (picked?.localPath !== undefined) onPicked(picked.localPath);
  };
  return (
    <DialogWindow
      title={title}
      isOpen
      onClose={onClose}
      buttons={
        <>
          <ActionButton onPress={onClose}>{text('cancel')}</ActionButton>
          <ActionButton look="primary" isDisabled={!isUsable} onPress={onConfirm}>
            {confirm}
          </ActionButton>
        </>
      }
    >
      <p className="kern-body">{intro}</p>
      <InputField label={text('place')} value={localPath} onChange={onChange} error={error} autoFocus />
      {children}
      <ErrorNotice error={picking.error} />
      <div>{hasFolderDialog ? <ActionButton onPress={() => void pick()}>{text('pick')}</ActionButton> : null}</div>
    </DialogWindow>
  );
}

function joinLocally(directory: string, name: string): string {
  const separator = directory.includes('\\') ? '\\' : '/';
  return directory.endsWith(separator) ? directory + name : directory + separator + name;
}
