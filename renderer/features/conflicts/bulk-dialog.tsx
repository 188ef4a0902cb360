import { useState } from 'react';
import type { ReactNode } from 'react';
import { GridListItem } from 'react-aria-components';
import type { ConflictDecision, ConflictEnd, ConflictView } from '#ipc/conflict-view.ts';
import { toItemName } from '#ipc/item-name.ts';
import { toVisibleText } from '#ipc/visible-text.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { DialogWindow } from '../../components/dialog-window.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { SelectBox } from '../../components/select-box.tsx';
import { LongList } from '../../components/long-list.tsx';
import { PathText } from '../../components/path-text.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useAct } from '../../state/use-act.ts';
import type { Choice, Strategy } from './bulk.ts';
import { CHOICES, changeOne, countConsequence, countOnlyHere, planBulk } from './bulk.ts';
import { conflictMessages } from './messages.ts';

export interface BulkDialogProps {
  readonly folderId: string;
  readonly conflicts: readonly ConflictView[];
  readonly strategy: Strategy;
  readonly onClose: () => void;
  /** What did not happen is among the ends. */
  readonly onDone: (ends: readonly ConflictEnd[]) => void;
}

/** Shows what will happen to each file, lets single ones be decided otherwise, and does it. */
export function BulkDialog({ folderId, conflicts, strategy, onClose, onDone }: BulkDialogProps): ReactNode {
  const text = useText(conflictMessages);
  const { api } = useDesktop();
  const act = useAct();
  const [decisions, setDecisions] = useState(() => planBulk(conflicts, strategy));
  const onlyHere = countOnlyHere(conflicts, decisions);
  const means = countConsequence(decisions);
  const unreadable = conflicts.length - decisions.length;
  const carryOut = async (): Promise<void> => {
    const ends = await act.run(() => api.resolveConflicts({ folderId, decisions }));
    if (ends !== undefined) onDone(ends.items);
  };
  return (
    <DialogWindow
      title={text('confirmTitle')}
      isOpen
      // What has begun goes on: a dialog that goes away would look like a way to stop it.
      onClose={() => act.isPending || onClose()}
      buttons={
        <>
          <ActionButton autoFocus isPending={act.isPending} onPress={onClose}>
            {text('cancel')}
          </ActionButton>
          <ActionButton look="primary" isPending={act.isPending} onPress={() => void carryOut()}>
            {text('carryOut', { count: decisions.length })}
          </ActionButton>
        </>
      }
    >
      <p className="kern-body" role="status">
        {act.isPending ? text('carryingOut') : text('consequence', means)}
      </p>
      {means.mine === 0 ? null : <p className="kern-body">{text('bulkMeansMine')}</p>}
      {means.server === 0 ? null : <p className="kern-body">{text('bulkMeansServer')}</p>}
      {onlyHere === 0 ? null : <p className="kern-body">{text('bulkOnlyHere', { count: onlyHere })}</p>}
      {unreadable === 0 ? null : <p className="kern-body">{text('unreadable', { count: unreadable })}</p>}
      <DecisionRows
        conflicts={conflicts}
        decisions={decisions}
        isDisabled={act.isPending}
        onChange={(conflictId, keep) => setDecisions(changeOne(decisions, conflictId, keep))}
      />
      <p className="kern-body kern-body--muted">{text('bulkSafety')}</p>
      <ErrorNotice error={act.error} />
    </DialogWindow>
  );
}

interface DecisionRowsProps {
  readonly conflicts: readonly ConflictView[];
  readonly decisions: readonly ConflictDecision[];
  readonly isDisabled: boolean;
  readonly onChange: (conflictId: string, keep: Choice) => void;
}

function DecisionRows({ conflicts, decisions, isDisabled, onChange }: DecisionRowsProps): ReactNode {
  const text = useText(conflictMessages);
  const kept = new Map(decisions.map(({ conflictId, keep }) => [conflictId, keep]));
  const rows = conflicts.filter(({ conflictId }) => kept.has(conflictId));
  return (
    <LongList label={text('each')} items={rows} dependencies={[decisions, isDisabled, text]}>
      {({ conflictId, path, isSecondOnlyHere, isReadOnly }) => (
        <GridListItem id={conflictId} textValue={toItemName(path)} className="bb-row">
          <span className="bb-row__text">
            <PathText path={path} />
          </span>
          <SelectBox
            label={text('decisionFor', { name: toVisibleText(toItemName(path)) })}
            options={CHOICES.filter((choice) => choice !== 'mine' || !isReadOnly).map((choice) => ({
              value: choice,
              label: text(choice === 'both' && isSecondOnlyHere ? 'choose-both-here' : `choose-${choice}`),
            }))}
            value={CHOICES.find((choice) => choice === kept.get(conflictId))}
            isDisabled={isDisabled}
            onChange={(choice) => onChange(conflictId, choice)}
          />
        </GridListItem>
      )}
    </LongList>
  );
}
