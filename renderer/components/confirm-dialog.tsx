import type { ReactNode } from 'react';
import { useText } from '../i18n/language-context.tsx';
import { ActionButton } from './action-button.tsx';
import { DialogWindow } from './dialog-window.tsx';
import { componentMessages } from './messages.ts';

export interface ConfirmDialogProps {
  readonly title: string;
  /** What it means, and what stays. */
  readonly children: ReactNode;
  /** Says what will be done. */
  readonly confirm: string;
  readonly isOpen: boolean;
  readonly onCancel: () => void;
  readonly onConfirm: () => void;
}

/** Asks before something that takes away. Enter and Escape both mean no. */
export function ConfirmDialog(props: ConfirmDialogProps): ReactNode {
  const { title, children, confirm, isOpen, onCancel, onConfirm } = props;
  const text = useText(componentMessages);
  return (
    <DialogWindow
      title={title}
      isOpen={isOpen}
      isAlert
      onClose={onCancel}
      buttons={
        <>
          <ActionButton look="primary" autoFocus onPress={onCancel}>
            {text('cancel')}
          </ActionButton>
          <ActionButton onPress={onConfirm}>{confirm}</ActionButton>
        </>
      }
    >
      <div className="kern-body">{children}</div>
    </DialogWindow>
  );
}
