import type { ProblemCode } from '#ipc/user-error.ts';
import type { WhyCode } from '#ipc/path-view.ts';
import type { CodeMessage } from './code-message.ts';
import { problemMessages } from './problem-messages.ts';

/** Words for every answer to "why is this path (not) synced?". */
export const whyMessages: Readonly<Record<WhyCode, CodeMessage>> = {
  ...problemMessages,
  ...({
    'in-sync': {
      title: { de: 'Synchronisiert', en: 'In sync' },
      hint: { de: 'Hier und auf dem Server ist dasselbe.', en: 'It is identical here and on the server.' },
    },
    'not-there': {
      title: { de: 'An dieser Stelle liegt nichts', en: 'Nothing is at this place' },
      hint: {
        de: 'Weder hier noch auf dem Server liegt etwas unter diesem Pfad. Prüfen Sie den Namen und den Ordner.',
        en: 'There is nothing at this path, either here or on the server. Check the name and the folder.',
      },
    },
    'was-removed': {
      title: { de: 'Das wurde gelöscht', en: 'This was deleted' },
      hint: {
        de: 'Unter diesem Pfad liegt weder hier noch auf dem Server etwas.',
        en: 'There is nothing at this path, either here or on the server.',
      },
    },
    excluded: {
      title: { de: 'Durch ein Muster ausgeschlossen', en: 'Excluded by a pattern' },
      hint: {
        de: 'Der Name passt zu einem Muster für das, was nicht synchronisiert wird. Einige Muster gelten immer, zum Beispiel für Zwischendateien; Ihre eigenen ändern Sie in den Einstellungen.',
        en: 'The name matches a pattern for what is not synced. Some patterns always apply, for example for temporary files; you can change your own in the settings.',
      },
    },
    'excluded-not-there': {
      title: {
        de: 'Liegt hier nicht und würde nicht synchronisiert',
        en: 'Not here, and would not be synced',
      },
      hint: {
        de: 'Auf diesem PC liegt nichts unter diesem Pfad. Der Name passt zu einem Muster für das, was nicht synchronisiert wird.',
        en: 'There is nothing at this path on this PC. The name matches a pattern for what is not synced.',
      },
    },
    deselected: {
      title: { de: 'Nicht für diesen PC ausgewählt', en: 'Not selected for this PC' },
      hint: {
        de: 'Was auf dem Server darin liegt, kommt nicht auf diesen PC. Liegt hier noch etwas darin, bleibt es nur hier. Unter „Ordner auswählen“ können Sie den Ordner auf diesen PC holen.',
        en: 'What it holds on the server does not come to this PC. Anything it still holds here stays here only. You can bring the folder to this PC with “Choose folders”.',
      },
    },
    'in-deselected': {
      title: {
        de: 'Gehört zu einem Ordner, der nicht für diesen PC ausgewählt ist',
        en: 'Belongs to a folder that is not selected for this PC',
      },
      hint: {
        de: 'Ob es auf dem Server liegt, ist hier nicht bekannt; sehen Sie dort nach. Unter „Ordner auswählen“ können Sie den Ordner auf diesen PC holen.',
        en: 'Whether it is on the server is not known here; please look there. You can bring the folder to this PC with “Choose folders”.',
      },
    },
    'new-folder-undecided': {
      title: { de: 'Neuer Ordner, wartet auf Ihre Entscheidung', en: 'New folder, waiting for your decision' },
      hint: {
        de: 'Entscheiden Sie unter „Ordner auswählen“, ob er auf diesen PC kommt.',
        en: 'Decide under “Choose folders” whether you want it on this PC.',
      },
    },
    'waiting-to-upload': {
      title: { de: 'Wird gleich hochgeladen', en: 'Will be uploaded shortly' },
      hint: { de: 'Es ist nichts zu tun.', en: 'There is nothing you need to do.' },
    },
    'waiting-to-download': {
      title: { de: 'Wird gleich heruntergeladen', en: 'Will be downloaded shortly' },
      hint: { de: 'Es ist nichts zu tun.', en: 'There is nothing you need to do.' },
    },
    'waiting-to-make-directory': {
      title: { de: 'Der Ordner wird gleich angelegt', en: 'The folder will be created shortly' },
      hint: { de: 'Es ist nichts zu tun.', en: 'There is nothing you need to do.' },
    },
    'waiting-to-move': {
      title: { de: 'Wird gleich verschoben oder umbenannt', en: 'Will be moved or renamed shortly' },
      hint: { de: 'Es ist nichts zu tun.', en: 'There is nothing you need to do.' },
    },
    'waiting-to-remove': {
      title: { de: 'Wird gleich entfernt', en: 'Will be removed shortly' },
      hint: {
        de: 'Auf der anderen Seite wurde es gelöscht. Was hier entfernt wird, bleibt 30 Tage aufbewahrt.',
        en: 'It was deleted on the other side. Anything removed here is kept for 30 days.',
      },
    },
    'waiting-for-decision': {
      title: { de: 'Wartet auf Ihre Entscheidung', en: 'Waiting for your decision' },
      hint: {
        de: 'Bis dahin wird nichts gelöscht und nichts überschrieben.',
        en: 'Until then, nothing is deleted or overwritten.',
      },
    },
    'becomes-two-versions': {
      title: { de: 'Auf beiden Seiten geändert', en: 'Changed on both sides' },
      hint: {
        de: 'Es wird gleich zwei Fassungen davon geben: die vom Server und Ihre. Beide sind sicher, und Sie können dann entscheiden.',
        en: 'There will be two versions of it in a moment: the server’s and yours. Both are safe, and you can decide then.',
      },
    },
    'two-versions': {
      title: { de: 'Es gibt zwei Fassungen', en: 'There are two versions' },
      hint: {
        de: 'Beide sind sicher. Entscheiden Sie, ob eine davon bleibt oder beide.',
        en: 'Both are safe. Decide whether to keep one of them or both.',
      },
    },
    'contains-two-versions': {
      title: {
        de: 'Darin gibt es mindestens eine Datei in zwei Fassungen',
        en: 'It contains at least one file with two versions',
      },
      hint: {
        de: 'Darüber haben Sie noch nicht entschieden. Sonst ist darin nichts zu tun.',
        en: 'You have not decided on that yet. There is nothing else to do in it.',
      },
    },
    'comes-back': {
      title: { de: 'Das erlaubt der Server nicht', en: 'The server does not allow that' },
      hint: {
        de: 'Gleich kommt zurück, was auf dem Server steht. Was Sie geändert oder verschoben haben, bleibt daneben.',
        en: 'The server’s version comes back shortly. What you changed or moved stays next to it.',
      },
    },
    'stays-here': {
      title: {
        de: 'Diese Fassung bleibt nur auf diesem PC',
        en: 'This version stays on this PC only',
      },
      hint: {
        de: 'Sie haben beide Fassungen behalten, und Ihre Organisation hat festgelegt, dass die zweite nicht auf den Server kommt. Es ist nichts zu tun. Unter einem anderen Namen wird sie hochgeladen wie jede Datei.',
        en: 'You kept both versions, and your organisation has decided that the second one does not go to the server. There is nothing you need to do. Under another name it is uploaded like any file.',
      },
    },
    'contains-stays-here': {
      title: {
        de: 'Synchronisiert bis auf eine Fassung, die nur auf diesem PC bleibt',
        en: 'In sync, except for a version that stays on this PC only',
      },
      hint: {
        de: 'Sie haben beide Fassungen einer Datei behalten, und Ihre Organisation hat festgelegt, dass die zweite nicht auf den Server kommt. Es ist nichts zu tun.',
        en: 'You kept both versions of a file, and your organisation has decided that the second one does not go to the server. There is nothing you need to do.',
      },
    },
    'contains-unsynced': {
      title: {
        de: 'Der Ordner enthält etwas, das nicht synchronisiert ist',
        en: 'The folder contains something that is not synced',
      },
      hint: {
        de: 'Was das ist, steht bei den Problemen.',
        en: 'See “Problems” for what it is.',
      },
    },
  } as const satisfies Readonly<Record<Exclude<WhyCode, ProblemCode>, CodeMessage>>),
};
