import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { FolderView } from '#ipc/folder-view.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { InputField } from '../../components/input-field.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useNavigation } from '../../state/route-context.tsx';
import { useAct } from '../../state/use-act.ts';
import type { Disk } from './choice-summary.ts';
import { summariseChoice } from './choice-summary.ts';
import { DirectoryTree } from './directory-tree.tsx';
import { selectionMessages } from './messages.ts';
import type { NewDirectories } from './new-directories-field.tsx';
import { NewDirectoriesField } from './new-directories-field.tsx';
import { NewDirectoriesList } from './new-directories-list.tsx';
import type { Deselected } from './selection-model.ts';
import { SearchStatus } from './search-status.tsx';
import { SelectionSummary } from './selection-summary.tsx';
import { UnsyncedNotice } from './unsynced-notice.tsx';
import { useChoice } from './use-choice.ts';
import { useRemoteTree } from './use-remote-tree.ts';
import { useSearch } from './use-search.ts';

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
  const { folderId } = folder;
  const text = useText(selectionMessages);
  const [tree, load] = useRemoteTree(folderId);
  const [chosen, click] = useChoice(before, tree, load);
  const [search, setSearch] = useState('');
  const searching = useSearch(folderId, search, tree);
  const [rule, setRule] = useState(newDirectories);
  const summary = useMemo(() => summariseChoice({ tree, before, chosen, disk }), [tree, before, chosen, disk]);
  const hasNewRule = JSON.stringify(rule) !== JSON.stringify(newDirectories);
  return (
    <div className="bb-stack">
      <NewDirectoriesList
        undecided={undecided}
        chosen={chosen}
        onToggle={click}
        onTakeAll={() => setRule({ kind: 'take' })}
      />
      <InputField label={text('search')} type="search" value={search} onChange={setSearch} />
      {searching === undefined ? null : <SearchStatus search={searching} />}
      <DirectoryTree
        tree={tree}
        deselected={chosen}
        undecided={undecided}
        found={searching?.found}
        onLoad={load}
        onToggle={click}
      />
      <NewDirectoriesField value={rule} onChange={setRule} />
      <SelectionSummary summary={summary} disk={disk} />
      {summary.leaves.length === 0 ? null : <UnsyncedNotice folderId={folderId} leaves={summary.leaves} />}
      <Ways
        isSame={summary.comes.length + summary.leaves.length === 0 && undecided.size === 0 && !hasNewRule}
        isTooLarge={summary.isTooLarge}
        wanted={{ folderId, seen: [...before], deselected: [...chosen], newDirectories: rule }}
      />
    </div>
  );
}

interface WaysProps {
  readonly isSame: boolean;
  readonly isTooLarge: boolean;
  readonly wanted: Parameters<ReturnType<typeof useDesktop>['api']['changeSelection']>[0];
}

/** Both lead back to the overview; only one changes anything. */
function Ways({ isSame, isTooLarge, wanted }: WaysProps): ReactNode {
  const text = useText(selectionMessages);
  const { api } = useDesktop();
  const { go } = useNavigation();
  const act = useAct();
  const leave = (): void => go({ view: 'overview' });
  const apply = async (): Promise<void> => {
    if ((await act.run(() => api.changeSelection(wanted))) !== undefined) leave();
  };
  return (
    <>
      <ErrorNotice error={act.error} />
      <div className="bb-buttons">
        <ActionButton
          look="primary"
          isDisabled={isSame || isTooLarge}
          isPending={act.isPending}
          onPress={() => void apply()}
        >
          {text('apply')}
        </ActionButton>
        <ActionButton look="tertiary" onPress={leave}>
          {text('cancel')}
        </ActionButton>
      </div>
    </>
  );
}
