/** Texts of the comparison of two texts. */
export const comparisonMessages = {
  title: { de: 'Unterschiede', en: 'Differences' },
  summary: {
    de: '{server, plural, =0 {Keine Zeile steht} one {# Zeile steht} other {# Zeilen stehen}} nur auf dem Server (−), {mine, plural, =0 {keine} one {eine} other {#}} nur in Ihrer Fassung (+).',
    en: '{server, plural, =0 {No lines} one {# line} other {# lines}} only on the server (−), {mine, plural, =0 {none} one {one} other {#}} only in your version (+).',
  },
  layout: { de: 'Darstellung der Unterschiede', en: 'View of the differences' },
  below: { de: 'Untereinander', en: 'Stacked' },
  beside: { de: 'Nebeneinander', en: 'Side by side' },
  onServer: { de: 'Fassung auf dem Server', en: 'Server version' },
  onThisPc: { de: 'Ihre Fassung (dieser PC)', en: 'Your version (this PC)' },
  serverLine: { de: 'Zeile auf dem Server', en: 'Line on the server' },
  mineLine: { de: 'Zeile in Ihrer Fassung', en: 'Line in your version' },
  line: { de: 'Text', en: 'Text' },
  serverOnly: { de: 'Nur auf dem Server:', en: 'On the server only:' },
  mineOnly: { de: 'Nur in Ihrer Fassung:', en: 'In your version only:' },
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
