import { useCallback, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { GridListItem } from 'react-aria-components';
import type { RequestOutput } from '#ipc/contract.ts';
import type { FolderView } from '#ipc/folder-view.ts';
import { toItemName } from '#ipc/item-name.ts';
import type { KeptView } from '#ipc/history-view.ts';
import { toVisibleText } from '#ipc/visible-text.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { FolderPicker } from '../../components/folder-picker.tsx';
import { InputField } from '../../components/input-field.tsx';
import { LoadedView } from '../../components/loaded-view.tsx';
import { LongList } from '../../components/long-list.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { PathText } from '../../components/path-text.tsx';
import { formatMoment } from '../../i18n/formats.ts';
import { useLanguage, useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useAct } from '../../state/use-act.ts';
import { useFolderList } from '../../state/use-answer.ts';
import { useChosenFolder, useFolders } from '../../state/use-folders.ts';
import { describeKept } from './describe-kept.ts';
import { FreeSpace } from './free-space.tsx';
import type { PlacedVersion } from './group-kept.ts';
import { groupKept } from './group-kept.ts';
import { KeptPreview } from './kept-preview.tsx';
import { keptMessages } from './messages.ts';

/** What the safety store holds, and the way back out of it. */
export function KeptFiles(): ReactNode {
  const text = useText(keptMessages);
  const folders = useFolders();
  const [folder, choose] = useChosenFolder();
  return (
    <Page title={text('title')} intro={text('intro')}>
      {folder === undefined ? (
        <p className="kern-body">{text('none')}</p>
      ) : (
        <>
          <FolderPicker folders={folders} folderId={folder.folderId} onChange={choose} />
          <KeptList key={folder.folderId} folder={folder} />
        </>
      )}
    </Page>
  );
}

function KeptList({ folder: { folderId, keptOverLimit } }: { readonly folder: FolderView }): ReactNode {
  const text = useText(keptMessages);
  const { api } = useDesktop();
  const act = useAct();
  const [search, setSearch] = useState('');
  const [restored, setRestored] = useState<RequestOutput<'restoreKept'>>();
  const [looked, setLooked] = useState<PlacedVersion>();
  const ask = useCallback((id: string) => api.listKept({ folderId: id }), [api]);
  const [loaded, reload] = useFolderList(folderId, 'kept', ask);
  const restore = async (keepId: string): Promise<void> => {
    setRestored(undefined);
    const end = await act.run(() => api.restoreKept({ folderId, keepId }));
    setRestored(end);
    reload();
  };
  return (
    <>
      <InputField label={text('search')} type="search" value={search} onChange={setSearch} />
      {restored === undefined ? null : <RestoredNotice {...restored} />}
      <ErrorNotice error={act.error} />
      <LoadedView loaded={loaded}>
        {({ items }) => (
          <>
            <FreeSpace folderId={folderId} items={items} maxBytes={keptOverLimit?.maxBytes} onFreed={reload} />
            <KeptRows
              items={items}
              search={search}
              isPending={act.isPending}
              onLook={setLooked}
              onRestore={(keepId) => void restore(keepId)}
            />
          </>
        )}
      </LoadedView>
      {looked === undefined ? null : (
        <KeptPreview
          folderId={folderId}
          kept={looked}
          onClose={() => setLooked(undefined)}
          onRestore={() => {
            setLooked(undefined);
            void restore(looked.keepId);
          }}
        />
      )}
    </>
  );
}

/** Where it is now, and what sync makes of it. */
function RestoredNotice({ path, isRenamed, away }: RequestOutput<'restoreKept'>): ReactNode {
  const text = useText(keptMessages);
  const title = text(isRenamed ? 'restoredBeside' : 'restored', { path });
  if (away === undefined) return <Notice tone="success" title={title} isNew />;
  return (
    <Notice tone="info" title={title} isNew>
      <p className="kern-body">{text('restoredAway', { folder: toVisibleText(away) })}</p>
    </Notice>
  );
}

interface KeptRowsProps {
  readonly items: readonly KeptView[];
  readonly search: string;
  /** One of them is on its way back. */
  readonly isPending: boolean;
  readonly onLook: (kept: PlacedVersion) => void;
  readonly onRestore: (keepId: string) => void;
}

function KeptRows({ items, search, isPending, onLook, onRestore }: KeptRowsProps): ReactNode {
  const text = useText(keptMessages);
  const language = useLanguage();
  const wanted = search.trim().toLocaleLowerCase();
  const placed = useMemo(() => groupKept(items), [items]);
  const found = placed.filter(({ originalPath }) => originalPath.toLocaleLowerCase().includes(wanted));
  if (found.length === 0) return <p className="kern-body">{text(items.length === 0 ? 'none' : 'noMatch')}</p>;
  return (
    <LongList isTall label={text('title')} items={found} dependencies={[isPending, text, language]}>
      {(kept) => {
        const name = toItemName(kept.originalPath);
        const modified = formatMoment(kept.modifiedAtMs, language);
        return (
          <GridListItem id={kept.keepId} textValue={name} className="bb-row">
            <span className="bb-row__text">
              <PathText path={kept.originalPath} />
              {describeKept(kept, { text, language, nowMs: Date.now() }).map((line) => (
                <span key={line} className="bb-muted">
                  {line}
                </span>
              ))}
            </span>
            <span className="bb-buttons">
              <ActionButton
                look="tertiary"
                aria-label={text(kept.count === 1 ? 'previewFor' : 'previewOneFor', { name, modified })}
                onPress={() => onLook(kept)}
              >
                {text('preview')}
              </ActionButton>
              <ActionButton
                look="tertiary"
                aria-label={text(kept.count === 1 ? 'restoreFor' : 'restoreOneFor', { name, modified })}
                isPending={isPending}
                onPress={() => onRestore(kept.keepId)}
              >
                {text('restore')}
              </ActionButton>
            </span>
          </GridListItem>
        );
      }}
    </LongList>
  );
}
