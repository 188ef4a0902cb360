import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { AccountView } from '#ipc/app-state.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useNavigation } from '../../state/route-context.tsx';
import { useAct } from '../../state/use-act.ts';
import { overviewMessages } from './messages.ts';

/** One click to a running sync with all defaults, and the way to choose everything. */
export function FirstFolder({ account: { accountId } }: { readonly account: AccountView }): ReactNode {
  const text = useText(overviewMessages);
  const { api } = useDesktop();
  const { go } = useNavigation();
  const act = useAct();
  const [localPath, setLocalPath] = useState<string>();
  useEffect(() => {
    void api.suggestLocalFolder({ accountId }).then((answer) => answer.ok && setLocalPath(answer.value.localPath));
  }, [api, accountId]);
  return (
    <>
      <p className="kern-body">{text('noFolder')}</p>
      <ErrorNotice error={act.error} />
      <div className="bb-buttons">
        {localPath === undefined ? null : (
          <ActionButton
            look="primary"
            isPending={act.isPending}
            onPress={() => void act.run(() => api.addFolder({ accountId, remotePath: '', localPath }))}
          >
            {text('syncThisFolder', { path: localPath })}
          </ActionButton>
        )}
        <ActionButton onPress={() => go({ view: 'set-up' })}>{text('chooseOther')}</ActionButton>
      </div>
    </>
  );
}
