import { useState } from 'react';
import type { ReactNode } from 'react';
import { toItemName } from '#ipc/item-name.ts';
import { isSeenByOthers } from '../../components/seen-by-others.ts';
import { UndoDecisionQuestion } from '../../components/undo-decision-question.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import type { HistoryView } from '#ipc/history-view.ts';
import type { HistoryLine } from './history-lines.ts';
import { UndoQuestion } from './undo-question.tsx';
import { asksBeforeUndo } from './verb-texts.ts';
import type { RowActs } from './use-row-acts.ts';

export type EntryLine = Extract<HistoryLine, { kind: 'entry' }>;

export interface Undo {
  /** Undoes an entry; what would change something for others is asked about before. */
  readonly undo: (line: EntryLine) => void;
  /** To stand beside the list: in it, keys that are meant for the question would move through the rows. */
  readonly question: ReactNode;
}

/** The undoing of entries, one after the other. `onUndone` is told after each. */
export function useUndo(acts: RowActs, onUndone: () => void): Undo {
  const { api } = useDesktop();
  const [asked, setAsked] = useState<EntryLine>();
  const carryOut = async ({ id, folderId, entry }: EntryLine): Promise<void> => {
    const { historyId, decided, undoAsks } = entry;
    await (decided === undefined
      ? acts.run(
          id,
          () => api.undo({ folderId, historyId, ...(undoAsks === undefined ? {} : { agreed: undoAsks }) }),
          (undone) => ({ kind: 'undone', entry: undone }),
        )
      : acts.run(
          id,
          () => api.undoConflict({ folderId, conflictId: decided.conflictId }),
          () => ({ kind: 'undone', entry: undefined }),
        ));
    onUndone();
  };
  const close = (): void => setAsked(undefined);
  const confirm = (line: EntryLine): void => {
    close();
    void carryOut(line);
  };
  return {
    undo: (line) => (asksBeforeUndo(line.entry) ? setAsked(line) : void carryOut(line)),
    question:
      asked === undefined ? null : <Question entry={asked.entry} onCancel={close} onConfirm={() => confirm(asked)} />,
  };
}

interface QuestionProps {
  readonly entry: HistoryView;
  readonly onCancel: () => void;
  readonly onConfirm: () => void;
}

function Question({ entry, ...answers }: QuestionProps): ReactNode {
  const { undoAsks, decided, path } = entry;
  if (undoAsks !== undefined) return <UndoQuestion entry={entry} effect={undoAsks} {...answers} />;
  const how = decided?.how;
  if (!isSeenByOthers(how)) return null;
  return <UndoDecisionQuestion how={how} name={toItemName(path)} {...answers} />;
}
