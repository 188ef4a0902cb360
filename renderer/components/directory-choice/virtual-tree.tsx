import { useCallback, useId, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useText } from '../../i18n/language-context.tsx';
import { directoryChoiceMessages } from './messages.ts';
import type { RowLook } from './tree-line.tsx';
import { TreeLine } from './tree-line.tsx';
import type { TreeRow } from './tree-rows.ts';
import { findByTyping, moveByKey } from './tree-rows.ts';
import { useLineHeights } from './use-line-heights.ts';

export interface VirtualTreeProps {
  readonly rows: readonly TreeRow[];
  /** What a line shows beside its name. */
  readonly look: (row: TreeRow) => RowLook;
  readonly onExpand: (path: string) => void;
  readonly onCollapse: (path: string) => void;
  readonly onToggle: (path: string) => void;
}

/** Letters that follow within this time, in ms, belong to one word. */
const TYPING_MS = 700;

/**
 * A tree of any size, of which only the lines in sight are drawn. The tree itself has the focus and names the line that
 * is meant, so that a line that is scrolled away and not drawn any more cannot take the focus with it. Arrow keys move
 * and expand, Home and End go to the ends, letters go to a name, Space marks.
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/treeview/
 */
export function VirtualTree({ rows, look, onExpand, onCollapse, onToggle }: VirtualTreeProps): ReactNode {
  const text = useText(directoryChoiceMessages);
  const id = useId();
  const [box, ruler, lines] = [
    useRef<HTMLDivElement>(null),
    useRef<HTMLDivElement>(null),
    useRef<HTMLDivElement>(null),
  ];
  const [chosen, setChosen] = useState<string>();
  const activeIndex = Math.max(
    0,
    rows.findIndex(({ directory }) => directory.path === chosen),
  );
  const active = rows[activeIndex];
  const { offsets, start, end, reveal } = useLineHeights(rows, active?.directory.path, { box, ruler, lines });
  const focus = (path: string): void => {
    setChosen(path);
    reveal(path);
  };
  const press = useKeys({ rows, active: active?.directory.path, focus, onExpand, onCollapse, onToggle });
  const draw = (row: TreeRow, index: number): ReactNode => (
    <TreeLine
      key={row.directory.path}
      id={`${id}-${index}`}
      row={row}
      look={look(row)}
      isActive={index === activeIndex}
      onChoose={setChosen}
      onExpand={row.isExpanded ? onCollapse : onExpand}
      onToggle={onToggle}
    />
  );
  const isActiveAway = active !== undefined && (activeIndex < start || activeIndex >= end);
  return (
    <div
      ref={box}
      role="tree"
      tabIndex={0}
      className="bb-tree"
      aria-label={text('tree')}
      aria-activedescendant={active === undefined ? undefined : `${id}-${activeIndex}`}
      onKeyDown={press}
    >
      <div ref={ruler} className="bb-tree__ruler" aria-hidden="true" />
      <div role="none" className="bb-tree__lines" style={{ blockSize: offsets.at(-1) }}>
        <div ref={lines} role="none" className="bb-tree__drawn" style={{ insetBlockStart: offsets[start] }}>
          {rows.slice(start, end).map((row, index) => draw(row, start + index))}
        </div>
        {/* The line that the tree names must be there. */}
        {isActiveAway ? (
          <div role="none" className="bb-tree__drawn" style={{ insetBlockStart: offsets[activeIndex] }}>
            {draw(active, activeIndex)}
          </div>
        ) : null}
      </div>
    </div>
  );
}

interface Keys extends Omit<VirtualTreeProps, 'look'> {
  /** The line that is meant. */
  readonly active: string | undefined;
  readonly focus: (path: string) => void;
}

/** What the keys do; those that mean nothing here go on to the window. */
function useKeys({ rows, active, focus, onExpand, onCollapse, onToggle }: Keys): (event: KeyboardEvent) => void {
  const addTyped = useTyping();
  return (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const move = moveByKey(event.key, rows, active);
    const isLetter = move === undefined && event.key.length === 1;
    if (move === undefined && !isLetter) return;
    event.preventDefault();
    switch (move?.kind) {
      case undefined: {
        const path = findByTyping(addTyped(event), rows, active);
        if (path !== undefined) focus(path);
        return;
      }
      case 'focus':
        focus(move.path);
        return;
      case 'expand':
        onExpand(move.path);
        return;
      case 'collapse':
        onCollapse(move.path);
        return;
      case 'toggle':
        onToggle(move.path);
        return;
      default:
        move satisfies never;
    }
  };
}

/** Puts letters that follow one another quickly together. */
function useTyping(): (event: KeyboardEvent) => string {
  const typed = useRef({ text: '', atMs: 0 });
  return useCallback((event) => {
    const { text, atMs } = typed.current;
    const isSameWord = event.timeStamp - atMs < TYPING_MS;
    typed.current = { text: isSameWord ? text + event.key : event.key, atMs: event.timeStamp };
    return typed.current.text;
  }, []);
}
