import { isAbsolute, relative, sep } from 'node:path';
import { findFolder } from '../engine/opening/find-folder.ts';

/** What names a sync folder in a command: nothing for somebody whose current directory lies in it. */
export type FolderWords = readonly string[];

// For private use: no text has them, and what shows texts takes them out again.
const [START, END] = ['\uE000', '\uE001'];
const TOLD = new RegExp(`${START}([^${START}${END}]*)${END}`, 'gu');

/**
 * A command about a sync folder, for a text that tells a person to type it. Which folder is put in where the text is
 * shown, by `nameFolder`: a command that works as it stands. Words like `<id>` are for the reader to fill in.
 */
export function toldCommand(...words: readonly string[]): string {
  return `${START}bayernbox ${words.map(quote).join(' ')}${END}`;
}

/** The text as it is shown where `folder` names the folder that its commands are about. */
export function nameFolder(text: string, folder: FolderWords): string {
  const named = folder.map((word) => ` ${quoteAlways(word)}`).join('');
  return text.replaceAll(TOLD, (_told, words: string) => `${words}${named}`);
}

/** How somebody in a directory names a sync folder; both are absolute. */
export function toFolderWords(rootPath: string, currentDirectory: string): FolderWords {
  const way = relative(rootPath, currentDirectory);
  return isAbsolute(way) || way.split(sep)[0] === '..' ? [rootPath] : [];
}

/** How the sync folder that holds a path is named from the current directory; nothing where there is none. */
export function findFolderWords(anyPath: string): FolderWords {
  const found = findFolder(anyPath, undefined);
  return found === undefined ? [] : toFolderWords(found.rootPath, process.cwd());
}

function quote(word: string): string {
  return /^(?:[\p{L}\p{N}_./:@+=-]+|<[^<>]+>)$/u.test(word) ? word : quoteAlways(word);
}

/** Also where it is not needed: a full stop behind the command must not seem to belong to the name. */
function quoteAlways(word: string): string {
  return process.platform === 'win32' ? `"${word}"` : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
