/** Texts of the patterns for what is not synced. */
export const excludesMessages = {
  title: { de: 'Was nicht synchronisiert wird', en: 'What is not synced' },
  meaning: {
    de: 'Es wird nichts gelöscht: Was ein Muster trifft, bleibt auf diesem PC und auf dem Server, wie es ist. Änderungen daran werden nur nicht mehr übertragen.',
    en: 'Nothing is deleted: files that match a pattern stay as they are on this PC and on the server. Changes to them are simply no longer transferred.',
  },
  scope: { de: 'Gilt für', en: 'Applies to' },
  allFolders: { de: 'Alle Ordner', en: 'All folders' },
  oneFolder: { de: 'Nur „{name}“', en: 'Only “{name}”' },
  label: { de: 'Muster, eines je Zeile', en: 'Patterns, one per line' },
  hint: {
    de: 'Zum Beispiel *.iso für alle Dateien mit dieser Endung, Videos/ für alle Ordner dieses Namens oder /Archiv/alt für eine Stelle.',
    en: 'For example *.iso for all files of this type, Videos/ for all folders with this name, or /Archive/old for one location.',
  },
  looking: { de: 'Es wird nachgesehen, was das träfe …', en: 'Checking what this would match …' },
  unreadable: {
    de: 'Zeile {line, number} zählt nicht, weil sie kein Muster ist: {source}',
    en: 'Line {line, number} is ignored because it is not a valid pattern: {source}',
  },
  wouldHit: {
    de: '{count, plural, =0 {Von dem, was jetzt synchronisiert wird, schließen diese Muster nichts Weiteres aus.} one {Diese Muster schließen eine Datei aus, die jetzt synchronisiert wird:} other {Diese Muster schließen # Dateien aus, die jetzt synchronisiert werden, zum Beispiel:}}',
    en: '{count, plural, =0 {These patterns exclude nothing more of what is currently synced.} one {These patterns exclude one file that is currently synced:} other {These patterns exclude # files that are currently synced, for example:}}',
  },
  active: {
    de: 'Diese Muster sind gespeichert und gelten. Was sie ausschließen, steht unter „Probleme“ bei „Ausgeschlossene Dateien und Ordner“.',
    en: 'These patterns are saved and apply. What they exclude is listed in “Problems” under “Excluded files and folders”.',
  },
  defaults: {
    de: '{count, plural, one {# Muster gilt immer} other {# Muster gelten immer}}',
    en: '{count, plural, one {# pattern always applies} other {# patterns always apply}}',
  },
  defaultsLabel: { de: 'Muster, die immer gelten', en: 'Patterns that always apply' },
  save: { de: 'Muster speichern', en: 'Save patterns' },
  isDefault: {
    de: 'Das Muster „{pattern}“ gehört zum Programm und gilt immer.',
    en: 'The pattern “{pattern}” is part of the program and always applies.',
  },
  saved: {
    de: 'Gespeichert. Das gilt ab der nächsten Synchronisierung.',
    en: 'Saved. This applies from the next sync on.',
  },
  unchanged: {
    de: 'Nichts zu speichern: Sie haben nichts geändert.',
    en: 'Nothing to save: you have not changed anything.',
  },
} as const;
