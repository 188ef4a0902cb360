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
  kept: { de: '{size} · aufbewahrt seit {since}, bis {until}', en: '{size} · kept since {since}, until {until}' },
  keptUnlessServer: {
    de: '{size} · aufbewahrt seit {since}, bis {until}; wenn der Server sie noch hat, nur bis {early}',
    en: '{size} · kept since {since}, until {until}; only until {early} if the server still has it',
  },
  keptWhileAway: {
    de: '{size} · aufbewahrt seit {since}, bis {until}; früher, sobald der Server sie wieder hat (wird täglich geprüft)',
    en: '{size} · kept since {since}, until {until}; less if the server has it again (checked daily)',
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
    de: '{size} davon sind aus abgewählten Ordnern und lagen beim Abwählen genauso auf dem Server.',
    en: '{size} of it come from deselected folders and were also on the server when those were deselected.',
  },
  free: { de: 'Jetzt freigeben …', en: 'Free up now …' },
  freeTitle: { de: '{size} jetzt freigeben?', en: 'Free up {size} now?' },
  freeText: {
    de: '{count, plural, one {Diese Datei lag} other {Diese # Dateien lagen}} beim Abwählen auch auf dem Server. Er wird jetzt noch einmal gefragt: Was dort noch genauso liegt, wird endgültig von diesem PC gelöscht und kommt von dort zurück, wenn Sie den Ordner wieder auswählen. Alles andere bleibt aufbewahrt.',
    en: '{count, plural, one {This file was} other {These # files were}} also on the server when the folder was deselected. The server is asked again now: whatever it still has unchanged is deleted from this PC for good; select the folder again to download it. Everything else is kept.',
  },
  freeYes: { de: 'Endgültig freigeben', en: 'Free up for good' },
  freeNo: { de: 'Behalten', en: 'Keep' },
  freed: {
    de: '{size} freigegeben: {count, plural, one {eine Datei} other {# Dateien}}.',
    en: '{size} freed: {count, plural, one {one file} other {# files}}.',
  },
  noneFreed: { de: 'Nichts freigegeben', en: 'Nothing was freed' },
  otherOnServer: {
    de: '{count, plural, one {Eine Datei bleibt} other {# Dateien bleiben}} aufbewahrt: Auf dem Server {count, plural, one {ist sie} other {sind sie}} so nicht mehr zu finden.',
    en: '{count, plural, one {One file is} other {# files are}} kept: the server no longer shows {count, plural, one {it} other {them}} unchanged.',
  },
  unasked: {
    de: '{count, plural, one {Eine Datei bleibt} other {# Dateien bleiben}} aufbewahrt, weil der Server nicht gefragt werden konnte. Versuchen Sie es noch einmal, wenn der Ordner synchronisiert wird.',
    en: '{count, plural, one {One file is} other {# files are}} kept because the server could not be asked. Try again while the folder is being synced.',
  },
  andMore: { de: '… und {count, number} weitere', en: '… and {count, number} more' },
  restore: { de: 'Zurückholen', en: 'Restore' },
  preview: { de: 'Ansehen', en: 'View' },
  previewFor: { de: 'Ansehen: „{name}“', en: 'View “{name}”' },
  previewTitle: { de: 'Aufbewahrte Fassung von „{name}“', en: 'Kept version of “{name}”' },
  openCopy: { de: 'Schreibgeschützte Kopie öffnen', en: 'Open read-only copy' },
  close: { de: 'Schließen', en: 'Close' },
  label: {
    de: 'aufbewahrte Fassung, schreibgeschützt',
    en: 'kept version, read-only',
    note: 'part of a file name: letters, digits, blanks, commas and hyphens only',
  },
  restoreFor: { de: 'Zurückholen: „{name}“', en: 'Restore: “{name}”' },
  restored: { de: 'Zurückgeholt: {path}', en: 'Restored: {path}' },
  restoredBeside: {
    de: 'An der alten Stelle lag schon etwas. Zurückgeholt als {path}',
    en: 'The original location is taken. Restored as {path}',
  },
} as const;
