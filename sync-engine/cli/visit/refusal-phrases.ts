import type { ActRefusal } from '../../engine/visiting/visit-acts.ts';
import type { Language, Message } from '../messages.ts';
import { toldCommand } from '../told-command.ts';

type Texts<Key extends string, Text> = Readonly<Record<Key, Readonly<Record<Language, Text>>>>;

/** What went wrong, and what can be done, for each refusal of an act. */
export const ACT_REFUSALS: Texts<ActRefusal, readonly [title: string, hint: string]> = {
  'kept-unknown': {
    de: [
      'Diese Kennung gibt es im Sicherheitsspeicher nicht',
      `Alle, die es gibt, zeigt ${toldCommand('kept', 'list')}.`,
    ],
    en: ['The safety store does not know this id', `To see all that it knows: ${toldCommand('kept', 'list')}.`],
  },
  'kept-gone': {
    de: [
      'Die frühere Fassung liegt nicht mehr im Sicherheitsspeicher',
      'Sie wurde schon zurückgeholt oder nach 30 Tagen entfernt. Sehen Sie auf dem Server unter „Versionen“ nach.',
    ],
    en: [
      'The earlier version is not in the safety store any more',
      'It was restored before, or removed after 30 days. Look under "Versions" on the server.',
    ],
  },
  'operation-unknown': {
    de: [
      'Diese Kennung steht nicht im Verlauf',
      `Alle Änderungen mit ihrer Kennung zeigt ${toldCommand('history', '--single')}.`,
    ],
    en: [
      'The history does not know this id',
      `To see all changes with their ids: ${toldCommand('history', '--single')}.`,
    ],
  },
  'already-undone': {
    de: ['Diese Änderung ist schon rückgängig gemacht', `Was zuletzt geschehen ist, zeigt ${toldCommand('history')}.`],
    en: ['This change has been undone already', `To see what was done last: ${toldCommand('history')}.`],
  },
  'path-taken': {
    de: [
      'An dieser Stelle liegt inzwischen etwas anderes',
      `Es wird nichts überschrieben. Unter einem freien Namen kommt die Fassung zurück mit ${toldCommand('kept', 'restore', '<Kennung>')}.`,
    ],
    en: [
      'Something else is in that place by now',
      `Nothing is overwritten. To bring the version back under a free name: ${toldCommand('kept', 'restore', '<id>')}.`,
    ],
  },
  'parent-taken': {
    de: [
      'Wo ein Ordner nötig wäre, liegt eine Datei',
      `Benennen Sie diese Datei um, oder wählen Sie einen anderen Ort mit ${toldCommand('kept', 'restore', '<Kennung>', '--to', '<Pfad>')}.`,
    ],
    en: [
      'A file is where a folder would be needed',
      `Rename that file, or choose another place with ${toldCommand('kept', 'restore', '<id>', '--to', '<path>')}.`,
    ],
  },
  'changed-since': {
    de: [
      'Hier hat sich seitdem etwas geändert',
      'Rückgängig geht nur, was noch so ist, wie die Änderung es hinterlassen hat. Verloren ist nichts.',
    ],
    en: [
      'Something has changed here since',
      'Only what is still as the change left it can be undone. Nothing is lost.',
    ],
  },
  'directory-not-empty': {
    de: ['Der Ordner ist nicht mehr leer', 'Verschieben oder löschen Sie zuerst, was darin liegt.'],
    en: ['The folder is not empty any more', 'Move or delete first what lies in it.'],
  },
  'name-not-allowed': {
    de: [
      'Diesen Namen kann nicht jedes System speichern',
      'Lassen Sie die Zeichen < > : " / \\ | ? * weg, und Punkte und Leerzeichen am Ende.',
    ],
    en: ['Not every system can hold this name', 'Leave out < > : " / \\ | ? *, and dots and spaces at the end.'],
  },
  'folder-at-rest': {
    de: [
      'Das geht nur auf dem Server',
      'Machen Sie es in den Fenstern des Programms rückgängig, während der Ordner verbunden ist.',
    ],
    en: ['Only the server can do this', 'Undo it in the windows of the program while the folder is connected.'],
  },
  'needs-server-versions': {
    de: [
      'Die frühere Fassung liegt nur auf dem Server',
      'Öffnen Sie dort die Datei unter „Versionen“ und stellen Sie die gewünschte Fassung wieder her.',
    ],
    en: [
      'The earlier version is only on the server',
      'Open the file there under "Versions" and restore the version you want.',
    ],
  },
  'needs-server-trash': {
    de: [
      'Was entfernt wurde, liegt auf dem Server im Papierkorb',
      'Stellen Sie es dort unter „Gelöschte Dateien“ wieder her; der Abgleich bringt es dann hierher.',
    ],
    en: [
      'What was removed lies in the trash on the server',
      'Restore it there under "Deleted files"; sync then brings it here.',
    ],
  },
  'carries-undo': {
    de: [
      'Damit kam nur auf den Server, was Sie rückgängig gemacht haben',
      `Nehmen Sie dieses Rückgängigmachen zurück; seine Kennung zeigt ${toldCommand('history', '--single')}.`,
    ],
    en: [
      'This only carried to the server what you had undone',
      `Take back that undo; to see its id: ${toldCommand('history', '--single')}.`,
    ],
  },
  'came-from-server': {
    de: [
      'Das kam vom Server; rückgängig gemacht, wäre es dort für alle gelöscht',
      `Soll es weg, löschen Sie es im Ordner. Nur von diesem Computer nimmt es ${toldCommand('folders', 'deselect', '<Ordner auf dem Server>')}.`,
    ],
    en: [
      'This came from the server; undone, it would be deleted there for everyone',
      `To delete it, delete it in the folder. To take it off this computer only: ${toldCommand('folders', 'deselect', '<folder on the server>')}.`,
    ],
  },
  'not-agreed': {
    de: ['Es wurde nichts rückgängig gemacht', 'Das änderte auf dem Server etwas für alle. Soll es so sein: --yes.'],
    en: ['Nothing was undone', 'It would change something on the server for everyone. If that is meant: --yes.'],
  },
  'two-versions': {
    de: ['Beide Fassungen sind da', 'Löschen Sie die, die Sie nicht brauchen, oder geben Sie ihr einen anderen Namen.'],
    en: ['Both versions are there', 'Delete the one that you do not need, or give it another name.'],
  },
  'two-versions-decided': {
    de: [
      'Das war eine Entscheidung über zwei Fassungen',
      `Nehmen Sie sie zurück mit ${toldCommand('conflicts', 'undo', '<Kennung>')}; die Kennung zeigt ${toldCommand('conflicts', 'list')}.`,
    ],
    en: [
      'This was a decision about two versions',
      `Take it back with ${toldCommand('conflicts', 'undo', '<id>')}; to see the id: ${toldCommand('conflicts', 'list')}.`,
    ],
  },
  'needs-selecting': {
    de: [
      'Dieser Ordner ist abgewählt',
      `Wählen Sie ihn wieder aus: ${toldCommand('folders', 'select', '<Ordner auf dem Server>')}. Was nur hier liegt, bleibt bis dahin nur hier.`,
    ],
    en: [
      'This folder is deselected',
      `Select it again: ${toldCommand('folders', 'select', '<folder on the server>')}. What is only here stays here only until then.`,
    ],
  },
  'not-recorded': {
    de: [
      'Zu dieser Änderung ist zu wenig bekannt',
      `Sehen Sie nach der früheren Fassung: ${toldCommand('kept', 'list')}.`,
    ],
    en: ['Too little is known about this change', `Look for the earlier version: ${toldCommand('kept', 'list')}.`],
  },
};

/** Title and hint for a refusal. */
export function getRefusalMessage(code: ActRefusal, language: Language): Message {
  const [title, hint] = ACT_REFUSALS[code][language];
  return { title, hint };
}
