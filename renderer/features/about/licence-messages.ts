/** Texts of the licences. */
export const licenceMessages = {
  title: { de: 'Lizenzen', en: 'Licences' },
  intro: {
    de: 'In diesem Programm steckt Software, die andere geschaffen und freigegeben haben. Hier stehen ihre Lizenzen im Wortlaut. Die Texte zu Electron und Chromium liegen in der Installation neben dem Programm.',
    en: 'This program contains software made and released by others. These are their licences in full. The texts of Electron and Chromium are in the installation folder, next to the program.',
  },
  show: { de: 'Lizenzen anzeigen', en: 'Show licences' },
  own: { de: 'Dieses Programm – {licence}', en: 'This program – {licence}' },
  search: { de: 'Software oder Lizenz suchen', en: 'Search software or licence' },
  found: {
    de: '{count, plural, =0 {Nichts gefunden.} one {Ein Eintrag} other {# Einträge}}',
    en: '{count, plural, =0 {Nothing found.} one {One entry} other {# entries}}',
  },
  item: { de: '{name} {version} – {licence}', en: '{name} {version} – {licence}' },
} as const;
