import type { FolderWords } from './told-command.ts';
import { nameFolder } from './told-command.ts';

/** Control characters, line separators, and what turns the direction of writing: a name could fake a line with them. */
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/**
 * The text as one line of a terminal; what could move the cursor or fake another line becomes `\uFFFD`. `folder` is put
 * into the commands that it tells.
 */
export function toPrintable(text: string, folder: FolderWords = []): string {
  return nameFolder(text, folder).toWellFormed().replaceAll(UNPRINTABLE, '\uFFFD');
}
