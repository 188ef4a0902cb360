import { posix, win32 } from 'node:path';
import { expect, it } from 'vitest';
import type { PathTelling } from './stored-path.ts';
import { toStoredPath } from './stored-path.ts';

const NAMES: Readonly<Record<string, readonly string[]>> = {
  'c:\\': ['Benutzer'],
  'c:\\benutzer': ['Anna', 'Änne'],
  'c:\\benutzer\\anna': ['BayernBox'],
  'z:\\': ['Bau'],
};

function fail(): never {
  throw Object.assign(new Error('nothing there'), { code: 'ENOENT' });
}

/** Windows: case does not count, `BENUTZ~1` is a short name, drive Z: is a share of a server, and D:\Box is a link. */
const WINDOWS: PathTelling = {
  rules: win32,
  areSpellingsOne: true,
  toReal: (path) => (path.includes('Nichts') ? fail() : path.replace('D:\\Box', 'C:\\benutzer\\anna\\bayernbox')),
  toNative: (path) =>
    WINDOWS.toReal(path)
      .replace('BENUTZ~1', 'Benutzer')
      .replace(/^z:/i, String.raw`\\server\amt`),
  listNames: (directory) => NAMES[directory.toLowerCase()] ?? fail(),
};

it.each([
  [String.raw`C:\Benutzer\Anna\BayernBox`, String.raw`C:\Benutzer\Anna\BayernBox`],
  [String.raw`c:\BENUTZER\anna\bayernbox`, String.raw`C:\Benutzer\Anna\BayernBox`],
  [String.raw`C:\BENUTZ~1\anna\bayernbox`, String.raw`C:\Benutzer\Anna\BayernBox`],
  [String.raw`D:\Box`, String.raw`C:\Benutzer\Anna\BayernBox`],
  [String.raw`C:\benutzer\a` + '\u0308NNE', String.raw`C:\Benutzer\Änne`],
  [String.raw`z:\BAU`, String.raw`Z:\Bau`],
  ['C:\\', 'C:\\'],
])('however a folder of Windows is typed, it has one path: %s', (typed, stored) => {
  expect(toStoredPath(typed, WINDOWS)).toBe(stored);
});

it('a path that leads nowhere stays as it was typed', () => {
  expect(toStoredPath(String.raw`C:\Nichts`, WINDOWS)).toBe(String.raw`C:\Nichts`);
});

it('a folder that cannot be listed from above keeps the name that the system tells', () => {
  expect(toStoredPath(String.raw`C:\Benutzer\Anna\BayernBox\Geheim\x`, WINDOWS)).toBe(
    String.raw`C:\Benutzer\Anna\BayernBox\Geheim\x`,
  );
});

it('on Linux another spelling is another folder', () => {
  const linux: PathTelling = {
    rules: posix,
    areSpellingsOne: false,
    toReal: (path) => path.replace('/link', '/home/anna/Box'),
    toNative: fail,
    listNames: fail,
  };

  expect(toStoredPath('/link', linux)).toBe('/home/anna/Box');
  expect(toStoredPath('/home/Anna/box', linux)).toBe('/home/Anna/box');
});
