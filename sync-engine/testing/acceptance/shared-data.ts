import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** Larger files add time and no kind of entry. */
const MAX_FILE_BYTES = 2_000_000;

/** Copies the first entries of a tree, links as links; directories before what is in them. Returns how many. */
export function copySharedData(from: string, to: string, maxEntries: number): number {
  let count = 0;
  const pending = [''];
  for (let at = pending.shift(); at !== undefined && count < maxEntries; at = pending.shift()) {
    for (const name of readdirSync(join(from, at)).toSorted()) {
      if (count >= maxEntries) break;
      const path = join(at, name);
      if (copyEntry(join(from, path), join(to, path))) count += 1;
      if (lstatSync(join(from, path)).isDirectory()) pending.push(path);
    }
  }
  return count;
}

function copyEntry(from: string, to: string): boolean {
  const stats = lstatSync(from);
  if (stats.isDirectory()) mkdirSync(to);
  else if (stats.isSymbolicLink()) symlinkSync(readlinkSync(from), to);
  else if (stats.isFile() && stats.size <= MAX_FILE_BYTES) copyFileSync(from, to);
  else return false;
  return true;
}

const TOO_LONG_FOR_OWNCLOUD_10 = 'n'.repeat(255);

/** Names that one system or another does not like, and things that are no files. */
const ODD_NAMES = [
  'dots at the end..',
  'blank at the end ',
  ' blank at the start',
  '\u00e4 composed.txt',
  'a\u0308 composed.txt',
  'CON',
  'nul.txt',
  'a:b|c?d*e<f>g"h',
  "quote's & 100%25 #hash +plus;semi,comma",
  'README',
  'readme',
  '日本語 🙂.txt',
  '-chunking',
  'upload-chunking-1-2-0',
  '.htaccess',
  '.hidden',
  '.bayernbox-of-mine',
  'back\\slash',
  'line\nbreak',
  'tab\there',
  TOO_LONG_FOR_OWNCLOUD_10,
  'n'.repeat(250),
] as const;

/** Problems that every server has with the directory of `writeOddNames`. */
const COMMON_PROBLEMS = {
  'odd names/.bayernbox-of-mine': 'name-reserved',
  'odd names/back\\slash': 'name-not-allowed-on-server',
  'odd names/line\nbreak': 'name-not-allowed-on-server',
  'odd names/upload-chunking-1-2-0': 'name-not-allowed-on-server',
  'odd names/no utf-8 \ufffd': 'name-not-utf8',
  'odd names/pipe': 'special-file',
  'odd names/link to nothing': 'symbolic-link',
  'odd names/link to itself': 'symbolic-link',
  'odd names/link to directory': 'symbolic-link',
} as const;

/** Exactly the problems of `writeOddNames`, by path. */
export const ODD_PROBLEMS = {
  owncloud10: {
    ...COMMON_PROBLEMS,
    'odd names/.htaccess': 'name-not-allowed-on-server',
    'odd names/tab\there': 'name-not-allowed-on-server',
    [`odd names/${TOO_LONG_FOR_OWNCLOUD_10}`]: 'name-not-allowed-on-server',
  },
  'infinite-scale': COMMON_PROBLEMS,
} as const;

/** Makes a directory full of names and things that give trouble. */
export function writeOddNames(directory: string): void {
  mkdirSync(directory);
  for (const name of ODD_NAMES) writeFileSync(join(directory, name), `content of ${name}`);
  writeFileSync(Buffer.concat([Buffer.from(join(directory, 'no utf-8 ')), Buffer.from([0xff])]), 'x');
  writeFileSync(join(directory, 'empty file'), '');
  mkdirSync(join(directory, 'empty directory', 'in an empty directory'), { recursive: true });
  linkSync(join(directory, 'README'), join(directory, 'hard link'));
  execFileSync('mkfifo', [join(directory, 'pipe')]);
  symlinkSync('nowhere', join(directory, 'link to nothing'));
  symlinkSync('link to itself', join(directory, 'link to itself'));
  symlinkSync('empty directory', join(directory, 'link to directory'));
}
