/** Texts of the overview. */
export const overviewMessages = {
  title: { de: 'BayernBox', en: 'BayernBox' },
  connecting: { de: 'Die BayernBox startet …', en: 'BayernBox is starting …' },
  reconnecting: { de: 'Die Synchronisierung wird neu gestartet …', en: 'Syncing is being restarted …' },
  refused: {
    de: 'Diese Adresse ist verbraucht. Bitte starten Sie die BayernBox neu und öffnen Sie die Adresse, die dabei angezeigt wird.',
    en: 'This address has been used up. Please start BayernBox again and open the address that is shown then.',
  },
  noAccount: { de: 'Noch kein Konto eingerichtet.', en: 'No account has been set up yet.' },
  noFolder: { de: 'Noch kein Ordner wird synchronisiert.', en: 'No folder is being synced yet.' },
  syncThisFolder: { de: 'Ordner „{path}“ synchronisieren', en: 'Sync the folder “{path}”' },
  pause: { de: 'Pausieren', en: 'Pause' },
  resume: { de: 'Fortsetzen', en: 'Resume' },
  tryDemo: { de: 'Mit der Demo-BayernBox ausprobieren', en: 'Try it with the demo BayernBox' },
  checking: { de: 'Wird geprüft …', en: 'Checking …' },
  syncing: {
    de: '{operations, plural, =0 {Wird synchronisiert …} one {Synchronisiert # Änderung …} other {Synchronisiert # Änderungen …}}',
    en: '{operations, plural, =0 {Syncing …} one {Syncing # change …} other {Syncing # changes …}}',
  },
  inSync: {
    de: 'Alles aktuell – zuletzt vollständig geprüft um {time}',
    en: 'Everything is up to date – last checked completely at {time}',
  },
  unverified: { de: 'Nichts zu tun, aber nicht alles geprüft', en: 'Nothing to do, but not everything was checked' },
  notSynced: {
    de: '{problems, plural, one {# Element ist} other {# Elemente sind}} nicht synchronisiert',
    en: '{problems, plural, one {# item is} other {# items are}} not synced',
  },
  waiting: { de: 'Wartet und versucht es gleich wieder', en: 'Waiting, and trying again soon' },
  needsDecision: {
    de: '{holds, plural, one {# Entscheidung ist} other {# Entscheidungen sind}} offen',
    en: '{holds, plural, one {# decision is} other {# decisions are}} open',
  },
  offline: { de: 'Der Server ist gerade nicht erreichbar', en: 'The server cannot be reached at the moment' },
  paused: { de: 'Pausiert', en: 'Paused' },
  stopped: { de: 'Angehalten', en: 'Stopped' },
} as const;
