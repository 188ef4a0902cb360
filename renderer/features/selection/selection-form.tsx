import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { FolderView } from '#ipc/folder-view.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useNavigation } from '../../state/route-context.tsx';
import { useAct } from '../../state/use-act.ts';
import type { Disk } from '../../components/directory-choice/choice-summary.ts';
import { summariseChoice } from '../../components/directory-choice/choice-summary.ts';
import { DirectoryPicker } from '../../components/directory-choice/directory-picker.tsx';
import type { Deselected } from '../../components/directory-choice/selection-model.ts';
import { SelectionSummary } from '../../components/directory-choice/selection-summary.tsx';
import { useDirectoryChoice } from '../../components/directory-choice/use-directory-choice.ts';
import type { DirectorySource } from '../../components/directory-choice/use-remote-tree.ts';
import { selectionMessages } from './messages.ts';
import type { NewDirectories } from './new-directories-field.tsx';
import { NewDirectoriesField } from './new-directories-field.tsx';
import { NewDirectoriesList } from './new-directories-list.tsx';
import { UnsyncedNotice } from './unsynced-notice.tsx';
import { useUnsynced } from './use-unsynced.ts';

export interface SelectionFormProps {
  readonly folder: FolderView;
  readonly before: Deselected;
  /** Those of `before` that nobody has decided about. */
  readonly undecided: Deselected;
  readonly newDirectories: NewDirectories;
  readonly disk: Disk;
}

/** The tree, what the choice means, and the two ways out. */
export function SelectionForm({ folder, before, undecided, newDirectories, disk }: SelectionFormProps): ReactNode {
  const text = useText(selectionMessages);
  const { folderId } = folder;
  const { api } = useDesktop();
  const source = useMemo<DirectorySource>(
    () => ({
      list: (path) => api.listDirectoryChoices({ folderId, path }),
      search: (wanted, isFurther) => api.searchDirectories({ folderId, text: wanted, isFurther }),
    }),
    [api, folderId],
  );
  const choice = useDirectoryChoice(source, before);
  const { tree, chosen } = choice;
  const [rule, setRule] = useState(newDirectories);
  const summary = useMemo(() => summariseChoice({ tree, before, chosen, disk }), [tree, before, chosen, disk]);
  const unsynced = useUnsynced(folderId, summary.leaves);
  const hasNewRule = JSON.stringify(rule) !== JSON.stringify(newDirectories);
  return (
    <div className="bb-stack">
      <NewDirectoriesList
        undecided={undecided}
        chosen={chosen}
        onToggle={choice.toggle}
        onTakeAll={() => setRule({ kind: 'take' })}
      />
      <DirectoryPicker source={source} choice={choice} undecided={undecided} />
      <NewDirectoriesField value={rule} onChange={setRule} />
      <SelectionSummary summary={summary} disk={disk} />
      {summary.leaves.length === 0 ? null : (
        <>
          <p className="kern-body kern-body--muted">{text('freesLater')}</p>
          <UnsyncedNotice loaded={unsynced} />
        </>
      )}
      <Ways
        isSame={summary.comes.length + summary.leaves.length === 0 && undecided.size === 0 && !hasNewRule}
        isBlocked={summary.isTooLarge || unsynced.kind === 'loading'}
        wanted={{ folderId, seen: [...before], deselected: [...chosen], newDirectories: rule }}
      />
    </div>
  );
}

interface WaysProps {
  readonly isSame: boolean;
  /** Too large, or not yet known what would not be on the server; nor may the button move while it is pressed. */
  readonly isBlocked: boolean;
  readonly wanted: Parameters<ReturnType<typeof useDesktop>['api']['changeSelection']>[0];
}

/** Both lead back to the overview; only one changes anything. */
function Ways({ isSame, isBlocked, wanted }: WaysProps): ReactNode {
  const text = useText(selectionMessages);
  const { api } = useDesktop();
  const { go } = useNavigation();
  const act = useAct();
  const apply = async (): Promise<void> => {
    if ((await act.run(() => api.changeSelection(wanted))) !== undefined)
      go({ view: 'overview', chosen: wanted.folderId });
  };
  return (
    <>
      <ErrorNotice error={act.error} />
      <div className="bb-buttons">
        <ActionButton
          look="primary"
          isDisabled={isSame || isBlocked}
          isPending={act.isPending}
          onPress={() => void apply()}
        >
          {text('apply')}
        </ActionButton>
        <ActionButton look="tertiary" onPress={() => go({ view: 'overview' })}>
          {text('cancel')}
        </ActionButton>
      </div>
    </>
  );
}
