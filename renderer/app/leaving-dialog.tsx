import type { ReactNode } from 'react';
import { ActionButton } from '../components/action-button.tsx';
import { DialogWindow } from '../components/dialog-window.tsx';
import { useText } from '../i18n/language-context.tsx';
import { appMessages } from './messages.ts';
import type { LeavingQuestion } from './use-leaving-question.ts';

/** Asks what becomes of what was typed. Enter and Escape both lead back to it. */
export function LeavingDialog({ question }: { readonly question: LeavingQuestion | undefined }): ReactNode {
  const text = useText(appMessages);
  return (
    <DialogWindow
      title={text('leavingTitle')}
      isOpen={question !== undefined}
      isAlert
      onClose={() => question?.stay()}
      buttons={
        <>
          <ActionButton look="primary" autoFocus onPress={() => question?.stay()}>
            {text('stay')}
          </ActionButton>
          <ActionButton onPress={() => question?.save()}>{text('saveAndLeave')}</ActionButton>
          <ActionButton onPress={() => question?.discard()}>{text('discard')}</ActionButton>
        </>
      }
    >
      <p className="kern-body">{text('unsaved')}</p>
      <ul className="bb-plain-list">
        {question?.titles.map((title) => (
          <li key={title} className="kern-body">
            {title}
          </li>
        ))}
      </ul>
    </DialogWindow>
  );
}
