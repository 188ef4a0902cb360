import { readdirSync, realpathSync } from 'node:fs';
import * as nodePath from 'node:path';
import { spellNames } from './spell-names.ts';

/** What a computer tells of a path that a person typed. */
export interface PathTelling {
  readonly rules: Pick<typeof nodePath, 'resolve' | 'parse' | 'relative' | 'join' | 'sep'>;
  /** On Linux every other spelling is another place. */
  readonly areSpellingsOne: boolean;
  /** The path without links. Throws errno errors. */
  readonly toReal: (path: string) => string;
  /** The same as the system itself tells it, with long names, and where a mapped drive leads to. Throws errno errors. */
  readonly toNative: (path: string) => string;
  /** Names in a directory. Throws errno errors. */
  readonly listNames: (directory: string) => readonly string[];
}

const THIS_COMPUTER: PathTelling = {
  rules: nodePath,
  areSpellingsOne: process.platform !== 'linux',
  toReal: realpathSync,
  toNative: realpathSync.native,
  listNames: (directory) => readdirSync(directory),
};

/**
 * The one path of a folder, as the disk has it: without links, and whatever case, form of umlaut or short name was typed,
 * so that one folder has one sync database. On the drive that people know, also where it is a mapped one. A path that
 * does not exist is only made absolute: opening it will say so.
 */
export function toStoredPath(typed: string, computer: PathTelling = THIS_COMPUTER): string {
  const { rules, areSpellingsOne, toReal, toNative } = computer;
  const absolute = rules.resolve(typed);
  try {
    const real = toReal(absolute);
    if (!areSpellingsOne) return real;
    const native = toNative(absolute);
    const isOnSameDrive = rules.parse(native).root.toLowerCase() === rules.parse(real).root.toLowerCase();
    return spell(isOnSameDrive ? native : real, computer);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return absolute;
  }
}

function spell(path: string, { rules, listNames }: PathTelling): string {
  const { root } = rules.parse(path);
  const names = rules.relative(root, path).split(rules.sep);
  return rules.join(
    root.replace(/^[a-z]:/, (drive) => drive.toUpperCase()),
    ...spellNames(names, (above) => listNames(rules.join(root, ...above))),
  );
}
