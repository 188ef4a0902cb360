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
