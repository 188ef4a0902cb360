import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { ConflictEnd, ConflictView } from '#ipc/conflict-view.ts';
import type { UserErrorCode } from '#ipc/user-error.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { CheckField } from '../../components/check-field.tsx';
import { InputField } from '../../components/input-field.tsx';
import { Notice } from '../../components/notice.tsx';
import { codeMessages } from '../../i18n/code-messages.ts';
import { useCodeText, useText } from '../../i18n/language-context.tsx';
import type { Strategy } from './bulk.ts';
import { countRefusals } from './bulk.ts';
import { BulkDialog } from './bulk-dialog.tsx';
import { ConflictRows } from './conflict-rows.tsx';
import { conflictMessages } from './messages.ts';

export interface ConflictListProps {
  readonly folderId: string;
  readonly conflicts: readonly ConflictView[];
  /** Those of them that a person looks for, in the order of the list. */
  readonly found: readonly ConflictView[];
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly chosenId: string | undefined;
  readonly onChoose: (conflictId: string) => void;
  /** How the last decisions about several of them ended; undefined when something else has happened since. */
  readonly ends: readonly ConflictEnd[] | undefined;
  readonly onDecided: (ends: readonly ConflictEnd[]) => void;
}

const STRATEGIES = [
  ['both', 'bulkBoth'],
  ['newest', 'bulkNewest'],
  ['mine', 'bulkMine'],
  ['server', 'bulkServer'],
] as const satisfies readonly (readonly [Strategy, keyof typeof conflictMessages])[];

/** Many files in two versions: look for some, mark some, and decide them in one go after seeing what that means. */
export function ConflictList({
  folderId,
  conflicts,
  found,
  search,
  onSearch,
  chosenId,
  ends = [],
  onChoose,
  onDecided,
}: ConflictListProps): ReactNode {
  const text = useText(conflictMessages);
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [strategy, setStrategy] = useState<Strategy>();
  const chosen = useMemo(() => conflicts.filter(({ conflictId }) => marked.has(conflictId)), [conflicts, marked]);
  const markAll = (isMarked: boolean): void =>
    setMarked(new Set(isMarked ? found.map(({ conflictId }) => conflictId) : []));
  return (
    <section className="bb-stack" aria-label={text('bulkTitle')}>
      <InputField label={text('search')} type="search" value={search} onChange={onSearch} />
      <CheckField
        label={text('markAll')}
        isChecked={found.length > 0 && found.every(({ conflictId }) => marked.has(conflictId))}
        onChange={markAll}
      />
      <ConflictRows conflicts={found} marked={marked} chosenId={chosenId} onMark={setMarked} onChoose={onChoose} />
      {found.length > 0 ? null : <p className="kern-body">{text('noMatch')}</p>}
      <Done ends={ends} />
      <Refusals ends={ends} />
      {chosen.length === 0 ? null : (
        <>
          <p className="kern-body" role="status">
            {text('bulkIntro', { count: chosen.length, ...countNewer(chosen) })}
          </p>
          <Strategies conflicts={chosen} onChoose={setStrategy} />
        </>
      )}
      {strategy === undefined ? null : (
        <BulkDialog
          folderId={folderId}
          conflicts={chosen}
          strategy={strategy}
          onClose={() => setStrategy(undefined)}
          onDone={(done) => {
            setStrategy(undefined);
            setMarked(new Set());
            onDecided(done);
          }}
        />
      )}
    </section>
  );
}

interface StrategiesProps {
  readonly conflicts: readonly ConflictView[];
  readonly onChoose: (strategy: Strategy) => void;
}

/** How all that is marked can be decided; the newer one only where that is known of any. */
function Strategies({ conflicts, onChoose }: StrategiesProps): ReactNode {
  const text = useText(conflictMessages);
  const isAnyOnlyHere = conflicts.some(({ isSecondOnlyHere }) => isSecondOnlyHere);
  const isAnyNewer = conflicts.some(({ newer }) => newer !== undefined);
  return (
    <div className="bb-buttons">
      {STRATEGIES.filter(([each]) => each !== 'newest' || isAnyNewer).map(([each, key]) => (
        <ActionButton key={each} look={each === 'both' ? 'primary' : 'secondary'} onPress={() => onChoose(each)}>
          {text(each === 'both' && isAnyOnlyHere ? 'bulkBothHere' : key)}
        </ActionButton>
      ))}
    </div>
  );
}

/** How many decisions were carried out, until the next ones. */
function Done({ ends }: { readonly ends: readonly ConflictEnd[] }): ReactNode {
  const text = useText(conflictMessages);
  const count = ends.filter(({ code }) => code === undefined).length;
  return count === 0 ? null : (
    <Notice tone="success" title={text('decidedMany', { count })} isNew>
      <p className="kern-body">{text('canUndo')}</p>
    </Notice>
  );
}

/** Nothing has happened to these files; why, and what to do, by reason. */
function Refusals({ ends }: { readonly ends: readonly ConflictEnd[] }): ReactNode {
  const text = useText(conflictMessages);
  const toText = useCodeText();
  const counts = [...countRefusals(ends)];
  if (counts.length === 0) return null;
  const all = counts.reduce((sum, [, count]) => sum + count, 0);
  return (
    <Notice tone="warning" title={text('notDone', { count: all })} isNew>
      <ul className="bb-plain-list">
        {counts.map(([code, count]) => (
          <li key={code}>{describe(code, count)}</li>
        ))}
      </ul>
    </Notice>
  );

  function describe(code: UserErrorCode, count: number): string {
    const { title, hint } = toText(codeMessages[code]);
    return text('notDoneWhy', { count, why: title, hint });
  }
}

function countNewer(conflicts: readonly ConflictView[]) {
  const count = (side: 'mine' | 'server'): number => conflicts.filter(({ newer }) => newer === side).length;
  const [mine, server] = [count('mine'), count('server')];
  return { mine, server, unknown: conflicts.length - mine - server };
}
