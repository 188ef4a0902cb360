import { useState } from 'react';
import type { ReactNode } from 'react';
import type { AccountView, AppState } from '#ipc/app-state.ts';
import type { FolderView } from '#ipc/folder-view.ts';
import type { ShellInfo } from '#ipc/shell-requests.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { BackupNotice } from '../../components/backup-notice.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { SecretLeftNotice } from '../../components/remove-account-button.tsx';
import { formatSize } from '../../i18n/formats.ts';
import { useLanguage, useText } from '../../i18n/language-context.tsx';
import { useDesktop, useKnown } from '../../state/desktop-context.tsx';
import type { NewChoice } from '../../state/route-context.tsx';
import { useNavigation } from '../../state/route-context.tsx';
import { useAppState } from '../../state/use-folders.ts';
import { useAct } from '../../state/use-act.ts';
import { usePolicies } from '../../state/use-policies.ts';
import { FirstFolder } from './first-folder.tsx';
import { FolderCard } from './folder-card.tsx';
import { LimitsLine } from './limits-line.tsx';
import { overviewMessages } from './messages.ts';
import { NotRemembered } from './not-remembered.tsx';
import { PauseAll } from './pause-all.tsx';

export interface OverviewProps {
  readonly info: ShellInfo | undefined;
  /** The sync folder whose choice of folders has just been taken. */
  readonly chosen: NewChoice | undefined;
}

/** What is going on, in one true sentence per sync folder, and what a person can do about it. */
export function Overview({ info, chosen }: OverviewProps): ReactNode {
  const text = useText(overviewMessages);
  const known = useKnown();
  const state = useAppState();
  return (
    <Page title={state !== undefined && isWithoutAccount(state) ? text('noAccountTitle') : text('title')}>
      {state !== undefined ? <Content state={state} info={info} chosen={chosen} /> : null}
      {known.kind === 'refused' ? (
        <Notice tone="warning" title={text('refused')} isNew>
          <p className="kern-body">{text('refusedText')}</p>
        </Notice>
      ) : null}
      {known.kind === 'connecting' ? (
        <p className="kern-body" role="status">
          {text('connecting')}
        </p>
      ) : null}
    </Page>
  );
}

function Content({ state, info, chosen }: OverviewProps & { readonly state: AppState }): ReactNode {
  const text = useText(overviewMessages);
  const { go } = useNavigation();
  const [isSecretLeft, setSecretLeft] = useState(false);
  const isUsed = new Set(state.folders.map(({ accountId }) => accountId));
  return (
    <>
      {isSecretLeft ? <SecretLeftNotice /> : null}
      {isWithoutAccount(state) ? <FirstStart info={info} /> : null}
      <NotRemembered state={state} />
      {state.accounts.map((each) => (
        <AccountNotices key={each.accountId} account={each} isOnly={state.accounts.length === 1} />
      ))}
      {state.folders.length === 0 ? null : <LimitsLine />}
      {state.folders.map((folder) => (
        <FolderCard
          key={folder.folderId}
          folder={folder}
          account={findShownAccount(state, folder)}
          choice={folder.folderId === chosen?.folderId ? chosen : undefined}
        />
      ))}
      {state.accounts.map((each) =>
        isUsed.has(each.accountId) ? null : (
          <FirstFolder key={each.accountId} account={each} onSecretLeft={setSecretLeft} />
        ),
      )}
      {state.accounts.length === 0 || state.folders.length === 0 ? null : (
        <div className="bb-buttons bb-lone">
          <ActionButton look="tertiary" onPress={() => go({ view: 'set-up' })}>
            {text('addFolder')}
          </ActionButton>
          <PauseAll state={state} />
        </div>
      )}
    </>
  );
}

/** Nobody has set one up; where the list cannot be read, nobody knows. */
function isWithoutAccount({ accounts, accountsFault }: AppState): boolean {
  return accounts.length === 0 && accountsFault === undefined;
}

function FirstStart({ info }: { readonly info: ShellInfo | undefined }): ReactNode {
  const text = useText(overviewMessages);
  const { api } = useDesktop();
  const { go } = useNavigation();
  const demo = useAct();
  const startDemo = (): void => void demo.run(() => api.startDemo({}));
  return (
    <>
      <p className="kern-body">{text('noAccount')}</p>
      <BackupNotice policies={usePolicies()} />
      <ErrorNotice error={demo.error} />
      <div className="bb-buttons">
        <ActionButton look="primary" onPress={() => go({ view: 'set-up' })}>
          {text('setUp')}
        </ActionButton>
        {info?.isDemoAvailable === true ? (
          <ActionButton isPending={demo.isPending} onPress={startDemo}>
            {text('tryDemo')}
          </ActionButton>
        ) : null}
      </div>
    </>
  );
}

/** Whose folder it is; with one account alone nobody has to be told. */
function findShownAccount({ accounts }: AppState, folder: FolderView): AccountView | undefined {
  return accounts.length < 2 ? undefined : accounts.find(({ accountId }) => accountId === folder.accountId);
}

interface AccountNoticesProps {
  readonly account: AccountView;
  readonly isOnly: boolean;
}

function AccountNotices({ account, isOnly }: AccountNoticesProps): ReactNode {
  const text = useText(overviewMessages);
  const language = useLanguage();
  const { go } = useNavigation();
  const { displayName: user, serverUrl: server, quota } = account;
  return (
    <>
      {account.signIn === 'needed' ? (
        <Notice tone="danger" title={text('signInNeeded')} isNew>
          <p className="kern-body">{text('signInNeededText', { user, server })}</p>
          <ActionButton look="primary" onPress={() => go({ view: 'set-up', signInAgain: account.accountId })}>
            {text('signIn')}
          </ActionButton>
        </Notice>
      ) : null}
      {quota?.availableBytes === undefined ? null : (
        <p className="kern-body kern-body--muted">
          {text(isOnly ? 'quota' : 'quotaOf', {
            user,
            server,
            used: formatSize(quota.usedBytes, language),
            free: formatSize(quota.availableBytes, language),
          })}
        </p>
      )}
    </>
  );
}
