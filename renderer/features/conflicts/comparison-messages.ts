/** Texts of the comparison of two texts. */
export const comparisonMessages = {
  title: { de: 'Unterschiede', en: 'Differences' },
  changedBySide: {
    de: 'Seit beide gleich waren, {server, plural, =0 {ist auf dem Server keine Zeile} one {ist auf dem Server eine Zeile} other {sind auf dem Server # Zeilen}} geändert worden, in Ihrer Fassung {mine, plural, =0 {keine} one {eine} other {#}}. − steht vor dem Text vom Server, + vor Ihrem.',
    en: 'Since both were the same, {server, plural, =0 {no lines} one {one line} other {# lines}} changed on the server and {mine, plural, =0 {none} one {one} other {#}} in your version. − marks the text on the server, + marks yours.',
  },
  changedBetween: {
    de: '{lines, plural, one {Eine Zeile unterscheidet} other {# Zeilen unterscheiden}} sich. − steht vor dem Text vom Server, + vor Ihrem. Wer was geändert hat, ist nicht zu erkennen.',
    en: '{lines, plural, one {One line differs} other {# lines differ}}. − marks the text on the server, + marks yours. Who changed what cannot be told.',
  },
  layout: { de: 'Darstellung der Unterschiede', en: 'View of the differences' },
  below: { de: 'Untereinander', en: 'Stacked' },
  beside: { de: 'Nebeneinander', en: 'Side by side' },
  onServer: { de: 'Fassung auf dem Server', en: 'Server version' },
  onThisPc: { de: 'Ihre Fassung (dieser PC)', en: 'Your version (this PC)' },
  serverLine: { de: 'Zeile auf dem Server', en: 'Line on the server' },
  mineLine: { de: 'Zeile in Ihrer Fassung', en: 'Line in your version' },
  line: { de: 'Text', en: 'Text' },
  'server-changed-server': { de: 'Auf dem Server neu:', en: 'New on the server:' },
  'server-changed-mine': { de: 'Bei Ihnen nicht mehr:', en: 'No longer in yours:' },
  'mine-changed-mine': { de: 'Bei Ihnen neu:', en: 'New in yours:' },
  'mine-changed-server': { de: 'Auf dem Server nicht mehr:', en: 'No longer on the server:' },
  'server-unknown': { de: 'Auf dem Server:', en: 'On the server:' },
  'mine-unknown': { de: 'In Ihrer Fassung:', en: 'In your version:' },
  gap: {
    de: '{lines, plural, one {# gleiche Zeile} other {# gleiche Zeilen}}',
    en: '{lines, plural, one {# identical line} other {# identical lines}}',
  },
  equal: { de: 'Der Text ist in beiden Fassungen gleich.', en: 'The text is the same in both versions.' },
  equalBeginning: {
    de: 'Die ersten 256 Kilobyte sind in beiden Fassungen gleich. Öffnen Sie die Kopien, um den Rest zu vergleichen.',
    en: 'The first 256 kilobytes are the same in both versions. Open the copies to compare the rest.',
  },
  more: { de: 'Weitere Zeilen anzeigen', en: 'Show more lines' },
  beginning: {
    de: 'Verglichen sind die ersten 256 Kilobyte. Öffnen Sie die Kopien, um alles zu sehen.',
    en: 'The first 256 kilobytes are compared. Open the copies to see everything.',
  },
  tooDifferent: {
    de: 'Die beiden Texte haben fast nichts gemeinsam. Öffnen Sie die Kopien, um sie zu vergleichen.',
    en: 'The two texts have almost nothing in common. Open the copies to compare them.',
  },
} as const;
