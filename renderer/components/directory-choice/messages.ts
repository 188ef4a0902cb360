/** Texts of the tree of folders on a server, and of what a choice in it means. */
export const directoryChoiceMessages = {
  search: { de: 'Ordner suchen', en: 'Search folders' },
  tree: { de: 'Ordner auf dem Server', en: 'Folders on the server' },
  loading: { de: 'Wird geladen …', en: 'Loading …' },
  unknownSize: { de: 'Größe unbekannt', en: 'size unknown' },
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
    en: '{count, plural, =0 {No folder with this name was found.} one {One folder found.} other {# folders found.}}',
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
    en: 'There are {count, number} in total: type more of the name.',
  },
  searchOn: { de: 'Weitersuchen', en: 'Continue searching' },
  loadAgain: { de: 'Noch einmal laden', en: 'Reload' },
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
    en: '{count, plural, =0 {} one {One folder is removed from this PC only. Everything stays on the server. } other {# folders are removed from this PC only. Everything stays on the server. }}',
  },
  comes: {
    de: '{count, plural, =0 {} one {Ein Ordner kommt auf diesen PC. } other {# Ordner kommen auf diesen PC. }}',
    en: '{count, plural, =0 {} one {One folder is downloaded to this PC. } other {# folders are downloaded to this PC. }}',
  },
  size: {
    de: '{certainty, select, minimum {mindestens } maximum {höchstens } about {ungefähr } other {}}{size}',
    en: '{certainty, select, minimum {at least } maximum {at most } about {about } other {}}{size}',
  },
  unmeasured: {
    de: '{count, plural, one {Der externe Speicher „{name}“ ist nicht mitgezählt: Wie groß er ist, sagt der Server nicht.} other {# externe Speicher sind nicht mitgezählt: Wie groß sie sind, sagt der Server nicht.}}',
    en: '{count, plural, one {The external storage “{name}” is not included: the server does not tell how large it is.} other {# external storages are not included: the server does not tell how large they are.}}',
  },
  selected: { de: 'Auf diesem PC ausgewählt', en: 'Selected for this PC' },
  coming: { de: 'Kommt auf diesen PC', en: 'To be added to this PC' },
  leaving: { de: 'Wird von diesem PC entfernt', en: 'To be removed from this PC' },
  free: { de: 'Auf diesem PC frei', en: 'Free on this PC' },
  freeAfter: { de: 'Danach frei', en: 'Free afterwards' },
  tooLarge: {
    de: 'Danach wären nur noch {after} frei. Mindestens {reserve} müssen frei bleiben, damit der PC gut arbeitet: Wählen Sie weniger Ordner aus.',
    en: 'Only {after} would be free afterwards. At least {reserve} must stay free for the PC to work properly: choose fewer folders.',
  },
  new: { de: 'neu', en: 'new' },
  same: { de: 'Keine Änderung.', en: 'No change.' },
  sameHere: { de: 'Auf diesem PC ändert sich nichts.', en: 'Nothing changes on this PC.' },
  declined: {
    de: '{count, plural, =0 {} one { Ein neuer Ordner bleibt nur auf dem Server.} other { # neue Ordner bleiben nur auf dem Server.}}',
    en: '{count, plural, =0 {} one { One new folder stays on the server only.} other { # new folders stay on the server only.}}',
  },
  selectAll: { de: 'Alle auswählen', en: 'Select all' },
  selectNone: { de: 'Alle abwählen', en: 'Select none' },
} as const;
