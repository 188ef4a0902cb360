/** What undoing an entry would do to others, asked before; by its effect. */
export const undoMessages = {
  'removes-file-title': { de: '„{name}“ für alle löschen?', en: 'Delete “{name}” for everyone?' },
  'removes-file-text': {
    de: 'Die Datei wird von diesem PC entfernt und auf dem Server gelöscht, auch für alle anderen, die sie dort sehen. Auf diesem PC bleibt sie 30 Tage unter „Aufbewahrt“.',
    en: 'The file is removed from this PC and deleted on the server, also for everyone else who can see it there. On this PC it stays under “Kept files” for 30 days.',
  },
  'removes-file-confirm': { de: 'Für alle löschen', en: 'Delete for everyone' },
  'removes-directory-title': {
    de: 'Ordner „{name}“ für alle löschen?',
    en: 'Delete the folder “{name}” for everyone?',
  },
  'removes-directory-text': {
    de: 'Der Ordner wird von diesem PC entfernt und auf dem Server gelöscht, auch für alle anderen, die ihn dort sehen. Das geschieht nur, wenn er leer ist.',
    en: 'The folder is removed from this PC and deleted on the server, also for everyone else who can see it there. This only happens if it is empty.',
  },
  'removes-directory-confirm': { de: 'Für alle löschen', en: 'Delete for everyone' },
  'replaces-file-title': {
    de: 'Vorherige Fassung von „{name}“ zurückholen?',
    en: 'Bring back the previous version of “{name}”?',
  },
  'replaces-file-text': {
    de: 'Sie ersetzt die jetzige Fassung, auf diesem PC und auf dem Server, auch für alle anderen. Die jetzige Fassung bleibt auf diesem PC 30 Tage unter „Aufbewahrt“.',
    en: 'It replaces the current version on this PC and on the server, also for everyone else. On this PC the current version stays under “Kept files” for 30 days.',
  },
  'replaces-file-confirm': { de: 'Für alle zurückholen', en: 'Bring back for everyone' },
  'brings-back-title': { de: '„{name}“ für alle zurückholen?', en: 'Bring back “{name}” for everyone?' },
  'brings-back-text': {
    de: '{kind, select, directory {Der Ordner wurde} other {Die Datei wurde}} auf dem Server gelöscht. {kind, select, directory {Er} other {Sie}} liegt danach wieder unter „{path}“, auf diesem PC und auf dem Server, auch für alle anderen.',
    en: 'The {kind, select, directory {folder} other {file}} was deleted on the server. It is then back at “{path}” on this PC and on the server, also for everyone else.',
  },
  'brings-back-confirm': { de: 'Für alle zurückholen', en: 'Bring back for everyone' },
  'moves-back-title': { de: '„{name}“ für alle zurückverschieben?', en: 'Move “{name}” back for everyone?' },
  'moves-back-text': {
    de: '{kind, select, directory {Der Ordner} other {Die Datei}} liegt danach wieder unter „{path}“, auf diesem PC und auf dem Server, auch für alle anderen.',
    en: 'The {kind, select, directory {folder} other {file}} is then back at “{path}” on this PC and on the server, also for everyone else.',
  },
  'moves-back-confirm': { de: 'Für alle zurückverschieben', en: 'Move back for everyone' },
} as const;
