/** Texts of the overview. */
export const overviewMessages = {
  title: { de: 'Übersicht', en: 'Overview' },
  connecting: {
    de: '{gender, select, feminine {Die} masculine {Der} other {Das}} {brand} startet …',
    en: '{brand} is starting …',
  },
  refused: { de: 'Diese Adresse ist verbraucht', en: 'This address is no longer valid' },
  refusedText: {
    de: 'Bitte starten Sie das Programm neu und öffnen Sie die Adresse, die dabei angezeigt wird.',
    en: 'Please restart the program and open the address it shows.',
  },
  personalSpace: { de: 'Persönlich', en: 'Personal' },
  syncThisFolder: { de: 'Ordner „{path}“ synchronisieren', en: 'Sync the folder “{path}”' },
  noAccountTitle: {
    de: 'Willkommen {gender, select, feminine {bei der} other {beim}} {brand}',
    en: 'Welcome to {brand}',
  },
  noAccount: {
    de: 'Verbinden Sie diesen PC mit dem Speicher Ihrer Behörde. Danach gibt es auf diesem PC einen Ordner dafür: Was Sie darin ändern, kommt auf den Server, und was andere dort ändern, kommt zu Ihnen.',
    en: 'Connect this PC to your organisation’s storage. You then have a folder for it on this PC: what you change in it goes to the server, and what others change there comes to you.',
  },
  setUp: { de: 'Konto einrichten', en: 'Set up an account' },
  addFolder: { de: 'Weiteren Ordner hinzufügen', en: 'Add another folder' },
  accountWithoutFolder: { de: 'Konto ohne Ordner', en: 'Account without a folder' },
  noFolder: {
    de: 'Sie sind angemeldet, aber noch wird kein Ordner synchronisiert.',
    en: 'You are signed in, but no folder is being synced yet.',
  },
  continueSetUp: { de: 'Einrichtung fortsetzen', en: 'Continue setup' },
  tryDemo: {
    de: 'Mit {gender, select, feminine {der} other {dem}} Demo-{brand} ausprobieren',
    en: 'Try the {brand} demo',
  },
  checking: { de: 'Wird geprüft …', en: 'Checking …' },
  syncing: {
    de: '{operations, plural, =0 {Wird synchronisiert …} one {Synchronisiert # Änderung …} other {Synchronisiert # Änderungen …}}',
    en: '{operations, plural, =0 {Syncing …} one {Syncing # change …} other {Syncing # changes …}}',
  },
  moving: {
    de: 'Der Ordner wird an seinen neuen Ort gebracht …',
    en: 'Moving the folder to its new location …',
  },
  inSync: {
    de: 'Alles aktuell – zuletzt vollständig geprüft {day, select, today {um} other {am}} {time}',
    en: 'Everything is up to date – last full check {day, select, today {at} other {on}} {time}',
  },
  inSyncApart: {
    de: '{onlyHere, plural, one {Aktuell – eine zweite Fassung bleibt nur auf diesem PC, wie Ihre Organisation es festgelegt hat} other {Aktuell – # zweite Fassungen bleiben nur auf diesem PC, wie Ihre Organisation es festgelegt hat}} – zuletzt vollständig geprüft {day, select, today {um} other {am}} {time}',
    en: '{onlyHere, plural, one {Up to date – one second version stays on this PC only, as your organisation has decided} other {Up to date – # second versions stay on this PC only, as your organisation has decided}} – last full check {day, select, today {at} other {on}} {time}',
  },
  lastKnown: { de: 'Letzter bekannter Stand: {sentence}', en: 'Last known state: {sentence}' },
  undecided: {
    de: 'Synchronisiert, aber etwas wartet auf Sie – zuletzt vollständig geprüft {day, select, today {um} other {am}} {time}',
    en: 'Synced, but needs your attention – last full check {day, select, today {at} other {on}} {time}',
  },
  unverified: {
    de: 'Nichts zu tun, aber noch nicht alles geprüft. Das folgt von selbst; „Jetzt synchronisieren“ prüft sofort.',
    en: 'Nothing to do so far. A full check will follow automatically; “Sync now” starts it right away.',
  },
  notSynced: {
    de: '{problems, plural, one {# Element ist} other {# Elemente sind}} nicht synchronisiert{onlyHere, plural, =0 {} one {; dazu bleibt eine zweite Fassung nur auf diesem PC, wie Ihre Organisation es festgelegt hat} other {; dazu bleiben # zweite Fassungen nur auf diesem PC, wie Ihre Organisation es festgelegt hat}}',
    en: '{problems, plural, one {# item is} other {# items are}} not synced{onlyHere, plural, =0 {} one {; one second version also stays on this PC only, as your organisation has decided} other {; # second versions also stay on this PC only, as your organisation has decided}}',
  },
  waiting: {
    de: '{problems, plural, =0 {Wartet und versucht es gleich wieder} other {Noch nicht alles ist synchronisiert; gleich wird es wieder versucht}}',
    en: '{problems, plural, =0 {Waiting} other {Not everything is synced yet}} – trying again shortly',
  },
  waitingUntil: {
    de: '{problems, plural, =0 {Wartet} other {Noch nicht alles ist synchronisiert}} – neuer Versuch {day, select, today {um} other {am}} {time}',
    en: '{problems, plural, =0 {Waiting} other {Not everything is synced yet}} – next attempt {day, select, today {at} other {on}} {time}',
  },
  waitingBut: {
    de: 'Aktuell bis auf {problems, plural, one {# Element} other {# Elemente}} – gleich neuer Versuch',
    en: 'Up to date except for {problems, plural, one {# item} other {# items}} – trying again shortly',
  },
  waitingButUntil: {
    de: 'Aktuell bis auf {problems, plural, one {# Element} other {# Elemente}} – neuer Versuch {day, select, today {um} other {am}} {time}',
    en: 'Up to date except for {problems, plural, one {# item} other {# items}} – next attempt {day, select, today {at} other {on}} {time}',
  },
  needsDecision: {
    de: '{holds, plural, one {# Entscheidung ist} other {# Entscheidungen sind}} offen',
    en: '{holds, plural, one {# decision is} other {# decisions are}} waiting for you',
  },
  offline: {
    de: 'Der Server ist gerade nicht erreichbar. Es geht von selbst weiter.',
    en: 'The server cannot be reached right now. Syncing resumes automatically.',
  },
  offlineMaintenance: {
    de: 'Der Server wird gerade gewartet. Es geht von selbst weiter.',
    en: 'The server is under maintenance. Syncing resumes automatically.',
  },
  offlineBusy: {
    de: 'Der Server ist gerade ausgelastet. Es geht von selbst weiter.',
    en: 'The server is busy right now. Syncing resumes automatically.',
  },
  offlineOther: {
    de: 'Unter der Adresse antwortet gerade kein passender Server. Es wird weiter versucht; bleibt es so, prüfen Sie das Netzwerk oder fragen Sie Ihre IT-Betreuung.',
    en: 'No suitable server is answering at this address right now. Another attempt follows automatically. If the problem persists, check your network or contact your administrator.',
  },
  paused: { de: 'Pausiert, bis Sie fortsetzen', en: 'Paused until you resume' },
  pausedUntil: { de: 'Pausiert bis {time}', en: 'Paused until {time}' },
  pausedOrganisation: {
    de: 'Angehalten, weil die Vorgaben Ihrer Organisation es nicht zulassen',
    en: 'Stopped because your organisation’s policy does not allow it',
  },
  pausedAccountsFile: {
    de: 'Angehalten, weil die Liste Ihrer Konten nicht lesbar ist',
    en: 'Stopped because the list of your accounts cannot be read',
  },
  pausedPortal: {
    de: 'Pausiert, weil dieses Netzwerk eine eigene Anmeldung verlangt: Öffnen Sie eine Seite im Browser und melden Sie sich dort an. Danach geht es von selbst weiter.',
    en: 'Paused because this network requires its own sign-in. Open any page in your browser and sign in there; syncing then resumes automatically.',
  },
  pausedClock: {
    de: 'Pausiert, wie es in den Einstellungen für diese Zeit steht',
    en: 'Paused by schedule',
  },
  pausedClockUntil: {
    de: 'Pausiert bis {time}, wie es in den Einstellungen steht',
    en: 'Paused by schedule until {time}',
  },
  pausedMetered: {
    de: 'Pausiert, weil die Verbindung nach Datenmenge abgerechnet wird',
    en: 'Paused because the connection is metered',
  },
  pausedBattery: { de: 'Pausiert, um den Akku zu schonen', en: 'Paused to save battery' },
  stopped: { de: 'Angehalten', en: 'Stopped' },
  stoppedSignIn: { de: 'Angehalten, bis Sie sich neu anmelden', en: 'Stopped until you sign in again' },
  progress: {
    de: '{filesDone, number} von {filesTotal, plural, one {# Datei} other {# Dateien}} · {done} von {total}',
    en: '{filesDone, number} of {filesTotal, plural, one {# file} other {# files}} · {done} of {total}',
  },
  rate: { de: '{rate} pro Sekunde', en: '{rate} per second' },
  remaining: { de: 'noch etwa {time}', en: 'about {time} left' },
  syncNow: { de: 'Jetzt synchronisieren', en: 'Sync now' },
  pause: { de: 'Pausieren', en: 'Pause' },
  pauseAll: { de: 'Alle pausieren', en: 'Pause all' },
  resumeAll: { de: 'Alle fortsetzen', en: 'Resume all' },
  resume: { de: 'Fortsetzen', en: 'Resume' },
  syncAnyway: { de: 'Trotzdem synchronisieren', en: 'Sync anyway' },
  minutes30: { de: '30 Minuten', en: '30 minutes' },
  hours2: { de: '2 Stunden', en: '2 hours' },
  tomorrow: { de: 'Bis morgen 7 Uhr', en: 'Until tomorrow 7:00' },
  untilResumed: { de: 'Bis ich fortsetze', en: 'Until I resume' },
  more: { de: 'Mehr', en: 'More' },
  moreFor: { de: 'Mehr zu {name}', en: 'More options for {name}' },
  openFolder: { de: 'Ordner öffnen', en: 'Open folder' },
  openOnServer: { de: 'Im Browser öffnen', en: 'Open in browser' },
  chooseFolders: { de: 'Ordner auswählen', en: 'Choose folders' },
  remove: { de: 'Synchronisierung beenden', en: 'Stop syncing' },
  removeTitle: { de: 'Synchronisierung von „{name}“ beenden?', en: 'Stop syncing “{name}”?' },
  removeText: {
    de: 'Alle Dateien bleiben auf diesem PC und auf dem Server. Änderungen werden danach nicht mehr übertragen.',
    en: 'All files stay on this PC and on the server. Changes are no longer transferred.',
  },
  showProblems: {
    de: '{count, plural, one {# Problem ansehen} other {# Probleme ansehen}}',
    en: '{count, plural, one {View # problem} other {View # problems}}',
  },
  showConflicts: {
    de: '{count, plural, one {Eine Datei in zwei Fassungen ansehen} other {# Dateien in zwei Fassungen ansehen}}',
    en: '{count, plural, one {View one file with two versions} other {View # files with two versions}}',
  },
  showDecisions: {
    de: '{count, plural, one {# Entscheidung treffen} other {# Entscheidungen treffen}}',
    en: '{count, plural, one {Make # decision} other {Make # decisions}}',
  },
  showNewFolders: {
    de: '{count, plural, one {Über # neuen Ordner entscheiden} other {Über # neue Ordner entscheiden}}',
    en: '{count, plural, one {Decide about # new folder} other {Decide about # new folders}}',
  },
  showDeselected: {
    de: '{count, plural, one {# Ordner wird} other {# Ordner werden}} hier nicht synchronisiert',
    en: '{count, plural, one {# folder is} other {# folders are}} not synced here',
  },
  showKept: {
    de: 'Aufbewahrte Dateien ansehen, die viel Platz belegen ({size})',
    en: 'View kept files that take up a lot of space ({size})',
  },
  accept: { de: 'Diesen Ordner mit dem Server vereinen', en: 'Combine this folder with the server' },
  signIn: { de: 'Neu anmelden', en: 'Sign in again' },
  signInNeeded: { de: 'Anmeldung nötig', en: 'Sign-in needed' },
  signInNeededText: {
    de: '{user} auf {server}. Es wurde nichts gelöscht; nach der Anmeldung geht es weiter.',
    en: '{user} at {server}. Nothing has been deleted; syncing resumes once you sign in.',
  },
  notRemembered: {
    de: 'Anmeldung gilt nur bis zum Beenden',
    en: 'You stay signed in only until the program is closed',
  },
  notRememberedText: {
    de: 'Auf diesem PC fehlt ein Schlüsselbund, der Passwörter sicher speichert. Nach dem nächsten Start melden Sie sich neu an: {users}. Das steht auch in den Einstellungen bei Ihren Konten.',
    en: 'This PC has no keychain to store passwords safely. After the next start you will need to sign in again: {users}. The settings say so next to your accounts too.',
  },
  hide: { de: 'Ausblenden', en: 'Hide' },
  hideNotRemembered: {
    de: 'Ausblenden: Anmeldung gilt nur bis zum Beenden',
    en: 'Hide: you stay signed in only until the program is closed',
  },
  quotaOf: {
    de: '{user} auf {server}: {used} auf dem Server belegt, {free} frei',
    en: '{user} at {server}: {used} used on the server, {free} free',
  },
  ofAccount: { de: '{user} auf {server}', en: '{user} at {server}' },
  limited: { de: 'Geschwindigkeit begrenzt: {limits}', en: 'Bandwidth limited: {limits}' },
  limitedUp: { de: 'höchstens {size} pro Sekunde hochladen', en: 'upload up to {size} per second' },
  limitedDown: { de: 'höchstens {size} pro Sekunde herunterladen', en: 'download up to {size} per second' },
  limitedTimes: { de: 'nur {times}', en: 'only {times}' },
  limits: { de: 'Geschwindigkeit begrenzen', en: 'Limit bandwidth' },
  quota: { de: '{used} auf dem Server belegt, {free} frei', en: '{used} used on the server, {free} free' },
} as const;
