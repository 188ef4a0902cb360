import type { ReactNode } from 'react';
import { GridList, ListLayout, Virtualizer } from 'react-aria-components';
import type { GridListProps } from 'react-aria-components';

export interface LongListProps<Item extends object> extends Omit<
  GridListProps<Item>,
  'className' | 'layout' | 'style' | 'aria-label' | 'items' | 'children'
> {
  readonly label: string;
  readonly items: readonly Item[];
  /** Makes a `GridListItem`. */
  readonly children: (item: Item) => ReactNode;
}

/** Height of a row in pixels before it is drawn; then its own counts. */
const LAYOUT = { estimatedRowSize: 64 };

/**
 * A list of any length: only the rows in sight are drawn. Arrow keys, Home and End move, Tab goes into a row and on; when
 * the row with the focus goes away, the next one has it.
 */
export function LongList<Item extends object>({ label, children, ...props }: LongListProps<Item>): ReactNode {
  return (
    <Virtualizer layout={ListLayout} layoutOptions={LAYOUT}>
      <GridList {...props} className="bb-long-list" aria-label={label} keyboardNavigationBehavior="tab">
        {children}
      </GridList>
    </Virtualizer>
  );
}
