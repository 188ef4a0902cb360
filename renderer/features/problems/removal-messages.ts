/** Texts of what was deleted: where, and how it comes back. */
export const removalMessages = {
  here: {
    de: 'Auf diesem PC gelöscht und {day, select, today {heute um} other {am}} {time} auch auf dem Server.',
    en: 'Deleted on this PC and {day, select, today {today at} other {on}} {time} on the server too.',
  },
  'on-server': {
    de: 'Auf dem Server gelöscht und {day, select, today {heute um} other {am}} {time} auch von diesem PC entfernt. Wer es dort gelöscht hat, sagt der Server nicht.',
    en: 'Deleted on the server and {day, select, today {today at} other {on}} {time} removed from this PC too. The server does not say who deleted it there.',
  },
  undo: {
    de: '{day, select, today {Heute um} other {Am}} {time} auf diesem PC durch ein Rückgängigmachen entfernt.',
    en: 'Removed by an undo on this PC, {day, select, today {today at} other {on}} {time}.',
  },
  decision: {
    de: 'Von zwei Fassungen wurde {day, select, today {heute um} other {am}} {time} auf diesem PC die andere behalten.',
    en: 'Of two versions the other one was kept on this PC, {day, select, today {today at} other {on}} {time}.',
  },
  'same-content': {
    de: 'Es war die zweite von zwei Fassungen mit demselben Inhalt und wurde deshalb {day, select, today {heute um} other {am}} {time} entfernt.',
    en: 'It was the second of two versions with the same content and was therefore removed {day, select, today {today at} other {on}} {time}.',
  },
  within: { de: 'Gelöscht wurde der ganze Ordner: {folder}', en: 'The whole folder was deleted: {folder}' },
  version: {
    de: 'Die letzte Fassung ist aufbewahrt. Zurückgeholt liegt sie wieder hier und auf dem Server, auch für alle anderen.',
    en: 'The last version is kept. Once restored it is back here and on the server, also for everyone else.',
  },
  directory: {
    de: 'Die Dateien, die darin lagen, holen Sie unter „Aufbewahrt“ zurück. Der Ordner kommt mit ihnen.',
    en: 'Restore the files that were in it from “Kept files”. The folder comes back with them.',
  },
  reopen: {
    de: 'Unter „Zwei Fassungen“ lässt sich die Entscheidung zurücknehmen.',
    en: 'Under “Two versions” the decision can be taken back.',
  },
  older: {
    de: 'Unter „Aufbewahrt“ liegt noch eine ältere Fassung, die sich zurückholen lässt.',
    en: 'An older version is still in “Kept files” and can be restored.',
  },
  trashHere: {
    de: 'Was Sie selbst gelöscht haben, liegt vielleicht noch im Papierkorb dieses PCs, oder auf dem Server in der Weboberfläche unter „Gelöschte Dateien“.',
    en: 'What you deleted yourself may still be in the trash of this PC, or on the server in the web interface under “Deleted files”.',
  },
  trashOnServer: {
    de: 'Vielleicht liegt es noch auf dem Server in der Weboberfläche unter „Gelöschte Dateien“.',
    en: 'It may still be on the server in the web interface under “Deleted files”.',
  },
  restore: { de: 'Zurückholen', en: 'Restore' },
  restored: { de: 'Zurückgeholt: {path}', en: 'Restored: {path}' },
} as const;
