/** Texts of previews of files. */
export const previewMessages = {
  'no-preview': {
    de: 'Von dieser Art von Datei gibt es keine Vorschau.',
    en: 'No preview is available for this type of file.',
  },
  'too-large': { de: 'Die Datei ist zu groß für eine Vorschau.', en: 'The file is too large for a preview.' },
  damaged: {
    de: 'Die Datei ist beschädigt oder nicht das, was ihr Name sagt. Eine Vorschau ist nicht möglich.',
    en: 'The file is damaged or not of the type its name suggests. No preview is possible.',
  },
  locked: {
    de: 'Die Datei ist mit einem Passwort geschützt. Eine Vorschau ist nicht möglich.',
    en: 'The file is password-protected. No preview is possible.',
  },
  drawing: { de: 'Die erste Seite wird gezeichnet …', en: 'Drawing the first page …' },
  firstOf: {
    de: '{pages, plural, one {Eine Seite} other {Erste von # Seiten}}',
    en: '{pages, plural, one {One page} other {First of # pages}}',
  },
  titled: { de: 'Titel: {title}', en: 'Title: {title}' },
  author: { de: 'Verfasst von: {person}', en: 'Written by: {person}' },
  lastModifiedBy: { de: 'Zuletzt gespeichert von: {person}', en: 'Last saved by: {person}' },
  modified: { de: 'Zuletzt gespeichert: {moment}', en: 'Last saved: {moment}' },
  pages: {
    de: '{count, plural, one {# Seite} other {# Seiten}}',
    en: '{count, plural, one {# page} other {# pages}}',
  },
  slides: {
    de: '{count, plural, one {# Folie} other {# Folien}}',
    en: '{count, plural, one {# slide} other {# slides}}',
  },
  sheets: {
    de: '{count, plural, one {# Tabellenblatt} other {# Tabellenblätter}}: {names}',
    en: '{count, plural, one {# sheet} other {# sheets}}: {names}',
  },
  saysNothing: { de: 'Das Dokument sagt nichts über sich.', en: 'The document contains no details about itself.' },
  imageBroken: {
    de: 'Das Bild ist beschädigt und kann nicht gezeigt werden.',
    en: 'The picture is damaged and cannot be shown.',
  },
} as const;
