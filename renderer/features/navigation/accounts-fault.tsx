import { useState } from 'react';
import type { ReactNode } from 'react';
import { toVisibleText } from '#ipc/visible-text.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Notice } from '../../components/notice.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useAct } from '../../state/use-act.ts';
import { useAppState } from '../../state/use-folders.ts';
import { navigationMessages } from './messages.ts';

/** The list of accounts cannot be used: what is wrong, and the way on. Nothing while it can. */
export function AccountsFault(): ReactNode {
  const text = useText(navigationMessages);
  const { api } = useDesktop();
  const act = useAct();
  const fault = useAppState()?.accountsFault;
  const [isAsking, setAsking] = useState(false);
  const [keptPath, setKeptPath] = useState<string>();
  const setAside = async (): Promise<void> => {
    setAsking(false);
    setKeptPath((await act.run(() => api.setAccountsAside({})))?.keptPath);
  };
  if (fault === undefined && keptPath === undefined) return null;
  if (fault === undefined) {
    return (
      <Notice tone="info" title={text('accountsAside')} isNew>
        <p className="kern-body">{text('accountsAsideText', { path: toVisibleText(keptPath ?? '') })}</p>
      </Notice>
    );
  }
  return (
    <Notice tone="danger" title={text(TITLES[fault.code])} isNew>
      <p className="kern-body">
        {text('accountsFaultText', { path: toVisibleText(fault.path), detail: fault.detail })}
      </p>
      <ErrorNotice error={act.error} />
      <ActionButton isPending={act.isPending} onPress={() => setAsking(true)}>
        {text('setAccountsAside')}
      </ActionButton>
      <ConfirmDialog
        title={text('setAccountsAsideTitle')}
        confirm={text('setAccountsAside')}
        isOpen={isAsking}
        onCancel={() => setAsking(false)}
        onConfirm={() => void setAside()}
      >
        {text('setAccountsAsideText')}
      </ConfirmDialog>
    </Notice>
  );
}

const TITLES = {
  'accounts-file-damaged': 'accountsDamaged',
  'accounts-file-unreadable': 'accountsUnreadable',
} as const;
