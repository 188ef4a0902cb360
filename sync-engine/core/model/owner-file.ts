import { parseHolderName } from './holder.ts';

/** Office drops up to two characters of a long name in favour of its mark. */
const MARK = '~$';
const MAX_DROPPED = 2;
/** Up to so many characters before the ending, a name stays whole. */
const LONGEST_WHOLE_STEM = 6;
const LIBRE_OFFICE_MARK = '.~lock.';

/**
 * Names of the files by which office programs say, beside a document, that they have it open: `.~lock.Brief.odt#` of
 * LibreOffice, `~$Tabelle.xlsx` and `~$ief.docx` of Microsoft Office (Word shortens, Excel does not).
 */
export function toOwnerFileNames(documentName: string): readonly string[] {
  const characters = Array.from(documentName);
  const names = [toLibreOfficeName(documentName)];
  for (let dropped = 0; dropped <= Math.min(MAX_DROPPED, countStem(documentName) - 1); dropped += 1) {
    names.push(MARK + characters.slice(dropped).join(''));
  }
  return names;
}

/** A program that crashed leaves its owner file behind; nobody has a document open without a break for so long. */
const STALE_MS = 24 * 60 * 60_000;

/** Owner files are small; a larger one is something else. */
const MAX_OWNER_FILE_BYTES = 4_096;

/**
 * True for the size and time of an owner file whose program may be running still. A time that is far ahead is of a clock
 * that was wrong: it would never become old. Pure.
 */
export function isLiveOwnerFile(
  { sizeBytes, mtimeNs }: { readonly sizeBytes: number; readonly mtimeNs: bigint },
  nowMs: number,
): boolean {
  return sizeBytes <= MAX_OWNER_FILE_BYTES && Math.abs(Number(mtimeNs / 1_000_000n) - nowMs) <= STALE_MS;
}

/** True for the names that owner files have, and perhaps others. */
export function mayBeOwnerFile(name: string): boolean {
  return name.startsWith(MARK) || name.startsWith(LIBRE_OFFICE_MARK);
}

/** True for what may be called a mark of an open document: a document of somebody can begin with its sign as well. Pure. */
export function seemsOwnerFile(name: string, sizeBytes: number): boolean {
  return mayBeOwnerFile(name) && sizeBytes <= MAX_OWNER_FILE_BYTES;
}

/**
 * Of the names in one directory the documents that are open, each with the owner file that says so. One that fits
 * several documents says of none that it is open: nobody knows which is meant. Pure.
 */
export function findOpenDocuments(
  names: readonly string[],
  ownerFiles: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const documentsOf = new Map<string, string[]>();
  for (const name of names) {
    if (mayBeOwnerFile(name)) continue;
    for (const ownerFile of toLikelyOwnerFileNames(name)) {
      if (ownerFiles.has(ownerFile)) documentsOf.set(ownerFile, [...(documentsOf.get(ownerFile) ?? []), name]);
    }
  }
  const open = new Map<string, string>();
  for (const [ownerFile, [document, other]] of documentsOf)
    if (document !== undefined && other === undefined) open.set(document, ownerFile);
  return open;
}

/** Word drops one character of a name with seven before its ending, two of longer ones; the other programs drop none. */
function toLikelyOwnerFileNames(documentName: string): ReadonlySet<string> {
  const characters = Array.from(documentName);
  const dropped = Math.min(MAX_DROPPED, Math.max(0, countStem(documentName) - LONGEST_WHOLE_STEM));
  return new Set([toLibreOfficeName(documentName), MARK + documentName, MARK + characters.slice(dropped).join('')]);
}

function countStem(documentName: string): number {
  return Array.from(documentName.replace(/\.[^.]*$/u, '')).length;
}

function toLibreOfficeName(documentName: string): string {
  return `${LIBRE_OFFICE_MARK}${documentName}#`;
}

/** Turns the bytes of an owner file into text. */
export type DecodeOwnerFile = (encoding: 'utf-8' | 'windows-1252') => string;

/** Who has the document open, as the program wrote it into its owner file; undefined when that cannot be read. */
export function findOwner(ownerFileName: string, decode: DecodeOwnerFile): string | undefined {
  const isOffice = ownerFileName.startsWith(MARK);
  return parseHolderName(isOffice ? readOfficeOwner(decode('windows-1252')) : readLibreOfficeOwner(decode('utf-8')));
}

/** One byte with the length, then so many characters of one byte each. */
function readOfficeOwner(text: string): string {
  return text.slice(1, 1 + text.charCodeAt(0));
}

/** `<name>,<login>,<computer>,<time>,<profile>;` with `\` before commas that belong to a field. */
function readLibreOfficeOwner(text: string): string {
  const fields = text.split(/(?<!\\),/u).map((field) => field.replaceAll('\\', ''));
  const [name = '', login = ''] = fields;
  if (fields.length < 4) return '';
  return name.trim() === '' ? login : name;
}
