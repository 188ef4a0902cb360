/** One call that a program makes while it saves; names are in the document's directory. */
export type SaveStep =
  /** Makes or truncates a file and writes it. */
  | { readonly act: 'write'; readonly name: string; readonly text: string }
  | { readonly act: 'append'; readonly name: string; readonly text: string }
  /** Replaces what has the new name. */
  | { readonly act: 'rename'; readonly from: string; readonly to: string }
  /** A second name for a file. */
  | { readonly act: 'link'; readonly from: string; readonly to: string }
  | { readonly act: 'copy'; readonly from: string; readonly to: string }
  | { readonly act: 'remove'; readonly name: string }
  | { readonly act: 'make-directory'; readonly name: string }
  | { readonly act: 'remove-directory'; readonly name: string };

/** How one program saves. Each step may be followed by a pause in which others see what lies there. */
export interface SavePattern {
  readonly program: string;
  readonly document: string;
  /** Files that the program leaves beside the document and that are synced like any other. */
  readonly companions: readonly string[];
  /** Calls of the `count`-th save. */
  readonly save: (text: string, count: number) => readonly SaveStep[];
}

const write = (name: string, text: string): SaveStep => ({ act: 'write', name, text });
const append = (name: string, text: string): SaveStep => ({ act: 'append', name, text });
const rename = (from: string, to: string): SaveStep => ({ act: 'rename', from, to });
const remove = (name: string): SaveStep => ({ act: 'remove', name });

/** A name of eight hexadecimal digits, another one for each save. */
const toHex = (count: number): string => (0x1b2c_3d4e + count * 0x0101).toString(16).toUpperCase();

const isFirst = (count: number): boolean => count === 1;

/** @see Microsoft Support, "Description of how Word creates temporary files" (owner file, `~WRD`, `~WRL`) */
export const SAVE_PATTERNS: readonly SavePattern[] = [
  {
    program: 'Word',
    document: 'Bescheid.docx',
    companions: [],
    save: (text, count) => [
      ...(isFirst(count) ? [write('~$scheid.docx', '\u0004Anna')] : []),
      write(`~WRD${toHex(count).slice(-4)}.tmp`, ''),
      append(`~WRD${toHex(count).slice(-4)}.tmp`, text),
      rename('Bescheid.docx', `~WRL${toHex(count).slice(-4)}.tmp`),
      rename(`~WRD${toHex(count).slice(-4)}.tmp`, 'Bescheid.docx'),
      remove(`~WRL${toHex(count).slice(-4)}.tmp`),
    ],
  },
  {
    program: 'Excel',
    document: 'Haushalt.xlsx',
    companions: [],
    save: (text, count) => [
      ...(isFirst(count) ? [write('~$Haushalt.xlsx', '\u0004Anna')] : []),
      write(toHex(count), text),
      rename('Haushalt.xlsx', `${toHex(count + 7)}.tmp`),
      rename(toHex(count), 'Haushalt.xlsx'),
      remove(`${toHex(count + 7)}.tmp`),
    ],
  },
  {
    program: 'Excel on a network drive',
    document: 'Stellenplan.xlsx',
    companions: [],
    save: (text, count) => [
      write(toHex(count + 1000), text),
      remove('Stellenplan.xlsx'),
      rename(toHex(count + 1000), 'Stellenplan.xlsx'),
    ],
  },
  {
    program: 'LibreOffice',
    document: 'Satzung.odt',
    companions: [],
    save: (text, count) => [
      ...(isFirst(count) ? [write('.~lock.Satzung.odt#', ',anna,rechner,24.11.2026 08:00,file:///;')] : []),
      write(`lu${toHex(count)}.tmp`, text),
      rename(`lu${toHex(count)}.tmp`, 'Satzung.odt'),
    ],
  },
  {
    program: 'vim',
    document: 'notiz.txt',
    companions: [],
    save: (text, count) => [
      ...(isFirst(count) ? [write('.notiz.txt.swp', 'swap')] : [append('.notiz.txt.swp', 'swap')]),
      write('4913', ''),
      remove('4913'),
      rename('notiz.txt', 'notiz.txt~'),
      write('notiz.txt', text),
      remove('notiz.txt~'),
    ],
  },
  {
    program: 'vim with backupcopy',
    document: 'konfiguration.ini',
    companions: [],
    save: (text) => [
      { act: 'copy', from: 'konfiguration.ini', to: 'konfiguration.ini~' },
      write('konfiguration.ini', ''),
      append('konfiguration.ini', text),
      remove('konfiguration.ini~'),
    ],
  },
  {
    program: 'Notepad',
    document: 'Aktennotiz.txt',
    companions: [],
    save: (text) => [write('Aktennotiz.txt', ''), append('Aktennotiz.txt', text)],
  },
  {
    program: 'TextEdit (safe save)',
    document: 'Vermerk.rtf',
    companions: [],
    save: (text) => [
      { act: 'make-directory', name: 'Vermerk.rtf.sb-3f1b2c4d-AbCdEf' },
      write('Vermerk.rtf.sb-3f1b2c4d-AbCdEf/Vermerk.rtf', text),
      rename('Vermerk.rtf.sb-3f1b2c4d-AbCdEf/Vermerk.rtf', 'Vermerk.rtf'),
      { act: 'remove-directory', name: 'Vermerk.rtf.sb-3f1b2c4d-AbCdEf' },
    ],
  },
  {
    program: 'GNOME Text Editor (with backup)',
    document: 'Protokoll.md',
    companions: [],
    save: (text, count) => [
      write(`.goutputstream-${toHex(count)}`, text),
      ...(isFirst(count) ? [] : [remove('Protokoll.md~')]),
      { act: 'link', from: 'Protokoll.md', to: 'Protokoll.md~' },
      rename(`.goutputstream-${toHex(count)}`, 'Protokoll.md'),
    ],
  },
  {
    program: 'AutoCAD (keeps the last version as .bak)',
    document: 'Lageplan.dwg',
    companions: ['Lageplan.bak'],
    save: (text, count) => [
      write(`atmp${toHex(count)}`, text),
      rename('Lageplan.dwg', 'Lageplan.bak'),
      rename(`atmp${toHex(count)}`, 'Lageplan.dwg'),
    ],
  },
];
