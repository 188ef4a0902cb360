/** Texts of the safety store. */
export const keptMessages = {
  title: { de: 'Aufbewahrt', en: 'Kept files' },
  intro: {
    de: 'Was die Synchronisierung auf diesem PC ersetzt oder entfernt hat, bleibt 30 Tage lang hier.',
    en: 'What syncing has replaced or removed on this PC stays here for 30 days.',
  },
  none: { de: 'Es wird nichts aufbewahrt.', en: 'Nothing is kept.' },
  noMatch: { de: 'Keine aufbewahrte Datei heißt so.', en: 'No kept file has such a name.' },
  search: { de: 'Suchen', en: 'Search' },
  kept: { de: '{size} · seit {since} · bis {until}', en: '{size} · since {since} · until {until}' },
  restore: { de: 'Zurückholen', en: 'Restore' },
  preview: { de: 'Ansehen', en: 'Look at it' },
  previewFor: { de: 'Ansehen: „{name}“', en: 'Look at it: “{name}”' },
  previewTitle: { de: 'Aufbewahrte Fassung von „{name}“', en: 'Kept version of “{name}”' },
  openCopy: { de: 'Schreibgeschützte Kopie öffnen', en: 'Open a read-only copy' },
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
    en: 'Something was at the old place already. Restored as {path}',
  },
} as const;
