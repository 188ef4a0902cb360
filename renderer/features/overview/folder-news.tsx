import type { ReactNode } from 'react';
import type { FolderNews, SeenNews } from '#ipc/folder-news.ts';
import type { FolderView } from '#ipc/folder-view.ts';
import { toVisibleText } from '#ipc/visible-text.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Notice } from '../../components/notice.tsx';
import { toTimeWords } from '../../i18n/formats.ts';
import { useLanguage, useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useNavigation } from '../../state/route-context.tsx';
import { useAct } from '../../state/use-act.ts';
import { useNow } from '../../state/use-now.ts';
import { newsMessages } from './news-messages.ts';

/** What has happened to the folder without anybody's doing, the latest first, until a person says that they know. */
export function FolderNewsList({ folder: { folderId, news } }: { readonly folder: FolderView }): ReactNode {
  return news.toReversed().map((one) => <OneNews key={toKey(one)} folderId={folderId} news={one} />);
}

/** Stays while more of the same comes, so that the focus does. */
function toKey(news: FolderNews): string {
  return news.kind === 'united' ? news.why : news.kind;
}

function OneNews({ folderId, news }: { readonly folderId: string; readonly news: FolderNews }): ReactNode {
  const text = useText(newsMessages);
  const { api } = useDesktop();
  const act = useAct();
  const title = useTitle(news);
  const when = text('when', toTimeWords(news.atMs, useNow(), useLanguage()));
  return (
    <Notice tone="warning" title={title} isNew>
      <p className="kern-body kern-body--muted">{when}</p>
      {news.kind === 'united' ? <UnitedText why={news.why} /> : <RepairedText news={news} />}
      <ErrorNotice error={act.error} />
      <div className="bb-buttons">
        <ActionButton
          aria-label={text('seenOf', { title })}
          isPending={act.isPending}
          onPress={() => void act.run(() => api.dismissNews({ folderId, seen: toSeen(news) }))}
        >
          {text('seen')}
        </ActionButton>
        {news.kind === 'damage-repaired' ? <KeptButton /> : null}
      </div>
    </Notice>
  );
}

/** The very news that are on the screen: what has come since, nobody has seen. */
function toSeen(news: FolderNews): SeenNews {
  const { atMs } = news;
  return news.kind === 'united'
    ? { kind: news.kind, why: news.why, atMs }
    : { kind: news.kind, count: news.count, atMs };
}

function useTitle(news: FolderNews): string {
  const text = useText(newsMessages);
  return news.kind === 'united' ? text(UNITED[news.why].title) : text('repairedTitle', { count: news.count });
}

function UnitedText({ why }: { readonly why: UnitedWhy }): ReactNode {
  const text = useText(newsMessages);
  const words = UNITED[why];
  return (
    <>
      <p className="kern-body">{text(words.happened)}</p>
      <p className="kern-body">{text('united')}</p>
      <p className="kern-body">{text(words.toDo)}</p>
    </>
  );
}

function RepairedText({ news }: { readonly news: Extract<FolderNews, { kind: 'damage-repaired' }> }): ReactNode {
  const text = useText(newsMessages);
  const more = news.count - news.paths.length;
  return (
    <>
      <p className="kern-body">{text('repaired', { count: news.count })}</p>
      <ul className="bb-plain-list">
        {news.paths.map((path) => (
          <li key={path} className="kern-body">
            <bdi>{toVisibleText(path)}</bdi>
          </li>
        ))}
        {more > 0 ? <li className="kern-body">{text('more', { count: more })}</li> : null}
      </ul>
    </>
  );
}

function KeptButton(): ReactNode {
  const text = useText(newsMessages);
  const { go } = useNavigation();
  return (
    <ActionButton look="tertiary" onPress={() => go({ view: 'kept' })}>
      {text('showKept')}
    </ActionButton>
  );
}

type UnitedWhy = Extract<FolderNews, { kind: 'united' }>['why'];

interface UnitedWords {
  readonly title: 'restoredTitle' | 'otherPlaceTitle' | 'forgottenTitle';
  readonly happened: 'restored' | 'otherLocalFolder' | 'otherServer' | 'otherRemoteFolder' | 'oldDatabase' | 'damaged';
  readonly toDo: 'askWhoRestored' | 'checkPlace' | 'nothingToDo';
}

const RESTORED: UnitedWords = { title: 'restoredTitle', happened: 'restored', toDo: 'askWhoRestored' };
const DAMAGED: UnitedWords = { title: 'forgottenTitle', happened: 'damaged', toDo: 'nothingToDo' };
const OTHER_PLACE = { title: 'otherPlaceTitle', toDo: 'checkPlace' } as const;

const UNITED: Readonly<Record<UnitedWhy, UnitedWords>> = {
  'server-restored': RESTORED,
  'server-older-than-base': RESTORED,
  'other-local-folder': { ...OTHER_PLACE, happened: 'otherLocalFolder' },
  'other-server': { ...OTHER_PLACE, happened: 'otherServer' },
  'other-remote-folder': { ...OTHER_PLACE, happened: 'otherRemoteFolder' },
  'old-database': { title: 'forgottenTitle', happened: 'oldDatabase', toDo: 'nothingToDo' },
  'base-broken': DAMAGED,
  'database-broken': DAMAGED,
};
