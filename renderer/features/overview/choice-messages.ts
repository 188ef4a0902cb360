/** Texts of what a person has just chosen for a sync folder. */
export const choiceMessages = {
  title: { de: 'Auswahl für „{name}“ gespeichert', en: 'Selection for “{name}” saved' },
  comes: {
    de: '{count, plural, one {Neu ausgewählt: {names}.} other {Neu ausgewählt sind # Ordner: {names}.}}',
    en: '{count, plural, one {Newly selected: {names}.} other {Newly selected: # folders, {names}.}}',
  },
  leaves: {
    de: '{count, plural, one {Abgewählt: {names}. Der Ordner bleibt auf dem Server.} other {Abgewählt sind # Ordner: {names}. Sie bleiben auf dem Server.}}',
    en: '{count, plural, one {Deselected: {names}. The folder stays on the server.} other {Deselected: # folders, {names}. They stay on the server.}}',
  },
  same: { de: 'Auf diesem PC ändert sich dadurch nichts.', en: 'This changes nothing on this PC.' },
  named: { de: '„{name}“', en: '“{name}”' },
  others: { de: '{count, plural, one {# weiterer} other {# weitere}}', en: '{count} more' },
  choiceNow: { de: 'Das wird gerade ausgeführt.', en: 'This is being carried out now.' },
  choiceLater: {
    de: 'Das wird ausgeführt, sobald die Synchronisierung weitergeht.',
    en: 'This is carried out as soon as syncing goes on.',
  },
} as const;
