/** Texts of the navigation. */
export const navigationMessages = {
  label: { de: 'Bereiche', en: 'Areas' },
  menu: { de: 'Menü', en: 'Menu' },
  organisationTitle: {
    de: 'Die Vorgaben Ihrer Organisation sind nicht lesbar',
    en: 'Your organisation’s policy cannot be read',
  },
  organisationText: {
    de: 'Solange wird nichts synchronisiert und nichts geändert; Ihre Dateien bleiben, wie sie sind. Zeigen Sie das Ihrer IT-Betreuung: {path}',
    en: 'Nothing is synced or changed until this is fixed; your files stay as they are. Show this to your administrator: {path}',
  },
  accountsDamaged: {
    de: 'Die Liste Ihrer Konten ist beschädigt',
    en: 'The list of your accounts is damaged',
  },
  accountsUnreadable: {
    de: 'Die Liste Ihrer Konten ist nicht lesbar',
    en: 'The list of your accounts cannot be read',
  },
  accountsFaultText: {
    de: 'Solange wird nichts synchronisiert; Ihre Ordner und Dateien bleiben, wie sie sind, und auch die Liste wird nicht verändert. Zeigen Sie das Ihrer IT-Betreuung: {path} ({detail}). Ist die Datei wiederhergestellt, geht es von selbst weiter.',
    en: 'Until this is fixed, nothing is synced; your folders and files stay as they are, and the list is not changed either. Show this to your administrator: {path} ({detail}). Once the file is restored, syncing resumes automatically.',
  },
  foldersLost: { de: 'Die Liste Ihrer Ordner war nicht lesbar', en: 'The list of your folders could not be read' },
  foldersLostText: {
    de: 'Deshalb wird kein Ordner synchronisiert; Ihre Dateien sind, wie sie waren, hier und auf dem Server. Fügen Sie die Ordner am selben Ort wieder hinzu: Es wird nichts noch einmal übertragen. Die alte Liste liegt unverändert unter {path}; vielleicht kann Ihre IT-Betreuung sie wiederherstellen.',
    en: 'That is why no folder is being synced; your files are as they were, here and on the server. Add the folders again in the same locations: nothing is transferred again. The old list is unchanged at {path}; your administrator may be able to restore it.',
  },
  setAccountsAside: { de: 'Beiseitelegen und neu anmelden', en: 'Set aside and sign in again' },
  setAccountsAsideTitle: { de: 'Die Liste der Konten beiseitelegen?', en: 'Set the list of accounts aside?' },
  setAccountsAsideText: {
    de: 'Die Datei bleibt unter einem Namen mit Datum erhalten. Danach melden Sie sich neu an und wählen Ihre Ordner noch einmal aus; was darin liegt, bleibt und wird nicht noch einmal übertragen.',
    en: 'The file is kept under a name with the date. Then you sign in again and choose your folders once more; what is in them stays and is not transferred again.',
  },
  accountsAside: {
    de: 'Die alte Liste der Konten ist beiseitegelegt',
    en: 'The old list of accounts has been set aside',
  },
  accountsAsideText: {
    de: 'Sie liegt unverändert unter {path}. Melden Sie sich jetzt neu an und wählen Sie Ihre Ordner am selben Ort wieder aus.',
    en: 'It is unchanged at {path}. Now sign in again and choose your folders in the same locations.',
  },
  skip: { de: 'Zum Inhalt springen', en: 'Skip to content' },
  overview: { de: 'Übersicht', en: 'Overview' },
  decisions: { de: 'Entscheidungen', en: 'Decisions' },
  conflicts: { de: 'Zwei Fassungen', en: 'Two versions' },
  problems: { de: 'Probleme', en: 'Problems' },
  activity: { de: 'Aktivität', en: 'Activity' },
  kept: { de: 'Aufbewahrt', en: 'Kept files' },
  settings: { de: 'Einstellungen', en: 'Settings' },
  about: { de: 'Über', en: 'About' },
  quit: { de: 'Beenden', en: 'Quit' },
  quitTitle: { de: 'Programm beenden?', en: 'Quit the program?' },
  quitText: {
    de: 'Bis zum nächsten Start wird nichts mehr synchronisiert. Wenn Sie nur das Fenster schließen, läuft die Synchronisierung weiter.',
    en: 'Nothing is synced until you start it again. If you only close the window, syncing goes on.',
  },
  quitYes: { de: 'Programm beenden', en: 'Quit the program' },
  open: { de: '{count, plural, one {# offen} other {# offen}}', en: '{count, plural, one {# open} other {# open}}' },
  gone: { de: 'Das Programm antwortet nicht', en: 'The program is not responding' },
  goneText: {
    de: 'Gerade wird nichts synchronisiert; angezeigt wird ein alter Stand. Haben Sie das Programm beendet, starten Sie es neu. Sonst geht es von selbst weiter, sobald es wieder antwortet.',
    en: 'Nothing is being synced, and what you see here is out of date. If you have quit the program, start it again. Otherwise it continues as soon as the program responds.',
  },
  hangs: { de: 'Die Synchronisierung antwortet nicht', en: 'Syncing is not responding' },
  hangsText: {
    de: 'Angezeigt wird ein alter Stand. Bleibt es dabei, wird sie von selbst neu gestartet; Ihre Dateien bleiben, wie sie sind.',
    en: 'What you see is out of date. If this continues, syncing restarts automatically; your files stay as they are.',
  },
  restarting: {
    de: 'Die Synchronisierung wird neu gestartet. Angezeigt wird der letzte bekannte Stand.',
    en: 'Syncing is restarting. You see the last known state.',
  },
} as const;
