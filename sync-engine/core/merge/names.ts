import { isName } from '../model/relative-path.ts';
import { countUtf8Bytes } from './name-bytes.ts';

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
}

/** Names that begin like this belong to us, on both sides. */
const RESERVED_PREFIX = '.bayernbox';

const MAX_LOCAL_LENGTH = 255;
const MAX_SERVER_BYTES = { owncloud10: 250, 'infinite-scale': 255 } as const;

/** The last part of a name that both servers take for a piece of an upload of the old kind. */
const CHUNK_NAME = /-chunking-\w+-\d+-\d+$/;

/** Stores file with such characters, but never give it out again: GET answers 500. A tab is fine on Infinite Scale. */
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const CONTROL = {
  owncloud10: /[\u0000-\u001f\u007f]/,
  'infinite-scale': /[\u0000-\u0008\u000a-\u001f\u007f]/,
} as const;

// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const WINDOWS_FORBIDDEN = /[<>:"/\\|?*\u0000-\u001f]|[ .]$/;

/** Device names, with any extension and with blanks before it. @see Microsoft Learn, "Naming Files, Paths" */
const WINDOWS_DEVICE = /^(?:con|prn|aux|nul|clock\$|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3]) *(?:\.|$)/i;

/** Directories of Windows itself at the root of a drive. */
const WINDOWS_SYSTEM = /^(?:\$recycle\.bin|system volume information)$/i;

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
  return {
    key: (name) => toKey(name, traits),
    checkForLocal: (name) => (isLocalName(name, traits.nameRules) ? undefined : 'name-not-allowed-here'),
    checkForServer(name) {
      if (isReservedName(name)) return 'name-reserved';
      const isTaken = isServerName(name, server) && !refused.has(name.toLowerCase());
      return isTaken ? undefined : 'name-not-allowed-on-server';
    },
  };
}

/** True when a file system with these rules can hold the name and gives it back unchanged. */
export function isLocalName(name: string, rules: NameTraits['nameRules']): boolean {
  if (!isName(name) || !name.isWellFormed()) return false;
  if (rules !== 'windows') return countUtf8Bytes(name) <= MAX_LOCAL_LENGTH;
  if (WINDOWS_FORBIDDEN.test(name) || WINDOWS_SYSTEM.test(name)) return false;
  return name.length <= MAX_LOCAL_LENGTH && !isWindowsDevice(name);
}

/** True when every system and server that we know can hold the name, and it is none of ours. Pure. */
export function isPortableName(name: string): boolean {
  const isLegal = isLocalName(name, 'windows') && isLocalName(name, 'posix') && !isReservedName(name);
  return isLegal && isServerName(name, 'owncloud10') && isServerName(name, 'infinite-scale');
}

/** True for `CON`, `nul.txt`, `COM¹` and their like: Windows opens a device instead of a file. */
export function isWindowsDevice(name: string): boolean {
  return WINDOWS_DEVICE.test(name);
}

/** True for names that are ours. Compared without case, because the local side may ignore it. */
export function isReservedName(name: string): boolean {
  return name.slice(0, RESERVED_PREFIX.length).toLowerCase() === RESERVED_PREFIX;
}

function isServerName(name: string, server: ServerKind): boolean {
  if (!isName(name) || !name.isWellFormed() || name.trim() === '') return false;
  if (name.includes('\\') || CONTROL[server].test(name) || CHUNK_NAME.test(name)) return false;
  if (server === 'owncloud10' && name.toLowerCase() === '.htaccess') return false;
  return countUtf8Bytes(name) <= MAX_SERVER_BYTES[server];
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
