import type { CodeMessage } from './code-message.ts';

/** Words for what an organisation does not allow. */
export const organisationMessages = {
  'setting-enforced': {
    title: { de: 'Das hat Ihre Organisation festgelegt', en: 'Set by your organisation' },
    hint: {
      de: 'Es wurde nichts geändert. Ihre IT-Betreuung kann es für alle ändern.',
      en: 'Nothing was changed. Your administrator can change it for everyone.',
    },
  },
  'server-not-allowed': {
    title: { de: 'Dieser Server ist hier nicht vorgesehen', en: 'This server is not allowed on this PC' },
    hint: {
      de: 'Ihre Organisation lässt nur bestimmte Server zu. Prüfen Sie die Adresse oder fragen Sie Ihre IT-Betreuung.',
      en: 'Your organisation only allows certain servers. Check the address, or ask your administrator.',
    },
  },
  'too-many-accounts': {
    title: { de: 'Mehr Konten sind hier nicht vorgesehen', en: 'No more accounts are allowed on this PC' },
    hint: {
      de: 'Entfernen Sie ein Konto, das Sie nicht mehr brauchen, oder fragen Sie Ihre IT-Betreuung.',
      en: 'Remove an account you no longer need, or ask your administrator.',
    },
  },
  'organisation-file-unreadable': {
    title: {
      de: 'Die Vorgaben Ihrer Organisation sind nicht lesbar',
      en: 'Your organisation’s policy cannot be read',
    },
    hint: {
      de: 'Solange beginnt hier nichts Neues. Fragen Sie Ihre IT-Betreuung; oben im Fenster steht, welche Datei es ist.',
      en: 'Nothing new is started until this is fixed. Ask your administrator; the top of the window names the file.',
    },
  },
} as const satisfies Readonly<Record<string, CodeMessage>>;
