/** Texts of times of the week. */
export const windowsMessages = {
  window: { de: 'Zeit {number}', en: 'Time {number}' },
  from: { de: 'von', en: 'from' },
  to: { de: 'bis', en: 'to' },
  add: { de: 'Zeit hinzufügen', en: 'Add a time' },
  full: { de: 'Mehr als {most, number} Zeiten gehen nicht.', en: 'There can be no more than {most, number} times.' },
  remove: { de: 'Entfernen', en: 'Remove' },
  removeWindow: { de: 'Zeit {number} entfernen', en: 'Remove time {number}' },
  nextDay: { de: 'Endet am nächsten Tag.', en: 'Ends on the next day.' },
  daysMissing: { de: 'Bitte mindestens einen Tag ankreuzen.', en: 'Select at least one day.' },
  timeMissing: { de: 'Bitte beide Uhrzeiten eintragen.', en: 'Enter both times.' },
  timesEqual: {
    de: 'Anfang und Ende sind gleich. Für den ganzen Tag: von 00:00 bis 00:00.',
    en: 'The beginning and the end are the same. For the whole day: from 00:00 to 00:00.',
  },
  unreadable: {
    de: '„{stored}“ ist nicht lesbar und gilt deshalb nicht.',
    en: '“{stored}” is not valid and therefore has no effect.',
  },
} as const;
