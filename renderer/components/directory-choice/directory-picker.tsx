import { useState } from 'react';
import type { ReactNode } from 'react';
import { ActionButton } from '../action-button.tsx';
import { ErrorNotice } from '../error-notice.tsx';
import { InputField } from '../input-field.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { DirectoryTree } from './directory-tree.tsx';
import { directoryChoiceMessages } from './messages.ts';
import { SearchStatus } from './search-status.tsx';
import type { Deselected } from './selection-model.ts';
import type { DirectoryChoice } from './use-directory-choice.ts';
import { childrenIn } from './use-remote-tree.ts';
import type { DirectorySource } from './use-remote-tree.ts';
import { useSearch } from './use-search.ts';

export interface DirectoryPickerProps {
  readonly source: DirectorySource;
  readonly choice: DirectoryChoice;
  /** Folders that nobody has decided about. */
  readonly undecided?: Deselected;
}

const NONE: Deselected = new Set();

/** The folders of a server to choose from: a search, the tree, and both ends of it at once. */
export function DirectoryPicker({ source, choice, undecided = NONE }: DirectoryPickerProps): ReactNode {
  const text = useText(directoryChoiceMessages);
  const [search, setSearch] = useState('');
  const searching = useSearch(source, search, choice.tree);
  const isAll = choice.chosen.size === 0;
  const isNone = childrenIn(choice.tree, '').every(({ path }) => choice.chosen.has(path));
  return (
    <>
      <div className="bb-search">
        <InputField label={text('search')} type="search" value={search} onChange={setSearch} />
        {searching === undefined ? (
          <div className="bb-buttons">
            <ActionButton isDisabled={isAll} onPress={choice.selectAll}>
              {text('selectAll')}
            </ActionButton>
            <ActionButton isDisabled={isNone} onPress={choice.selectNone}>
              {text('selectNone')}
            </ActionButton>
          </div>
        ) : (
          <div className="bb-search__status">
            <SearchStatus search={searching} />
          </div>
        )}
      </div>
      <ErrorNotice error={choice.refusal} />
      <DirectoryTree choice={choice} undecided={undecided} found={searching?.found} />
    </>
  );
}
