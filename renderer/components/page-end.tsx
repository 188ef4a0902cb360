import { createContext, use } from 'react';
import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';

/** Where the ways out of a view stand; null while the page is not drawn yet. */
export const PageEndContext = createContext<HTMLElement | null>(null);

export interface PageEndProps {
  /** What the choice means so far, and the buttons, the most important one first. */
  readonly children: ReactNode;
}

/**
 * The ways out of a view whose content is long or comes bit by bit: always in sight, and always at the same place. In the
 * flow of the page they would move on with everything that arrives above, and a click that is let go beside its button is
 * lost.
 */
export function PageEnd({ children }: PageEndProps): ReactNode {
  const place = use(PageEndContext);
  return place === null ? null : createPortal(children, place);
}
