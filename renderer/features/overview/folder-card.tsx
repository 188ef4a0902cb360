import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { AccountView } from '#ipc/app-state.ts';
import type { FolderView } from '#ipc/folder-view.ts';
import { toVisibleText } from '#ipc/visible-text.ts';
import { isRestEnforced } from '#policies/policy-rules.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { ProgressLine } from '../../components/progress-line.tsx';
import { formatSize } from '../../i18n/formats.ts';
import { useLanguage, useText } from '../../i18n/language-context.tsx';
import type { GetText } from '../../i18n/text.ts';
import { useDesktop, useKnown } from '../../state/desktop-context.tsx';
import type { NewChoice } from '../../state/route-context.tsx';
import { useNavigation } from '../../state/route-context.tsx';
import type { Act } from '../../state/use-act.ts';
import { useAct } from '../../state/use-act.ts';
import { useNow } from '../../state/use-now.ts';
import { usePolicies } from '../../state/use-policies.ts';
import { ChoiceNotice } from './choice-notice.tsx';
import { FolderNewsList } from './folder-news.tsx';
import { FolderMenu, PauseMenu } from './folder-menus.tsx';
import { placeMessages } from './place-messages.ts';
import type { Place } from './use-place.tsx';
import { MoveProgress, usePlace } from './use-place.tsx';
import { overviewMessages } from './messages.ts';
import { describeFolder, describeProgress, toTone } from './state-sentence.ts';
import { useStateNews } from './use-state-news.ts';

export interface FolderCardProps {
  readonly folder: FolderView;
  /** Whose it is, where there are several. */
  readonly account: AccountView | undefined;
  /** What a person has just chosen of it. */
  readonly choice: NewChoice | undefined;
}

/** One sync folder: its state, its progress, and all that can be done with it. */
export function FolderCard({ folder, account, choice }: FolderCardProps): ReactNode {
  const text = useText(overviewMessages);
  const language = useLanguage();
  const act = useAct();
  const place = usePlace(folder);
  const { folderId, move, pause, progress, state } = folder;
  const isOld = useKnown().kind !== 'connected';
  const tone = isOld ? 'info' : toTone(folder);
  const sentence = describeFolder(folder, { text, language, nowMs: useNow() });
  const [isNews, expectNews] = useStateNews(folder, sentence);
  return (
    <section className="kern-card bb-card" aria-labelledby={`folder-${folderId}`}>
      <div className="kern-card__container bb-stack">
        <header>
          <h2 id={`folder-${folderId}`} className="kern-heading-medium">
            {toVisibleText(folder.name)}
          </h2>
          <p className="kern-body kern-body--muted">
            <bdi>{toVisibleText([nameSpace(folder, text), folder.localPath].filter(Boolean).join(' – '))}</bdi>
          </p>
          {account === undefined ? null : (
            <p className="kern-body kern-body--muted">
              {text('ofAccount', { user: account.displayName, server: account.serverUrl })}
            </p>
          )}
        </header>
        <p className="bb-state" role="status" aria-live={isNews ? 'polite' : 'off'}>
          <span className={`kern-icon kern-icon--${tone}`} aria-hidden="true" />
          <span className="kern-body kern-body--bold">{isOld ? text('lastKnown', { sentence }) : sentence}</span>
        </p>
        {/* That a sign-in is needed is told once for all folders of the account. */}
        {state.kind === 'stopped' && state.error.code !== 'sign-in-needed' && pause === undefined ? (
          <ErrorNotice error={{ code: state.error.code }} />
        ) : null}
        <FolderNewsList folder={folder} />
        <MoveProgress folder={folder} />
        {progress === undefined || pause !== undefined || move !== undefined ? null : (
          <ProgressLine
            label={describeProgress(progress, text, language)}
            share={progress.bytesTotal === 0 ? undefined : progress.bytesDone / progress.bytesTotal}
          />
        )}
        {choice === undefined ? null : <ChoiceNotice key={choice.atMs} folder={folder} choice={choice} />}
        <OpenMatters folder={folder} />
        <ErrorNotice error={act.error} />
        {place.notices}
        <FolderButtons folder={folder} act={act} place={place} onSyncAsked={expectNews} />
      </div>
    </section>
  );
}

interface FolderButtonsProps {
  readonly folder: FolderView;
  readonly act: Act;
  readonly place: Place;
  readonly onSyncAsked: () => void;
}

function FolderButtons({ folder, act, place, onSyncAsked }: FolderButtonsProps): ReactNode {
  const text = useText(overviewMessages);
  const placeText = useText(placeMessages);
  const { api } = useDesktop();
  const { go } = useNavigation();
  const { folderId, move, state } = folder;
  const code = state.kind === 'stopped' ? state.error.code : undefined;
  const isGone = code === 'local-folder-missing' || code === 'local-folder-replaced';
  // What makes it go on stands first.
  const isAtRest = folder.pause !== undefined || code === 'sign-in-needed';
  const open = (
    <ActionButton onPress={() => void act.run(() => api.openItem({ folderId, path: '', how: 'open' }))}>
      {text('openFolder')}
    </ActionButton>
  );
  return (
    <div className="bb-buttons">
      {isGone ? (
        <>
          <ActionButton look="primary" onPress={place.askWhere}>
            {placeText('locate')}
          </ActionButton>
          <ActionButton onPress={() => void act.run(() => api.syncNow({ folderId }))}>
            {placeText('lookAgain')}
          </ActionButton>
        </>
      ) : null}
      {code === 'local-folder-replaced' ? (
        <ActionButton onPress={() => void act.run(() => api.acceptReplacedFolder({ folderId }))}>
          {text('accept')}
        </ActionButton>
      ) : null}
      {isGone || isAtRest ? null : open}
      {isGone ? null : <RunButtons folder={folder} act={act} onSyncAsked={onSyncAsked} />}
      {/* Where a line has no room for all, none of them stands alone. */}
      <span className="bb-buttons">
        {isAtRest && !isGone ? open : null}
        {isGone ? null : (
          <ActionButton onPress={() => go({ view: 'selection', folderId })}>{text('chooseFolders')}</ActionButton>
        )}
        <FolderMenu folder={folder} act={act} onMove={isGone || move !== undefined ? undefined : place.askForMove} />
      </span>
    </div>
  );
}

/** Lets the folder rest or go on. Whoever pressed one of these finds the focus at what has taken its place. */
function RunButtons({ folder, act, onSyncAsked }: Omit<FolderButtonsProps, 'place'>): ReactNode {
  const text = useText(overviewMessages);
  const { api } = useDesktop();
  const { go } = useNavigation();
  const policies = usePolicies();
  const { folderId, pause, state } = folder;
  const isSignedOut = state.kind === 'stopped' && state.error.code === 'sign-in-needed';
  const isPaused = pause !== undefined;
  const isBound = isPaused && isRestEnforced(pause.why, policies);
  const place = useRef<HTMLSpanElement>(null);
  const mustFocus = useRef(false);
  useEffect(() => {
    if (mustFocus.current) place.current?.querySelector('button')?.focus();
    mustFocus.current = false;
  }, [isPaused]);
  const syncNow = (): void => {
    onSyncAsked();
    void act.run(() => api.syncNow({ folderId }));
  };
  const change = async (ask: () => ReturnType<typeof api.pause>): Promise<void> => {
    mustFocus.current = true;
    if ((await act.run(ask)) === undefined) mustFocus.current = false;
  };
  return (
    <span ref={place} className="bb-buttons">
      {isBound ? null : isPaused ? (
        <ActionButton look="primary" onPress={() => void change(() => api.resume({ folderId }))}>
          {text(pause.why === 'person' ? 'resume' : 'syncAnyway')}
        </ActionButton>
      ) : (
        <>
          {isSignedOut ? (
            <ActionButton look="primary" onPress={() => go({ view: 'set-up', signInAgain: folder.accountId })}>
              {text('signIn')}
            </ActionButton>
          ) : (
            <ActionButton onPress={syncNow}>{text('syncNow')}</ActionButton>
          )}
          <PauseMenu onPause={(length) => void change(() => api.pause({ folderId, length }))} />
        </>
      )}
    </span>
  );
}

/** The space of the server that a folder is about: the user's own has no name of its own. Without spaces there is nothing to tell apart. */
function nameSpace(
  { spaceId, spaceName }: FolderView,
  text: GetText<keyof typeof overviewMessages>,
): string | undefined {
  return spaceName ?? (spaceId === undefined ? undefined : text('personalSpace'));
}

/** Ways to what waits for a person, the first of them the one to go, and to what is not as somebody may expect. */
function OpenMatters({ folder }: { readonly folder: FolderView }): ReactNode {
  const text = useText(overviewMessages);
  const language = useLanguage();
  const { go } = useNavigation();
  const { folderId, keptOverLimit, deselectedFolders = 0 } = folder;
  const open = (
    [
      { view: 'decisions', label: 'showDecisions', count: folder.decisions },
      { view: 'decisions', label: 'showNewFolders', count: folder.newFolders },
      { view: 'conflicts', label: 'showConflicts', count: folder.conflicts },
      { view: 'problems', label: 'showProblems', count: folder.problems },
    ] as const
  ).filter(({ count }) => count > 0);
  if (open.length === 0 && deselectedFolders === 0 && keptOverLimit === undefined) return null;
  return (
    <ul className="bb-plain-list">
      {open.map(({ view, label, count }, index) => (
        <li key={label}>
          <ActionButton look={index === 0 ? 'primary' : 'tertiary'} onPress={() => go({ view })}>
            {text(label, { count })}
          </ActionButton>
        </li>
      ))}
      {deselectedFolders === 0 ? null : (
        <li>
          <ActionButton look="tertiary" onPress={() => go({ view: 'selection', folderId })}>
            {text('showDeselected', { count: deselectedFolders })}
          </ActionButton>
        </li>
      )}
      {keptOverLimit === undefined ? null : (
        <li>
          <ActionButton look="tertiary" onPress={() => go({ view: 'kept' })}>
            {text('showKept', { size: formatSize(keptOverLimit.keptBytes, language) })}
          </ActionButton>
        </li>
      )}
    </ul>
  );
}
