import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { RequestInput, RequestOutput } from '#ipc/contract.ts';
import type { FolderView } from '#ipc/folder-view.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { PageEnd } from '../../components/page-end.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useUnsaved } from '../../state/leaving-context.tsx';
import type { NewChoice } from '../../state/route-context.tsx';
import { useNavigation } from '../../state/route-context.tsx';
import { useAct } from '../../state/use-act.ts';
import type { ChoiceSummary } from '../../components/directory-choice/choice-summary.ts';
import { summariseChoice } from '../../components/directory-choice/choice-summary.ts';
import { DirectoryPicker } from '../../components/directory-choice/directory-picker.tsx';
import { markOf } from '../../components/directory-choice/selection-model.ts';
import { SelectionSummary } from '../../components/directory-choice/selection-summary.tsx';
import { UnmeasuredText } from '../../components/directory-choice/unmeasured-text.tsx';
import { useDirectoryChoice } from '../../components/directory-choice/use-directory-choice.ts';
import type { DirectorySource } from '../../components/directory-choice/use-remote-tree.ts';
import { usePolicies } from '../../state/use-policies.ts';
import { ChangedNotice } from './changed-notice.tsx';
import { selectionMessages } from './messages.ts';
import type { NewDirectories } from './new-directories-field.tsx';
import { NewDirectoriesField } from './new-directories-field.tsx';
import { NewDirectoriesList } from './new-directories-list.tsx';
import { UnsyncedNotice } from './unsynced-notice.tsx';
import { useTrueList } from './use-true-list.ts';
import { useUnsynced } from './use-unsynced.ts';

export interface SelectionFormProps {
  readonly folder: FolderView;
  /** As it was told last: it can change while a person is choosing. */
  readonly selected: RequestOutput<'getSelection'>;
  /** The engine has not taken the choice, because the list is another one by now. */
  readonly onRefused: () => void;
}

/** The tree, what the choice means, and the two ways out. */
export function SelectionForm({ folder, selected, onRefused }: SelectionFormProps): ReactNode {
  const text = useText(selectionMessages);
  const policies = usePolicies();
  const { newDirectories, disk } = selected;
  const undecided = useMemo(() => new Set(selected.undecided), [selected]);
  const away = useMemo(() => new Set([...selected.deselected, ...selected.undecided]), [selected]);
  const { folderId } = folder;
  const { api } = useDesktop();
  const source = useMemo<DirectorySource>(
    () => ({
      list: (path) => api.listDirectoryChoices({ folderId, path }),
      search: (wanted, isFurther) => api.searchDirectories({ folderId, text: wanted, isFurther }),
    }),
    [api, folderId],
  );
  const choice = useDirectoryChoice(source, away);
  const [before, change] = useTrueList(away, choice);
  const { tree, chosen } = choice;
  const [ownRule, setRule] = useState<NewDirectories>();
  const rule = ownRule ?? newDirectories;
  const summary = useMemo(() => summariseChoice({ tree, before, chosen, disk }), [tree, before, chosen, disk]);
  const unsynced = useUnsynced(folderId, summary.leaves);
  const hasNewRule = JSON.stringify(rule) !== JSON.stringify(newDirectories);
  const isUntouched = summary.comes.length + summary.leaves.length === 0 && !hasNewRule;
  return (
    <div className="bb-stack">
      <ChangedNotice change={change} />
      <NewDirectoriesList
        undecided={undecided}
        chosen={chosen}
        onToggle={choice.toggle}
        onTakeAll={() => setRule({ kind: 'take' })}
      />
      <DirectoryPicker source={source} choice={choice} undecided={undecided} />
      <NewDirectoriesField value={rule} onChange={setRule} />
      <UnmeasuredText selected={summary.selected} />
      {summary.leaves.length === 0 ? null : <UnsyncedNotice loaded={unsynced} />}
      <Ways
        isSame={isUntouched && undecided.size === 0}
        isUntouched={isUntouched}
        isBlocked={summary.isTooLarge || unsynced.kind === 'loading'}
        summary={summary}
        wanted={{ folderId, seen: [...before], deselected: [...chosen], newDirectories: rule }}
        onRefused={onRefused}
      >
        <SelectionSummary
          summary={summary}
          disk={disk}
          declined={[...undecided].filter((path) => markOf(path, chosen) === 'deselected').length}
          isReserveEnforced={policies.isEnforced('freeSpaceReserve')}
        />
        {summary.leaves.length === 0 ? null : <p className="kern-body kern-body--muted">{text('freesLater')}</p>}
      </Ways>
    </div>
  );
}

interface WaysProps {
  readonly isSame: boolean;
  /** Nothing is chosen yet that leaving could lose. */
  readonly isUntouched: boolean;
  /** Too large, or not yet known what would not be on the server; nor may the button move while it is pressed. */
  readonly isBlocked: boolean;
  readonly summary: ChoiceSummary;
  readonly wanted: RequestInput<'changeSelection'>;
  readonly onRefused: () => void;
  /** What the choice means. */
  readonly children: ReactNode;
}

/** Both lead back to the overview; only one changes anything. */
function Ways({ isSame, isUntouched, isBlocked, summary, wanted, onRefused, children }: WaysProps): ReactNode {
  const text = useText(selectionMessages);
  const { api } = useDesktop();
  const { go } = useNavigation();
  const act = useAct();
  const { comes, leaves } = summary;
  const save = async (): Promise<boolean> => {
    if (isBlocked) return false;
    const isDone = (await act.run(() => api.changeSelection(wanted))) !== undefined;
    if (!isDone) onRefused();
    return isDone;
  };
  const unsaved = useUnsaved({ title: text('title'), isUnsaved: !isUntouched, save });
  const leave = (chosen?: NewChoice): void => {
    unsaved.settle();
    go({ view: 'overview', ...(chosen === undefined ? {} : { chosen }) });
  };
  const apply = async (): Promise<void> => {
    const atMs = Date.now();
    if (await unsaved.save()) leave({ folderId: wanted.folderId, comes, leaves, atMs });
  };
  return (
    <>
      <ErrorNotice error={act.error} />
      <PageEnd>
        {children}
        <div className="bb-buttons">
          <ActionButton
            look="primary"
            isDisabled={isSame || isBlocked}
            isPending={act.isPending}
            onPress={() => void apply()}
          >
            {text('apply')}
          </ActionButton>
          <ActionButton look="tertiary" onPress={() => leave()}>
            {text('cancel')}
          </ActionButton>
        </div>
      </PageEnd>
    </>
  );
}
