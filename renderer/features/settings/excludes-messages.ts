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
    de: '{count, plural, =0 {Das trifft nichts, was jetzt synchronisiert ist.} one {Das trifft eine Datei, die jetzt synchronisiert ist:} other {Das trifft # Dateien, die jetzt synchronisiert sind, zum Beispiel:}}',
    en: '{count, plural, =0 {This matches nothing that is currently synced.} one {This matches one currently synced file:} other {This matches # currently synced files, for example:}}',
  },
  defaults: {
    de: '{count, plural, one {# Muster gilt immer} other {# Muster gelten immer}}',
    en: '{count, plural, one {# pattern always applies} other {# patterns always apply}}',
  },
  defaultsLabel: { de: 'Muster, die immer gelten', en: 'Patterns that always apply' },
  save: { de: 'Muster speichern', en: 'Save patterns' },
  saved: { de: 'Gespeichert. Die Muster gelten ab jetzt.', en: 'Saved. The patterns apply from now on.' },
} as const;
