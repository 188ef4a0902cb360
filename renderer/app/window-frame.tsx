import type { ReactNode } from 'react';
import { toVisibleText } from '#ipc/visible-text.ts';
import { Notice } from '../components/notice.tsx';
import { BrandMark } from '../components/brand-mark.tsx';
import { NavigationList } from '../features/navigation/navigation.tsx';
import { navigationMessages } from '../features/navigation/messages.ts';
import { useText } from '../i18n/language-context.tsx';
import { useKnown } from '../state/desktop-context.tsx';
import { useAppState } from '../state/use-folders.ts';

/** What stands around every view: the way to the others, and whether what is shown is old. */
export function WindowFrame({ children }: { readonly children: ReactNode }): ReactNode {
  const text = useText(navigationMessages);
  const known = useKnown();
  const problem = useAppState()?.organisation?.problem;
  return (
    <div className="bb-frame">
      <a className="bb-skip" href="#page-title">
        {text('skip')}
      </a>
      <NavigationList heading={<BrandMark />} />
      <div className="bb-content">
        {known.kind === 'reconnecting' ? <Notice tone="warning" title={text('restarting')} isNew /> : null}
        {problem === undefined ? null : (
          <Notice tone="danger" title={text('organisationTitle')} isNew>
            <p className="kern-body">{text('organisationText', { path: problem.path })}</p>
            <pre className="bb-preview">{toVisibleText(problem.detail)}</pre>
          </Notice>
        )}
        {children}
      </div>
    </div>
  );
}
