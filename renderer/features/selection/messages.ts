/** Texts of the choice of folders of a sync folder. */
export const selectionMessages = {
  title: { de: 'Ordner auswählen', en: 'Choose folders' },
  intro: {
    de: 'Wählen Sie, welche Ordner auf diesem PC liegen sollen. Auf dem Server bleibt immer alles.',
    en: 'Choose which folders you want on this PC. Everything stays on the server in any case.',
  },
  lookingForUnsynced: {
    de: 'Es wird nachgesehen, ob alles davon auf dem Server ist …',
    en: 'Checking whether everything is on the server …',
  },
  staying: {
    de: '{count, plural, one {Eine Datei ist noch nicht auf dem Server und bleibt auf diesem PC liegen} other {# Dateien sind noch nicht auf dem Server und bleiben auf diesem PC liegen}}',
    en: '{count, plural, one {One file is not on the server yet and stays on this PC} other {# files are not on the server yet and stay on this PC}}',
  },
  renamed: {
    de: '{count, plural, one {Ein neuer Name ist noch nicht auf dem Server} other {# neue Namen sind noch nicht auf dem Server}}',
    en: '{count, plural, one {One renamed item has not reached the server yet} other {# renamed items have not reached the server yet}}',
  },
  renamedText: {
    de: 'Der Inhalt ist sicher, aber auf dem Server bleibt der alte Name. Warten Sie, bis alles aktuell ist, wenn Sie den neuen Namen behalten wollen.',
    en: 'The content is safe, but the server keeps the old name. To keep the new name, wait until everything is up to date.',
  },
  freesLater: {
    de: 'Der Platz auf diesem PC wird nach etwa einem Tag frei. So lange liegen die Dateien unter „Aufbewahrt“; dort können Sie sie auch sofort von diesem PC löschen.',
    en: 'The space on this PC becomes free after about a day. Until then the files are under “Kept files”, where you can also delete them from this PC at once.',
  },
  andMore: { de: '… und {count, number} weitere', en: '… and {count, number} more' },
  willCome: { de: 'kommt auf diesen PC', en: 'will be downloaded' },
  willStayAway: { de: 'bleibt nur auf dem Server', en: 'stays on the server only' },
  take: { de: 'Auf diesen PC holen', en: 'Download to this PC' },
  takeFor: { de: 'Auf diesen PC holen: „{name}“', en: 'Download to this PC: “{name}”' },
  leave: { de: 'Doch nicht holen', en: 'Do not download' },
  leaveFor: { de: 'Doch nicht holen: „{name}“', en: 'Do not download: “{name}”' },
  takeAlways: { de: 'Neue Ordner künftig immer holen', en: 'Always download new folders from now on' },
  newDirectories: { de: 'Neue Ordner auf dem Server', en: 'New folders on the server' },
  takeAll: { de: 'Immer auf diesen PC', en: 'Always download' },
  askAbove: {
    de: 'Ab {size} und bei externem Speicher erst fragen',
    en: 'Ask first above {size} and for external storage',
  },
  askAlways: { de: 'Immer erst fragen', en: 'Always ask first' },
  undecided: {
    de: '{count, plural, one {Ein neuer Ordner wartet auf Ihre Entscheidung. } other {# neue Ordner warten auf Ihre Entscheidung. }}',
    en: '{count, plural, one {One new folder is waiting for your decision. } other {# new folders are waiting for your decision. }}',
  },
  listChanged: {
    de: 'Auf dem Server hat sich inzwischen etwas geändert',
    en: 'Something has changed on the server in the meantime',
  },
  choiceKept: {
    de: 'Was Sie gewählt haben, bleibt so. Sehen Sie sich die Auswahl vor dem Übernehmen noch einmal an.',
    en: 'Your choices stay as they are. Check them once more before you apply them.',
  },
  added: {
    de: '{count, plural, one {Dieser Ordner kam dazu und bleibt auf dem Server, bis Sie ihn wählen:} other {Diese Ordner kamen dazu und bleiben auf dem Server, bis Sie sie wählen:}}',
    en: '{count, plural, one {This folder is new and stays on the server until you select it:} other {These folders are new and stay on the server until you select them:}}',
  },
  gone: {
    de: '{count, plural, one {Dieser Ordner steht nicht mehr zur Wahl, weil er gelöscht oder umbenannt wurde oder schon entschieden ist:} other {Diese Ordner stehen nicht mehr zur Wahl, weil sie gelöscht oder umbenannt wurden oder schon entschieden sind:}}',
    en: '{count, plural, one {This folder is no longer in the list because it was deleted, renamed or already decided:} other {These folders are no longer in the list because they were deleted, renamed or already decided:}}',
  },
  apply: { de: 'Übernehmen', en: 'Apply' },
  cancel: { de: 'Abbrechen', en: 'Cancel' },
} as const;
