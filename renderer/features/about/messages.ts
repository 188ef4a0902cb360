/** Texts about the program. */
export const aboutMessages = {
  title: { de: 'Über {brand} Desktop', en: 'About {brand} Desktop' },
  purpose: {
    de: '{brand} Desktop hält Ordner auf diesem PC und den Speicher Ihrer Behörde auf dem Server gleich.',
    en: '{brand} Desktop keeps folders on this PC in sync with your organisation’s storage on the server.',
  },
  licence: {
    de: 'Freie Software unter der EUPL 1.2. Es werden keine Nutzungsdaten erhoben; verbunden wird nur mit Ihrem Server.',
    en: 'Free software under the EUPL 1.2. No usage data is collected; it only connects to your server.',
  },
  handbook: { de: 'Benutzerhandbuch', en: 'User guide' },
  helpTitle: { de: 'Hilfe und Diagnose', en: 'Help and diagnostics' },
  toDiagnostics: { de: 'Diagnose für die IT-Betreuung erstellen', en: 'Create a report for your administrator' },
  help: { de: 'Hilfe im Internet', en: 'Help on the web' },
  website: { de: 'Internetseite', en: 'Website' },
  imprint: { de: 'Impressum', en: 'Legal notice' },
  privacy: { de: 'Datenschutz', en: 'Privacy' },
  mailSupport: { de: 'E-Mail an {support}', en: 'E-mail to {support}' },
  versions: { de: 'Versionen', en: 'Versions' },
  program: { de: 'Programm', en: 'Program' },
  mode: { de: 'Läuft als', en: 'Runs as' },
  desktop: { de: 'Desktop-Programm', en: 'desktop program' },
  browser: { de: 'Ansicht im Browser', en: 'view in the browser' },
} as const;
