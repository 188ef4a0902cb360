import type { NameFault } from '../model/name-fault.ts';
import type { Side } from '../model/side.ts';
import { findLocalFault, findServerFault, findWindowsDevice } from './find-name-fault.ts';

/** How the local file system treats names. */
export interface NameTraits {
  readonly isCaseSensitive: boolean;
  /** False when names that differ only in their Unicode normal form are the same (APFS, HFS+). */
  readonly keepsUnicodeForm: boolean;
  readonly nameRules: 'posix' | 'macos' | 'windows';
}

export type ServerKind = 'owncloud10' | 'infinite-scale';

/** The rules of one pair of sides. */
export interface NameRules {
  /** Two names with equal keys are the same name on the local side. Only for comparing, never for showing. */
  key(name: string): string;
  checkForLocal(name: string): 'name-not-allowed-here' | undefined;
  checkForServer(name: string): 'name-not-allowed-on-server' | 'name-reserved' | undefined;
  /** Which rule of a side forbids a name; undefined when none does, or the name is one of ours. */
  findFault(name: string, side: Side): NameFault | undefined;
}

/** Names that begin like this belong to us, on both sides. */
const RESERVED_PREFIX = '.bayernbox';

/**
 * The rules between a local file system and a server.
 *
 * @param refusedNames What the server says that it takes under no circumstances, in any case of letters.
 */
export function createNameRules(
  traits: NameTraits,
  server: ServerKind,
  refusedNames: readonly string[] = [],
): NameRules {
  const refused = new Set(refusedNames.map((name) => name.toLowerCase()));
  const findLocal = (name: string): NameFault | undefined => findLocalFault(name, traits.nameRules);
  const findThere = (name: string): NameFault | undefined =>
    refused.has(name.toLowerCase()) ? { kind: 'taken-by-server' } : findServerFault(name, server);
  return {
    key: (name) => toKey(name, traits),
    checkForLocal: (name) => (findLocal(name) === undefined ? undefined : 'name-not-allowed-here'),
    checkForServer(name) {
      if (isReservedName(name)) return 'name-reserved';
      return findThere(name) === undefined ? undefined : 'name-not-allowed-on-server';
    },
    findFault(name, side) {
      if (isReservedName(name)) return undefined;
      return side === 'local' ? findLocal(name) : findThere(name);
    },
  };
}

/** True when every system and server that we know can hold the name, and it is none of ours. Pure. */
export function isPortableName(name: string): boolean {
  const faults = [
    findLocalFault(name, 'windows'),
    findLocalFault(name, 'posix'),
    findServerFault(name, 'owncloud10'),
    findServerFault(name, 'infinite-scale'),
  ];
  return !isReservedName(name) && faults.every((fault) => fault === undefined);
}

/** True for `CON`, `nul.txt`, `COM¹` and their like: Windows opens a device instead of a file. */
export function isWindowsDevice(name: string): boolean {
  return findWindowsDevice(name) !== undefined;
}

/** True for names that are ours. Compared without case, because the local side may ignore it. */
export function isReservedName(name: string): boolean {
  return name.slice(0, RESERVED_PREFIX.length).toLowerCase() === RESERVED_PREFIX;
}

function toKey(name: string, traits: NameTraits): string {
  if (isPlainAscii(name)) return traits.isCaseSensitive ? name : name.toLowerCase();
  const formed = traits.keepsUnicodeForm ? name : name.normalize('NFC');
  if (traits.isCaseSensitive) return formed;
  const folded = fold(formed);
  return traits.keepsUnicodeForm ? folded : folded.normalize('NFC');
}

function isPlainAscii(name: string): boolean {
  for (let index = 0; index < name.length; index += 1) if (name.charCodeAt(index) > 0x7f) return false;
  return true;
}

/**
 * Folds each character by itself, as file systems do: `Straße` and `STRASSE` stay two names, because on NTFS they are.
 * Upper case first, so that both small sigmas and the Kelvin sign meet.
 */
function fold(name: string): string {
  let folded = '';
  for (const character of name) {
    const upper = character.toUpperCase();
    const single = upper.length === character.length ? upper : character;
    const lower = single.toLowerCase();
    folded += lower.length === single.length ? lower : single;
  }
  return folded;
}
