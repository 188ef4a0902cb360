import type { ProblemCode, UserErrorCode } from '#ipc/user-error.ts';
import type { CodeMessage } from './code-message.ts';
import type { organisationMessages } from './organisation-messages.ts';
import type { undoRefusalMessages } from './undo-refusal-messages.ts';

/** Words for every reason why something that a person asked for did not happen. */
export const refusalMessages = {
  'conflict-unknown': {
    title: { de: 'Diese zwei Fassungen gibt es nicht mehr', en: 'These two versions no longer exist' },
    hint: { de: 'Öffnen Sie die Liste noch einmal.', en: 'Open the list again.' },
  },
  'conflict-closed': {
    title: { de: 'Darüber ist schon entschieden', en: 'This has already been decided' },
    hint: { de: 'Es wurde nichts verändert.', en: 'Nothing was changed.' },
  },
  'conflict-not-resolved': {
    title: { de: 'Hier gibt es nichts rückgängig zu machen', en: 'There is nothing to undo here' },
    hint: {
      de: 'Über die zwei Fassungen ist noch nicht entschieden.',
      en: 'You have not decided about the two versions yet.',
    },
  },
  'changed-meanwhile': {
    title: { de: 'Eine der Fassungen hat sich gerade geändert', en: 'One of the versions has just changed' },
    hint: {
      de: 'Es wurde nichts verändert. Sehen Sie sich beide neu an.',
      en: 'Nothing was changed. Check both again.',
    },
  },
  'not-two-files': {
    title: { de: 'Eine der beiden Fassungen ist ein Ordner', en: 'One of the two is a folder' },
    hint: { de: 'Hier können nur beide behalten werden.', en: 'Here you can only keep both.' },
  },
  'merge-not-possible': {
    title: { de: 'Diese Dateien lassen sich nicht zusammenführen', en: 'These files cannot be merged' },
    hint: {
      de: 'Wählen Sie eine der beiden Fassungen oder behalten Sie beide.',
      en: 'Choose one of the two versions or keep both.',
    },
  },
  'changes-overlap': {
    title: {
      de: 'Beide haben dieselben oder benachbarte Zeilen geändert',
      en: 'Both versions change the same or neighbouring lines',
    },
    hint: {
      de: 'Behalten Sie eine der Fassungen oder beide. Welche Zeilen das sind, sehen Sie im Vergleich.',
      en: 'Keep one of the versions, or both. The comparison shows which lines these are.',
    },
  },
  'name-taken': {
    title: { de: 'Diesen Namen gibt es dort schon', en: 'This name is already taken' },
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
    title: { de: 'Die ersetzte Fassung wird nicht mehr aufbewahrt', en: 'The replaced version is no longer kept' },
    hint: {
      de: 'Rückgängig machen geht 30 Tage lang. Sehen Sie in den Versionen auf dem Server nach.',
      en: 'Undo is available for 30 days. Check the versions on the server.',
    },
  },
  'decision-unknown': {
    title: { de: 'Diese Frage ist nicht mehr offen', en: 'This question is no longer open' },
    hint: { de: 'Öffnen Sie die Liste noch einmal.', en: 'Open the list again.' },
  },
  'decision-list-changed': {
    title: { de: 'Die Liste hat sich inzwischen geändert', en: 'The list has changed in the meantime' },
    hint: {
      de: 'Es wurde nichts ausgeführt. Sehen Sie sich die neue Liste an.',
      en: 'Nothing was done. Check the new list.',
    },
  },
  'invalid-request': {
    title: { de: 'Im Programm ist ein Fehler aufgetreten', en: 'Something went wrong inside the program' },
    hint: { de: 'Schließen Sie das Fenster und öffnen Sie es neu.', en: 'Close the window and open it again.' },
  },
  'not-supported': {
    title: { de: 'Das geht hier nicht', en: 'This is not available here' },
    hint: {
      de: 'In dieser Ausgabe des Programms, oder im Browser, gibt es das nicht.',
      en: 'This edition of the program does not offer it, or not in the browser.',
    },
  },
  'host-unavailable': {
    title: { de: 'Die Synchronisierung wird gerade neu gestartet', en: 'Syncing is restarting' },
    hint: {
      de: 'Ob die Anfrage noch ankam, sehen Sie gleich am Stand.',
      en: 'You will see shortly whether your request was carried out.',
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
    title: { de: 'Dieses Konto gibt es nicht mehr', en: 'This account no longer exists' },
    hint: { de: 'Öffnen Sie die Ansicht noch einmal.', en: 'Open the view again.' },
  },
  'account-exists': {
    title: { de: 'Dieses Konto ist schon eingerichtet', en: 'This account is already set up' },
    hint: { de: 'Nehmen Sie das vorhandene Konto.', en: 'Use the existing account.' },
  },
  'account-has-folders': {
    title: { de: 'Zu diesem Konto gehören noch Ordner', en: 'Folders belong to this account' },
    hint: {
      de: 'Beenden Sie zuerst deren Synchronisierung. Die Dateien bleiben.',
      en: 'Stop syncing them first. The files stay.',
    },
  },
  'folder-unknown': {
    title: { de: 'Dieser Ordner wird nicht mehr synchronisiert', en: 'This folder is no longer synced' },
    hint: { de: 'Öffnen Sie die Ansicht noch einmal.', en: 'Open the view again.' },
  },
  'folder-at-rest': {
    title: { de: 'Der Ordner ist gerade pausiert oder nicht verbunden', en: 'The folder is paused or not connected' },
    hint: {
      de: 'Setzen Sie die Synchronisierung fort, und versuchen Sie es dann noch einmal.',
      en: 'Resume syncing, then try again.',
    },
  },
  'folder-not-the-same': {
    title: { de: 'Das ist nicht der gesuchte Ordner', en: 'This is not the right folder' },
    hint: {
      de: 'Wählen Sie den Ordner selbst, nicht den darüber oder darin. Haben Sie nur einzelne Dateien verschoben, holen Sie sie an den alten Ort zurück.',
      en: 'Choose the folder itself, not one above or inside it. If you only moved individual files, move them back.',
    },
  },
  'folder-overlaps': {
    title: {
      de: 'Der Ordner überschneidet sich mit einem synchronisierten',
      en: 'The folder overlaps with one that is already synced',
    },
    hint: { de: 'Wählen Sie einen Ordner daneben.', en: 'Choose a folder outside it.' },
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
    title: { de: 'Das liegt nicht mehr auf diesem PC', en: 'This is no longer on this PC' },
    hint: {
      de: 'Es wurde inzwischen gelöscht, verschoben oder umbenannt. Was die Synchronisierung entfernt hat, finden Sie unter „Aufbewahrt“; was Sie selbst gelöscht haben, im Papierkorb Ihres PCs.',
      en: 'It has since been deleted, moved or renamed. What syncing removed is under “Kept files”; what you deleted yourself is in the trash of your PC.',
    },
  },
  'path-outside-folder': {
    title: { de: 'Der Pfad liegt in keinem synchronisierten Ordner', en: 'The path is not in a synced folder' },
    hint: { de: 'Wählen Sie etwas innerhalb Ihres Ordners.', en: 'Choose something inside your folder.' },
  },
  'program-not-opened': {
    title: { de: 'Programme werden von hier aus nicht gestartet', en: 'Programs cannot be started from here' },
    hint: {
      de: 'Die Datei enthält ein Programm oder Skript. Lassen Sie sich den Ordner zeigen und starten Sie sie nur, wenn Sie wissen, von wem sie kommt.',
      en: 'The file contains a program or script. Open its folder, and only start it if you know where it comes from.',
    },
  },
  'address-not-allowed': {
    title: { de: 'Diese Adresse wird nicht geöffnet', en: 'This address cannot be opened' },
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
  'start-not-set': {
    title: {
      de: 'Ob das Programm mit dem PC startet, konnte nicht geändert werden',
      en: 'Whether the program starts with this PC could not be changed',
    },
    hint: {
      de: 'Prüfen Sie, ob der Datenträger voll ist und ob Sie in Ihrem Einstellungsordner schreiben dürfen.',
      en: 'Check whether the disk is full and whether you may write in your settings folder.',
    },
  },
  'limit-window-unreadable': {
    title: { de: 'Die Zeiten der Grenzen sind nicht lesbar', en: 'The times for the limits are not valid' },
    hint: {
      de: 'Entfernen Sie sie, und fügen Sie sie neu hinzu.',
      en: 'Remove them, and add them again.',
    },
  },
  'pause-window-unreadable': {
    title: { de: 'Die Zeiten der Pausen sind nicht lesbar', en: 'The times for the pauses are not valid' },
    hint: {
      de: 'Entfernen Sie sie, und fügen Sie sie neu hinzu.',
      en: 'Remove them, and add them again.',
    },
  },
  'address-unusable': {
    title: { de: 'Diese Adresse kann nicht stimmen', en: 'This address cannot be right' },
    hint: {
      de: 'Geben Sie die Adresse so ein, wie Sie sie im Browser aufrufen, zum Beispiel box.musterstadt.de',
      en: 'Enter the address as you use it in your browser, for example box.musterstadt.de',
    },
  },
  'host-not-found': {
    title: { de: 'Unter diesem Namen gibt es keinen Server', en: 'There is no server with this name' },
    hint: {
      de: 'Prüfen Sie die Schreibweise und die Netzwerkverbindung.',
      en: 'Check the spelling and the network connection.',
    },
  },
  'connection-refused': {
    title: {
      de: 'Der Rechner unter dieser Adresse nimmt keine Verbindung an',
      en: 'The server at this address refuses connections',
    },
    hint: {
      de: 'Prüfen Sie die Adresse. Vielleicht wird der Server gerade neu gestartet.',
      en: 'Check the address. The server may be restarting.',
    },
  },
  'timed-out': {
    title: { de: 'Der Server antwortet nicht', en: 'The server is not responding' },
    hint: {
      de: 'Prüfen Sie die Adresse und die Netzwerkverbindung, oder versuchen Sie es später noch einmal.',
      en: 'Check the address and the network connection, or try again later.',
    },
  },
  'captive-portal': {
    title: { de: 'Ein Netzwerk verlangt eine eigene Anmeldung', en: 'The network requires its own sign-in' },
    hint: {
      de: 'Öffnen Sie eine beliebige Seite im Browser und melden Sie sich beim WLAN an. Danach geht es weiter.',
      en: 'Open any page in your browser and sign in to the Wi-Fi. Then you can continue here.',
    },
  },
  'wrong-user': {
    title: { de: 'Das ist ein anderes Benutzerkonto', en: 'This is a different user' },
    hint: {
      de: 'Es wurde nichts verändert. Melden Sie sich als dieselbe Person an, oder richten Sie ein weiteres Konto ein.',
      en: 'Nothing was changed. Sign in as the same person, or set up another account.',
    },
  },
  'sign-in-denied': {
    title: { de: 'Die Anmeldung wurde im Browser abgelehnt', en: 'The sign-in was refused in the browser' },
    hint: { de: 'Beginnen Sie noch einmal und stimmen Sie dort zu.', en: 'Start again and agree there.' },
  },
  'sign-in-expired': {
    title: { de: 'Die Anmeldung hat zu lange gedauert', en: 'The sign-in took too long' },
    hint: { de: 'Beginnen Sie sie noch einmal.', en: 'Start again.' },
  },
  'sign-in-answer-invalid': {
    title: { de: 'Die Antwort auf die Anmeldung passt nicht', en: 'The response to the sign-in is not valid' },
    hint: {
      de: 'Es wurde nichts gespeichert. Beginnen Sie noch einmal; geschieht es wieder, fragen Sie Ihre IT-Betreuung.',
      en: 'Nothing was stored. Start again; if it happens once more, ask your administrator.',
    },
  },
  'no-way-back': {
    title: { de: 'Der Browser kann dieses Programm nicht erreichen', en: 'The browser cannot reach this program' },
    hint: {
      de: 'Ein anderes Programm oder eine Sperre steht im Weg. Versuchen Sie es noch einmal oder nehmen Sie ein App-Passwort.',
      en: 'Another program or a firewall is in the way. Try again, or use an app password.',
    },
  },
} as const satisfies Readonly<
  Record<
    Exclude<UserErrorCode, ProblemCode | keyof typeof organisationMessages | keyof typeof undoRefusalMessages>,
    CodeMessage
  >
>;
