import type { NameFault } from '../../core/model/name-fault.ts';
import type { Language } from '../messages.ts';

type Text = Readonly<Record<Language, string>>;

const FAULTS: Readonly<Record<Exclude<NameFault['kind'], 'signs' | 'device' | 'too-long'>, Text>> = {
  'hidden-sign': {
    de: 'Im Namen steht ein unsichtbares Zeichen, zum Beispiel ein Zeilenumbruch.',
    en: 'The name contains an invisible character, such as a line break.',
  },
  'broken-sign': {
    de: 'Im Namen steht ein unvollständiges Zeichen.',
    en: 'The name contains an incomplete character.',
  },
  'ends-with-dot': { de: 'Der Name endet mit einem Punkt.', en: 'The name ends with a dot.' },
  'ends-with-blank': { de: 'Der Name endet mit einem Leerzeichen.', en: 'The name ends with a space.' },
  'only-blanks': { de: 'Der Name besteht nur aus Leerzeichen.', en: 'The name consists of spaces only.' },
  'taken-by-system': { de: 'Diesen Namen verwendet das System selbst.', en: 'The system itself uses this name.' },
  'taken-by-server': { de: 'Diesen Namen nimmt der Server nicht an.', en: 'The server does not accept this name.' },
  'upload-piece': {
    de: 'Der Name endet auf „-chunking-“ mit Zahlen: Der Server hält die Datei für ein Stück einer anderen.',
    en: 'The name ends with “-chunking-” and numbers: the server takes the file for a piece of another one.',
  },
};

/** Which sign or rule it is that forbids a name. */
export function describeNameFault(fault: NameFault, language: Language): string {
  if (fault.kind === 'too-long') return describeLength(fault, language);
  if (fault.kind === 'signs')
    return language === 'de'
      ? `Darf nicht in einem Namen stehen: ${fault.signs.join(' ')}`
      : `Not allowed in a name: ${fault.signs.join(' ')}`;
  if (fault.kind === 'device')
    return language === 'de'
      ? `„${fault.word}“ bezeichnet unter Windows ein Gerät.`
      : `“${fault.word}” stands for a device on Windows.`;
  return FAULTS[fault.kind][language];
}

function describeLength(
  { length, most, counts }: Extract<NameFault, { kind: 'too-long' }>,
  language: Language,
): string {
  const unit = { bytes: { de: 'Byte', en: 'bytes' }, units: { de: 'Zeichen', en: 'characters' } }[counts][language];
  return language === 'de'
    ? `Der Name ist zu lang: ${length} ${unit}, erlaubt sind ${most}.`
    : `The name is too long: ${length} ${unit}, ${most} are allowed.`;
}
