import { useCallback, useMemo } from 'react';
import type { ReactNode } from 'react';
import { toVisibleText } from '#ipc/visible-text.ts';
import { ErrorNotice } from '../error-notice.tsx';
import { ActionButton } from '../action-button.tsx';
import { useLanguage, useText } from '../../i18n/language-context.tsx';
import { describeSize, listMarks } from './describe-directory.ts';
import { directoryChoiceMessages } from './messages.ts';
import type { Deselected } from './selection-model.ts';
import { markOf, parentOf } from './selection-model.ts';
import type { RowLook } from './tree-line.tsx';
import type { TreeRow } from './tree-rows.ts';
import { listFound, listRows } from './tree-rows.ts';
import type { DirectoryChoice } from './use-directory-choice.ts';
import type { RemoteDirectory } from './use-remote-tree.ts';
import { VirtualTree } from './virtual-tree.tsx';

export interface DirectoryTreeProps {
  readonly choice: DirectoryChoice;
  readonly undecided: Deselected;
  /** What a search has found; undefined without one. */
  readonly found: readonly RemoteDirectory[] | undefined;
}

/** The folders of the server with a box each; what is in one comes when it is expanded. A search shows a flat list. */
export function DirectoryTree(props: DirectoryTreeProps): ReactNode {
  const { choice, found } = props;
  const { tree, expanded, load } = choice;
  const text = useText(directoryChoiceMessages);
  const rows = useMemo(
    () => (found === undefined ? listRows(tree, expanded) : listFound(found)),
    [tree, expanded, found],
  );
  const look = useLook(props);
  const root = tree.get('');
  if (root === undefined || root.kind === 'loading') return <p role="status">{text('loading')}</p>;
  if (root.kind === 'failed') {
    return (
      <>
        <ErrorNotice error={root.error} />
        <div>
          <ActionButton onPress={() => load('')}>{text('loadAgain')}</ActionButton>
        </div>
      </>
    );
  }
  // What a search has not found is said by its own line.
  if (rows.length === 0 && found !== undefined) return null;
  if (rows.length === 0) {
    return (
      <p className="kern-body" role="status">
        {text('empty')}
      </p>
    );
  }
  return (
    <VirtualTree
      rows={rows}
      look={look}
      onExpand={choice.expand}
      onCollapse={choice.collapse}
      onToggle={choice.toggle}
    />
  );
}

/** What a line says of its folder. */
function useLook({ choice: { tree, chosen }, undecided, found }: DirectoryTreeProps): (row: TreeRow) => RowLook {
  const text = useText(directoryChoiceMessages);
  const language = useLanguage();
  return useCallback(
    ({ directory }) => {
      const { path } = directory;
      const mark = markOf(path, chosen);
      const children = tree.get(path);
      const facts = [
        found === undefined ? '' : toVisibleText(parentOf(path)),
        children?.kind === 'loading' ? text('loading') : '',
        children?.kind === 'failed' ? text('notLoaded') : '',
        ...describeSize(directory, { text, language }),
      ];
      const marks = [undecided.has(path) ? text('new') : '', ...listMarks(directory, { text })];
      return {
        mark: mark === 'partly' ? 'mixed' : mark === 'selected',
        facts: facts.filter(Boolean).join(' · '),
        marks: marks.filter(Boolean).join(' · '),
        isBusy: children?.kind === 'loading',
      };
    },
    [tree, chosen, undecided, found, text, language],
  );
}
