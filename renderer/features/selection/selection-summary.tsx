import { useCallback } from 'react';
import type { ReactNode } from 'react';
import type { FolderView } from '#ipc/folder-view.ts';
import { formatSize } from '../../i18n/formats.ts';
import { useLanguage, useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { selectionMessages } from './messages.ts';
import type { Deselected, SummedSize } from './selection-model.ts';
import { compareChoices, parentOf, sumSizes } from './selection-model.ts';
import type { LoadedTree } from './use-remote-tree.ts';
import { childrenIn } from './use-remote-tree.ts';

export interface SelectionSummaryProps {
  readonly folder: FolderView;
  readonly tree: LoadedTree;
  readonly before: Deselected;
  readonly chosen: Deselected;
  /** How many folders nobody has decided about. */
  readonly undecided: number;
}

/** What the choice means: what comes and leaves, how large it is as far as that is known, and what is free here. */
export function SelectionSummary({ folder, tree, before, chosen, undecided }: SelectionSummaryProps): ReactNode {
  const text = useText(selectionMessages);
  const language = useLanguage();
  const freeBytes = useFreeBytes(folder.localPath);
  const { comes, leaves } = compareChoices(before, chosen);
  const sizeOf = (path: string): number | undefined =>
    childrenIn(tree, parentOf(path)).find((directory) => directory.path === path)?.sizeBytes;
  const coming = sumSizes(comes, chosen, sizeOf);
  const describe = (key: 'comesSize' | 'leavesSize', { bytes, isWhole }: SummedSize): string =>
    bytes === 0 ? '' : text(key, { size: formatSize(bytes, language), known: isWhole ? 'whole' : 'partly' });
  return (
    <p className="kern-body" role="status">
      {undecided === 0 ? '' : text('undecided', { count: undecided })}
      {comes.length + leaves.length === 0 ? `${text('same')}. ` : ''}
      {text('comes', { count: comes.length })}
      {describe('comesSize', coming)}
      {text('leaves', { count: leaves.length })}
      {describe('leavesSize', sumSizes(leaves, before, sizeOf))}
      {leaves.length === 0 ? '' : `${text('unsynced')} `}
      {freeBytes === undefined ? '' : text('free', { size: formatSize(freeBytes, language) })}
      {freeBytes !== undefined && coming.bytes > freeBytes ? text('tooLarge') : ''}
    </p>
  );
}

/** Free room on the disk of the folder; undefined while it is not known. */
function useFreeBytes(localPath: string): number | undefined {
  const { api } = useDesktop();
  const [loaded] = useAnswer(useCallback(() => api.inspectLocalFolder({ localPath }), [api, localPath]));
  return loaded.kind === 'loaded' ? loaded.value.freeBytes : undefined;
}
