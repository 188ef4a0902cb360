import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useBranding } from '../i18n/branding-context.tsx';
import { HandbookLink } from './handbook-link.tsx';
import { PageEndContext } from './page-end.tsx';
import { useShortEnd } from './use-short-end.ts';
import { useKeptFocus } from './use-kept-focus.ts';

export interface PageProps {
  readonly title: string;
  readonly intro?: string;
  readonly children: ReactNode;
}

/**
 * One view; its end leads to what the handbook says of it. It opens at its top and its heading takes the focus, so that
 * nobody is left where the last view was.
 */
export function Page({ title, intro, children }: PageProps): ReactNode {
  const { productName } = useBranding();
  const heading = useRef<HTMLHeadingElement>(null);
  const main = useRef<HTMLElement>(null);
  const [end, setEnd] = useState<HTMLElement | null>(null);
  const isShort = useShortEnd(end);
  useKeptFocus(main, heading);
  // Before it is drawn, and before whoever knows a better place, such as the part of the settings that is wanted.
  useLayoutEffect(() => {
    window.scrollTo(0, 0);
  }, []);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    document.title = `${title} – ${productName}`;
  }, [title, productName]);
  return (
    <main ref={main} className="bb-page" aria-labelledby="page-title">
      <h1 id="page-title" ref={heading} tabIndex={-1} className="kern-heading-large bb-page__title">
        {title}
      </h1>
      {intro === undefined ? null : <p className="kern-body">{intro}</p>}
      <PageEndContext value={end}>{children}</PageEndContext>
      <p className="kern-body bb-page__help">
        <HandbookLink />
      </p>
      <div ref={setEnd} className={isShort ? 'bb-page__end bb-page__end--in-sight' : 'bb-page__end'} />
    </main>
  );
}
