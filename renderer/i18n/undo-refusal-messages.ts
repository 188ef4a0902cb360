import type { CodeMessage } from './code-message.ts';

/** Words for every reason why something was not undone, or did not come back. */
export const undoRefusalMessages = {
  'kept-unknown': {
    title: { de: 'Diese Fassung gibt es nicht mehr', en: 'This version no longer exists' },
    hint: {
      de: 'Öffnen Sie die Liste noch einmal; vielleicht wurde sie schon zurückgeholt.',
      en: 'Open the list again; it may already have been restored.',
    },
  },
  'kept-gone': {
    title: {
      de: 'Die nötige Fassung wird nicht mehr aufbewahrt',
      en: 'The required version is no longer kept',
    },
    hint: {
      de: 'Sehen Sie in den Versionen oder im Papierkorb auf dem Server nach.',
      en: 'Check the versions or the trash on the server.',
    },
  },
  'operation-unknown': {
    title: { de: 'Dieser Eintrag ist nicht mehr im Verlauf', en: 'This entry is no longer in the history' },
    hint: { de: 'Öffnen Sie die Liste noch einmal.', en: 'Open the list again.' },
  },
  'already-undone': {
    title: { de: 'Das wurde schon rückgängig gemacht', en: 'This has already been undone' },
    hint: { de: 'Es ist nichts weiter zu tun.', en: 'There is nothing else to do.' },
  },
  'not-agreed': {
    title: {
      de: 'Das würde auf dem Server etwas für alle ändern',
      en: 'This would change something for everyone on the server',
    },
    hint: {
      de: 'Es wurde nichts verändert. Öffnen Sie die Liste noch einmal, und lesen Sie, was geschehen würde.',
      en: 'Nothing was changed. Open the list again and read what would happen.',
    },
  },
  'came-from-server': {
    title: { de: 'Das kam vom Server', en: 'This came from the server' },
    hint: {
      de: 'Rückgängig gemacht, wäre es dort für alle gelöscht. Soll es weg, löschen Sie es im Ordner.',
      en: 'Undone, it would be deleted there for everyone. To delete it, delete it in the folder.',
    },
  },
  'path-taken': {
    title: { de: 'An dieser Stelle liegt schon etwas', en: 'There is already something at that location' },
    hint: { de: 'Benennen Sie es um oder wählen Sie einen anderen Ort.', en: 'Rename it or choose another location.' },
  },
  'parent-taken': {
    title: { de: 'Statt des Ordners liegt dort eine Datei', en: 'There is a file where the folder should go' },
    hint: { de: 'Benennen Sie die Datei um und versuchen Sie es noch einmal.', en: 'Rename the file and try again.' },
  },
  'changed-since': {
    title: { de: 'Inzwischen hat sich etwas geändert', en: 'Something has changed in the meantime' },
    hint: {
      de: 'Es wurde nichts verändert. Sehen Sie sich den neuen Stand an und entscheiden Sie neu.',
      en: 'Nothing was changed. Check the new state and decide again.',
    },
  },
  'directory-not-empty': {
    title: { de: 'Der Ordner ist nicht leer', en: 'The folder is not empty' },
    hint: {
      de: 'Es wurde nichts verändert. Verschieben Sie zuerst seinen Inhalt.',
      en: 'Nothing was changed. Move its contents first.',
    },
  },
  'needs-server-versions': {
    title: { de: 'Die frühere Fassung gibt es nur auf dem Server', en: 'The earlier version is only on the server' },
    hint: {
      de: 'Stellen Sie sie in der Weboberfläche unter „Versionen“ wieder her.',
      en: 'Restore it in the web interface under “Versions”.',
    },
  },
  'needs-server-trash': {
    title: {
      de: 'Das Gelöschte liegt nur im Papierkorb des Servers',
      en: 'The deleted item is only in the server’s trash',
    },
    hint: {
      de: 'Stellen Sie es in der Weboberfläche unter „Gelöschte Dateien“ wieder her.',
      en: 'Restore it in the web interface under “Deleted files”.',
    },
  },
  'carries-undo': {
    title: {
      de: 'Das gehört zu etwas, das Sie rückgängig gemacht haben',
      en: 'This belongs to something that you have undone',
    },
    hint: {
      de: 'Möchten Sie es wieder anders, nehmen Sie das Rückgängigmachen zurück: beim Eintrag darunter in „Aktivität“.',
      en: 'If you want it back the other way, take back the undo: at the entry below under “Activity”.',
    },
  },
  'needs-selecting': {
    title: { de: 'Der Ordner ist auf diesem PC abgewählt', en: 'The folder is deselected on this PC' },
    hint: {
      de: 'Wählen Sie ihn unter „Ordner auswählen“ wieder aus; dann kommen seine Dateien zurück.',
      en: 'Select it again under “Choose folders” to get its files back.',
    },
  },
  'two-versions': {
    title: { de: 'Es gibt hier zwei Fassungen', en: 'There are two versions here' },
    hint: {
      de: 'Entscheiden Sie unter „Zwei Fassungen“, welche bleibt.',
      en: 'Decide under “Two versions” which one to keep.',
    },
  },
  'two-versions-decided': {
    title: { de: 'Das war eine Entscheidung über zwei Fassungen', en: 'This was a decision about two versions' },
    hint: {
      de: 'Nehmen Sie sie unter „Zwei Fassungen“ bei „Erledigt“ zurück.',
      en: 'Undo it under “Two versions”, at “Resolved”.',
    },
  },
  'not-recorded': {
    title: { de: 'Dafür fehlen die Angaben', en: 'There is no record of this' },
    hint: {
      de: 'Der Eintrag stammt aus einer anderen Version des Programms.',
      en: 'The entry was written by another version of the program.',
    },
  },
} as const satisfies Readonly<Record<string, CodeMessage>>;
