import type { ProblemCode } from '../core/model/problem.ts';
import type { UsageProblem } from './command-line.ts';
import { toldCommand } from './told-command.ts';

type Texts = Readonly<Record<ProblemCode, readonly [title: string, hint: string]>>;

/** German title and hint for each code. */
export const GERMAN_TEXTS = {
  'sign-in-refused': ['Anmeldung abgelehnt', 'Prüfen Sie Benutzername und Passwort oder App-Passwort.'],
  'sign-in-needed': [
    'Anmeldung nötig',
    'Melden Sie sich neu an: bayernbox login <Server-Adresse>. Es wurde nichts gelöscht, danach geht es weiter.',
  ],
  'server-unreachable': ['Server nicht erreichbar', 'Prüfen Sie die Netzwerkverbindung und die Adresse des Servers.'],
  'encryption-missing': [
    'Der Server bietet nur unverschlüsseltes http',
    'Dieses Programm nimmt nur https. Fragen Sie Ihre IT-Betreuung; es wurden keine Daten übertragen.',
  ],
  'certificate-expired': [
    'Zertifikat des Servers ist abgelaufen',
    'Prüfen Sie Datum und Uhrzeit dieses Geräts, sonst muss der Betreiber es erneuern; es wurden keine Daten übertragen.',
  ],
  'certificate-wrong-name': [
    'Zertifikat gehört zu einer anderen Adresse',
    'Prüfen Sie die Adresse des Servers; es wurden keine Daten übertragen.',
  ],
  'certificate-untrusted': [
    'Zertifikat stammt von keiner bekannten Stelle',
    'Ihre IT-Betreuung muss die ausstellende Stelle auf diesem Gerät hinterlegen; es wurden keine Daten übertragen.',
  ],
  'certificate-invalid': [
    'Zertifikat des Servers ist ungültig',
    'Fragen Sie Ihre IT-Betreuung; es wurden keine Daten übertragen.',
  ],
  'proxy-sign-in-needed': [
    'Der Proxy dieses Netzes verlangt eine Anmeldung',
    'Geben Sie Benutzer und Passwort für den Proxy an (bayernbox --help: --proxy) oder fragen Sie Ihre IT-Betreuung.',
  ],
  'server-maintenance': ['Server wird gerade gewartet', 'Versuchen Sie es später noch einmal.'],
  'server-busy': ['Server ist ausgelastet', 'Die Übertragung wird später fortgesetzt.'],
  'server-error': ['Fehler auf dem Server', 'Hält der Fehler an, wenden Sie sich an den Betreiber des Servers.'],
  'not-an-owncloud': ['Unter dieser Adresse antwortet kein passender Server', 'Prüfen Sie die Adresse des Servers.'],
  'server-too-old': [
    'Server ist zu alt',
    'Nötig ist mindestens ownCloud 10.0 oder Infinite Scale 2.0. Wenden Sie sich an den Betreiber.',
  ],
  'unexpected-answer': [
    'Unerwartete Antwort des Servers',
    'Prüfen Sie, ob eine Anmeldeseite des Netzwerks (WLAN, Proxy) dazwischensteht.',
  ],
  'space-unavailable': [
    'Space oder Freigabe ist nicht da',
    'Sie wurde deaktiviert oder beendet, oder Sie haben keinen Zugang mehr. Hier wird nichts gelöscht; ist sie wieder da, geht es von selbst weiter. Was es gibt, zeigt bayernbox spaces <Server-Adresse>.',
  ],
  'remote-folder-missing': [
    'Ordner auf dem Server fehlt',
    'Prüfen Sie, ob er umbenannt oder gelöscht wurde; lokal wurde nichts gelöscht.',
  ],
  'quota-exceeded': [
    'Speicherplatz auf dem Server ist aufgebraucht',
    'Geben Sie dort Platz frei oder lassen Sie das Kontingent erhöhen.',
  ],
  'no-permission': [
    'Keine Berechtigung auf dem Server',
    'Bitten Sie die Eigentümerin oder den Eigentümer um Schreibrechte.',
  ],
  'locked-on-server': ['Datei ist auf dem Server gesperrt', 'Warten Sie, bis sie dort nicht mehr bearbeitet wird.'],
  'processing-on-server': ['Server verarbeitet die Datei noch', 'Sie wird übertragen, sobald der Server fertig ist.'],
  'too-large-for-server': [
    'Datei ist zu groß für den Server',
    'Teilen Sie die Datei auf oder fragen Sie Ihre IT-Betreuung nach der Grenze.',
  ],
  'name-refused-by-server': ['Server nimmt diesen Namen nicht an', 'Benennen Sie die Datei oder den Ordner um.'],
  'checksum-mismatch': [
    'Daten kamen verändert an',
    'Die Übertragung wird wiederholt; die bisherige Fassung bleibt erhalten.',
  ],
  'incomplete-transfer': ['Übertragung wurde unterbrochen', 'Sie wird beim nächsten Mal fortgesetzt.'],
  'still-changing': ['Datei wird gerade geändert', 'Sie wird übertragen, sobald sie zur Ruhe gekommen ist.'],
  stalled: ['Es ging zwei Minuten lang nicht weiter', 'Es wird von selbst noch einmal versucht; anderes geht weiter.'],
  'local-access-denied': ['Kein Zugriff auf diesem Gerät', 'Prüfen Sie die Zugriffsrechte der Datei oder des Ordners.'],
  'local-file-busy': ['Datei ist in einem anderen Programm geöffnet', 'Schließen Sie die Datei dort.'],
  'local-io-error': ['Datenträger meldet einen Fehler', 'Prüfen Sie Kabel und Datenträger und sichern Sie Ihre Daten.'],
  'disk-full': ['Datenträger ist voll', 'Geben Sie auf diesem Gerät Speicherplatz frei.'],
  'local-name-refused': [
    'Dieses Gerät nimmt den Namen nicht an',
    'Benennen Sie die Datei oder den Ordner auf dem Server um.',
  ],
  'local-folder-missing': [
    'Lokaler Ordner fehlt',
    'Schließen Sie das Laufwerk an oder legen Sie den Ordner wieder an; auf dem Server wurde nichts gelöscht.',
  ],
  'local-folder-replaced': [
    'Lokaler Ordner ist ein anderer als bisher',
    'Ist ein Laufwerk nicht verbunden, oder ein anderes an seiner Stelle? Soll dieser Ordner mit dem Server vereint werden, geben Sie --accept-folder an: Gelöscht wird nichts, und was darin liegt, kommt auf den Server.',
  ],
  'local-folder-in-use': [
    'Ordner wird schon abgeglichen',
    'Beenden Sie das andere Programm, das diesen Ordner abgleicht.',
  ],
  'database-unusable': [
    'Abgleich-Datenbank ist nicht lesbar',
    'Starten Sie neu. Ist sie beschädigt, werden dann beide Seiten vereinigt; gelöscht wird nichts. Kommt der Fehler wieder, geben Sie die Meldung Ihrer IT-Betreuung.',
  ],
  'database-newer': [
    'Dieses Programm ist älter als die Abgleich-Datenbank',
    'Eine neuere Version hat diesen Ordner schon abgeglichen. Installieren Sie diese Version wieder; bis dahin wird hier nichts abgeglichen und nichts gelöscht.',
  ],
  'internal-error': [
    'Ein Fehler im Programm',
    'Das Programm hat abgebrochen, was es gerade tat. Starten Sie den Abgleich erneut; kommt der Fehler wieder, geben Sie die Meldung Ihrer IT-Betreuung.',
  ],
  cancelled: ['Abgebrochen', 'Starten Sie den Abgleich erneut, wenn Sie fortfahren möchten.'],
  'symbolic-link': ['Verknüpfungen werden nicht abgeglichen', 'Legen Sie eine Kopie der Datei in den Ordner.'],
  'special-file': ['Dies ist keine gewöhnliche Datei', 'Verschieben Sie sie aus dem Ordner.'],
  unreadable: [
    'Datei oder Ordner ist nicht lesbar',
    'Prüfen Sie die Zugriffsrechte; auf dem Server bleibt alles, wie es ist.',
  ],
  'name-not-utf8': ['Name enthält ungültige Zeichen', 'Benennen Sie die Datei oder den Ordner um.'],
  'name-not-allowed-here': [
    'Name ist auf diesem Gerät nicht erlaubt',
    'Benennen Sie die Datei oder den Ordner auf dem Server um; dort bleibt alles erhalten.',
  ],
  'name-not-allowed-on-server': ['Name ist auf dem Server nicht erlaubt', 'Benennen Sie die Datei oder den Ordner um.'],
  'name-reserved': [
    'Name ist für dieses Programm reserviert',
    'Wählen Sie einen Namen, der nicht mit „.bayernbox“ beginnt.',
  ],
  'name-clash': [
    'Zwei Namen unterscheiden sich hier nicht',
    'Benennen Sie eines der beiden Elemente auf dem Server um.',
  ],
  'listing-incomplete': [
    'Ordner konnte nicht vollständig gelesen werden',
    'Er wird erneut gelesen; bis dahin wird darin nichts gelöscht.',
  ],
  'item-damaged-on-server': [
    'Datei ist auf dem Server beschädigt',
    'Stellen Sie dort eine frühere Version wieder her.',
  ],
  'moved-out-of-sight': [
    'Hier an einem Ort, der nicht abgeglichen wird',
    'Auf dem Server bleibt alles, wie es ist. Name oder Ordner schließen den Abgleich hier aus, oder ein Ordner ist nicht lesbar. Geben Sie einen anderen Namen oder Ort, oder löschen Sie hier, was auch dort gelöscht werden soll.',
  ],
  'moved-out-of-sight-on-server': [
    'Auf dem Server an einem Ort, der hier nicht abgeglichen wird',
    'Hier bleibt es, wie es ist; Änderungen werden nicht übertragen. Es liegt dort in einem Ordner, der hier ausgeschlossen ist, oder hat einen Namen, der hier nicht möglich ist. Verschieben Sie es auf dem Server oder benennen Sie es dort um, oder geben Sie dem Ordner hier wieder seinen alten Namen.',
  ],
  'change-not-permitted': [
    'Hier dürfen Sie auf dem Server nichts anlegen oder ändern',
    'Es bleibt nur auf diesem Computer. Legen Sie es an einen anderen Ort, oder bitten Sie den Besitzer um Schreibrechte; sobald Sie diese haben, wird es übertragen.',
  ],
  'kept-for-unsynced-content': [
    'Ordner bleibt, weil er nicht abgeglichene Dateien enthält',
    'Löschen Sie ihn selbst, wenn Sie den Inhalt nicht mehr brauchen.',
  ],
  'unsynced-in-deselected': [
    'Dateien in einem abgewählten Ordner werden nicht abgeglichen',
    'Sie liegen nur hier und bleiben unangetastet. Wählen Sie den Ordner wieder aus, oder verschieben Sie die Dateien in einen anderen.',
  ],
  'second-version-not-uploaded': [
    'Ihre Fassung bleibt auf diesem Computer',
    `Ihre Organisation lässt die zweite von zwei Fassungen nicht auf den Server; dass dies eine ist, zeigt ihr Name. Entscheiden Sie, welche gilt: ${toldCommand('conflicts', 'list')}. Unter einem anderen Namen wird sie hochgeladen wie jede Datei.`,
  ],
  'other-file-system': ['Ordner liegt auf einem anderen Laufwerk', 'Gleichen Sie ihn als eigenen Ordner ab.'],
} as const satisfies Texts;

/** German sentences about a refused command line. */
export const GERMAN_USAGE = {
  'command-missing':
    'Es fehlt der Befehl: sync, spaces, login, logout, accounts, why, status, kept, history, undo, decisions, conflicts oder folders. Hilfe: bayernbox --help',
  'command-unknown': 'Den Befehl „{subject}“ gibt es nicht. Hilfe: bayernbox --help',
  'option-unknown': 'Die Option {subject} gibt es hier nicht. Hilfe: bayernbox --help',
  'option-without-value': 'Hinter {subject} fehlt ein Wert.',
  'option-with-value': '{subject} nimmt keinen Wert an.',
  'value-not-allowed': 'Der Wert von {subject} ist nicht erlaubt.',
  'argument-missing': 'Es fehlt: {subject}',
  'argument-unexpected': '„{subject}“ ist zu viel. Namen mit Leerzeichen gehören in Anführungszeichen.',
  'word-not-allowed': '„{subject}“ ist hier nicht möglich. Hilfe: bayernbox --help',
  'url-not-allowed': 'Die Adresse des Servers muss mit https:// beginnen.',
  'password-in-url':
    'Die Adresse darf weder Benutzer noch Passwort enthalten, weil andere sie sehen könnten. Nehmen Sie --user und --password-stdin.',
  'credentials-missing':
    'Es fehlt das Passwort: Setzen Sie BAYERNBOX_PASSWORD oder BAYERNBOX_TOKEN oder nehmen Sie --password-stdin.',
  'account-unknown': 'Es gibt kein solches Konto: {subject}',
  'account-ambiguous': 'Mehrere Konten sind möglich. Nennen Sie Adresse und --user.',
  'tenant-unreadable': 'Die Vorgaben Ihrer Organisation sind nicht lesbar, deshalb geschieht nichts. {subject}',
  'folder-inside-synced':
    'Dieser Ordner liegt in {subject}, und der wird schon abgeglichen. Nehmen Sie einen außerhalb.',
  'folder-around-synced':
    'In diesem Ordner liegt {subject}, und der wird schon abgeglichen. Nehmen Sie einen Ordner daneben.',
  'state-inside-folder':
    'Der Ordner {subject} für den Stand des Abgleichs liegt im abgeglichenen Ordner. Nehmen Sie mit --state-dir einen außerhalb.',
} as const satisfies Readonly<Record<UsageProblem, string>>;
