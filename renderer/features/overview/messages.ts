/** Texts of the overview. */
export const overviewMessages = {
  title: { de: 'Übersicht', en: 'Overview' },
  connecting: {
    de: '{gender, select, feminine {Die} masculine {Der} other {Das}} {brand} startet …',
    en: '{brand} is starting …',
  },
  refused: { de: 'Diese Adresse ist verbraucht', en: 'This address has been used up' },
  refusedText: {
    de: 'Bitte starten Sie das Programm neu und öffnen Sie die Adresse, die dabei angezeigt wird.',
    en: 'Please start the program again and open the address that is shown then.',
  },
  syncThisFolder: { de: 'Ordner „{path}“ synchronisieren', en: 'Sync the folder “{path}”' },
  chooseOther: { de: 'Anderes wählen', en: 'Choose something else' },
  noAccountTitle: {
    de: 'Willkommen {gender, select, feminine {bei der} other {beim}} {brand}',
    en: 'Welcome to {brand}',
  },
  noAccount: {
    de: 'Verbinden Sie diesen PC mit dem Speicher Ihrer Behörde. Danach liegt ein Ordner auf diesem PC, der mit dem Server gleich gehalten wird.',
    en: 'Connect this PC with the storage of your organisation. Then a folder on this PC is kept equal with the server.',
  },
  noBackup: {
    de: '{gender, select, feminine {Die} masculine {Der} other {Das}} {brand} ist für den Austausch von Daten da. Was dort liegt, wird nicht gesichert.',
    en: '{brand} is made for exchanging data. What is there is not backed up.',
  },
  setUp: { de: 'Konto einrichten', en: 'Set up an account' },
  addFolder: { de: 'Weiteren Ordner hinzufügen', en: 'Add another folder' },
  noFolder: { de: 'Noch kein Ordner wird synchronisiert.', en: 'No folder is being synced yet.' },
  tryDemo: {
    de: 'Mit {gender, select, feminine {der} other {dem}} Demo-{brand} ausprobieren',
    en: 'Try it with the demo {brand}',
  },
  checking: { de: 'Wird geprüft …', en: 'Checking …' },
  syncing: {
    de: '{operations, plural, =0 {Wird synchronisiert …} one {Synchronisiert # Änderung …} other {Synchronisiert # Änderungen …}}',
    en: '{operations, plural, =0 {Syncing …} one {Syncing # change …} other {Syncing # changes …}}',
  },
  moving: {
    de: 'Der Ordner wird an seinen neuen Ort gebracht …',
    en: 'The folder is being brought to its new place …',
  },
  inSync: {
    de: 'Alles aktuell – zuletzt vollständig geprüft {day, select, today {um} other {am}} {time}',
    en: 'Everything is up to date – last checked completely {day, select, today {at} other {on}} {time}',
  },
  lastKnown: { de: 'Letzter bekannter Stand: {sentence}', en: 'Last known state: {sentence}' },
  undecided: {
    de: 'Synchronisiert, aber etwas wartet auf Sie – zuletzt vollständig geprüft {day, select, today {um} other {am}} {time}',
    en: 'Synced, but something waits for you – last checked completely {day, select, today {at} other {on}} {time}',
  },
  unverified: {
    de: 'Nichts zu tun, aber noch nicht alles geprüft. Das folgt von selbst; „Jetzt synchronisieren“ prüft sofort.',
    en: 'Nothing to do, but not everything has been checked yet. That follows by itself; “Sync now” checks at once.',
  },
  notSynced: {
    de: '{problems, plural, one {# Element ist} other {# Elemente sind}} nicht synchronisiert',
    en: '{problems, plural, one {# item is} other {# items are}} not synced',
  },
  waiting: { de: 'Wartet und versucht es gleich wieder', en: 'Waiting, and trying again soon' },
  waitingUntil: {
    de: 'Wartet – neuer Versuch {day, select, today {um} other {am}} {time}',
    en: 'Waiting – next attempt {day, select, today {at} other {on}} {time}',
  },
  needsDecision: {
    de: '{holds, plural, one {# Entscheidung ist} other {# Entscheidungen sind}} offen',
    en: '{holds, plural, one {# decision is} other {# decisions are}} open',
  },
  offline: {
    de: 'Der Server ist gerade nicht erreichbar. Es geht von selbst weiter.',
    en: 'The server cannot be reached at the moment. It goes on by itself.',
  },
  offlineMaintenance: {
    de: 'Der Server wird gerade gewartet. Es geht von selbst weiter.',
    en: 'The server is under maintenance. It goes on by itself.',
  },
  offlineBusy: {
    de: 'Der Server ist gerade ausgelastet. Es geht von selbst weiter.',
    en: 'The server is busy at the moment. It goes on by itself.',
  },
  offlineOther: {
    de: 'Unter der Adresse antwortet gerade kein passender Server. Es wird weiter versucht; bleibt es so, prüfen Sie das Netzwerk oder fragen Sie Ihre IT-Betreuung.',
    en: 'No suitable server answers at the address at the moment. It is tried again; if this stays, check the network or ask your administrator.',
  },
  paused: { de: 'Pausiert, bis Sie fortsetzen', en: 'Paused until you resume' },
  pausedUntil: { de: 'Pausiert bis {time}', en: 'Paused until {time}' },
  pausedOrganisation: {
    de: 'Angehalten, weil die Vorgaben Ihrer Organisation es nicht zulassen',
    en: 'Stopped because the rules of your organisation do not allow it',
  },
  pausedAccountsFile: {
    de: 'Angehalten, weil die Liste Ihrer Konten nicht lesbar ist',
    en: 'Stopped because the list of your accounts cannot be read',
  },
  pausedPortal: {
    de: 'Pausiert, weil dieses Netzwerk eine eigene Anmeldung verlangt: Öffnen Sie eine Seite im Browser und melden Sie sich dort an. Danach geht es von selbst weiter.',
    en: 'Paused because this network asks for a sign-in of its own: open a page in your browser and sign in there. After that it goes on by itself.',
  },
  pausedClock: {
    de: 'Pausiert, wie es in den Einstellungen für diese Zeit steht',
    en: 'Paused, as the settings say for this time',
  },
  pausedMetered: {
    de: 'Pausiert, weil die Verbindung nach Datenmenge abgerechnet wird',
    en: 'Paused because the connection is metered',
  },
  pausedBattery: { de: 'Pausiert, um den Akku zu schonen', en: 'Paused to save the battery' },
  stopped: { de: 'Angehalten', en: 'Stopped' },
  progress: {
    de: '{filesDone, number} von {filesTotal, plural, one {# Datei} other {# Dateien}} · {done} von {total}',
    en: '{filesDone, number} of {filesTotal, plural, one {# file} other {# files}} · {done} of {total}',
  },
  rate: { de: '{rate} pro Sekunde', en: '{rate} per second' },
  remaining: { de: 'noch etwa {time}', en: 'about {time} left' },
  syncNow: { de: 'Jetzt synchronisieren', en: 'Sync now' },
  pause: { de: 'Pausieren', en: 'Pause' },
  resume: { de: 'Fortsetzen', en: 'Resume' },
  syncAnyway: { de: 'Trotzdem synchronisieren', en: 'Sync anyway' },
  minutes30: { de: '30 Minuten', en: '30 minutes' },
  hours2: { de: '2 Stunden', en: '2 hours' },
  tomorrow: { de: 'Bis morgen 7 Uhr', en: 'Until tomorrow 7:00' },
  untilResumed: { de: 'Bis ich fortsetze', en: 'Until I resume' },
  more: { de: 'Mehr', en: 'More' },
  moreFor: { de: 'Mehr zu {name}', en: 'More about {name}' },
  openFolder: { de: 'Ordner öffnen', en: 'Open folder' },
  openOnServer: { de: 'Im Browser öffnen', en: 'Open in the browser' },
  chooseFolders: { de: 'Ordner auswählen', en: 'Choose folders' },
  remove: { de: 'Synchronisierung beenden', en: 'End syncing' },
  removeTitle: { de: 'Synchronisierung von „{name}“ beenden?', en: 'End syncing of “{name}”?' },
  removeText: {
    de: 'Alle Dateien bleiben auf diesem PC und auf dem Server. Änderungen werden danach nicht mehr übertragen.',
    en: 'All files stay on this PC and on the server. Changes are not transferred any more.',
  },
  showProblems: {
    de: '{count, plural, one {# Problem ansehen} other {# Probleme ansehen}}',
    en: '{count, plural, one {Look at # problem} other {Look at # problems}}',
  },
  showConflicts: {
    de: '{count, plural, one {Eine Datei in zwei Fassungen ansehen} other {# Dateien in zwei Fassungen ansehen}}',
    en: '{count, plural, one {Look at one file in two versions} other {Look at # files in two versions}}',
  },
  showDecisions: {
    de: '{count, plural, one {# Entscheidung treffen} other {# Entscheidungen treffen}}',
    en: '{count, plural, one {Make # decision} other {Make # decisions}}',
  },
  showNewFolders: {
    de: '{count, plural, one {Über # neuen Ordner entscheiden} other {Über # neue Ordner entscheiden}}',
    en: '{count, plural, one {Decide about # new folder} other {Decide about # new folders}}',
  },
  accept: { de: 'Diesen Ordner vom Server füllen', en: 'Fill this folder from the server' },
  signIn: { de: 'Neu anmelden', en: 'Sign in again' },
  signInNeeded: { de: 'Anmeldung nötig', en: 'Sign-in needed' },
  signInNeededText: {
    de: '{user} auf {server}. Es wurde nichts gelöscht; nach der Anmeldung geht es weiter.',
    en: '{user} at {server}. Nothing was deleted; work goes on after the sign-in.',
  },
  notRemembered: { de: 'Anmeldung gilt nur bis zum Beenden', en: 'The sign-in lasts until the program ends' },
  notRememberedText: {
    de: 'Dieses System hat keinen Schlüsselbund, in dem das Passwort von {user} sicher liegen könnte.',
    en: 'This system has no keychain in which the password of {user} could be kept safely.',
  },
  quotaOf: {
    de: '{user} auf {server}: {used} auf dem Server belegt, {free} frei',
    en: '{user} at {server}: {used} used on the server, {free} free',
  },
  ofAccount: { de: '{user} auf {server}', en: '{user} at {server}' },
  limits: { de: 'Geschwindigkeit begrenzen', en: 'Limit the speed' },
  quota: { de: '{used} auf dem Server belegt, {free} frei', en: '{used} used on the server, {free} free' },
} as const;
