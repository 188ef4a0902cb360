/** Texts of the patterns for what is not synced. */
export const excludesMessages = {
  title: { de: 'Was nicht synchronisiert wird', en: 'What is not synced' },
  meaning: {
    de: 'Es wird nichts gelöscht: Was ein Muster trifft, bleibt auf diesem PC und auf dem Server, wie es ist. Änderungen daran werden nur nicht mehr übertragen.',
    en: 'Nothing is deleted: what a pattern hits stays on this PC and on the server as it is. Only changes to it are not transferred any more.',
  },
  scope: { de: 'Gilt für', en: 'Counts for' },
  allFolders: { de: 'Alle Ordner', en: 'All folders' },
  oneFolder: { de: 'Nur „{name}“', en: 'Only “{name}”' },
  label: { de: 'Muster, eines je Zeile', en: 'Patterns, one a line' },
  hint: {
    de: 'Zum Beispiel *.iso für alle Dateien mit dieser Endung, Videos/ für alle Ordner dieses Namens oder /Archiv/alt für eine Stelle.',
    en: 'For example *.iso for all files with this ending, Videos/ for all folders of this name, or /Archive/old for one place.',
  },
  looking: { de: 'Es wird nachgesehen, was das träfe …', en: 'Looking what this would hit …' },
  unreadable: {
    de: 'Zeile {line, number} zählt nicht, weil sie kein Muster ist: {source}',
    en: 'Line {line, number} does not count, because it is no pattern: {source}',
  },
  wouldHit: {
    de: '{count, plural, =0 {Das trifft nichts, was jetzt synchronisiert ist.} one {Das trifft eine Datei, die jetzt synchronisiert ist:} other {Das trifft # Dateien, die jetzt synchronisiert sind, zum Beispiel:}}',
    en: '{count, plural, =0 {This hits nothing that is synced now.} one {This hits one file that is synced now:} other {This hits # files that are synced now, for example:}}',
  },
  defaults: {
    de: '{count, plural, one {# Muster gilt immer} other {# Muster gelten immer}}',
    en: '{count, plural, one {# pattern always counts} other {# patterns always count}}',
  },
  defaultsLabel: { de: 'Muster, die immer gelten', en: 'Patterns that always count' },
  save: { de: 'Muster speichern', en: 'Save patterns' },
  saved: { de: 'Gespeichert. Die Muster gelten ab jetzt.', en: 'Saved. The patterns count from now on.' },
} as const;
