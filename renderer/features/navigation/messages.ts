/** Texts of the navigation. */
export const navigationMessages = {
  label: { de: 'Bereiche', en: 'Areas' },
  organisationTitle: {
    de: 'Die Vorgaben Ihrer Organisation sind nicht lesbar',
    en: 'The rules of your organisation cannot be read',
  },
  organisationText: {
    de: 'Solange wird nichts synchronisiert und nichts geändert; Ihre Dateien bleiben, wie sie sind. Zeigen Sie das Ihrer IT-Betreuung: {path}',
    en: 'Until then nothing is synced or changed; your files stay as they are. Show this to your administrator: {path}',
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
  open: { de: '{count, plural, one {# offen} other {# offen}}', en: '{count, plural, one {# open} other {# open}}' },
  gone: { de: 'Das Programm antwortet nicht', en: 'The program does not answer' },
  goneText: {
    de: 'Gerade wird nichts synchronisiert; angezeigt wird ein alter Stand. Haben Sie das Programm beendet, starten Sie es neu. Sonst geht es von selbst weiter, sobald es wieder antwortet.',
    en: 'Nothing is synced at the moment; what you see is old. If you have quit the program, start it again. Otherwise it goes on by itself as soon as it answers.',
  },
  restarting: {
    de: 'Die Synchronisierung wird neu gestartet. Angezeigt wird der letzte bekannte Stand.',
    en: 'Syncing is being restarted. You see the last known state.',
  },
} as const;
