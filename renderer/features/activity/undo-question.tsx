import type { ReactNode } from 'react';
import type { HistoryView, UndoEffect } from '#ipc/history-view.ts';
import { toItemName } from '#ipc/item-name.ts';
import { toVisibleText } from '#ipc/visible-text.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { undoMessages } from './undo-messages.ts';

export interface UndoQuestionProps {
  readonly entry: HistoryView;
  readonly effect: UndoEffect;
  readonly onCancel: () => void;
  readonly onConfirm: () => void;
}

/** Asks before an undo that changes something for others: what happens to whom, and what stays. */
export function UndoQuestion({ entry, effect, onCancel, onConfirm }: UndoQuestionProps): ReactNode {
  const text = useText(undoMessages);
  const { path, target, nodeKind } = entry;
  const name = toItemName(target ?? path);
  return (
    <ConfirmDialog
      title={text(`${effect}-title`, { name })}
      confirm={text(`${effect}-confirm`)}
      isOpen
      onCancel={onCancel}
      onConfirm={onConfirm}
    >
      {text(`${effect}-text`, { kind: nodeKind, path: toVisibleText(path) })}
    </ConfirmDialog>
  );
}
