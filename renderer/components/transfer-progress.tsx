import type { ReactNode } from 'react';
import type { TransferView } from '#ipc/folder-view.ts';
import { formatSize } from '../i18n/formats.ts';
import { useLanguage, useText } from '../i18n/language-context.tsx';
import { componentMessages } from './messages.ts';
import { ProgressLine } from './progress-line.tsx';

/** How far one large transfer is, and how fast it goes. */
export function TransferProgress({
  progress,
}: {
  readonly progress: NonNullable<TransferView['progress']>;
}): ReactNode {
  const text = useText(componentMessages);
  const language = useLanguage();
  const { bytesDone, bytesTotal, bytesPerSecond } = progress;
  const sizes = { done: formatSize(bytesDone, language), total: formatSize(bytesTotal, language) };
  const label =
    bytesPerSecond === undefined
      ? text('transferred', sizes)
      : text('transferredAtRate', { ...sizes, rate: formatSize(bytesPerSecond, language) });
  return <ProgressLine label={label} share={bytesTotal === 0 ? undefined : bytesDone / bytesTotal} />;
}
