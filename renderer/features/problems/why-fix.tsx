import { useLayoutEffect, useRef } from 'react';
import type { ReactNode, RefObject } from 'react';
import type { FolderView } from '#ipc/folder-view.ts';
import { toParentPath } from '#ipc/item-name.ts';
import type { WhyCode, WhyView } from '#ipc/path-view.ts';
import type { ProblemCode } from '#ipc/user-error.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useText } from '../../i18n/language-context.tsx';
import { problemMessages } from '../../i18n/problem-messages.ts';
import { useDesktop } from '../../state/desktop-context.tsx';
import type { Route } from '../../state/route-context.tsx';
import { useNavigation } from '../../state/route-context.tsx';
import { useAct } from '../../state/use-act.ts';
import { problemViewMessages } from './messages.ts';
import { findCodeFix } from './problem-groups.ts';
import type { Restoring } from './removal.tsx';
import { RemovalWays } from './removal.tsx';
import { TryAgain } from './try-again.tsx';

/** The view where a person can do something about a reason, and what the button to it says. */
interface Way {
  readonly label: keyof typeof problemViewMessages;
  readonly route: Route;
}

export interface WhyFixProps {
  readonly folder: FolderView;
  readonly why: WhyView;
  readonly restoring: Restoring;
  /** Gets the focus of a button that goes because another answer has come. */
  readonly title: RefObject<HTMLElement | null>;
}

/**
 * The one thing that helps against a reason, as far as a click can. Names are mended by an offer of their own. Another
 * answer has another button: nobody shall press by mistake what has come under their finger.
 */
export function WhyFix(props: WhyFixProps): ReactNode {
  const { why } = props;
  return <Fix key={`${why.code} ${why.conflict?.id ?? why.decision ?? ''}`} {...props} />;
}

function Fix({ title, ...props }: WhyFixProps): ReactNode {
  const area = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const [{ current: buttons }, { current: answer }] = [area, title];
    return () => {
      if (buttons?.contains(document.activeElement) === true) answer?.focus();
    };
  }, [title]);
  return (
    <div ref={area} className="bb-buttons__part">
      <Buttons {...props} />
    </div>
  );
}

function Buttons({ folder, why, restoring }: Omit<WhyFixProps, 'title'>): ReactNode {
  const text = useText(problemViewMessages);
  const { api } = useDesktop();
  const { go } = useNavigation();
  const act = useAct();
  const { folderId } = folder;
  const way = findWay(why, folder);
  if (way !== undefined) {
    return (
      <ActionButton look="primary" onPress={() => go(way.route)}>
        {text(way.label)}
      </ActionButton>
    );
  }
  if (why.removal !== undefined) return <RemovalWays folderId={folderId} removal={why.removal} restoring={restoring} />;
  const look = ON_SERVER[why.code];
  if (look === undefined) {
    if (!canTryAgain(why)) return null;
    return (
      <>
        <TryAgain folders={[folder]} act={act} shownBy="answer" />
        <ErrorNotice error={act.error} />
      </>
    );
  }
  const path = look === 'makeRoom' ? '' : (why.within ?? toParentPath(why.path));
  return (
    <>
      <ActionButton
        look="primary"
        isPending={act.isPending}
        onPress={() => void act.run(() => api.openOnServer({ folderId, path }))}
      >
        {text(look)}
      </ActionButton>
      {why.within === undefined ? null : (
        <ActionButton onPress={() => go({ view: 'selection', folderId })}>{text('chooseFolders')}</ActionButton>
      )}
      <ErrorNotice error={act.error} />
    </>
  );
}

/** True where nothing helps but another attempt, as in the list of problems. Pure. */
export function canTryAgain({ code, renaming, conflict, decision }: WhyView): boolean {
  const hasOtherWay = renaming !== undefined || conflict !== undefined || decision !== undefined;
  return !hasOtherWay && isProblem(code) && findCodeFix(code) === 'try-again';
}

function isProblem(code: WhyCode): code is ProblemCode {
  return Object.hasOwn(problemMessages, code);
}

const ON_SERVER: Readonly<Partial<Record<WhyCode, 'makeRoom' | 'findOwner' | 'lookOnServer'>>> = {
  'in-deselected': 'lookOnServer',
  'quota-exceeded': 'makeRoom',
  'no-permission': 'findOwner',
  'change-not-permitted': 'findOwner',
};

const CHOOSE = ({ folderId }: FolderView): Way => ({
  label: 'chooseFolders',
  route: { view: 'selection', folderId },
});
const SIGN_IN = ({ accountId }: FolderView): Way => ({
  label: 'signIn',
  route: { view: 'set-up', signInAgain: accountId },
});
const OVERVIEW = (): Way => ({ label: 'toOverview', route: { view: 'overview' } });

const CONFLICTS = ({ folderId }: FolderView): Way => ({ label: 'toConflicts', route: { view: 'conflicts', folderId } });
const PATTERN = ({ folderId }: FolderView, { pattern }: WhyView): Way => ({
  label: 'toPatterns',
  route: { view: 'settings', part: 'excludes', pattern: pattern === undefined ? undefined : { folderId, pattern } },
});

const WAYS: Readonly<Partial<Record<WhyCode, (folder: FolderView, why: WhyView) => Way>>> = {
  excluded: PATTERN,
  'excluded-not-there': PATTERN,
  deselected: CHOOSE,
  'new-folder-undecided': CHOOSE,
  'unsynced-in-deselected': CHOOSE,
  'disk-full': CHOOSE,
  'second-version-not-uploaded': CONFLICTS,
  'stays-here': CONFLICTS,
  'contains-stays-here': CONFLICTS,
  'contains-two-versions': CONFLICTS,
  'sign-in-needed': SIGN_IN,
  'sign-in-refused': SIGN_IN,
  'contains-unsynced': () => ({ label: 'toProblems', route: { view: 'problems' } }),
  'proxy-sign-in-needed': () => ({ label: 'toProxy', route: { view: 'settings', part: 'proxy' } }),
  'local-folder-missing': OVERVIEW,
  'local-folder-replaced': OVERVIEW,
};

function findWay(why: WhyView, folder: FolderView): Way | undefined {
  if (why.decision !== undefined) return { label: 'toDecisions', route: { view: 'decisions' } };
  if (why.conflict !== undefined) {
    const route = { view: 'conflicts', folderId: folder.folderId, conflictId: why.conflict.id } as const;
    return { label: 'decideVersions', route };
  }
  return WAYS[why.code]?.(folder, why);
}
