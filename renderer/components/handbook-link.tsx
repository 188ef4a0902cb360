import { createContext, useContext } from 'react';
import type { ReactNode } from 'react';
import type { HandbookAnchor } from '#ipc/handbook.ts';
import { toHandbookPage } from '#ipc/handbook.ts';
import { useLanguage, useText } from '../i18n/language-context.tsx';
import { componentMessages } from './messages.ts';

/** What the handbook has about the present view; undefined for its beginning. Given at the root, which knows all views. */
export const HandbookContext = createContext<HandbookAnchor | undefined>(undefined);

export interface HandbookLinkProps {
  /** The place that it leads to; where the handbook speaks of the present view when absent. */
  readonly anchor?: HandbookAnchor | undefined;
  /** Names the whole handbook, or something in it; “more about this” when absent. */
  readonly children?: string;
  /** What it is about, where several of these links are in one view; for those who hear them without what is around. */
  readonly about?: string;
}

/** Opens the handbook beside the window. */
export function HandbookLink({ anchor, children, about }: HandbookLinkProps): ReactNode {
  const text = useText(componentMessages);
  const language = useLanguage();
  const present = useContext(HandbookContext);
  return (
    <a className="kern-link" href={toHandbookPage(language, anchor ?? present)} target="_blank" rel="noopener">
      {children ?? text('moreInHandbook')}
      <span className="kern-sr-only">
        {about === undefined ? ' ' : ` – ${about} `}
        {text('newWindow')}
      </span>
    </a>
  );
}
