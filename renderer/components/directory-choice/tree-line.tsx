import { useEffect, useRef } from 'react';
import type { CSSProperties, ReactNode } from 'react';
import { toVisibleText } from '#ipc/visible-text.ts';
import type { TreeRow } from './tree-rows.ts';

/** What a line shows besides its name. */
export interface RowLook {
  readonly mark: boolean | 'mixed';
  /** Below the name: size, number of files, where it lies. */
  readonly facts: string;
  /** New, shared, read-only: short words before the facts. */
  readonly marks: string;
  readonly isBusy: boolean;
}

export interface TreeLineProps {
  readonly id: string;
  readonly row: TreeRow;
  readonly look: RowLook;
  readonly isActive: boolean;
  readonly onChoose: (path: string) => void;
  readonly onExpand: (path: string) => void;
  readonly onToggle: (path: string) => void;
}

/** One folder of the tree. It is marked as a whole; the box and the arrow in it are for the eye and the mouse. */
export function TreeLine(props: TreeLineProps): ReactNode {
  const { id, row, look, isActive, onChoose, onExpand, onToggle } = props;
  const { directory, level, position, setSize, isExpanded, isLeaf } = row;
  const { path } = directory;
  const name = toVisibleText(directory.name);
  return (
    <div
      id={id}
      role="treeitem"
      className={`bb-tree__line ${isActive ? 'bb-tree__line--active' : ''}`}
      style={{ '--bb-level': level } as CSSProperties}
      title={toVisibleText(path)}
      aria-level={level}
      aria-posinset={position}
      aria-setsize={setSize}
      aria-checked={look.mark}
      aria-expanded={isLeaf ? undefined : isExpanded}
      aria-busy={look.isBusy}
      onMouseDown={() => onChoose(path)}
    >
      <span
        aria-hidden="true"
        className={isLeaf ? 'bb-tree__toggle' : 'bb-tree__toggle bb-tree__toggle--open'}
        onClick={isLeaf ? undefined : () => onExpand(path)}
      >
        {isLeaf ? '' : isExpanded ? '▾' : '▸'}
      </span>
      <span className="bb-tree__choice" onClick={() => onToggle(path)}>
        <Mark mark={look.mark} />
        <span className="bb-tree__text">
          <bdi className="bb-tree__name">{name}</bdi>
          <span className="bb-muted bb-tree__facts">
            {look.marks === '' ? null : <strong>{look.marks}</strong>} {look.facts}
          </span>
        </span>
      </span>
    </div>
  );
}

/** A native box, because forced colours know it; it can be neither focused nor clicked by itself. */
function Mark({ mark }: { readonly mark: RowLook['mark'] }): ReactNode {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current !== null) box.current.indeterminate = mark === 'mixed';
  }, [mark]);
  return (
    <span aria-hidden="true" className="kern-form-check bb-tree__mark">
      <input
        ref={box}
        type="checkbox"
        tabIndex={-1}
        readOnly
        checked={mark === true}
        className="kern-form-check__checkbox"
      />
    </span>
  );
}
