import type { ReactNode } from 'react';
import type { AppState } from '#ipc/app-state.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { useLanguage, useText } from '../../i18n/language-context.tsx';
import { useDismissed } from '../../state/use-dismissed.ts';
import { overviewMessages } from './messages.ts';

/**
 * One line for all accounts whose sign-in ends with the program: what is missing is missing on this computer. Put away, it
 * comes back with the next start; the list of accounts says it all the while.
 */
export function NotRemembered({ state: { hostId, accounts } }: { readonly state: AppState }): ReactNode {
  const text = useText(overviewMessages);
  const language = useLanguage();
  const forgotten = accounts.filter(({ isRemembered, signIn }) => !isRemembered && signIn === 'signed-in');
  const [isDismissed, dismiss] = useDismissed([hostId, ...forgotten.map(({ accountId }) => accountId)].join(' '));
  if (forgotten.length === 0 || isDismissed) return null;
  const names = forgotten.map(({ displayName: user, serverUrl: server }) => text('ofAccount', { user, server }));
  return (
    <div className="bb-line-notice">
      <details>
        <summary>
          <span className="kern-icon kern-icon--warning" aria-hidden="true" />
          <span>{text('notRemembered')}</span>
        </summary>
        <p className="kern-body">
          {text('notRememberedText', { users: new Intl.ListFormat(language, { type: 'conjunction' }).format(names) })}
        </p>
      </details>
      <ActionButton look="tertiary" aria-label={text('hideNotRemembered')} onPress={dismiss}>
        {text('hide')}
      </ActionButton>
    </div>
  );
}
