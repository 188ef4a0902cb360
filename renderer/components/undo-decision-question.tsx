import type { ReactNode } from 'react';
import { useText } from '../i18n/language-context.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { componentMessages } from './messages.ts';
import type { SeenByOthers } from './seen-by-others.ts';

export interface UndoDecisionQuestionProps {
  readonly how: SeenByOthers;
  /** Of the file that is in two versions again. */
  readonly name: string;
  readonly onCancel: () => void;
  readonly onConfirm: () => void;
}

/** Asks before a decision on two versions is taken back: what others have after that. */
export function UndoDecisionQuestion({ how, name, onCancel, onConfirm }: UndoDecisionQuestionProps): ReactNode {
  const text = useText(componentMessages);
  return (
    <ConfirmDialog
      title={text('undoDecisionTitle', { name })}
      confirm={text('undoDecision')}
      isOpen
      onCancel={onCancel}
      onConfirm={onConfirm}
    >
      {text(how === 'server' ? 'undoKeptServer' : 'undoReplaced', { name })}
    </ConfirmDialog>
  );
}
