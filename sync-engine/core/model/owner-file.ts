import { parseHolderName } from './holder.ts';

/** Office drops up to two characters of a long name in favour of its mark. */
const MARK = '~$';
const MAX_DROPPED = 2;

/**
 * Names of the files by which office programs say, beside a document, that they have it open: `.~lock.Brief.odt#` of
 * LibreOffice, `~$Tabelle.xlsx` and `~$ief.docx` of Microsoft Office (Word shortens, Excel does not).
 */
export function toOwnerFileNames(documentName: string): readonly string[] {
  const characters = Array.from(documentName);
  const stemLength = Array.from(documentName.replace(/\.[^.]*$/u, '')).length;
  const names = [`.~lock.${documentName}#`];
  for (let dropped = 0; dropped <= Math.min(MAX_DROPPED, stemLength - 1); dropped += 1) {
    names.push(MARK + characters.slice(dropped).join(''));
  }
  return names;
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
