/** Texts about the program. */
export const aboutMessages = {
  title: { de: 'Über BayernBox Desktop', en: 'About BayernBox Desktop' },
  purpose: {
    de: 'BayernBox Desktop hält Ordner auf diesem PC und den Speicher Ihrer Kommune auf dem Server gleich.',
    en: 'BayernBox Desktop keeps folders on this PC equal with the storage of your municipality on the server.',
  },
  licence: {
    de: 'Freie Software unter der EUPL 1.2. Es werden keine Nutzungsdaten erhoben; verbunden wird nur mit Ihrem Server.',
    en: 'Free software under the EUPL 1.2. No usage data is collected; it connects to your server only.',
  },
  noBackup: {
    de: 'Daten in der BayernBox werden nicht gesichert. Sie ist für den Austausch da, nicht als Ablage auf Dauer.',
    en: 'Data in BayernBox is not backed up. It is made for exchange, not for keeping things for good.',
  },
  versions: { de: 'Versionen', en: 'Versions' },
  program: { de: 'Programm', en: 'Program' },
  mode: { de: 'Läuft als', en: 'Runs as' },
  desktop: { de: 'Desktop-Programm', en: 'desktop program' },
  browser: { de: 'Ansicht im Browser', en: 'view in the browser' },
  quit: { de: 'Programm beenden', en: 'Quit the program' },
  quitTitle: { de: 'Programm beenden?', en: 'Quit the program?' },
  quitText: {
    de: 'Bis zum nächsten Start wird nichts mehr synchronisiert.',
    en: 'Nothing is synced until the next start.',
  },
} as const;
