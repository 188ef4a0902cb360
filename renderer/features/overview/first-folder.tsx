import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { AccountView } from '#ipc/app-state.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { RemoveAccountButton } from '../../components/remove-account-button.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useNavigation } from '../../state/route-context.tsx';
import { useAct } from '../../state/use-act.ts';
import { usePolicies } from '../../state/use-policies.ts';
import { overviewMessages } from './messages.ts';

export interface FirstFolderProps {
  readonly account: AccountView;
  /** Hears after the account was removed whether the keychain may still hold its secret. */
  readonly onSecretLeft: (isSecretLeft: boolean) => void;
}

/**
 * An account that no folder belongs to: somebody left the set-up behind the sign-in, or has removed the last folder.
 * Goes on where that was left, with one click to a running sync with all defaults, or ends the account.
 */
export function FirstFolder({ account, onSecretLeft }: FirstFolderProps): ReactNode {
  const text = useText(overviewMessages);
  const { api } = useDesktop();
  const { go } = useNavigation();
  const act = useAct();
  const { enforced } = usePolicies();
  const { accountId, displayName: user, serverUrl: server, signIn } = account;
  const localPath = useSuggestedPlace(accountId);
  const remove = async (): Promise<void> => {
    const ended = await act.run(() => api.removeAccount({ accountId }));
    if (ended !== undefined) onSecretLeft(!ended.isSecretRemoved);
  };
  return (
    <section className="kern-card bb-card" aria-labelledby={`account-${accountId}`}>
      <div className="kern-card__container bb-stack">
        <header>
          <h2 id={`account-${accountId}`} className="kern-heading-medium">
            {text('accountWithoutFolder')}
          </h2>
          <p className="kern-body kern-body--muted">
            <bdi>{text('ofAccount', { user, server })}</bdi>
          </p>
        </header>
        <p className="kern-body">{text('noFolder')}</p>
        <ErrorNotice error={act.error} />
        <div className="bb-buttons">
          {signIn === 'needed' ? null : (
            <>
              <ActionButton look="primary" onPress={() => go({ view: 'set-up', accountId })}>
                {text('continueSetUp')}
              </ActionButton>
              {localPath === undefined ? null : (
                <ActionButton
                  isPending={act.isPending}
                  onPress={() => void act.run(() => api.addFolder({ accountId, remotePath: '', localPath }))}
                >
                  {text('syncThisFolder', { path: localPath })}
                </ActionButton>
              )}
            </>
          )}
          {enforced.mayRemoveAccounts === false ? null : (
            <RemoveAccountButton user={user} onRemove={() => void remove()} />
          )}
        </div>
      </div>
    </section>
  );
}

function useSuggestedPlace(accountId: string): string | undefined {
  const { api } = useDesktop();
  const [localPath, setLocalPath] = useState<string>();
  useEffect(() => {
    void api.suggestLocalFolder({ accountId }).then((answer) => answer.ok && setLocalPath(answer.value.localPath));
  }, [api, accountId]);
  return localPath;
}
