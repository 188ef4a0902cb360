import type { NameFault } from '../model/name-fault.ts';
import { isName } from '../model/relative-path.ts';
import { countUtf8Bytes } from './name-bytes.ts';
import type { NameTraits, ServerKind } from './names.ts';

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

const WINDOWS_SIGNS = /[<>:"/\\|?*]/g;

// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const WINDOWS_CONTROL = /[\u0000-\u001f]/;

/** Device names, with any extension and with blanks before it. @see Microsoft Learn, "Naming Files, Paths" */
const WINDOWS_DEVICE = /^(con|prn|aux|nul|clock\$|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3]) *(?:\.|$)/i;

/** Directories of Windows itself at the root of a drive. */
const WINDOWS_SYSTEM = /^(?:\$recycle\.bin|system volume information)$/i;

/** Why a file system with these rules cannot hold the name, or does not give it back unchanged. Pure. */
export function findLocalFault(name: string, rules: NameTraits['nameRules']): NameFault | undefined {
  const fault = findBasicFault(name) ?? (rules === 'windows' ? findWindowsFault(name) : undefined);
  if (fault !== undefined) return fault;
  if (rules !== 'windows') return findLengthFault(name, MAX_LOCAL_LENGTH);
  if (name.length <= MAX_LOCAL_LENGTH) return undefined;
  return { kind: 'too-long', length: name.length, most: MAX_LOCAL_LENGTH, counts: 'units' };
}

/** Why a server cannot hold the name, whatever it has been told to refuse. Pure. */
export function findServerFault(name: string, server: ServerKind): NameFault | undefined {
  const fault = findBasicFault(name);
  if (fault !== undefined) return fault;
  if (name.trim() === '') return { kind: 'only-blanks' };
  if (name.includes('\\')) return { kind: 'signs', signs: ['\\'] };
  if (CONTROL[server].test(name)) return { kind: 'hidden-sign' };
  if (CHUNK_NAME.test(name)) return { kind: 'upload-piece' };
  if (server === 'owncloud10' && name.toLowerCase() === '.htaccess') return { kind: 'taken-by-server' };
  return findLengthFault(name, MAX_SERVER_BYTES[server]);
}

/** The word for which Windows opens a device instead of a file: `CON`, `nul.txt`, `COM¹` and their like. Pure. */
export function findWindowsDevice(name: string): string | undefined {
  return WINDOWS_DEVICE.exec(name)?.[1];
}

/** What is no name on any side. */
function findBasicFault(name: string): NameFault | undefined {
  if (!isName(name)) {
    if (name.includes('/')) return { kind: 'signs', signs: ['/'] };
    return { kind: name.includes('\0') ? 'hidden-sign' : 'taken-by-system' };
  }
  return name.isWellFormed() ? undefined : { kind: 'broken-sign' };
}

function findWindowsFault(name: string): NameFault | undefined {
  const signs = name.match(WINDOWS_SIGNS);
  if (signs !== null) return { kind: 'signs', signs: [...new Set(signs)] };
  if (WINDOWS_CONTROL.test(name)) return { kind: 'hidden-sign' };
  if (name.trim() === '') return { kind: 'only-blanks' };
  if (name.endsWith('.')) return { kind: 'ends-with-dot' };
  if (name.endsWith(' ')) return { kind: 'ends-with-blank' };
  if (WINDOWS_SYSTEM.test(name)) return { kind: 'taken-by-system' };
  const word = findWindowsDevice(name);
  return word === undefined ? undefined : { kind: 'device', word };
}

function findLengthFault(name: string, most: number): NameFault | undefined {
  const length = countUtf8Bytes(name);
  return length <= most ? undefined : { kind: 'too-long', length, most, counts: 'bytes' };
}
