import { formatSize } from '../../i18n/formats.ts';
import type { GetText, Language } from '../../i18n/text.ts';
import type { directoryChoiceMessages } from './messages.ts';
import type { RemoteDirectory } from './use-remote-tree.ts';

type Words = { readonly text: GetText<keyof typeof directoryChoiceMessages>; readonly language: Language };

/** How large a folder of the server is, and how many files it holds, as far as anybody knows. Pure. */
export function describeSize(
  { sizeBytes, fileCount }: Pick<RemoteDirectory, 'sizeBytes' | 'fileCount'>,
  { text, language }: Words,
): readonly string[] {
  return [
    sizeBytes === undefined ? text('unknownSize') : formatSize(sizeBytes, language),
    ...(fileCount === undefined ? [] : [text('files', { count: fileCount })]),
  ];
}

/** Short words for a folder that is shared, lies on another storage, or cannot be changed. Pure. */
export function listMarks(
  { sharing = 'none', isReadOnly = false }: Pick<RemoteDirectory, 'sharing' | 'isReadOnly'>,
  { text }: Pick<Words, 'text'>,
): readonly string[] {
  return [...(sharing === 'none' ? [] : [text(sharing)]), ...(isReadOnly ? [text('readOnly')] : [])];
}
