import { useState } from 'react';
import type { ReactNode } from 'react';
import type { FreedSpace, KeptView } from '#ipc/history-view.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { DialogWindow } from '../../components/dialog-window.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Notice } from '../../components/notice.tsx';
import { PathText } from '../../components/path-text.tsx';
import { formatSize } from '../../i18n/formats.ts';
import { useLanguage, useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useAct } from '../../state/use-act.ts';
import { keptMessages } from './messages.ts';

/** So many files are named before they go. */
const MAX_NAMED = 10;

export interface FreeSpaceProps {
  readonly folderId: string;
  readonly items: readonly KeptView[];
  /** What they should not exceed; undefined while they do not. */
  readonly maxBytes: number | undefined;
  readonly onFreed: () => void;
}

/** How much is kept, and a way to let go at once what the server still has, too. */
export function FreeSpace({ folderId, items, maxBytes, onFreed }: FreeSpaceProps): ReactNode {
  const text = useText(keptMessages);
  const language = useLanguage();
  const { api } = useDesktop();
  const act = useAct();
  const [isAsking, setAsking] = useState(false);
  const [freed, setFreed] = useState<FreedSpace>();
  const free = items.filter(({ canBeFreed }) => canBeFreed);
  // Several versions of one file have its name in common.
  const places = [...Map.groupBy(free, ({ originalPath }) => originalPath)];
  const size = formatSize(sumSizes(free), language);
  const carryOut = async (): Promise<void> => {
    const end = await act.run(() => api.freeKept({ folderId }));
    setAsking(false);
    if (end === undefined) return;
    setFreed(end);
    onFreed();
  };
  return (
    <>
      {freed === undefined ? null : <FreedNotice freed={freed} />}
      <ErrorNotice error={act.error} />
      <KeptSum items={items} maxBytes={maxBytes} free={free} />
      {free.length === 0 ? null : (
        <div className="bb-lone">
          <ActionButton onPress={() => setAsking(true)}>{text('free', { count: free.length })}</ActionButton>
        </div>
      )}
      <DialogWindow
        title={text('freeTitle', { size })}
        isOpen={isAsking}
        isAlert
        onClose={() => act.isPending || setAsking(false)}
        buttons={
          <>
            <ActionButton autoFocus look="primary" isPending={act.isPending} onPress={() => setAsking(false)}>
              {text('freeNo')}
            </ActionButton>
            <ActionButton isPending={act.isPending} onPress={() => void carryOut()}>
              {text('freeYes')}
            </ActionButton>
          </>
        }
      >
        <p className="kern-body">{text('freeText', { count: free.length })}</p>
        <ul className="bb-plain-list">
          {places.slice(0, MAX_NAMED).map(([path, { length }]) => (
            <li key={path}>
              <PathText path={path} />
              {length === 1 ? null : <span className="bb-muted"> {text('versions', { count: length })}</span>}
            </li>
          ))}
          {places.length <= MAX_NAMED ? null : <li>{text('andMore', { count: places.length - MAX_NAMED })}</li>}
        </ul>
      </DialogWindow>
    </>
  );
}

/** How much there is, whether that is more than it should be, and how much of it the server had, too. */
function KeptSum({
  items,
  maxBytes,
  free,
}: Pick<FreeSpaceProps, 'items' | 'maxBytes'> & { readonly free: readonly KeptView[] }): ReactNode {
  const text = useText(keptMessages);
  const language = useLanguage();
  if (items.length === 0) return null;
  const totalBytes = sumSizes(items);
  // What was said of the limit can be older than the list.
  const isOverLimit = maxBytes !== undefined && totalBytes > maxBytes;
  return (
    <p className="kern-body">
      {text('total', { count: items.length, size: formatSize(totalBytes, language) })}{' '}
      {isOverLimit ? text('overLimit', { max: formatSize(maxBytes, language) }) : null}{' '}
      {free.length === 0
        ? null
        : text('canBeFreed', { count: free.length, size: formatSize(sumSizes(free), language) })}
    </p>
  );
}

/** What went, and how much stays for which reason. */
function FreedNotice({ freed: { files, bytes, otherOnServer, unasked } }: { readonly freed: FreedSpace }): ReactNode {
  const text = useText(keptMessages);
  const size = formatSize(bytes, useLanguage());
  const title = files === 0 ? text('noneFreed') : text('freed', { size, count: files });
  const isAll = otherOnServer + unasked === 0;
  return (
    <Notice tone={isAll ? 'success' : 'info'} title={title} isNew>
      {isAll ? undefined : (
        <>
          {otherOnServer === 0 ? null : <p className="kern-body">{text('otherOnServer', { count: otherOnServer })}</p>}
          {unasked === 0 ? null : <p className="kern-body">{text('unasked', { count: unasked })}</p>}
        </>
      )}
    </Notice>
  );
}

function sumSizes(items: readonly KeptView[]): number {
  return items.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}
