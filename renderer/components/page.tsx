import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { useBranding } from '../i18n/branding-context.tsx';

/** The heading of the view that is shown. */
const TITLE_ID = 'page-title';
import { useKeptFocus } from './use-kept-focus.ts';

export interface PageProps {
  readonly title: string;
  readonly intro?: string;
  readonly children: ReactNode;
}

/**
 * Puts the focus at the title of the view when what had it is gone with the old content: whoever uses the keyboard
 * must not begin again at the top of the window.
 */
export function useFocusAtTitle(content: unknown): void {
  useEffect(() => {
    if (document.activeElement === document.body)
      document.querySelector<HTMLElement>(`#${TITLE_ID}`)?.focus({ preventScroll: true });
  }, [content]);
}

/** One view. Its heading takes the focus when it appears, so that nobody is left where the last view was. */
export function Page({ title, intro, children }: PageProps): ReactNode {
  const { productName } = useBranding();
  const heading = useRef<HTMLHeadingElement>(null);
  const main = useRef<HTMLElement>(null);
  useKeptFocus(main, heading);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    document.title = `${title} – ${productName}`;
  }, [title, productName]);
  return (
    <main ref={main} className="bb-page" aria-labelledby={TITLE_ID}>
      <h1 id={TITLE_ID} ref={heading} tabIndex={-1} className="kern-heading-large bb-page__title">
        {title}
      </h1>
      {intro === undefined ? null : <p className="kern-body">{intro}</p>}
      {children}
    </main>
  );
}
