import { useEffect, useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { GridList, ListLayout, Virtualizer } from 'react-aria-components';
import type { GridListProps } from 'react-aria-components';

export interface LongListProps<Item extends object> extends Omit<
  GridListProps<Item>,
  'className' | 'layout' | 'style' | 'aria-label' | 'items' | 'children'
> {
  readonly label: string;
  readonly items: readonly Item[];
  /** The main thing of its page: it takes most of a window. */
  readonly isTall?: boolean;
  /** Makes a `GridListItem`. */
  readonly children: (item: Item) => ReactNode;
}

/** Height of a row in pixels before it is drawn; then its own counts. */
const LAYOUT = { estimatedRowSize: 64 };

/**
 * A list of any length: only the rows in sight are drawn. Arrow keys, Home and End move, Tab goes into a row and on; when
 * the row with the focus goes away, the next one has it.
 */
export function LongList<Item extends object>({
  label,
  isTall = false,
  children,
  ...props
}: LongListProps<Item>): ReactNode {
  const { dependencies, ...others } = props;
  const given: readonly unknown[] = dependencies ?? [];
  const ruler = useRef<HTMLDivElement>(null);
  const textSize = useHeight(ruler);
  return (
    <Virtualizer layout={ListLayout} layoutOptions={LAYOUT}>
      <div ref={ruler} className="bb-long-list__ruler" aria-hidden="true" />
      <GridList
        {...others}
        className={isTall ? 'bb-long-list bb-long-list--tall' : 'bb-long-list'}
        aria-label={label}
        keyboardNavigationBehavior="tab"
        dependencies={[...given, textSize]}
      >
        {children}
      </GridList>
    </Virtualizer>
  );
}

/** React Aria measures rows anew when the list gets wider or narrower, but not when only the text gets larger. */
function useHeight(ruler: RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(0);
  useEffect(() => {
    const { current: element } = ruler;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setHeight(element.offsetHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, [ruler]);
  return height;
}
