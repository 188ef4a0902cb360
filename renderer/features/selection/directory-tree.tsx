import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { Button, Collection, Tree, TreeItem, TreeItemContent } from 'react-aria-components';
import type { Key, Selection as Keys } from 'react-aria-components';
import { toVisibleText } from '#ipc/visible-text.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { MarkBox } from '../../components/mark-box.tsx';
import { formatSize } from '../../i18n/formats.ts';
import { useLanguage, useText } from '../../i18n/language-context.tsx';
import { selectionMessages } from './messages.ts';
import type { Deselected } from './selection-model.ts';
import { markOf } from './selection-model.ts';
import type { LoadedTree, RemoteDirectory } from './use-remote-tree.ts';
import { childrenIn } from './use-remote-tree.ts';

export interface DirectoryTreeProps {
  readonly tree: LoadedTree;
  readonly deselected: Deselected;
  readonly undecided: Deselected;
  readonly search: string;
  readonly onLoad: (path: string) => void;
  readonly onToggle: (path: string) => void;
}

interface TreeNode extends RemoteDirectory {
  readonly children: readonly TreeNode[];
}

/** The folders of the server with a box each. Arrow keys move and expand, Enter marks; contents come when expanded. */
export function DirectoryTree({
  tree,
  deselected,
  undecided,
  search,
  onLoad,
  onToggle,
}: DirectoryTreeProps): ReactNode {
  const text = useText(selectionMessages);
  const [expanded, setExpanded] = useState<ReadonlySet<Key>>(new Set());
  const nodes = useMemo(() => buildNodes(tree, '', search), [tree, search]);
  const root = tree.get('');
  if (root === undefined || root.kind === 'loading') return <p role="status">{text('loading')}</p>;
  if (root.kind === 'failed') return <ErrorNotice error={root.error} />;
  const expand = (keys: Keys | ReadonlySet<Key>): void => {
    if (keys === 'all') return;
    for (const key of keys) {
      const path = String(key);
      const known = tree.get(path);
      if (!expanded.has(key) && (known === undefined || known.kind === 'failed')) onLoad(path);
    }
    setExpanded(new Set(keys));
  };
  return (
    <Tree
      className="bb-tree"
      aria-label={text('tree')}
      items={nodes}
      dependencies={[deselected, tree, expanded]}
      expandedKeys={search.trim() === '' ? expanded : allKeys(nodes)}
      onExpandedChange={expand}
      onAction={(key) => onToggle(String(key))}
      renderEmptyState={() => <p className="kern-body">{text(search.trim() === '' ? 'empty' : 'noMatch')}</p>}
    >
      {(node) => renderNode(node, { tree, deselected, undecided, onToggle })}
    </Tree>
  );
}

type RowProps = Pick<DirectoryTreeProps, 'tree' | 'deselected' | 'undecided' | 'onToggle'>;

/** Not a component: React Aria reads the items of a collection where they are written. */
function renderNode(node: TreeNode, props: RowProps): ReactNode {
  const state = props.tree.get(node.path);
  const isLeaf = state?.kind === 'loaded' && state.directories.length === 0;
  return (
    <TreeItem id={node.path} textValue={node.name} hasChildItems={!isLeaf}>
      <TreeItemContent>
        {({ isExpanded }) => <Row node={node} isExpanded={isExpanded} isLeaf={isLeaf} {...props} />}
      </TreeItemContent>
      <Collection items={node.children} dependencies={[props.deselected, props.tree]}>
        {(child) => renderNode(child, props)}
      </Collection>
    </TreeItem>
  );
}

interface TreeRowProps extends RowProps {
  readonly node: TreeNode;
  readonly isExpanded: boolean;
  readonly isLeaf: boolean;
}

function Row({ node, isExpanded, isLeaf, tree, deselected, undecided, onToggle }: TreeRowProps): ReactNode {
  const text = useText(selectionMessages);
  const language = useLanguage();
  const { name, path, sizeBytes } = node;
  const state = tree.get(path);
  return (
    <div className="bb-tree__row">
      {isLeaf ? (
        <span className="bb-tree__toggle" />
      ) : (
        <Button
          slot="chevron"
          className="bb-tree__toggle"
          aria-label={text(isExpanded ? 'collapse' : 'expand', { name })}
        >
          <span aria-hidden="true">{isExpanded ? '▾' : '▸'}</span>
        </Button>
      )}
      <MarkBox
        label={text('include', { name })}
        mark={toBox(markOf(path, deselected))}
        onToggle={() => onToggle(path)}
      />
      <bdi className="bb-tree__name">{toVisibleText(name)}</bdi>
      {undecided.has(path) ? <span className="kern-badge kern-badge--info">{text('new')}</span> : null}
      {state?.kind === 'loading' ? <span className="bb-muted">{text('loading')}</span> : null}
      <span className="bb-muted">
        {sizeBytes === undefined ? text('unknownSize') : formatSize(sizeBytes, language)}
      </span>
    </div>
  );
}

function toBox(mark: ReturnType<typeof markOf>): boolean | 'mixed' {
  return mark === 'partly' ? 'mixed' : mark === 'selected';
}

/** The loaded folders below a place; with a search only those whose name matches, and those above them. */
function buildNodes(tree: LoadedTree, path: string, search: string): readonly TreeNode[] {
  const wanted = search.trim().toLocaleLowerCase();
  return childrenIn(tree, path).flatMap((directory) => {
    const children = buildNodes(tree, directory.path, search);
    const isFound = wanted === '' || children.length > 0 || directory.name.toLocaleLowerCase().includes(wanted);
    return isFound ? [{ ...directory, children }] : [];
  });
}

function allKeys(nodes: readonly TreeNode[]): ReadonlySet<Key> {
  return new Set(nodes.flatMap((node) => [node.path, ...allKeys(node.children)]));
}
