import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { AccountView } from '#ipc/app-state.ts';
import type { FolderState, FolderView } from '#ipc/folder-view.ts';
import type { ShellInfo } from '#ipc/shell-requests.ts';
import { formatTime } from '../../i18n/formats.ts';
import { useLanguage, useText } from '../../i18n/language-context.tsx';
import type { GetText, Language } from '../../i18n/text.ts';
import { useDesktop, useKnown } from '../../state/desktop-context.tsx';
import { overviewMessages } from './messages.ts';

/** What is going on, in one true sentence per sync folder. */
export function Overview({ info }: { readonly info: ShellInfo | undefined }): ReactNode {
  const text = useText(overviewMessages);
  const known = useKnown();
  return (
    <main className="bb-page">
      <h1 className="kern-heading-large">{text('title')}</h1>
      {known.kind === 'connecting' ? <p className="kern-body">{text('connecting')}</p> : null}
      {known.kind === 'refused' ? <p className="kern-body">{text('refused')}</p> : null}
      {known.kind === 'reconnecting' ? (
        <p className="kern-body" role="status">
          {text('reconnecting')}
        </p>
      ) : null}
      {known.kind === 'connected' && known.state.accounts.length === 0 ? <FirstStart info={info} /> : null}
      {known.kind === 'connected' && known.state.accounts.length > 0 && known.state.folders.length === 0 ? (
        <FirstFolder account={known.state.accounts[0]} />
      ) : null}
      {known.kind === 'connected'
        ? known.state.folders.map((folder) => <Folder key={folder.folderId} folder={folder} />)
        : null}
    </main>
  );
}

function FirstStart({ info }: { readonly info: ShellInfo | undefined }): ReactNode {
  const text = useText(overviewMessages);
  const { api } = useDesktop();
  const [isStarting, setStarting] = useState(false);
  const start = (): void => {
    setStarting(true);
    void api.startDemo({}).finally(() => setStarting(false));
  };
  return (
    <>
      <p className="kern-body">{text('noAccount')}</p>
      {info?.isDemoAvailable === true ? (
        <Button className="kern-btn kern-btn--primary" isDisabled={isStarting} onPress={start}>
          <span className="kern-label">{text('tryDemo')}</span>
        </Button>
      ) : null}
    </>
  );
}

/** One click to a running sync, with all defaults. */
function FirstFolder({ account }: { readonly account: AccountView | undefined }): ReactNode {
  const text = useText(overviewMessages);
  const { api } = useDesktop();
  const [localPath, setLocalPath] = useState<string>();
  const accountId = account?.accountId;
  useEffect(() => {
    if (accountId === undefined) return;
    void api.suggestLocalFolder({ accountId }).then((answer) => answer.ok && setLocalPath(answer.value.localPath));
  }, [api, accountId]);
  return (
    <>
      <p className="kern-body">{text('noFolder')}</p>
      {accountId === undefined || localPath === undefined ? null : (
        <Button
          className="kern-btn kern-btn--primary"
          onPress={() => void api.addFolder({ accountId, remotePath: '', localPath })}
        >
          <span className="kern-label">{text('syncThisFolder', { path: localPath })}</span>
        </Button>
      )}
    </>
  );
}

function Folder({ folder }: { readonly folder: FolderView }): ReactNode {
  const text = useText(overviewMessages);
  const language = useLanguage();
  const { api } = useDesktop();
  const { folderId } = folder;
  const isPaused = folder.state.kind === 'paused';
  return (
    <section className="kern-card" aria-label={folder.name}>
      <div className="kern-card__container">
        <h2 className="kern-heading-medium">{folder.name}</h2>
        <p className="kern-body" role="status">
          {describeState(folder.state, text, language)}
        </p>
        <Button
          className="kern-btn kern-btn--secondary"
          onPress={() => void (isPaused ? api.resume({ folderId }) : api.pause({ folderId, length: 'until-resumed' }))}
        >
          <span className="kern-label">{text(isPaused ? 'resume' : 'pause')}</span>
        </Button>
      </div>
    </section>
  );
}

function describeState(state: FolderState, text: GetText<keyof typeof overviewMessages>, language: Language): string {
  switch (state.kind) {
    case 'checking':
      return text('checking');
    case 'syncing':
      return text('syncing', { operations: state.operations });
    case 'in-sync':
      return text('inSync', { time: formatTime(state.verifiedAtMs, Date.now(), language) });
    case 'unverified':
      return text('unverified');
    case 'not-synced':
      return text('notSynced', { problems: state.problems });
    case 'waiting':
      return text('waiting');
    case 'needs-decision':
      return text('needsDecision', { holds: state.holds });
    case 'offline':
      return text('offline');
    case 'paused':
      return text('paused');
    case 'stopped':
      return text('stopped');
    default:
      return state satisfies never;
  }
}
