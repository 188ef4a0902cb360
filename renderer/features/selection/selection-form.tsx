import { useState } from 'react';
import type { ReactNode } from 'react';
import type { FolderView } from '#ipc/folder-view.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { InputField } from '../../components/input-field.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useNavigation } from '../../state/route-context.tsx';
import { useAct } from '../../state/use-act.ts';
import { DirectoryTree } from './directory-tree.tsx';
import { selectionMessages } from './messages.ts';
import type { NewDirectories } from './new-directories-field.tsx';
import { NewDirectoriesField } from './new-directories-field.tsx';
import type { Deselected } from './selection-model.ts';
import { compareChoices, toggle } from './selection-model.ts';
import { SelectionSummary } from './selection-summary.tsx';
import { childrenIn, useRemoteTree } from './use-remote-tree.ts';

export interface SelectionFormProps {
  readonly folder: FolderView;
  readonly before: Deselected;
  /** Those of `before` that nobody has decided about. */
  readonly undecided: Deselected;
  readonly newDirectories: NewDirectories;
}

/** The tree, what the choice means, and the two ways out. */
export function SelectionForm({ folder, before, undecided, newDirectories }: SelectionFormProps): ReactNode {
  const text = useText(selectionMessages);
  const { api } = useDesktop();
  const { go } = useNavigation();
  const act = useAct();
  const [tree, load] = useRemoteTree(folder);
  const [chosen, choose] = useState(before);
  const [search, setSearch] = useState('');
  const { comes, leaves } = compareChoices(before, chosen);
  const [rule, setRule] = useState(newDirectories);
  const isSameRule = JSON.stringify(rule) === JSON.stringify(newDirectories);
  const isDone = comes.length + leaves.length === 0 && undecided.size === 0 && isSameRule;
  const click = (path: string): void =>
    choose(toggle(path, chosen, (at) => childrenIn(tree, at).map((child) => child.path)));
  const leave = (): void => go({ view: 'overview' });
  const apply = async (): Promise<void> => {
    const { folderId } = folder;
    const done = await act.run(() =>
      api.changeSelection({ folderId, seen: [...before], deselected: [...chosen], newDirectories: rule }),
    );
    if (done !== undefined) leave();
  };
  return (
    <div className="bb-stack">
      <InputField label={text('search')} type="search" value={search} onChange={setSearch} />
      <DirectoryTree
        tree={tree}
        deselected={chosen}
        undecided={undecided}
        search={search}
        onLoad={load}
        onToggle={click}
      />
      <NewDirectoriesField value={rule} onChange={setRule} />
      <SelectionSummary folder={folder} tree={tree} before={before} chosen={chosen} undecided={undecided.size} />
      <ErrorNotice error={act.error} />
      <div className="bb-buttons">
        <ActionButton look="primary" isDisabled={isDone} isPending={act.isPending} onPress={() => void apply()}>
          {text('apply')}
        </ActionButton>
        <ActionButton look="tertiary" onPress={leave}>
          {text('cancel')}
        </ActionButton>
      </div>
    </div>
  );
}
