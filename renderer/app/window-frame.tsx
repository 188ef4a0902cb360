import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { toVisibleText } from '#ipc/visible-text.ts';
import { Notice } from '../components/notice.tsx';
import { BrandMark } from '../components/brand-mark.tsx';
import { AccountsFault } from '../features/navigation/accounts-fault.tsx';
import { NavigationList } from '../features/navigation/navigation.tsx';
import { navigationMessages } from '../features/navigation/messages.ts';
import { useText } from '../i18n/language-context.tsx';
import { useKnown } from '../state/desktop-context.tsx';
import { useAppState } from '../state/use-folders.ts';

/** What stands around every view: the way to the others, and whether what is shown is old. */
export function WindowFrame({ children }: { readonly children: ReactNode }): ReactNode {
  const text = useText(navigationMessages);
  const known = useKnown();
  const { organisation, lostPath, folders = [] } = useAppState() ?? {};
  const problem = organisation?.problem;
  return (
    <div className="bb-frame">
      <a className="bb-skip" href="#page-title">
        {text('skip')}
      </a>
      <NavigationList heading={<BrandMark />} />
      <div className="bb-content">
        {known.kind === 'reconnecting' ? <Restarting /> : null}
        {known.kind === 'hanging' ? (
          <Notice tone="danger" title={text('hangs')} isNew>
            <p className="kern-body">{text('hangsText')}</p>
          </Notice>
        ) : null}
        {problem === undefined ? null : (
          <Notice tone="danger" title={text('organisationTitle')} isNew>
            <p className="kern-body">{text('organisationText', { path: problem.path })}</p>
            <pre className="bb-preview">{toVisibleText(problem.detail)}</pre>
          </Notice>
        )}
        <AccountsFault />
        {lostPath === undefined || folders.length > 0 ? null : (
          <Notice tone="danger" title={text('foldersLost')} isNew>
            <p className="kern-body">{text('foldersLostText', { path: toVisibleText(lostPath) })}</p>
          </Notice>
        )}
        {children}
      </div>
    </div>
  );
}

/** So long, in ms, a new start may take; who is away for longer is not just being started again. */
const PATIENCE_MS = 15_000;

/** What is shown is old; after a while nobody claims any more that it will be new soon. */
function Restarting(): ReactNode {
  const text = useText(navigationMessages);
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!isLong) return <Notice tone="warning" title={text('restarting')} isNew />;
  return (
    <Notice tone="danger" title={text('gone')} isNew>
      <p className="kern-body">{text('goneText')}</p>
    </Notice>
  );
}
