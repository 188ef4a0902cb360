import type { ReactNode } from 'react';
import type { FolderView } from '#ipc/folder-view.ts';
import { useText } from '../i18n/language-context.tsx';
import { componentMessages } from './messages.ts';
import { OptionField } from './option-field.tsx';

export interface FolderPickerProps {
  readonly folders: readonly FolderView[];
  readonly folderId: string;
  /** What waits in each for a person: so that nobody takes the one that is shown for all. */
  readonly countOpen?: (folder: FolderView) => number;
  /** Name of the choice of all folders, whose id is empty; absent where a view is about one. */
  readonly all?: string;
  readonly onChange: (folderId: string) => void;
}

/** Asks which sync folder a view is about; with one alone there is nothing to ask. */
export function FolderPicker({ folders, folderId, countOpen = () => 0, all, onChange }: FolderPickerProps): ReactNode {
  const text = useText(componentMessages);
  if (folders.length < 2) return null;
  const options = folders.map((folder) => {
    const { name, localPath: path } = folder;
    return { value: folder.folderId, label: text('folderOption', { name, path, count: countOpen(folder) }) };
  });
  const choices = all === undefined ? options : [{ value: '', label: all }, ...options];
  return <OptionField label={text('folder')} options={choices} value={folderId} onChange={onChange} />;
}
