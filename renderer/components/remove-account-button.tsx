import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../i18n/language-context.tsx';
import { ActionButton } from './action-button.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { componentMessages } from './messages.ts';
import { Notice } from './notice.tsx';

export interface RemoveAccountButtonProps {
  readonly user: string;
  readonly onRemove: () => void;
}

/** Ends an account on this computer after a question; every file stays. */
export function RemoveAccountButton({ user, onRemove }: RemoveAccountButtonProps): ReactNode {
  const text = useText(componentMessages);
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <ActionButton look="tertiary" onPress={() => setAsking(true)}>
        {text('removeAccount')}
      </ActionButton>
      <ConfirmDialog
        title={text('removeAccountTitle', { user })}
        confirm={text('removeAccount')}
        isOpen={isAsking}
        onCancel={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          onRemove();
        }}
      >
        {text('removeAccountText')}
      </ConfirmDialog>
    </>
  );
}

/** The keychain may still hold what an account signed in with: a person has to remove it there. */
export function SecretLeftNotice(): ReactNode {
  const text = useText(componentMessages);
  return (
    <Notice tone="warning" title={text('secretLeft')} isNew>
      <p className="kern-body">{text('secretLeftText')}</p>
    </Notice>
  );
}
