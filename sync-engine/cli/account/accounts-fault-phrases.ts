import type { AccountsFault, AccountsFaultCode } from '../../core/model/account.ts';
import { toExitCode } from '../exit-code.ts';
import type { JsonOutput } from '../json-output.ts';
import type { Language } from '../messages.ts';
import { toPrintable } from '../printable.ts';

type Words = readonly [title: string, hint: string];

const FAULT_WORDS: Readonly<Record<AccountsFaultCode, Readonly<Record<Language, Words>>>> = {
  'accounts-file-damaged': {
    de: [
      'Die Liste Ihrer Konten ist beschädigt',
      'Sie wurde nicht verändert. Stellen Sie die Datei aus einer Sicherung wieder her, oder benennen Sie sie um und melden Sie sich neu an. Ordner und Dateien bleiben, wie sie sind.',
    ],
    en: [
      'The list of your accounts is damaged',
      'It was not changed. Restore the file from a backup, or rename it and sign in again. Folders and files stay as they are.',
    ],
  },
  'accounts-file-unreadable': {
    de: [
      'Die Liste Ihrer Konten ist nicht lesbar',
      'Prüfen Sie, ob die Datei Ihnen gehört und der Datenträger in Ordnung ist, oder fragen Sie Ihre IT-Betreuung. Ordner und Dateien bleiben, wie sie sind.',
    ],
    en: [
      'The list of your accounts cannot be read',
      'Check that the file is yours and the disk is sound, or ask your administrator. Folders and files stay as they are.',
    ],
  },
};

/** Tells why the list of accounts cannot be used, where it is and what can be done; the exit code. */
export function tellAccountsFault(fault: AccountsFault, language: Language, json: JsonOutput | undefined): number {
  json?.write({ type: 'error', ...fault });
  process.stderr.write(`${toPrintable(describe(fault, language))}\n`);
  return toExitCode({ kind: 'unavailable', code: 'local-access-denied' });
}

function describe({ code, path, detail }: AccountsFault, language: Language): string {
  const [title, hint] = FAULT_WORDS[code][language];
  return `${title}: ${path} (${detail}). ${hint}`;
}
