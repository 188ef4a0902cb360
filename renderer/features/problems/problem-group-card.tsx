import { useState } from 'react';
import type { ReactNode } from 'react';
import type { FolderView } from '#ipc/folder-view.ts';
import { toVisibleText } from '#ipc/visible-text.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { HandbookLink } from '../../components/handbook-link.tsx';
import { formatSize } from '../../i18n/formats.ts';
import { useCodeText, useLanguage, useText } from '../../i18n/language-context.tsx';
import { problemMessages } from '../../i18n/problem-messages.ts';
import { useAct } from '../../state/use-act.ts';
import { GroupFix } from './group-fix.tsx';
import { problemViewMessages } from './messages.ts';
import type { ProblemGroup } from './problem-groups.ts';
import { ProblemRow } from './problem-row.tsx';
import { useRenaming } from './use-renaming.ts';

/** Paths of a group that are drawn at first, and how many more each time. */
const PAGE_SIZE = 100;

export interface ProblemGroupCardProps {
  readonly folder: FolderView;
  readonly group: ProblemGroup;
  /** Hears how many items got another name: the card goes when they are synced. */
  readonly onRenamed: (count: number) => void;
}

/** One cause: what it is, what helps, and where. */
export function ProblemGroupCard({ folder, group, onRenamed }: ProblemGroupCardProps): ReactNode {
  const text = useText(problemViewMessages);
  const toText = useCodeText();
  const language = useLanguage();
  const act = useAct();
  const renaming = useRenaming(folder.folderId, onRenamed);
  const [limit, setLimit] = useState(PAGE_SIZE);
  const { code, problems } = group;
  const left = problems.length - limit;
  const { title, hint } = toText(problemMessages[code]);
  const missingBytes = problems.find((problem) => problem.missingBytes !== undefined)?.missingBytes;
  return (
    <section className="kern-card bb-card" aria-labelledby={`problem-${code}`}>
      <div className="kern-card__container bb-stack">
        <h2 id={`problem-${code}`} className="kern-heading-medium">
          {title}
        </h2>
        <p className="kern-body">{hint}</p>
        {missingBytes === undefined ? null : (
          <p className="kern-body">
            {text('missing', { size: formatSize(missingBytes, language), path: toVisibleText(folder.localPath) })}
          </p>
        )}
        <p className="kern-body kern-body--muted">{text('count', { count: problems.length })}</p>
        <div className="bb-buttons">
          <GroupFix folder={folder} group={group} act={act} renaming={renaming} />
          <HandbookLink anchor={`problem-${code}`} about={title} />
        </div>
        <ErrorNotice error={act.error ?? renaming.act.error} />
        <ul className="bb-rows">
          {problems.slice(0, limit).map((problem) => (
            <ProblemRow key={`${problem.side} ${problem.path}`} folder={folder} problem={problem} renaming={renaming} />
          ))}
        </ul>
        {left > 0 ? (
          <div className="bb-lone">
            <ActionButton look="tertiary" onPress={() => setLimit(limit + PAGE_SIZE)}>
              {text('more', { count: Math.min(left, PAGE_SIZE), left })}
            </ActionButton>
          </div>
        ) : null}
      </div>
    </section>
  );
}
