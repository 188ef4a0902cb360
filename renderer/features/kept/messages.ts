/** Texts of the safety store. */
export const keptMessages = {
  title: { de: 'Aufbewahrt', en: 'Kept files' },
  intro: {
    de: 'Dateien, die auf diesem PC ersetzt oder entfernt wurden, bleiben noch eine Zeit lang hier, meist 30 Tage. Wie lange, steht bei jeder; bis dahin können Sie sie zurückholen.',
    en: 'Files that were replaced or removed on this PC stay here for a while, usually 30 days. Each entry shows until when you can restore it.',
  },
  none: { de: 'Es wird nichts aufbewahrt.', en: 'There are no kept files.' },
  noMatch: { de: 'Keine aufbewahrte Datei heißt so.', en: 'No kept file with this name.' },
  search: { de: 'Suchen', en: 'Search' },
  kept: { de: 'Hier seit {since}, wird aufbewahrt bis {until}', en: 'Here since {since}, kept until {until}' },
  keptUnlessServer: {
    de: 'Hier seit {since}. Liegt die Datei am {early} noch auf dem Server, wird sie hier gelöscht; sonst bleibt sie bis {until}.',
    en: 'Here since {since}. If the file is still on the server on {early}, it is deleted here; otherwise it stays until {until}.',
  },
  keptWhileAway: {
    de: 'Hier seit {since}, wird aufbewahrt bis {until}. Liegt sie vorher wieder auf dem Server, wird sie hier gelöscht (das wird täglich geprüft).',
    en: 'Here since {since}, kept until {until}. If it is on the server again before that, it is deleted here (this is checked daily).',
  },
  version: { de: 'Stand vom {modified} · {size}', en: 'As of {modified} · {size}' },
  oneOfVersions: {
    de: 'Fassung {number, number} von {count, number}: Stand vom {modified} · {size}',
    en: 'Version {number, number} of {count, number}: as of {modified} · {size}',
  },
  'for-removed-on-server': {
    de: 'Vor dem Entfernen: Die Datei wurde auf dem Server gelöscht',
    en: 'Before it was removed: the file was deleted on the server',
  },
  'for-replaced-by-server-version': {
    de: 'Vor dem Überschreiben durch die Fassung vom Server',
    en: 'Before it was replaced by the server version',
  },
  'for-undone': { de: 'Vor dem Rückgängigmachen in „Aktivität“', en: 'Before something was undone under “Activity”' },
  'for-found': {
    de: 'Bei den aufbewahrten Dateien gefunden; wo sie vorher lag, ist nicht mehr bekannt',
    en: 'Found among the kept files; where it was before is no longer known',
  },
  'for-conflict-resolved': {
    de: 'Vor der Entscheidung über zwei Fassungen',
    en: 'Before the decision about two versions',
  },
  'for-needless-second-version': {
    de: 'Zweite Fassung mit demselben Inhalt wie die erste',
    en: 'Second version with the same content as the first',
  },
  'for-deselected': {
    de: 'Vor dem Entfernen: Der Ordner wurde abgewählt',
    en: 'Before it was removed: the folder was deselected',
  },
  total: {
    de: '{count, plural, one {Eine Datei} other {# Dateien}}, zusammen {size}.',
    en: '{count, plural, one {One file} other {# files}}, {size} in total.',
  },
  overLimit: {
    de: 'Das ist mehr, als dafür vorgesehen ist ({max}). Noch ist keine Datei alt genug, um deshalb gelöscht zu werden; bleibt es so viel, gehen die ältesten früher, als bei ihnen steht.',
    en: 'That is more than the {max} intended for them. No file is old enough yet to be deleted for that reason; if it stays that much, the oldest go earlier than their entries say.',
  },
  canBeFreed: {
    de: '{count, plural, one {Eine davon, {size}, ist aus einem abgewählten Ordner und lag} other {# davon, zusammen {size}, sind aus abgewählten Ordnern und lagen}} beim Abwählen genauso auf dem Server.',
    en: '{count, plural, one {One of them, {size}, comes from a deselected folder and was} other {# of them, {size} in total, come from deselected folders and were}} also on the server when that was deselected.',
  },
  free: {
    de: '{count, plural, one {Diese eine Datei} other {Diese # Dateien}} jetzt von diesem PC löschen …',
    en: 'Delete {count, plural, one {this one file} other {these # files}} from this PC now …',
  },
  freeTitle: { de: '{size} endgültig von diesem PC löschen?', en: 'Delete {size} from this PC for good?' },
  freeText: {
    de: '{count, plural, one {Diese Datei lag} other {Diese # Dateien lagen}} beim Abwählen auch auf dem Server. Er wird jetzt noch einmal gefragt: Was dort noch genauso liegt, wird endgültig von diesem PC gelöscht und kommt von dort zurück, wenn Sie den Ordner wieder auswählen. Alles andere bleibt aufbewahrt.',
    en: '{count, plural, one {This file was} other {These # files were}} also on the server when the folder was deselected. The server is asked again now: whatever it still has unchanged is deleted from this PC for good; select the folder again to download it. Everything else is kept.',
  },
  freeYes: { de: 'Endgültig von diesem PC löschen', en: 'Delete from this PC for good' },
  freeNo: { de: 'Behalten', en: 'Keep' },
  freed: {
    de: '{count, plural, one {Eine Datei} other {# Dateien}} von diesem PC gelöscht, {size} frei geworden. Auf dem Server {count, plural, one {liegt sie} other {liegen sie}} weiter.',
    en: '{count, plural, one {One file} other {# files}} deleted from this PC, {size} freed. The server still has {count, plural, one {it} other {them}}.',
  },
  noneFreed: { de: 'Nichts gelöscht', en: 'Nothing was deleted' },
  otherOnServer: {
    de: '{count, plural, one {Eine Datei bleibt} other {# Dateien bleiben}} aufbewahrt: Auf dem Server {count, plural, one {ist sie} other {sind sie}} so nicht mehr zu finden.',
    en: '{count, plural, one {One file is} other {# files are}} kept: the server no longer shows {count, plural, one {it} other {them}} unchanged.',
  },
  unasked: {
    de: '{count, plural, one {Eine Datei bleibt} other {# Dateien bleiben}} aufbewahrt, weil der Server nicht gefragt werden konnte. Versuchen Sie es noch einmal, wenn der Ordner synchronisiert wird.',
    en: '{count, plural, one {One file is} other {# files are}} kept because the server could not be asked. Try again while the folder is being synced.',
  },
  versions: { de: '({count, number} Fassungen)', en: '({count, number} versions)' },
  andMore: { de: '… und {count, number} weitere', en: '… and {count, number} more' },
  restore: { de: 'Zurückholen', en: 'Restore' },
  preview: { de: 'Ansehen', en: 'View' },
  previewFor: { de: 'Ansehen: „{name}“', en: 'View “{name}”' },
  previewOneFor: { de: 'Ansehen: „{name}“, Stand vom {modified}', en: 'View “{name}” as of {modified}' },
  previewTitle: { de: 'Aufbewahrte Fassung von „{name}“', en: 'Kept version of “{name}”' },
  openCopy: { de: 'Schreibgeschützte Kopie öffnen', en: 'Open read-only copy' },
  close: { de: 'Schließen', en: 'Close' },
  label: {
    de: 'aufbewahrte Fassung, schreibgeschützt',
    en: 'kept version, read-only',
    note: 'part of a file name: letters, digits, blanks, commas and hyphens only',
  },
  restoreFor: { de: 'Zurückholen: „{name}“', en: 'Restore: “{name}”' },
  restoreOneFor: {
    de: 'Zurückholen: „{name}“, Stand vom {modified}',
    en: 'Restore: “{name}” as of {modified}',
  },
  away: {
    de: 'Der Ordner „{folder}“ ist auf diesem PC nicht ausgewählt: Zurückgeholt liegt die Datei nur hier und wird nicht synchronisiert.',
    en: 'The folder “{folder}” is not selected on this PC: once restored, the file is only here and is not synced.',
  },
  restoredAway: {
    de: 'Sie liegt nur auf diesem PC und wird nicht synchronisiert, weil der Ordner „{folder}“ hier nicht ausgewählt ist. Auf dem Server ändert sich nichts. Soll sie auch dorthin, verschieben Sie sie in einen anderen Ordner, oder wählen Sie diesen wieder aus.',
    en: 'It is only on this PC and is not synced, because the folder “{folder}” is not selected here. Nothing changes on the server. To get it there as well, move it to another folder, or select this one again.',
  },
  restored: { de: 'Zurückgeholt: {path}', en: 'Restored: {path}' },
  restoredBeside: {
    de: 'An der alten Stelle lag schon etwas. Zurückgeholt als {path}',
    en: 'The original location is taken. Restored as {path}',
  },
} as const;
