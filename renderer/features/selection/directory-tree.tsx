import { useCallback, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { toVisibleText } from '#ipc/visible-text.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { ActionButton } from '../../components/action-button.tsx';
import { formatSize } from '../../i18n/formats.ts';
import { useLanguage, useText } from '../../i18n/language-context.tsx';
import { selectionMessages } from './messages.ts';
import type { Deselected } from './selection-model.ts';
import { markOf, parentOf } from './selection-model.ts';
import type { RowLook } from './tree-line.tsx';
import type { TreeRow } from './tree-rows.ts';
import { listFound, listRows } from './tree-rows.ts';
import type { LoadedTree, RemoteDirectory } from './use-remote-tree.ts';
import { VirtualTree } from './virtual-tree.tsx';

export interface DirectoryTreeProps {
  readonly tree: LoadedTree;
  readonly deselected: Deselected;
  readonly undecided: Deselected;
  /** What a search has found; undefined without one. */
  readonly found: readonly RemoteDirectory[] | undefined;
  readonly onLoad: (path: string) => void;
  readonly onToggle: (path: string) => void;
}

/** The folders of the server with a box each; what is in one comes when it is expanded. A search shows a flat list. */
export function DirectoryTree(props: DirectoryTreeProps): ReactNode {
  const { tree, found, onLoad, onToggle } = props;
  const text = useText(selectionMessages);
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set());
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
          <ActionButton onPress={() => onLoad('')}>{text('loadAgain')}</ActionButton>
        </div>
      </>
    );
  }
  const expand = (path: string): void => {
    const known = tree.get(path);
    if (known === undefined || known.kind === 'failed') onLoad(path);
    setExpanded(new Set(expanded).add(path));
  };
  const collapse = (path: string): void => setExpanded(new Set([...expanded].filter((other) => other !== path)));
  // What a search has not found is said by its own line.
  if (rows.length === 0 && found !== undefined) return null;
  if (rows.length === 0) {
    return (
      <p className="kern-body" role="status">
        {text('empty')}
      </p>
    );
  }
  return <VirtualTree rows={rows} look={look} onExpand={expand} onCollapse={collapse} onToggle={onToggle} />;
}

/** What a line says of its folder. */
function useLook({ tree, deselected, undecided, found }: DirectoryTreeProps): (row: TreeRow) => RowLook {
  const text = useText(selectionMessages);
  const language = useLanguage();
  return useCallback(
    ({ directory }) => {
      const { path, sizeBytes, fileCount, sharing = 'none', isReadOnly = false } = directory;
      const mark = markOf(path, deselected);
      const children = tree.get(path);
      const facts = [
        found === undefined ? '' : toVisibleText(parentOf(path)),
        children?.kind === 'loading' ? text('loading') : '',
        children?.kind === 'failed' ? text('notLoaded') : '',
        sizeBytes === undefined ? text('unknownSize') : formatSize(sizeBytes, language),
        fileCount === undefined ? '' : text('files', { count: fileCount }),
      ];
      const marks = [
        undecided.has(path) ? text('new') : '',
        sharing === 'none' ? '' : text(sharing),
        isReadOnly ? text('readOnly') : '',
      ];
      return {
        mark: mark === 'partly' ? 'mixed' : mark === 'selected',
        facts: facts.filter(Boolean).join(' · '),
        marks: marks.filter(Boolean).join(' · '),
        isBusy: children?.kind === 'loading',
      };
    },
    [tree, deselected, undecided, found, text, language],
  );
}
