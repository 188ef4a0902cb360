import { useState } from 'react';
import type { ReactNode } from 'react';
import { useDesktop } from '../../state/desktop-context.tsx';
import type { HistoryLine } from './history-lines.ts';
import { UndoQuestion } from './undo-question.tsx';
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
    const takeBack = () =>
      decided === undefined
        ? api.undo({ folderId, historyId, ...(undoAsks === undefined ? {} : { agreed: undoAsks }) })
        : api.undoConflict({ folderId, conflictId: decided.conflictId });
    await acts.run(id, takeBack, { kind: 'undone' });
    onUndone();
  };
  const close = (): void => setAsked(undefined);
  const confirm = (line: EntryLine): void => {
    close();
    void carryOut(line);
  };
  return {
    undo: (line) => (line.entry.undoAsks === undefined ? void carryOut(line) : setAsked(line)),
    question:
      asked?.entry.undoAsks === undefined ? null : (
        <UndoQuestion
          entry={asked.entry}
          effect={asked.entry.undoAsks}
          onCancel={close}
          onConfirm={() => confirm(asked)}
        />
      ),
  };
}
