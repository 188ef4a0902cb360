import { useState } from 'react';
import type { ReactNode } from 'react';
import type { AccountView } from '#ipc/app-state.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { RemoveAccountButton, SecretLeftNotice } from '../../components/remove-account-button.tsx';
import { Section } from '../../components/section.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useAppState } from '../../state/use-folders.ts';
import { useNavigation } from '../../state/route-context.tsx';
import { usePolicies } from '../../state/use-policies.ts';
import { useAct } from '../../state/use-act.ts';
import { settingsMessages } from './messages.ts';

/** The accounts of this computer: sign in again, sign out, remove. */
export function Accounts(): ReactNode {
  const text = useText(settingsMessages);
  const { go } = useNavigation();
  const accounts = useAppState()?.accounts ?? [];
  const { enforced } = usePolicies();
  const [isSecretLeft, setSecretLeft] = useState(false);
  return (
    <Section title={text('accounts')}>
      {isSecretLeft ? <SecretLeftNotice /> : null}
      {accounts.length === 0 ? (
        <p className="kern-body">{text('noAccount')}</p>
      ) : (
        <ul className="bb-rows">
          {accounts.map((account) => (
            <AccountRow key={account.accountId} account={account} onSecretLeft={setSecretLeft} />
          ))}
        </ul>
      )}
      {accounts.length >= (enforced.maxAccounts ?? Infinity) ? null : (
        <div className="bb-lone">
          <ActionButton look="tertiary" onPress={() => go({ view: 'set-up', isNewAccount: true })}>
            {text('addAccount')}
          </ActionButton>
        </div>
      )}
    </Section>
  );
}

interface AccountRowProps {
  readonly account: AccountView;
  /** Hears after each end of a sign-in whether the keychain may still hold its secret. */
  readonly onSecretLeft: (isSecretLeft: boolean) => void;
}

function AccountRow({ account, onSecretLeft }: AccountRowProps): ReactNode {
  const text = useText(settingsMessages);
  const { api } = useDesktop();
  const { go } = useNavigation();
  const act = useAct();
  const { enforced } = usePolicies();
  const { accountId, serverUrl, displayName: user, signIn, isRemembered } = account;
  const signedIn = isRemembered ? 'signedIn' : 'signedInForNow';
  const end = async (ask: () => ReturnType<typeof api.signOut>): Promise<void> => {
    const ended = await act.run(ask);
    if (ended !== undefined) onSecretLeft(!ended.isSecretRemoved);
  };
  return (
    <li className="bb-row">
      <span className="bb-row__text">
        <bdi className="bb-path__name">{serverUrl}</bdi>
        <span className="bb-muted">{text(signIn === 'needed' ? 'signInNeeded' : signedIn, { user })}</span>
      </span>
      <span className="bb-buttons">
        {signIn === 'needed' ? (
          <ActionButton look="primary" onPress={() => go({ view: 'set-up', signInAgain: account.accountId })}>
            {text('signIn')}
          </ActionButton>
        ) : (
          <ActionButton onPress={() => void end(() => api.signOut({ accountId }))}>{text('signOut')}</ActionButton>
        )}
        {enforced.mayRemoveAccounts === false ? null : (
          <RemoveAccountButton user={user} onRemove={() => void end(() => api.removeAccount({ accountId }))} />
        )}
      </span>
      {act.error === undefined ? null : (
        <div className="bb-row__below">
          <ErrorNotice error={act.error} />
        </div>
      )}
    </li>
  );
}
