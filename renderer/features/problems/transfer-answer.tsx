import { useState } from 'react';
import type { ReactNode } from 'react';
import type { TransferView } from '#ipc/folder-view.ts';
import { Notice } from '../../components/notice.tsx';
import { TransferProgress } from '../../components/transfer-progress.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useFolderList } from '../../state/use-answer.ts';
import { problemViewMessages } from './messages.ts';

/** The upload or download of a file while it is under way, as it is told from moment to moment. */
export function useTransfer(folderId: string, path: string): TransferView | undefined {
  const { api } = useDesktop();
  const [ask] = useState(() => (id: string) => api.listTransfers({ folderId: id }));
  const [loaded] = useFolderList(folderId, 'transfers', ask);
  if (loaded.kind !== 'loaded') return undefined;
  return loaded.value.items.find((item) => item.path === path && item.state === 'running');
}

/** The reason of a file that is being transferred: it is on its way. */
export function TransferAnswer({ transfer }: { readonly transfer: TransferView }): ReactNode {
  const text = useText(problemViewMessages);
  return (
    <Notice tone="info" title={text(transfer.direction === 'up' ? 'uploadingNow' : 'downloadingNow')}>
      <p className="kern-body">{text('nothingToDo')}</p>
      {transfer.progress === undefined ? null : <TransferProgress progress={transfer.progress} />}
    </Notice>
  );
}
