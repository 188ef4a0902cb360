import type { ReactNode } from 'react';
import type { FolderView } from '#ipc/folder-view.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useCodeText, useText } from '../../i18n/language-context.tsx';
import { problemMessages } from '../../i18n/problem-messages.ts';
import { useAct } from '../../state/use-act.ts';
import { GroupFix } from './group-fix.tsx';
import { problemViewMessages } from './messages.ts';
import type { ProblemGroup } from './problem-groups.ts';
import { ProblemRow } from './problem-row.tsx';
import { useRenaming } from './use-renaming.ts';

/** So many paths are drawn in one group; the number of the others is told. */
const MAX_PATHS = 100;

export interface ProblemGroupCardProps {
  readonly folder: FolderView;
  readonly group: ProblemGroup;
}

/** One cause: what it is, what helps, and where. */
export function ProblemGroupCard({ folder, group }: ProblemGroupCardProps): ReactNode {
  const text = useText(problemViewMessages);
  const toText = useCodeText();
  const act = useAct();
  const renaming = useRenaming(folder.folderId);
  const { code, problems } = group;
  const { title, hint } = toText(problemMessages[code]);
  return (
    <section className="kern-card bb-card" aria-labelledby={`problem-${code}`}>
      <div className="kern-card__container bb-stack">
        <h2 id={`problem-${code}`} className="kern-heading-medium">
          {title}
        </h2>
        <p className="kern-body">{hint}</p>
        <p className="kern-body kern-body--muted">{text('count', { count: problems.length })}</p>
        <div className="bb-buttons">
          <GroupFix folder={folder} group={group} act={act} renaming={renaming} />
        </div>
        <ErrorNotice error={act.error ?? renaming.act.error} />
        <ul className="bb-rows">
          {problems.slice(0, MAX_PATHS).map((problem) => (
            <ProblemRow
              key={`${problem.side} ${problem.path}`}
              folderId={folder.folderId}
              problem={problem}
              act={act}
              renaming={renaming}
            />
          ))}
        </ul>
        {problems.length > MAX_PATHS ? (
          <p className="kern-body kern-body--muted">{text('more', { count: problems.length - MAX_PATHS })}</p>
        ) : null}
      </div>
    </section>
  );
}
