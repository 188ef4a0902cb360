import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { ConflictDecision, ConflictView } from '#ipc/conflict-view.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { CheckField } from '../../components/check-field.tsx';
import { DialogWindow } from '../../components/dialog-window.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { InputField } from '../../components/input-field.tsx';
import { Notice } from '../../components/notice.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useAct } from '../../state/use-act.ts';
import type { Strategy } from './bulk.ts';
import { countConsequence, planBulk } from './bulk.ts';
import { ConflictRows, MAX_ROWS } from './conflict-rows.tsx';
import { conflictMessages } from './messages.ts';

export interface ConflictListProps {
  readonly folderId: string;
  readonly conflicts: readonly ConflictView[];
  readonly chosenId: string | undefined;
  readonly onChoose: (conflictId: string) => void;
  readonly onChanged: () => void;
}

const STRATEGIES = [
  ['both', 'bulkBoth'],
  ['newest', 'bulkNewest'],
  ['mine', 'bulkMine'],
  ['server', 'bulkServer'],
] as const satisfies readonly (readonly [Strategy, keyof typeof conflictMessages])[];

/** Many files in two versions: look for some, mark some, and decide them in one go after seeing what that means. */
export function ConflictList({ folderId, conflicts, chosenId, onChoose, onChanged }: ConflictListProps): ReactNode {
  const text = useText(conflictMessages);
  const [search, setSearch] = useState('');
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [planned, setPlanned] = useState<readonly ConflictDecision[]>();
  const found = useMemo(() => filterByPath(conflicts, search), [conflicts, search]);
  const chosen = conflicts.filter(({ conflictId }) => marked.has(conflictId));
  const toggle = (conflictId: string, isMarked: boolean): void => {
    const next = new Set(marked);
    if (isMarked) next.add(conflictId);
    else next.delete(conflictId);
    setMarked(next);
  };
  const markAll = (isMarked: boolean): void =>
    setMarked(new Set(isMarked ? found.map(({ conflictId }) => conflictId) : []));
  return (
    <section className="bb-stack" aria-label={text('bulkTitle')}>
      <InputField label={text('search')} type="search" value={search} onChange={setSearch} />
      <CheckField
        label={text('markAll')}
        isChecked={found.length > 0 && found.every(({ conflictId }) => marked.has(conflictId))}
        onChange={markAll}
      />
      <ConflictRows conflicts={found} marked={marked} chosenId={chosenId} onToggle={toggle} onChoose={onChoose} />
      {found.length > MAX_ROWS ? (
        <p className="kern-body kern-body--muted">{text('shown', { shown: MAX_ROWS, all: found.length })}</p>
      ) : null}
      {chosen.length === 0 ? null : (
        <>
          <p className="kern-body" role="status">
            {text('bulkIntro', { count: chosen.length, ...countNewer(chosen) })}
          </p>
          <div className="bb-buttons">
            {STRATEGIES.map(([strategy, key]) => (
              <ActionButton
                key={strategy}
                look={strategy === 'both' ? 'primary' : 'secondary'}
                onPress={() => setPlanned(planBulk(chosen, strategy))}
              >
                {text(key)}
              </ActionButton>
            ))}
          </div>
        </>
      )}
      <BulkDialog
        folderId={folderId}
        decisions={planned}
        onClose={() => setPlanned(undefined)}
        onDone={() => {
          setMarked(new Set());
          onChanged();
        }}
      />
    </section>
  );
}

interface BulkDialogProps {
  readonly folderId: string;
  readonly decisions: readonly ConflictDecision[] | undefined;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Says what will happen, does it, and says what did not. */
function BulkDialog({ folderId, decisions, onClose, onDone }: BulkDialogProps): ReactNode {
  const text = useText(conflictMessages);
  const { api } = useDesktop();
  const act = useAct();
  const [left, setLeft] = useState(0);
  const carryOut = async (): Promise<void> => {
    const ends = await act.run(() => api.resolveConflicts({ folderId, decisions: decisions ?? [] }));
    if (ends === undefined) return;
    setLeft(ends.items.filter(({ code }) => code !== undefined).length);
    onClose();
    onDone();
  };
  return (
    <>
      {left === 0 ? null : <Notice tone="warning" title={text('notDone', { count: left })} isNew />}
      <DialogWindow
        title={text('confirmTitle')}
        isOpen={decisions !== undefined}
        onClose={onClose}
        buttons={
          <>
            <ActionButton autoFocus onPress={onClose}>
              {text('cancel')}
            </ActionButton>
            <ActionButton look="primary" isPending={act.isPending} onPress={() => void carryOut()}>
              {text('carryOut')}
            </ActionButton>
          </>
        }
      >
        <p className="kern-body">{text('consequence', countConsequence(decisions ?? []))}</p>
        <p className="kern-body kern-body--muted">{text('safety')}</p>
        <ErrorNotice error={act.error} />
      </DialogWindow>
    </>
  );
}

function filterByPath(conflicts: readonly ConflictView[], search: string): readonly ConflictView[] {
  const wanted = search.trim().toLocaleLowerCase();
  return wanted === '' ? conflicts : conflicts.filter(({ path }) => path.toLocaleLowerCase().includes(wanted));
}

function countNewer(conflicts: readonly ConflictView[]): { readonly mine: number; readonly server: number } {
  const count = (side: 'mine' | 'server'): number => conflicts.filter(({ newer }) => newer === side).length;
  return { mine: count('mine'), server: count('server') };
}
