import type { ProblemCode } from '#ipc/user-error.ts';
import type { CodeMessage } from './code-message.ts';

/** Words for every code that a path or a sync folder can carry as its problem. */
export const problemMessages = {
  'sign-in-refused': {
    title: { de: 'Anmeldung abgelehnt', en: 'Sign-in refused' },
    hint: {
      de: 'Prüfen Sie Benutzername und Passwort oder App-Passwort.',
      en: 'Check the user name and the password or app password.',
    },
  },
  'sign-in-needed': {
    title: { de: 'Anmeldung nötig', en: 'Sign-in needed' },
    hint: {
      de: 'Melden Sie sich neu an. Es wurde nichts gelöscht, danach geht es weiter.',
      en: 'Sign in again. Nothing has been deleted; syncing then resumes.',
    },
  },
  'server-unreachable': {
    title: { de: 'Server nicht erreichbar', en: 'Server unreachable' },
    hint: {
      de: 'Prüfen Sie die Netzwerkverbindung und die Adresse des Servers.',
      en: 'Check your network connection and the server address.',
    },
  },
  'encryption-missing': {
    title: {
      de: 'Die Verbindung zum Server wäre nicht verschlüsselt',
      en: 'The connection to the server would not be encrypted',
    },
    hint: {
      de: 'Dieses Programm verbindet sich nur verschlüsselt (https). Fragen Sie Ihre IT-Betreuung; es wurden keine Daten übertragen.',
      en: 'This program only uses encrypted connections (HTTPS). Ask your administrator. No data has been sent.',
    },
  },
  'certificate-expired': {
    title: { de: 'Zertifikat des Servers ist abgelaufen', en: 'The server’s certificate has expired' },
    hint: {
      de: 'Prüfen Sie Datum und Uhrzeit dieses PCs. Stimmen sie, muss der Betreiber das Zertifikat erneuern; es wurden keine Daten übertragen.',
      en: 'Check the date and time on this PC. If they are correct, the operator must renew the certificate. No data has been sent.',
    },
  },
  'certificate-wrong-name': {
    title: { de: 'Zertifikat gehört zu einer anderen Adresse', en: 'The certificate belongs to another address' },
    hint: {
      de: 'Prüfen Sie die Adresse des Servers; es wurden keine Daten übertragen.',
      en: 'Check the server address. No data has been sent.',
    },
  },
  'certificate-untrusted': {
    title: { de: 'Zertifikat stammt von keiner bekannten Stelle', en: 'The certificate’s issuer is unknown' },
    hint: {
      de: 'Ihre IT-Betreuung muss die ausstellende Stelle auf diesem PC hinterlegen; es wurden keine Daten übertragen.',
      en: 'Your administrator must add the issuer to this PC. No data has been sent.',
    },
  },
  'certificate-invalid': {
    title: { de: 'Zertifikat des Servers ist ungültig', en: 'The server’s certificate is not valid' },
    hint: {
      de: 'Fragen Sie Ihre IT-Betreuung; es wurden keine Daten übertragen.',
      en: 'Ask your administrator. No data has been sent.',
    },
  },
  'proxy-sign-in-needed': {
    title: { de: 'Der Proxy dieses Netzes verlangt eine Anmeldung', en: 'The network’s proxy requires a sign-in' },
    hint: {
      de: 'Prüfen Sie Benutzer und Passwort in den Einstellungen unter „Proxy“, oder fragen Sie Ihre IT-Betreuung.',
      en: 'Check the user name and password in the settings under “Proxy”, or ask your administrator.',
    },
  },
  'server-maintenance': {
    title: { de: 'Server wird gerade gewartet', en: 'Server is under maintenance' },
    hint: {
      de: 'Es geht von selbst weiter, sobald er wieder da ist.',
      en: 'Syncing resumes automatically when the server is back.',
    },
  },
  'server-busy': {
    title: { de: 'Server ist ausgelastet', en: 'Server is busy' },
    hint: { de: 'Die Übertragung wird später fortgesetzt.', en: 'The transfer continues later.' },
  },
  'server-error': {
    title: { de: 'Fehler auf dem Server', en: 'Error on the server' },
    hint: {
      de: 'Hält der Fehler an, wenden Sie sich an den Betreiber des Servers.',
      en: 'If the problem persists, contact the server’s operator.',
    },
  },
  'not-an-owncloud': {
    title: {
      de: 'Unter dieser Adresse antwortet kein passender Server',
      en: 'There is no suitable server at this address',
    },
    hint: { de: 'Prüfen Sie die Adresse des Servers.', en: 'Check the server address.' },
  },
  'server-too-old': {
    title: { de: 'Server ist zu alt', en: 'The server is too old' },
    hint: {
      de: 'Nötig ist mindestens ownCloud 10.0 oder Infinite Scale 2.0. Wenden Sie sich an den Betreiber.',
      en: 'ownCloud 10.0 or Infinite Scale 2.0 or later is required. Contact the operator.',
    },
  },
  'unexpected-answer': {
    title: { de: 'Unerwartete Antwort des Servers', en: 'Unexpected response from the server' },
    hint: {
      de: 'Prüfen Sie, ob eine Anmeldeseite des Netzwerks (WLAN, Proxy) dazwischensteht.',
      en: 'Check whether your network (Wi-Fi, proxy) is showing its own sign-in page.',
    },
  },
  'remote-folder-missing': {
    title: { de: 'Ordner auf dem Server fehlt', en: 'The folder is missing on the server' },
    hint: {
      de: 'Prüfen Sie, ob er umbenannt oder gelöscht wurde. Auf diesem PC wurde nichts gelöscht.',
      en: 'Check whether it was renamed or deleted. Nothing has been deleted on this PC.',
    },
  },
  'space-unavailable': {
    title: { de: 'Bereich oder Freigabe ist nicht da', en: 'The space or share is not available' },
    hint: {
      de: 'Dieser Teil des Servers wurde deaktiviert, die Freigabe beendet, oder Sie haben keinen Zugang mehr. Hier wird nichts gelöscht; kommt er wieder, geht es von selbst weiter.',
      en: 'It was disabled or ended, or you no longer have access. Nothing is deleted here; when it is back, syncing resumes automatically.',
    },
  },
  'quota-exceeded': {
    title: { de: 'Speicherplatz auf dem Server ist aufgebraucht', en: 'No storage space left on the server' },
    hint: {
      de: 'Ihre Dateien bleiben auf diesem PC. Löschen Sie auf dem Server, was niemand mehr braucht, oder bitten Sie Ihre IT-Betreuung um mehr Speicherplatz.',
      en: 'Your files stay on this PC. Delete what nobody needs on the server, or ask your administrator for more space.',
    },
  },
  'no-permission': {
    title: { de: 'Keine Berechtigung auf dem Server', en: 'No permission on the server' },
    hint: {
      de: 'Bitten Sie die Person, der der Ordner gehört, um Schreibrechte.',
      en: 'Ask the owner of the folder for write permission.',
    },
  },
  'locked-on-server': {
    title: { de: 'Datei ist auf dem Server gesperrt', en: 'The file is locked on the server' },
    hint: {
      de: 'Sie wird dort gerade bearbeitet. Ihre Änderung bleibt auf diesem PC und wird übertragen, sobald die Sperre aufgehoben ist.',
      en: 'It is being edited there. Your change stays on this PC and is sent as soon as the lock is released.',
    },
  },
  'processing-on-server': {
    title: { de: 'Server verarbeitet die Datei noch', en: 'The server is still processing the file' },
    hint: {
      de: 'Sie wird übertragen, sobald der Server fertig ist.',
      en: 'It will be transferred as soon as the server is ready.',
    },
  },
  'too-large-for-server': {
    title: { de: 'Datei ist zu groß für den Server', en: 'The file is too large for the server' },
    hint: {
      de: 'Teilen Sie die Datei auf oder fragen Sie Ihre IT-Betreuung nach der Grenze.',
      en: 'Split the file, or ask your administrator about the limit.',
    },
  },
  'name-refused-by-server': {
    title: { de: 'Server nimmt diesen Namen nicht an', en: 'The server does not accept this name' },
    hint: { de: 'Benennen Sie die Datei oder den Ordner um.', en: 'Rename the file or folder.' },
  },
  'checksum-mismatch': {
    title: { de: 'Daten kamen verändert an', en: 'Data arrived damaged' },
    hint: {
      de: 'Die Übertragung wird wiederholt; die bisherige Fassung bleibt erhalten.',
      en: 'The transfer is repeated; the current version is kept.',
    },
  },
  'incomplete-transfer': {
    title: { de: 'Übertragung wurde unterbrochen', en: 'The transfer was interrupted' },
    hint: { de: 'Sie wird beim nächsten Mal fortgesetzt.', en: 'It will continue on the next attempt.' },
  },
  'still-changing': {
    title: { de: 'Datei wird gerade geändert', en: 'The file is being changed' },
    hint: {
      de: 'Sie wird übertragen, sobald sie zur Ruhe gekommen ist.',
      en: 'It will be transferred once it is no longer changing.',
    },
  },
  stalled: {
    title: { de: 'Es ging zwei Minuten lang nicht weiter', en: 'Nothing moved for two minutes' },
    hint: {
      de: 'Es wird von selbst noch einmal versucht; anderes geht weiter.',
      en: 'It is retried automatically; everything else carries on.',
    },
  },
  'local-access-denied': {
    title: { de: 'Kein Zugriff auf diesem PC', en: 'Access denied on this PC' },
    hint: {
      de: 'Prüfen Sie die Zugriffsrechte der Datei oder des Ordners.',
      en: 'Check the permissions of the file or folder.',
    },
  },
  'local-file-busy': {
    title: { de: 'Datei ist in einem anderen Programm geöffnet', en: 'The file is open in another program' },
    hint: { de: 'Schließen Sie die Datei dort.', en: 'Close the file there.' },
  },
  'local-io-error': {
    title: { de: 'Datenträger meldet einen Fehler', en: 'The disk reports an error' },
    hint: {
      de: 'Prüfen Sie Kabel und Datenträger und sichern Sie Ihre Daten.',
      en: 'Check the cable and disk, and back up your data.',
    },
  },
  'disk-full': {
    title: { de: 'Datenträger ist voll', en: 'The disk is full' },
    hint: {
      de: 'Geben Sie auf diesem PC Speicherplatz frei. Der Platz abgewählter Ordner wird nach etwa einem Tag frei, unter „Aufbewahrt“ auch sofort.',
      en: 'Free up space on this PC. The space of deselected folders becomes free after about a day, or at once under “Kept files”.',
    },
  },
  'local-name-refused': {
    title: { de: 'Dieser PC nimmt den Namen nicht an', en: 'This PC does not accept the name' },
    hint: {
      de: 'Benennen Sie die Datei oder den Ordner auf dem Server um.',
      en: 'Rename the file or folder on the server.',
    },
  },
  'local-folder-missing': {
    title: { de: 'Der Ordner auf diesem PC fehlt', en: 'The folder is missing on this PC' },
    hint: {
      de: 'Auf dem Server wurde nichts gelöscht. Schließen Sie das Laufwerk an, auf dem der Ordner liegt. Haben Sie ihn verschoben oder umbenannt, wählen Sie in der Übersicht seinen neuen Ort.',
      en: 'Nothing has been deleted on the server. Connect the drive that holds the folder. If you moved or renamed the folder, choose its new location in the overview.',
    },
  },
  'local-folder-replaced': {
    title: {
      de: 'Der Ordner auf diesem PC ist ein anderer als bisher',
      en: 'The folder on this PC is not the original one',
    },
    hint: {
      de: 'Vielleicht ist ein Laufwerk nicht verbunden, oder ein anderes ist an seiner Stelle. Soll dieser Ordner mit dem Server vereint werden, sagen Sie das in der Übersicht: Gelöscht wird nichts, und was darin liegt, kommt auf den Server.',
      en: 'Perhaps a drive is disconnected, or another one is in its place. To combine this folder with the server, say so in the overview. Nothing will be deleted, and what is in it will be uploaded.',
    },
  },
  'local-folder-in-use': {
    title: { de: 'Ordner wird schon synchronisiert', en: 'The folder is already being synced' },
    hint: {
      de: 'Beenden Sie das andere Programm, das diesen Ordner synchronisiert.',
      en: 'Close the other program that syncs this folder.',
    },
  },
  'database-unusable': {
    title: { de: 'Die Daten der Synchronisierung sind nicht lesbar', en: 'The sync database cannot be read' },
    hint: {
      de: 'Starten Sie das Programm neu. Sind die Daten beschädigt, werden dann beide Seiten vereinigt; gelöscht wird nichts. Kommt der Fehler wieder, geben Sie ihn Ihrer IT-Betreuung.',
      en: 'Restart the program. If the database is damaged, both sides are merged then; nothing is deleted. If the error comes back, report it to your administrator.',
    },
  },
  'database-newer': {
    title: {
      de: 'Dieses Programm ist älter als die Daten der Synchronisierung',
      en: 'This program is older than its sync database',
    },
    hint: {
      de: 'Eine neuere Version des Programms hat diesen Ordner schon synchronisiert. Installieren Sie diese Version wieder. Bis dahin wird hier nichts synchronisiert; gelöscht wird nichts.',
      en: 'A newer version of the program has synced this folder before. Install that version again. Until then nothing is synced here, and nothing is deleted.',
    },
  },
  'internal-error': {
    title: { de: 'Ein Fehler im Programm', en: 'An error in the program' },
    hint: {
      de: 'Das Programm hat abgebrochen, was es gerade tat. Versuchen Sie es noch einmal, bei einem Ordner mit „Jetzt synchronisieren“; nach einer Pause geschieht das dort auch von selbst. Kommt der Fehler wieder, erstellen Sie in den Einstellungen eine Diagnose für Ihre IT-Betreuung.',
      en: 'The program has broken off what it was doing. Try again, for a folder with “Sync now”; after a pause, that also happens by itself. If the error comes back, create a diagnostics report in the settings for your administrator.',
    },
  },
  cancelled: {
    title: { de: 'Abgebrochen', en: 'Cancelled' },
    hint: {
      de: 'Es geht weiter, sobald Sie die Synchronisierung fortsetzen.',
      en: 'It continues when you resume syncing.',
    },
  },
  'symbolic-link': {
    title: { de: 'Verknüpfungen werden nicht synchronisiert', en: 'Symbolic links are not synced' },
    hint: { de: 'Legen Sie eine Kopie der Datei in den Ordner.', en: 'Put a copy of the file in the folder.' },
  },
  'special-file': {
    title: { de: 'Dies ist keine gewöhnliche Datei', en: 'This is not a regular file' },
    hint: { de: 'Verschieben Sie sie aus dem Ordner.', en: 'Move it out of the folder.' },
  },
  unreadable: {
    title: { de: 'Datei oder Ordner ist nicht lesbar', en: 'The file or folder cannot be read' },
    hint: {
      de: 'Prüfen Sie die Zugriffsrechte; auf dem Server bleibt alles, wie es ist.',
      en: 'Check the permissions. Nothing changes on the server.',
    },
  },
  'name-not-utf8': {
    title: { de: 'Name enthält ungültige Zeichen', en: 'The name contains invalid characters' },
    hint: { de: 'Benennen Sie die Datei oder den Ordner um.', en: 'Rename the file or folder.' },
  },
  'name-not-allowed-here': {
    title: { de: 'Name ist auf diesem PC nicht erlaubt', en: 'The name is not allowed on this PC' },
    hint: {
      de: 'Benennen Sie die Datei oder den Ordner auf dem Server um; dort bleibt alles erhalten.',
      en: 'Rename the file or folder on the server; everything is kept there.',
    },
  },
  'name-not-allowed-on-server': {
    title: { de: 'Name ist auf dem Server nicht erlaubt', en: 'The name is not allowed on the server' },
    hint: { de: 'Benennen Sie die Datei oder den Ordner um.', en: 'Rename the file or folder.' },
  },
  'name-reserved': {
    title: { de: 'Name ist für dieses Programm reserviert', en: 'The name is reserved for this program' },
    hint: {
      de: 'Wählen Sie einen Namen, der nicht mit „.bayernbox“ beginnt.',
      en: 'Choose a name that does not begin with “.bayernbox”.',
    },
  },
  'name-clash': {
    title: { de: 'Zwei Namen gelten auf diesem PC als gleich', en: 'Two names count as the same on this PC' },
    hint: {
      de: 'Sie unterscheiden sich zum Beispiel nur in Groß- und Kleinschreibung. Benennen Sie eines der beiden Elemente auf dem Server um.',
      en: 'For example, they differ only in upper and lower case. Rename one of the two items on the server.',
    },
  },
  'listing-incomplete': {
    title: { de: 'Ordner konnte nicht vollständig gelesen werden', en: 'The folder could not be read completely' },
    hint: {
      de: 'Er wird erneut gelesen; bis dahin wird darin nichts gelöscht.',
      en: 'It will be read again; until then, nothing in it is deleted.',
    },
  },
  'item-damaged-on-server': {
    title: { de: 'Datei ist auf dem Server beschädigt', en: 'The file is damaged on the server' },
    hint: { de: 'Stellen Sie dort eine frühere Version wieder her.', en: 'Restore an earlier version there.' },
  },
  'kept-for-unsynced-content': {
    title: {
      de: 'Ordner bleibt, weil er nicht synchronisierte Dateien enthält',
      en: 'The folder is kept because it contains files that are not synced',
    },
    hint: {
      de: 'Löschen Sie ihn selbst, wenn Sie den Inhalt nicht mehr brauchen.',
      en: 'Delete it yourself if you no longer need its contents.',
    },
  },
  'other-file-system': {
    title: { de: 'Ordner liegt auf einem anderen Laufwerk', en: 'The folder is on another drive' },
    hint: { de: 'Fügen Sie ihn in der Übersicht als eigenen Ordner hinzu.', en: 'Sync it as a separate folder.' },
  },
  'moved-out-of-sight': {
    title: { de: 'Hier an einem Ort, der nicht synchronisiert wird', en: 'Moved to a location that is not synced' },
    hint: {
      de: 'Auf dem Server bleibt alles, wie es ist. Der neue Name oder Ort ist hier von der Synchronisierung ausgeschlossen oder nicht lesbar. Wählen Sie einen anderen Namen oder Ort, oder löschen Sie hier, was auch dort gelöscht werden soll.',
      en: 'Nothing changes on the server. The new name or location is excluded from syncing here, or cannot be read. Choose another name or location, or delete it here if it should be deleted on the server too.',
    },
  },
  'moved-out-of-sight-on-server': {
    title: {
      de: 'Auf dem Server an einem Ort, der hier nicht synchronisiert wird',
      en: 'Moved on the server to a location that is not synced here',
    },
    hint: {
      de: 'Hier bleibt es, wie es ist; Änderungen werden nicht übertragen. Es liegt dort in einem Ordner, der hier ausgeschlossen ist, oder hat einen Namen, der hier nicht möglich ist. Verschieben Sie es auf dem Server oder benennen Sie es dort um, oder geben Sie dem Ordner hier wieder seinen alten Namen.',
      en: 'It stays here as it is, and changes are not uploaded. On the server it is in a folder that is excluded here, or has a name that is not possible here. Move or rename it on the server, or give the folder its old name again here.',
    },
  },
  'change-not-permitted': {
    title: {
      de: 'Hier dürfen Sie auf dem Server nichts anlegen oder ändern',
      en: 'You may not add or change anything here on the server',
    },
    hint: {
      de: 'Es bleibt nur auf diesem PC. Legen Sie es an einen anderen Ort, oder bitten Sie die Person, der der Ordner gehört, um Schreibrechte; sobald Sie diese haben, wird es übertragen.',
      en: 'It stays on this PC only. Move it elsewhere, or ask the owner of the folder for write permission; it will be uploaded once you have it.',
    },
  },
  'second-version-not-uploaded': {
    title: {
      de: 'Ihre Fassung bleibt auf diesem PC',
      en: 'Your version stays on this PC',
    },
    hint: {
      de: 'Ihre Organisation lässt die zweite von zwei Fassungen nicht auf den Server; dass dies eine ist, zeigt ihr Name. Entscheiden Sie unter „Zwei Fassungen“, welche gilt. Unter einem anderen Namen wird sie hochgeladen wie jede Datei.',
      en: 'Your organisation does not allow the second of two versions on the server; the name shows that this is one. Decide under “Two versions” which one counts. Under another name it is uploaded like any file.',
    },
  },
  'unsynced-in-deselected': {
    title: {
      de: 'Liegt in einem abgewählten Ordner und wird nicht synchronisiert',
      en: 'In a deselected folder, and not synced',
    },
    hint: {
      de: 'Es liegt nur hier und bleibt unangetastet. Wählen Sie den Ordner wieder aus, oder verschieben Sie es in einen anderen.',
      en: 'It exists only here and is left alone. Select the folder again, or move it to another folder.',
    },
  },
} as const satisfies Readonly<Record<ProblemCode, CodeMessage>>;
