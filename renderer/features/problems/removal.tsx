import { useCallback, useState } from 'react';
import type { ReactNode } from 'react';
import type { DesktopApi } from '#ipc/desktop-api.ts';
import type { WhyView } from '#ipc/path-view.ts';
import { toVisibleText } from '#ipc/visible-text.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Notice } from '../../components/notice.tsx';
import { toTimeWords } from '../../i18n/formats.ts';
import { useLanguage, useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useNavigation } from '../../state/route-context.tsx';
import type { Act } from '../../state/use-act.ts';
import { useAct } from '../../state/use-act.ts';
import { problemViewMessages } from './messages.ts';
import { removalMessages } from './removal-messages.ts';

type Removal = NonNullable<WhyView['removal']>;

/** What a person can do about a removal, or where: of a directory only what was in it can be brought back. */
type Way =
  | {
      readonly kind: 'restore';
      readonly act: (
        api: DesktopApi,
        folderId: string,
      ) => ReturnType<DesktopApi['restoreKept']> | ReturnType<DesktopApi['undo']>;
    }
  | { readonly kind: 'directory' | 'reopen' | 'trash' };

function findWay({ wayBack, isKept }: Removal): Way {
  switch (wayBack.kind) {
    case 'undo': {
      // That it comes back for all is said beside the button.
      const agreed = { historyId: wayBack.entryId, agreed: 'brings-back' } as const;
      return isKept
        ? { kind: 'restore', act: (api, folderId) => api.undo({ folderId, ...agreed }) }
        : { kind: 'directory' };
    }
    case 'restore':
      return { kind: 'restore', act: (api, folderId) => api.restoreKept({ folderId, keepId: wayBack.keepId }) };
    case 'reopen':
      return { kind: 'reopen' };
    case 'server-trash':
      return { kind: 'trash' };
    default:
      return wayBack satisfies never;
  }
}

/** The coming back of what was deleted. */
export interface Restoring {
  readonly act: Pick<Act, 'isPending' | 'error'>;
  /** Where it is again; undefined until it has come back. */
  readonly path: string | undefined;
  readonly restore: (way: Extract<Way, { kind: 'restore' }>) => void;
}

/** Brings back what was deleted. `onRestored` must be stable: the answer is another one after that. */
export function useRestoring(folderId: string, onRestored: () => void): Restoring {
  const { api } = useDesktop();
  const { run, isPending, error } = useAct();
  const [path, setPath] = useState<string>();
  const restore = useCallback(
    async ({ act }: Extract<Way, { kind: 'restore' }>): Promise<void> => {
      const restored = await run<{ readonly path: string }>(() => act(api, folderId));
      if (restored === undefined) return;
      setPath(restored.path);
      onRestored();
    },
    [api, folderId, run, onRestored],
  );
  return { act: { isPending, error }, path, restore: (way) => void restore(way) };
}

/** Where something was deleted and when, and where more of it is. */
export function RemovalLines({ removal }: { readonly removal: Removal }): ReactNode {
  const text = useText(removalMessages);
  const language = useLanguage();
  const { cause, atMs, within, isKept } = removal;
  return (
    <>
      <p className="kern-body">{text(cause, { ...toTimeWords(atMs, Date.now(), language) })}</p>
      {within === undefined ? null : <p className="kern-body">{text('within', { folder: toVisibleText(within) })}</p>}
      <p className="kern-body">{text(toWayKey(removal))}</p>
      {findWay(removal).kind === 'trash' && isKept ? <p className="kern-body">{text('older')}</p> : null}
    </>
  );
}

function toWayKey(removal: Removal): keyof typeof removalMessages {
  const { kind } = findWay(removal);
  if (kind === 'trash') return removal.cause === 'here' ? 'trashHere' : 'trashOnServer';
  return kind === 'restore' ? 'version' : kind;
}

export interface RemovalWaysProps {
  readonly folderId: string;
  readonly removal: Removal;
  readonly restoring: Restoring;
}

/** Brings back what was deleted, or leads to where that can be done. */
export function RemovalWays({ folderId, removal, restoring }: RemovalWaysProps): ReactNode {
  const text = useText(removalMessages);
  const words = useText(problemViewMessages);
  const { go } = useNavigation();
  const way = findWay(removal);
  switch (way.kind) {
    case 'restore':
      return (
        <>
          <ActionButton look="primary" isPending={restoring.act.isPending} onPress={() => restoring.restore(way)}>
            {text('restore')}
          </ActionButton>
          <ErrorNotice error={restoring.act.error} />
        </>
      );
    case 'directory':
      return (
        <ActionButton look="primary" onPress={() => go({ view: 'kept' })}>
          {words('toKept')}
        </ActionButton>
      );
    case 'reopen':
      return (
        <ActionButton look="primary" onPress={() => go({ view: 'conflicts', folderId })}>
          {words('toConflicts')}
        </ActionButton>
      );
    case 'trash':
      return <TrashWays folderId={folderId} hasOlder={removal.isKept} />;
    default:
      return way satisfies never;
  }
}

function TrashWays({ folderId, hasOlder }: { readonly folderId: string; readonly hasOlder: boolean }): ReactNode {
  const words = useText(problemViewMessages);
  const { api } = useDesktop();
  const { go } = useNavigation();
  const act = useAct();
  return (
    <>
      {/* What was deleted may have taken its directory along. */}
      <ActionButton
        look="primary"
        isPending={act.isPending}
        onPress={() => void act.run(() => api.openOnServer({ folderId, path: '' }))}
      >
        {words('lookOnServer')}
      </ActionButton>
      {hasOlder ? <ActionButton onPress={() => go({ view: 'kept' })}>{words('toKept')}</ActionButton> : null}
      <ErrorNotice error={act.error} />
    </>
  );
}

/** What has come back, told above the answer that follows. */
export function RestoredNotice({ path }: { readonly path: string | undefined }): ReactNode {
  const text = useText(removalMessages);
  if (path === undefined) return null;
  return <Notice tone="success" title={text('restored', { path: toVisibleText(path) })} isNew />;
}
