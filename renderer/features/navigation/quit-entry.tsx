import { useState } from 'react';
import type { ReactNode } from 'react';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useLeaving } from '../../state/leaving-context.tsx';
import { navigationMessages } from './messages.ts';

/** Ends the program, once a person has read what that means: who only wants the window gone closes it. */
export function QuitEntry(): ReactNode {
  const text = useText(navigationMessages);
  const { api } = useDesktop();
  const { leave } = useLeaving();
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <button type="button" className="bb-nav__entry" onClick={() => leave(() => setAsking(true))}>
        <span className="kern-icon bb-nav__icon bb-nav__icon--quit" aria-hidden="true" />
        <span>{text('quit')}</span>
      </button>
      <ConfirmDialog
        title={text('quitTitle')}
        confirm={text('quitYes')}
        isOpen={isAsking}
        onCancel={() => setAsking(false)}
        onConfirm={() => void api.quit({})}
      >
        {text('quitText')}
      </ConfirmDialog>
    </>
  );
}
