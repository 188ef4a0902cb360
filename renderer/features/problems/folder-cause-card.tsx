import { useId } from 'react';
import type { ReactNode } from 'react';
import { toVisibleText } from '#ipc/visible-text.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useCodeText, useText } from '../../i18n/language-context.tsx';
import { problemMessages } from '../../i18n/problem-messages.ts';
import type { FolderCause } from '../../state/folder-causes.ts';
import { useAct } from '../../state/use-act.ts';
import { FolderFix } from './group-fix.tsx';
import { problemViewMessages } from './messages.ts';
import { findCodeFix } from './problem-groups.ts';

/** Why nothing at all of one or more folders is synced: what it is, what helps, and which folders. */
export function FolderCauseCard({ cause: { code, folders } }: { readonly cause: FolderCause }): ReactNode {
  const text = useText(problemViewMessages);
  const toText = useCodeText();
  const act = useAct();
  const id = useId();
  const { title, hint } = toText(problemMessages[code]);
  return (
    <section className="kern-card bb-card" aria-labelledby={id}>
      <div className="kern-card__container bb-stack">
        <h2 id={id} className="kern-heading-medium">
          {title}
        </h2>
        <p className="kern-body">{hint}</p>
        <p className="kern-body kern-body--muted">{text('nothingSynced', { count: folders.length })}</p>
        <ul className="bb-plain-list">
          {folders.map(({ folderId, name, localPath }) => (
            <li key={folderId} className="kern-body">
              <bdi>{toVisibleText(name)}</bdi> <bdi className="bb-muted">{toVisibleText(localPath)}</bdi>
            </li>
          ))}
        </ul>
        <div className="bb-buttons">
          <FolderFix fix={findCodeFix(code)} folders={folders} path="" act={act} />
        </div>
        <ErrorNotice error={act.error} />
      </div>
    </section>
  );
}
