import type { LoadedTree, RemoteDirectory } from './use-remote-tree.ts';
import { childrenIn } from './use-remote-tree.ts';
import { parentOf } from './selection-model.ts';

/** One visible line of the tree. */
export interface TreeRow {
  readonly directory: RemoteDirectory;
  /** From 1 on. */
  readonly level: number;
  /** Place among its siblings, from 1 on, and how many they are. */
  readonly position: number;
  readonly setSize: number;
  readonly isExpanded: boolean;
  /** Known to hold no directories. */
  readonly isLeaf: boolean;
}

/** What a key does in the tree. */
export type TreeMove =
  | { readonly kind: 'focus'; readonly path: string }
  | { readonly kind: 'expand' | 'collapse' | 'toggle'; readonly path: string };

/** All lines that are to be seen when everything that is expanded shows its content, from top to bottom. Pure. */
export function listRows(tree: LoadedTree, expanded: ReadonlySet<string>): readonly TreeRow[] {
  const rows: TreeRow[] = [];
  const add = (path: string, level: number): void => {
    const directories = childrenIn(tree, path);
    for (const [index, directory] of directories.entries()) {
      const children = tree.get(directory.path);
      const isLeaf = children?.kind === 'loaded' && children.directories.length === 0;
      const isExpanded = !isLeaf && expanded.has(directory.path) && children?.kind !== 'failed';
      rows.push({ directory, level, position: index + 1, setSize: directories.length, isExpanded, isLeaf });
      if (isExpanded) add(directory.path, level + 1);
    }
  };
  add('', 1);
  return rows;
}

/** Found directories as one flat list. Pure. */
export function listFound(found: readonly RemoteDirectory[]): readonly TreeRow[] {
  return found.map((directory, index) => ({
    directory,
    level: 1,
    position: index + 1,
    setSize: found.length,
    isExpanded: false,
    isLeaf: true,
  }));
}

/** So many lines the keys for a page go on. */
const PAGE = 10;

/**
 * What a key does while the line at `path` has the focus; undefined for keys that mean nothing here. Pure.
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/treeview/
 */
export function moveByKey(key: string, rows: readonly TreeRow[], path: string | undefined): TreeMove | undefined {
  const index = Math.max(
    0,
    rows.findIndex(({ directory }) => directory.path === path),
  );
  const row = rows[index];
  if (row === undefined) return undefined;
  const own = row.directory.path;
  switch (key) {
    case 'ArrowDown':
      return focusAt(rows, index + 1);
    case 'ArrowUp':
      return focusAt(rows, index - 1);
    case 'Home':
      return focusAt(rows, 0);
    case 'End':
      return focusAt(rows, rows.length - 1);
    case 'PageDown':
      return focusAt(rows, index + PAGE);
    case 'PageUp':
      return focusAt(rows, index - PAGE);
    case 'ArrowRight':
      if (row.isLeaf) return undefined;
      return row.isExpanded ? focusFirstChild(rows, index) : { kind: 'expand', path: own };
    case 'ArrowLeft':
      if (row.isExpanded) return { kind: 'collapse', path: own };
      return row.level === 1 ? undefined : { kind: 'focus', path: parentOf(own) };
    case ' ':
    case 'Enter':
      return { kind: 'toggle', path: own };
    default:
      return undefined;
  }
}

/** The next line, round the end, whose name begins with what was typed; one letter again goes on to the next. Pure. */
export function findByTyping(typed: string, rows: readonly TreeRow[], path: string | undefined): string | undefined {
  const wanted = typed.toLocaleLowerCase();
  const isOneLetter = wanted.replaceAll(wanted.slice(0, 1), '') === '';
  const text = isOneLetter ? wanted.slice(0, 1) : wanted;
  const index = rows.findIndex(({ directory }) => directory.path === path);
  const start = isOneLetter ? index + 1 : Math.max(0, index);
  const ordered = [...rows.slice(start), ...rows.slice(0, start)];
  return ordered.find(({ directory }) => directory.name.toLocaleLowerCase().startsWith(text))?.directory.path;
}

function focusAt(rows: readonly TreeRow[], index: number): TreeMove | undefined {
  const row = rows[Math.min(Math.max(index, 0), rows.length - 1)];
  return row === undefined ? undefined : { kind: 'focus', path: row.directory.path };
}

/** Undefined while the content has not come. */
function focusFirstChild(rows: readonly TreeRow[], index: number): TreeMove | undefined {
  const [row, next] = [rows[index], rows[index + 1]];
  return row !== undefined && next !== undefined && next.level > row.level
    ? { kind: 'focus', path: next.directory.path }
    : undefined;
}
