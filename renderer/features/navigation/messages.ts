/** Texts of the navigation. */
export const navigationMessages = {
  label: { de: 'Bereiche', en: 'Areas' },
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
  restarting: {
    de: 'Die Synchronisierung wird neu gestartet. Angezeigt wird der letzte bekannte Stand.',
    en: 'Syncing is being restarted. You see the last known state.',
  },
} as const;
