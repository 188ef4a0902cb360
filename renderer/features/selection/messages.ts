/** Texts of the choice of folders. */
export const selectionMessages = {
  title: { de: 'Ordner auswählen', en: 'Choose folders' },
  intro: {
    de: 'Wählen Sie, welche Ordner auf diesem PC liegen sollen. Auf dem Server bleibt immer alles.',
    en: 'Choose which folders shall be on this PC. On the server everything stays in any case.',
  },
  search: { de: 'Ordner suchen', en: 'Search folders' },
  tree: { de: 'Ordner auf dem Server', en: 'Folders on the server' },
  loading: { de: 'Wird geladen …', en: 'Loading …' },
  unknownSize: { de: 'wird berechnet', en: 'being computed' },
  empty: { de: 'Hier gibt es keine Ordner.', en: 'There are no folders here.' },
  searching: { de: 'Auf dem Server wird gesucht …', en: 'Searching on the server …' },
  searched: {
    de: '{searched, plural, one {Ein Ordner} other {# Ordner}} durchsucht, {waiting, plural, one {noch einer ist bekannt} other {noch # sind bekannt}}',
    en: '{searched, plural, one {One folder} other {# folders}} searched, {waiting, plural, one {one more is known} other {# more are known}}',
  },
  paused: {
    de: '{count, plural, =0 {Noch nichts gefunden.} one {Ein Ordner gefunden.} other {# Ordner gefunden.}} Es ist noch nicht alles durchsucht: {waiting, plural, one {Mindestens ein Ordner fehlt} other {Mindestens # Ordner fehlen}}.',
    en: '{count, plural, =0 {Nothing found yet.} one {One folder found.} other {# folders found.}} Not everything has been searched yet: at least {waiting, plural, one {one folder is} other {# folders are}} missing.',
  },
  done: {
    de: '{count, plural, =0 {Kein Ordner mit diesem Namen gefunden.} one {Ein Ordner gefunden.} other {# Ordner gefunden.}}',
    en: '{count, plural, =0 {No folder with such a name was found.} one {One folder found.} other {# folders found.}}',
  },
  failed: {
    de: '{count, plural, =0 {Noch nichts gefunden.} one {Ein Ordner gefunden.} other {# Ordner gefunden.}} Es ist noch nicht alles durchsucht.',
    en: '{count, plural, =0 {Nothing found yet.} one {One folder found.} other {# folders found.}} Not everything has been searched yet.',
  },
  unreadable: {
    de: '{count, plural, one {Ein Ordner ließ sich nicht durchsuchen.} other {# Ordner ließen sich nicht durchsuchen.}}',
    en: '{count, plural, one {One folder could not be searched.} other {# folders could not be searched.}}',
  },
  tooMany: {
    de: 'Insgesamt sind es {count, number}: Geben Sie mehr vom Namen ein.',
    en: 'There are {count, number} in all: type more of the name.',
  },
  searchOn: { de: 'Weitersuchen', en: 'Search on' },
  loadAgain: { de: 'Noch einmal laden', en: 'Load again' },
  notLoaded: {
    de: 'konnte nicht geladen werden – zum Wiederholen aufklappen',
    en: 'could not be loaded – expand to try again',
  },
  files: {
    de: '{count, plural, one {# Datei} other {# Dateien}}',
    en: '{count, plural, one {# file} other {# files}}',
  },
  shared: { de: 'geteilt', en: 'shared' },
  external: { de: 'externer Speicher', en: 'external storage' },
  readOnly: { de: 'nur lesen', en: 'read-only' },
  leaves: {
    de: '{count, plural, =0 {} one {Ein Ordner wird nur von diesem PC entfernt. Auf dem Server bleibt alles. } other {# Ordner werden nur von diesem PC entfernt. Auf dem Server bleibt alles. }}',
    en: '{count, plural, =0 {} one {One folder is removed from this PC only. On the server everything stays. } other {# folders are removed from this PC only. On the server everything stays. }}',
  },
  comes: {
    de: '{count, plural, =0 {} one {Ein Ordner kommt auf diesen PC. } other {# Ordner kommen auf diesen PC. }}',
    en: '{count, plural, =0 {} one {One folder comes to this PC. } other {# folders come to this PC. }}',
  },
  size: {
    de: '{size}{known, select, whole {} other { (soweit bekannt)}}',
    en: '{size}{known, select, whole {} other { (as far as known)}}',
  },
  selected: { de: 'Auf diesem PC ausgewählt', en: 'Selected for this PC' },
  coming: { de: 'Kommt dazu', en: 'Comes' },
  leaving: { de: 'Geht weg', en: 'Leaves' },
  free: { de: 'Auf diesem PC frei', en: 'Free on this PC' },
  freeAfter: { de: 'Danach frei', en: 'Free afterwards' },
  tooLarge: {
    de: 'Danach wären nur noch {after} frei. Mindestens {reserve} müssen frei bleiben, damit der PC gut arbeitet: Wählen Sie weniger Ordner aus.',
    en: 'Only {after} would be free afterwards. At least {reserve} must stay free so that the PC works well: choose fewer folders.',
  },
  lookingForUnsynced: {
    de: 'Es wird nachgesehen, ob alles davon auf dem Server ist …',
    en: 'Looking whether all of it is on the server …',
  },
  staying: {
    de: '{count, plural, one {Eine Datei ist noch nicht auf dem Server und bleibt auf diesem PC liegen} other {# Dateien sind noch nicht auf dem Server und bleiben auf diesem PC liegen}}',
    en: '{count, plural, one {One file is not on the server yet and stays on this PC} other {# files are not on the server yet and stay on this PC}}',
  },
  renamed: {
    de: '{count, plural, one {Ein neuer Name ist noch nicht auf dem Server} other {# neue Namen sind noch nicht auf dem Server}}',
    en: '{count, plural, one {One new name is not on the server yet} other {# new names are not on the server yet}}',
  },
  renamedText: {
    de: 'Der Inhalt ist sicher, aber auf dem Server bleibt der alte Name. Warten Sie, bis alles aktuell ist, wenn Sie den neuen Namen behalten wollen.',
    en: 'The content is safe, but on the server the old name stays. Wait until everything is up to date if you want to keep the new name.',
  },
  andMore: { de: '… und {count, number} weitere', en: '… and {count, number} more' },
  willCome: { de: 'kommt auf diesen PC', en: 'comes to this PC' },
  willStayAway: { de: 'bleibt nur auf dem Server', en: 'stays on the server only' },
  take: { de: 'Auf diesen PC holen', en: 'Bring to this PC' },
  takeFor: { de: 'Auf diesen PC holen: „{name}“', en: 'Bring to this PC: “{name}”' },
  leave: { de: 'Doch nicht holen', en: 'Do not bring it' },
  leaveFor: { de: 'Doch nicht holen: „{name}“', en: 'Do not bring it: “{name}”' },
  takeAlways: { de: 'Neue Ordner künftig immer holen', en: 'Always bring new folders from now on' },
  newDirectories: { de: 'Neue Ordner auf dem Server', en: 'New folders on the server' },
  takeAll: { de: 'Immer auf diesen PC', en: 'Always to this PC' },
  askAbove: { de: 'Ab {size} erst fragen', en: 'Ask first above {size}' },
  askAlways: { de: 'Immer erst fragen', en: 'Always ask first' },
  new: { de: 'neu', en: 'new' },
  undecided: {
    de: '{count, plural, one {Ein neuer Ordner wartet auf Ihre Entscheidung. } other {# neue Ordner warten auf Ihre Entscheidung. }}',
    en: '{count, plural, one {One new folder waits for your decision. } other {# new folders wait for your decision. }}',
  },
  same: { de: 'Keine Änderung.', en: 'No change.' },
  apply: { de: 'Übernehmen', en: 'Apply' },
  cancel: { de: 'Abbrechen', en: 'Cancel' },
} as const;
