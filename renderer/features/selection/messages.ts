/** Texts of the choice of folders. */
export const selectionMessages = {
  title: { de: 'Ordner auswählen', en: 'Choose folders' },
  intro: {
    de: 'Wählen Sie, welche Ordner auf diesem PC liegen sollen. Auf dem Server bleibt immer alles.',
    en: 'Choose which folders shall be on this PC. On the server everything stays in any case.',
  },
  search: { de: 'Ordner suchen', en: 'Search folders' },
  tree: { de: 'Ordner auf dem Server', en: 'Folders on the server' },
  include: { de: '„{name}“ auf diesem PC', en: '“{name}” on this PC' },
  expand: { de: '„{name}“ aufklappen', en: 'Expand “{name}”' },
  collapse: { de: '„{name}“ zuklappen', en: 'Collapse “{name}”' },
  loading: { de: 'Wird geladen …', en: 'Loading …' },
  unknownSize: { de: 'wird berechnet', en: 'being computed' },
  empty: { de: 'Hier gibt es keine Ordner.', en: 'There are no folders here.' },
  noMatch: { de: 'Kein geladener Ordner heißt so.', en: 'No loaded folder has such a name.' },
  leaves: {
    de: '{count, plural, =0 {} one {Ein Ordner wird nur von diesem PC entfernt. Auf dem Server bleibt alles. } other {# Ordner werden nur von diesem PC entfernt. Auf dem Server bleibt alles. }}',
    en: '{count, plural, =0 {} one {One folder is removed from this PC only. On the server everything stays. } other {# folders are removed from this PC only. On the server everything stays. }}',
  },
  comes: {
    de: '{count, plural, =0 {} one {Ein Ordner kommt auf diesen PC. } other {# Ordner kommen auf diesen PC. }}',
    en: '{count, plural, =0 {} one {One folder comes to this PC. } other {# folders come to this PC. }}',
  },
  comesSize: {
    de: 'Es kommen {size}{known, select, whole {} other {, soweit bekannt}}. ',
    en: '{size} come{known, select, whole {} other {, as far as known}}. ',
  },
  leavesSize: {
    de: 'Es werden {size} frei{known, select, whole {} other {, soweit bekannt}}. ',
    en: '{size} become free{known, select, whole {} other {, as far as known}}. ',
  },
  free: { de: 'Auf diesem PC sind {size} frei. ', en: '{size} are free on this PC. ' },
  tooLarge: {
    de: 'Das ist mehr, als auf diesem PC frei ist.',
    en: 'This is more than is free on this PC.',
  },
  newDirectories: { de: 'Neue Ordner auf dem Server', en: 'New folders on the server' },
  takeAll: { de: 'Immer auf diesen PC', en: 'Always to this PC' },
  askAbove: { de: 'Ab {size} erst fragen', en: 'Ask first above {size}' },
  askAlways: { de: 'Immer erst fragen', en: 'Always ask first' },
  unsynced: {
    de: 'Dateien, die noch nicht auf dem Server sind, bleiben liegen.',
    en: 'Files that are not on the server yet stay where they are.',
  },
  new: { de: 'neu', en: 'new' },
  undecided: {
    de: '{count, plural, one {Ein neuer Ordner wartet auf Ihre Entscheidung. } other {# neue Ordner warten auf Ihre Entscheidung. }}',
    en: '{count, plural, one {One new folder waits for your decision. } other {# new folders wait for your decision. }}',
  },
  same: { de: 'Keine Änderung', en: 'No change' },
  apply: { de: 'Übernehmen', en: 'Apply' },
  cancel: { de: 'Abbrechen', en: 'Cancel' },
} as const;
