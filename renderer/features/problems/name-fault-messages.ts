/** Which rule a name breaks. */
export const nameFaultMessages = {
  signs: {
    de: '{count, plural, one {Das Zeichen {signs} darf} other {Die Zeichen {signs} dürfen}} nicht in einem Namen stehen.',
    en: '{count, plural, one {The character {signs} is} other {The characters {signs} are}} not allowed in a name.',
  },
  'hidden-sign': {
    de: 'Im Namen steht ein unsichtbares Zeichen, zum Beispiel ein Zeilenumbruch.',
    en: 'The name contains an invisible character, for example a line break.',
  },
  'broken-sign': {
    de: 'Im Namen steht ein unvollständiges Zeichen.',
    en: 'The name contains an incomplete character.',
  },
  'ends-with-dot': {
    de: 'Ein Name darf nicht mit einem Punkt enden.',
    en: 'A name may not end with a dot.',
  },
  'ends-with-blank': {
    de: 'Ein Name darf nicht mit einem Leerzeichen enden.',
    en: 'A name may not end with a space.',
  },
  'only-blanks': {
    de: 'Ein Name darf nicht nur aus Leerzeichen bestehen.',
    en: 'A name may not consist of spaces only.',
  },
  device: {
    de: '„{word}“ bezeichnet unter Windows ein Gerät und geht nicht als Name, auch nicht mit einer Endung.',
    en: '“{word}” stands for a device on Windows and cannot be used as a name, not even with an extension.',
  },
  'taken-by-system': {
    de: 'Diesen Namen verwendet das System selbst.',
    en: 'The system itself uses this name.',
  },
  'taken-by-server': {
    de: 'Diesen Namen nimmt der Server nicht an.',
    en: 'The server does not accept this name.',
  },
  'upload-piece': {
    de: 'Ein Name darf nicht auf „-chunking-“ mit Zahlen enden: Der Server hält die Datei sonst für ein Stück einer anderen.',
    en: 'A name may not end with “-chunking-” and numbers: the server would take the file for a piece of another one.',
  },
  units: {
    de: 'Der Name ist zu lang: Er hat {length, number} Zeichen, erlaubt sind {most, number}.',
    en: 'The name is too long: it has {length, number} characters, {most, number} are allowed.',
  },
  bytes: {
    de: 'Der Name ist zu lang: Er braucht {length, number} Byte, erlaubt sind {most, number}. Umlaute brauchen zwei Byte, andere Buchstaben eines.',
    en: 'The name is too long: it takes {length, number} bytes, {most, number} are allowed. Umlauts take two bytes, other letters one.',
  },
} as const;
