import type { ReactNode } from 'react';
import { toItemName } from '#ipc/item-name.ts';
import type { ProblemView } from '#ipc/path-view.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { PathText } from '../../components/path-text.tsx';
import { useCodeText, useText } from '../../i18n/language-context.tsx';
import { problemMessages } from '../../i18n/problem-messages.ts';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useNavigation } from '../../state/route-context.tsx';
import type { Act } from '../../state/use-act.ts';
import { useAct } from '../../state/use-act.ts';
import { problemViewMessages } from './messages.ts';
import type { ProblemGroup } from './problem-groups.ts';
import { fixFor } from './problem-groups.ts';

/** So many paths are drawn in one group; the number of the others is told. */
const MAX_PATHS = 100;

/** One cause: what it is, what helps, and where. */
export function ProblemGroupCard({
  folderId,
  group,
}: {
  readonly folderId: string;
  readonly group: ProblemGroup;
}): ReactNode {
  const text = useText(problemViewMessages);
  const toText = useCodeText();
  const { api } = useDesktop();
  const { go } = useNavigation();
  const act = useAct();
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
        <ul className="bb-rows bb-rows--long">
          {problems.slice(0, MAX_PATHS).map((problem) => (
            <ProblemRow key={`${problem.side} ${problem.path}`} folderId={folderId} problem={problem} act={act} />
          ))}
        </ul>
        {problems.length > MAX_PATHS ? (
          <p className="kern-body kern-body--muted">{text('more', { count: problems.length - MAX_PATHS })}</p>
        ) : null}
        <ErrorNotice error={act.error} />
        <div className="bb-buttons">
          {fixFor(code) === 'sign-in' ? (
            <ActionButton look="primary" onPress={() => go({ view: 'settings' })}>
              {text('signIn')}
            </ActionButton>
          ) : (
            <ActionButton isPending={act.isPending} onPress={() => void act.run(() => api.syncNow({ folderId }))}>
              {text('tryAgain')}
            </ActionButton>
          )}
        </div>
      </div>
    </section>
  );
}

interface ProblemRowProps {
  readonly folderId: string;
  readonly problem: ProblemView;
  readonly act: Act;
}

function ProblemRow({ folderId, problem, act }: ProblemRowProps): ReactNode {
  const text = useText(problemViewMessages);
  const { api } = useDesktop();
  const { go } = useNavigation();
  const { path, side, heldBy } = problem;
  const name = toItemName(path);
  const where = text(side === 'local' ? 'here' : 'onServer');
  return (
    <li className="bb-row">
      <span className="bb-row__text">
        <PathText path={path} />
        <span className="bb-muted">
          {heldBy === undefined ? where : `${where} · ${text('heldBy', { person: heldBy })}`}
        </span>
      </span>
      <span className="bb-buttons">
        {side === 'local' ? (
          <ActionButton
            look="tertiary"
            aria-label={text('showFor', { name })}
            onPress={() => void act.run(() => api.openItem({ folderId, path, how: 'show' }))}
          >
            {text('show')}
          </ActionButton>
        ) : null}
        <ActionButton
          look="tertiary"
          aria-label={text('whyFor', { name })}
          onPress={() => go({ view: 'why', folderId, path })}
        >
          {text('why')}
        </ActionButton>
      </span>
    </li>
  );
}
