import { useCallback } from 'react';
import type { ReactNode } from 'react';
import { toItemName } from '#ipc/item-name.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { DialogWindow } from '../../components/dialog-window.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { FilePreview } from '../../components/file-preview.tsx';
import { LoadedView } from '../../components/loaded-view.tsx';
import { PathText } from '../../components/path-text.tsx';
import { useLanguage, useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useAct } from '../../state/use-act.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { describeKept } from './describe-kept.ts';
import type { PlacedVersion } from './group-kept.ts';
import { keptMessages } from './messages.ts';

export interface KeptPreviewProps {
  readonly folderId: string;
  readonly kept: PlacedVersion;
  readonly onClose: () => void;
  readonly onRestore: () => void;
}

/** What is inside a kept version, before a person decides whether it comes back. */
export function KeptPreview({ folderId, kept, onClose, onRestore }: KeptPreviewProps): ReactNode {
  const text = useText(keptMessages);
  const language = useLanguage();
  const { api } = useDesktop();
  const { keepId, originalPath: path } = kept;
  const act = useAct();
  const [loaded] = useAnswer(
    useCallback(() => api.previewFile({ folderId, path, keepId }), [api, folderId, path, keepId]),
  );
  const name = toItemName(path);
  const open = (): void => void act.run(() => api.openCopy({ folderId, path, keepId, label: text('label') }));
  return (
    <DialogWindow
      title={text('previewTitle', { name })}
      isOpen
      onClose={onClose}
      buttons={
        <>
          <ActionButton autoFocus onPress={onClose}>
            {text('close')}
          </ActionButton>
          <ActionButton isPending={act.isPending} onPress={open}>
            {text('openCopy')}
          </ActionButton>
          <ActionButton look="primary" onPress={onRestore}>
            {text('restore')}
          </ActionButton>
        </>
      }
    >
      <PathText path={path} />
      <ul className="bb-plain-list">
        {describeKept(kept, { text, language, nowMs: Date.now() }).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <LoadedView loaded={loaded}>
        {(preview) => <FilePreview preview={preview} label={text('previewTitle', { name })} />}
      </LoadedView>
      <ErrorNotice error={act.error} />
    </DialogWindow>
  );
}
