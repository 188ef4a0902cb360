import type { ProblemCode, UserErrorCode } from '#ipc/user-error.ts';
import type { CodeMessage } from './code-message.ts';
import type { organisationMessages } from './organisation-messages.ts';

/** Words for every reason why something that a person asked for did not happen. */
export const refusalMessages = {
  'kept-unknown': {
    title: { de: 'Diese Fassung gibt es nicht mehr', en: 'This version does not exist any more' },
    hint: {
      de: 'Laden Sie die Liste neu; vielleicht wurde sie schon zurückgeholt.',
      en: 'Load the list again; it may have been restored already.',
    },
  },
  'kept-gone': {
    title: {
      de: 'Die nötige Fassung wird nicht mehr aufbewahrt',
      en: 'The version that is needed is not kept any more',
    },
    hint: {
      de: 'Sehen Sie in den Versionen oder im Papierkorb auf dem Server nach.',
      en: 'Look into the versions or the trash on the server.',
    },
  },
  'operation-unknown': {
    title: { de: 'Dieser Eintrag ist nicht mehr im Verlauf', en: 'This entry is not in the history any more' },
    hint: { de: 'Laden Sie die Liste neu.', en: 'Load the list again.' },
  },
  'already-undone': {
    title: { de: 'Das wurde schon rückgängig gemacht', en: 'This has been undone already' },
    hint: { de: 'Es ist nichts weiter zu tun.', en: 'Nothing else is to be done.' },
  },
  'path-taken': {
    title: { de: 'An dieser Stelle liegt schon etwas', en: 'Something is at that place already' },
    hint: { de: 'Benennen Sie es um oder wählen Sie einen anderen Ort.', en: 'Rename it or choose another place.' },
  },
  'parent-taken': {
    title: { de: 'Statt des Ordners liegt dort eine Datei', en: 'A file is where the folder would be' },
    hint: { de: 'Benennen Sie die Datei um und versuchen Sie es noch einmal.', en: 'Rename the file and try again.' },
  },
  'changed-since': {
    title: { de: 'Inzwischen hat sich etwas geändert', en: 'Something has changed since' },
    hint: {
      de: 'Es wurde nichts verändert. Sehen Sie sich den neuen Stand an und entscheiden Sie neu.',
      en: 'Nothing was changed. Look at the new state and decide again.',
    },
  },
  'directory-not-empty': {
    title: { de: 'Der Ordner ist nicht leer', en: 'The folder is not empty' },
    hint: {
      de: 'Es wurde nichts verändert. Verschieben Sie zuerst seinen Inhalt.',
      en: 'Nothing was changed. Move its content first.',
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
      en: 'What was deleted is only in the trash of the server',
    },
    hint: {
      de: 'Stellen Sie es in der Weboberfläche unter „Gelöschte Dateien“ wieder her.',
      en: 'Restore it in the web interface under “Deleted files”.',
    },
  },
  'needs-selecting': {
    title: { de: 'Der Ordner ist auf diesem PC abgewählt', en: 'The folder is deselected on this PC' },
    hint: {
      de: 'Wählen Sie ihn unter „Ordner auswählen“ wieder aus; dann kommen seine Dateien zurück.',
      en: 'Choose it again with “Choose folders”; then its files come back.',
    },
  },
  'two-versions': {
    title: { de: 'Es gibt hier zwei Fassungen', en: 'There are two versions here' },
    hint: {
      de: 'Entscheiden Sie unter „Zwei Fassungen“, welche bleibt.',
      en: 'Decide under “Two versions” which one stays.',
    },
  },
  'not-recorded': {
    title: { de: 'Dafür fehlen die Angaben', en: 'There is no record for this' },
    hint: {
      de: 'Der Eintrag stammt aus einer anderen Version des Programms.',
      en: 'The entry was written by another version of the program.',
    },
  },
  'conflict-unknown': {
    title: { de: 'Diese zwei Fassungen gibt es nicht mehr', en: 'These two versions do not exist any more' },
    hint: { de: 'Laden Sie die Liste neu.', en: 'Load the list again.' },
  },
  'conflict-closed': {
    title: { de: 'Darüber ist schon entschieden', en: 'This has been decided already' },
    hint: { de: 'Es wurde nichts verändert.', en: 'Nothing was changed.' },
  },
  'conflict-not-resolved': {
    title: { de: 'Hier gibt es nichts rückgängig zu machen', en: 'There is nothing to undo here' },
    hint: {
      de: 'Über die zwei Fassungen ist noch nicht entschieden.',
      en: 'The two versions have not been decided yet.',
    },
  },
  'changed-meanwhile': {
    title: { de: 'Eine der Fassungen hat sich gerade geändert', en: 'One of the versions has just changed' },
    hint: {
      de: 'Es wurde nichts verändert. Sehen Sie sich beide neu an.',
      en: 'Nothing was changed. Look at both again.',
    },
  },
  'not-two-files': {
    title: { de: 'Eine der beiden Fassungen ist ein Ordner', en: 'One of the two is a folder' },
    hint: { de: 'Hier können nur beide behalten werden.', en: 'Only both can be kept here.' },
  },
  'merge-not-possible': {
    title: { de: 'Diese Dateien lassen sich nicht zusammenführen', en: 'These files cannot be merged' },
    hint: {
      de: 'Wählen Sie eine der beiden Fassungen oder behalten Sie beide.',
      en: 'Choose one of the two versions or keep both.',
    },
  },
  'changes-overlap': {
    title: { de: 'Beide haben dieselben Zeilen geändert', en: 'Both have changed the same lines' },
    hint: {
      de: 'Legen Sie eine Vergleichsdatei an oder behalten Sie beide Fassungen.',
      en: 'Write a file for comparison or keep both versions.',
    },
  },
  'name-taken': {
    title: { de: 'Diesen Namen gibt es dort schon', en: 'This name is there already' },
    hint: { de: 'Wählen Sie einen anderen Namen.', en: 'Choose another name.' },
  },
  'name-not-allowed': {
    title: { de: 'Dieser Name ist nicht erlaubt', en: 'This name is not allowed' },
    hint: {
      de: 'Wählen Sie einen Namen ohne Sonderzeichen wie / oder :',
      en: 'Choose a name without special characters such as / or :',
    },
  },
  'no-longer-kept': {
    title: { de: 'Die ersetzte Fassung wird nicht mehr aufbewahrt', en: 'The replaced version is not kept any more' },
    hint: {
      de: 'Rückgängig machen geht 30 Tage lang. Sehen Sie in den Versionen auf dem Server nach.',
      en: 'Undo works for 30 days. Look into the versions on the server.',
    },
  },
  'decision-unknown': {
    title: { de: 'Diese Frage ist nicht mehr offen', en: 'This question is not open any more' },
    hint: { de: 'Laden Sie die Liste neu.', en: 'Load the list again.' },
  },
  'decision-list-changed': {
    title: { de: 'Die Liste ist inzwischen länger geworden', en: 'The list has grown meanwhile' },
    hint: {
      de: 'Es wurde nichts ausgeführt. Sehen Sie sich die neue Liste an.',
      en: 'Nothing was done. Look at the new list.',
    },
  },
  'invalid-request': {
    title: { de: 'Das Programm hat sich selbst nicht verstanden', en: 'The program did not understand itself' },
    hint: { de: 'Schließen Sie das Fenster und öffnen Sie es neu.', en: 'Close the window and open it again.' },
  },
  'not-supported': {
    title: { de: 'Das geht hier nicht', en: 'This does not work here' },
    hint: {
      de: 'In dieser Ausgabe des Programms, oder im Browser, gibt es das nicht.',
      en: 'It is not in this edition of the program, or not in the browser.',
    },
  },
  'host-unavailable': {
    title: { de: 'Die Synchronisierung wird gerade neu gestartet', en: 'Syncing is being restarted' },
    hint: {
      de: 'Ob die Anfrage noch ankam, sehen Sie gleich am Stand.',
      en: 'The state will show in a moment whether your request arrived.',
    },
  },
  'accounts-file-damaged': {
    title: { de: 'Die Liste Ihrer Konten ist beschädigt', en: 'The list of your accounts is damaged' },
    hint: {
      de: 'Es wurde nichts geändert. Oben im Fenster steht, welche Datei es ist und wie es weitergeht.',
      en: 'Nothing was changed. The top of the window names the file and the way on.',
    },
  },
  'accounts-file-unreadable': {
    title: { de: 'Die Liste Ihrer Konten ist nicht lesbar', en: 'The list of your accounts cannot be read' },
    hint: {
      de: 'Es wurde nichts geändert. Oben im Fenster steht, welche Datei es ist und wie es weitergeht.',
      en: 'Nothing was changed. The top of the window names the file and the way on.',
    },
  },
  'account-unknown': {
    title: { de: 'Dieses Konto gibt es nicht mehr', en: 'This account does not exist any more' },
    hint: { de: 'Laden Sie die Ansicht neu.', en: 'Load the view again.' },
  },
  'account-exists': {
    title: { de: 'Dieses Konto ist schon eingerichtet', en: 'This account has been set up already' },
    hint: { de: 'Nehmen Sie das vorhandene Konto.', en: 'Use the existing account.' },
  },
  'account-has-folders': {
    title: { de: 'Zu diesem Konto gehören noch Ordner', en: 'Folders belong to this account' },
    hint: {
      de: 'Beenden Sie zuerst deren Synchronisierung. Die Dateien bleiben.',
      en: 'End their syncing first. The files stay.',
    },
  },
  'folder-unknown': {
    title: { de: 'Dieser Ordner wird nicht mehr synchronisiert', en: 'This folder is not synced any more' },
    hint: { de: 'Laden Sie die Ansicht neu.', en: 'Load the view again.' },
  },
  'folder-at-rest': {
    title: { de: 'Der Ordner ist gerade pausiert oder nicht verbunden', en: 'The folder is paused or not connected' },
    hint: {
      de: 'Setzen Sie die Synchronisierung fort, und versuchen Sie es dann noch einmal.',
      en: 'Resume syncing, then try again.',
    },
  },
  'folder-not-the-same': {
    title: { de: 'Das ist nicht der gesuchte Ordner', en: 'This is not the folder in question' },
    hint: {
      de: 'Wählen Sie den Ordner selbst, nicht den darüber oder darin. Haben Sie nur einzelne Dateien verschoben, holen Sie sie an den alten Ort zurück.',
      en: 'Choose the folder itself, not the one above or inside. If you moved single files only, bring them back to the old place.',
    },
  },
  'folder-overlaps': {
    title: {
      de: 'Der Ordner überschneidet sich mit einem synchronisierten',
      en: 'The folder overlaps with one that is synced',
    },
    hint: { de: 'Wählen Sie einen Ordner daneben.', en: 'Choose a folder beside it.' },
  },
  'folder-is-file': {
    title: { de: 'Das ist eine Datei, kein Ordner', en: 'This is a file, not a folder' },
    hint: { de: 'Wählen Sie einen Ordner.', en: 'Choose a folder.' },
  },
  'folder-not-writable': {
    title: { de: 'In diesen Ordner darf nicht geschrieben werden', en: 'This folder cannot be written to' },
    hint: {
      de: 'Wählen Sie einen anderen Ordner oder fragen Sie Ihre IT-Betreuung.',
      en: 'Choose another folder or ask your administrator.',
    },
  },
  'folder-in-program-data': {
    title: { de: 'Hier legt das Programm seine eigenen Daten ab', en: 'The program keeps its own data here' },
    hint: { de: 'Wählen Sie einen anderen Ordner.', en: 'Choose another folder.' },
  },
  'item-missing': {
    title: { de: 'Das liegt nicht mehr auf diesem PC', en: 'This is not on this PC any more' },
    hint: {
      de: 'Es wurde inzwischen gelöscht, verschoben oder umbenannt. Die Aktivität zeigt, was geschehen ist.',
      en: 'It has been deleted, moved or renamed since. The activity shows what happened.',
    },
  },
  'path-outside-folder': {
    title: { de: 'Der Pfad liegt in keinem synchronisierten Ordner', en: 'The path lies in no synced folder' },
    hint: { de: 'Wählen Sie etwas innerhalb Ihres Ordners.', en: 'Choose something within your folder.' },
  },
  'program-not-opened': {
    title: { de: 'Programme werden von hier aus nicht gestartet', en: 'Programs are not started from here' },
    hint: {
      de: 'Die Datei enthält ein Programm oder Skript. Lassen Sie sich den Ordner zeigen und starten Sie sie nur, wenn Sie wissen, von wem sie kommt.',
      en: 'The file holds a program or script. Show its folder, and start it only if you know who it comes from.',
    },
  },
  'address-not-allowed': {
    title: { de: 'Diese Adresse wird nicht geöffnet', en: 'This address is not opened' },
    hint: {
      de: 'Nur Ihr Server und die Hilfeseiten sind erlaubt.',
      en: 'Only your server and the help pages are allowed.',
    },
  },
  'settings-not-written': {
    title: { de: 'Die Einstellungen konnten nicht gespeichert werden', en: 'The settings could not be saved' },
    hint: {
      de: 'Prüfen Sie, ob der Datenträger voll ist, und versuchen Sie es noch einmal.',
      en: 'Check whether the disk is full and try again.',
    },
  },
  'limit-window-unreadable': {
    title: { de: 'Die Zeiten der Grenzen sind nicht lesbar', en: 'The times of the limits cannot be read' },
    hint: {
      de: 'Schreiben Sie sie so: mo-fr 08:00-17:00',
      en: 'Write them like this: mon-fri 08:00-17:00',
    },
  },
  'pause-window-unreadable': {
    title: { de: 'Die Zeiten der Pausen sind nicht lesbar', en: 'The times of the pauses cannot be read' },
    hint: {
      de: 'Schreiben Sie sie so: mo-fr 08:00-17:00',
      en: 'Write them like this: mon-fri 08:00-17:00',
    },
  },
  'internal-error': {
    title: { de: 'Ein Fehler im Programm', en: 'A fault of the program' },
    hint: {
      de: 'Er steht im Protokoll. Ihren Dateien ist nichts geschehen.',
      en: 'It is in the log. Nothing happened to your files.',
    },
  },
  'address-unusable': {
    title: { de: 'Diese Adresse kann nicht stimmen', en: 'This address cannot be right' },
    hint: {
      de: 'Geben Sie die Adresse so ein, wie Sie sie im Browser aufrufen, zum Beispiel box.musterstadt.de',
      en: 'Type the address as you open it in your browser, for example box.musterstadt.de',
    },
  },
  'host-not-found': {
    title: { de: 'Unter diesem Namen gibt es keinen Server', en: 'There is no server of this name' },
    hint: {
      de: 'Prüfen Sie die Schreibweise und die Netzwerkverbindung.',
      en: 'Check the spelling and the network connection.',
    },
  },
  'connection-refused': {
    title: {
      de: 'Der Rechner unter dieser Adresse nimmt keine Verbindung an',
      en: 'The computer at this address accepts no connection',
    },
    hint: {
      de: 'Prüfen Sie die Adresse. Vielleicht wird der Server gerade neu gestartet.',
      en: 'Check the address. The server may be restarting.',
    },
  },
  'timed-out': {
    title: { de: 'Der Server antwortet nicht', en: 'The server does not answer' },
    hint: {
      de: 'Prüfen Sie die Adresse und die Netzwerkverbindung, oder versuchen Sie es später noch einmal.',
      en: 'Check the address and the network connection, or try again later.',
    },
  },
  'captive-portal': {
    title: { de: 'Ein Netzwerk verlangt eine eigene Anmeldung', en: 'A network asks for a sign-in of its own' },
    hint: {
      de: 'Öffnen Sie eine beliebige Seite im Browser und melden Sie sich beim WLAN an. Danach geht es weiter.',
      en: 'Open any page in your browser and sign in to the Wi-Fi. Then it goes on.',
    },
  },
  'wrong-user': {
    title: { de: 'Das ist ein anderes Benutzerkonto', en: 'This is another user' },
    hint: {
      de: 'Es wurde nichts verändert. Melden Sie sich als dieselbe Person an, oder richten Sie ein weiteres Konto ein.',
      en: 'Nothing was changed. Sign in as the same person, or set up another account.',
    },
  },
  'sign-in-denied': {
    title: { de: 'Die Anmeldung wurde im Browser abgelehnt', en: 'The sign-in was refused in the browser' },
    hint: { de: 'Beginnen Sie noch einmal und stimmen Sie dort zu.', en: 'Begin again and agree there.' },
  },
  'sign-in-expired': {
    title: { de: 'Die Anmeldung hat zu lange gedauert', en: 'The sign-in took too long' },
    hint: { de: 'Beginnen Sie sie noch einmal.', en: 'Begin again.' },
  },
  'sign-in-answer-invalid': {
    title: { de: 'Die Antwort auf die Anmeldung passt nicht', en: 'The answer to the sign-in does not fit' },
    hint: {
      de: 'Es wurde nichts gespeichert. Beginnen Sie noch einmal; geschieht es wieder, fragen Sie Ihre IT-Betreuung.',
      en: 'Nothing was stored. Begin again; if it happens once more, ask your administrator.',
    },
  },
  'no-way-back': {
    title: { de: 'Der Browser kann dieses Programm nicht erreichen', en: 'The browser cannot reach this program' },
    hint: {
      de: 'Ein anderes Programm oder eine Sperre steht im Weg. Versuchen Sie es noch einmal oder nehmen Sie ein App-Passwort.',
      en: 'Another program or a block is in the way. Try again, or use an app password.',
    },
  },
} as const satisfies Readonly<
  Record<Exclude<UserErrorCode, ProblemCode | keyof typeof organisationMessages>, CodeMessage>
>;
