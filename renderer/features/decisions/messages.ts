/** Texts of questions that wait for a person. */
export const decisionMessages = {
  title: { de: 'Entscheidungen', en: 'Decisions' },
  none: { de: 'Es wartet keine Entscheidung auf Sie.', en: 'No decisions are waiting for you.' },
  removalsLocal: {
    de: 'Auf dem Server fehlen {count, plural, one {eine Datei} other {# Dateien}}. Sollen sie auch hier gelöscht werden?',
    en: '{count, plural, one {One file is} other {# files are}} missing on the server. Delete {count, plural, one {it} other {them}} here too?',
  },
  removalsRemote: {
    de: 'Auf diesem PC fehlen {count, plural, one {eine Datei} other {# Dateien}}. Sollen sie auch auf dem Server gelöscht werden?',
    en: '{count, plural, one {One file is} other {# files are}} missing on this PC. Delete {count, plural, one {it} other {them}} on the server too?',
  },
  scrambled: {
    de: '{count, plural, one {Eine Datei ist} other {# Dateien sind}} plötzlich unlesbar. Ist das gewollt?',
    en: '{count, plural, one {One file has} other {# files have}} suddenly become unreadable. Is this intentional?',
  },
  renamed: {
    de: '{count, plural, one {Eine Datei hat} other {# Dateien haben}} plötzlich eine unbekannte Endung. Ist das gewollt?',
    en: '{count, plural, one {One file has} other {# files have}} suddenly been given an unknown extension. Is this intentional?',
  },
  leavesShare: {
    de: 'Auf diesem PC wurde Geteiltes gelöscht{count, plural, =0 {} one {, darin eine Datei} other {, darin # Dateien}}. Wollen Sie die Freigabe verlassen?',
    en: 'A shared folder was deleted on this PC{count, plural, =0 {} one {, with one file in it} other {, with # files in it}}. Do you want to leave the share?',
  },
  share: {
    de: '{count, number} von {all, number} Dateien · wartet seit {time}',
    en: '{count, number} of {all, number} files · waiting since {time}',
  },
  whyMany: {
    de: 'So viele auf einmal könnten ein Versehen sein. Bis Sie entscheiden, wird nichts gelöscht.',
    en: 'This many at once may be a mistake. Nothing is deleted until you decide.',
  },
  whyWhile: {
    de: 'Zusammen mit dem, was in der letzten Stunde gelöscht wurde, könnten das zu viele sein. Bis Sie entscheiden, wird nichts gelöscht.',
    en: 'Together with the deletions of the last hour, this may be too many. Nothing is deleted until you decide.',
  },
  whyShare: {
    de: 'Wer einen geteilten Ordner löscht, löscht keine Dateien, sondern gibt seinen Zugang auf. Bis Sie entscheiden, bleibt Ihr Zugang.',
    en: 'Deleting a shared folder does not delete its files; it only ends your access to them. You keep your access until you decide.',
  },
  whyChanges: {
    de: 'So sieht es aus, wenn ein Schadprogramm Dateien verschlüsselt. Bis Sie entscheiden, wird davon nichts auf den Server übertragen. Trennen Sie den PC im Zweifel vom Netz und rufen Sie Ihre IT-Betreuung.',
    en: 'This is what it looks like when malware encrypts files. Nothing is sent to the server until you decide. If in doubt, disconnect this PC from the network and call your administrator.',
  },
  keepRemovals: { de: 'Behalten (nichts löschen)', en: 'Keep (delete nothing)' },
  keptLocal: {
    de: '„Behalten“ überträgt {count, plural, one {die Datei} other {die Dateien}} wieder auf den Server; auch andere sehen sie dann wieder. Hat jemand sie mit Absicht gelöscht, sprechen Sie sich vorher ab.',
    en: '“Keep” sends {count, plural, one {the file} other {the files}} to the server again, where other people see {count, plural, one {it} other {them}} again, too. If someone may have deleted {count, plural, one {it} other {them}} on purpose, talk to each other first.',
  },
  keptRemote: {
    de: '„Behalten“ holt {count, plural, one {die Datei} other {die Dateien}} vom Server wieder auf diesen PC. Für andere ändert sich nichts.',
    en: '“Keep” brings {count, plural, one {the file} other {the files}} back to this PC from the server. Nothing changes for other people.',
  },
  keepShare: { de: 'Zugang behalten', en: 'Keep access' },
  keepChanges: { de: 'Fassungen vom Server zurückholen', en: 'Restore the server versions' },
  carryOutLocal: { de: 'Hier löschen …', en: 'Delete here …' },
  carryOutRemote: { de: 'Auf dem Server löschen …', en: 'Delete on the server …' },
  carryOutShare: { de: 'Freigabe verlassen …', en: 'Leave the share …' },
  sendOnce: { de: 'Gewollt: dieses Mal übertragen', en: 'Intentional: send this time' },
  sendAlways: {
    de: 'Gewollt: übertragen und künftig nicht mehr fragen',
    en: 'Intentional: send and stop asking',
  },
  files: { de: 'Betroffene Dateien', en: 'Affected files' },
  shownOnly: {
    de: 'Es werden die ersten {shown, number} gezeigt.',
    en: 'The first {shown, number} are shown.',
  },
  confirmDelete: {
    de: '{count, plural, one {Eine Datei} other {# Dateien}} wirklich löschen?',
    en: 'Really delete {count, plural, one {one file} other {# files}}?',
  },
  confirmShare: { de: 'Freigabe wirklich verlassen?', en: 'Really leave the share?' },
  afterShare: {
    de: 'Ihr Zugang endet. Bei der Person, der die Dateien gehören, und bei allen anderen bleibt alles, wie es ist; nur sie kann Ihnen den Zugang wieder geben.',
    en: 'Your access ends. Nothing changes for the owner and everyone else; only the owner can give you access again.',
  },
  doShare: { de: 'Freigabe verlassen', en: 'Leave the share' },
  afterLocal: {
    de: 'Gelöschtes bleibt 30 Tage lang unter „Aufbewahrt“ und lässt sich zurückholen.',
    en: 'Deleted files stay under “Kept files” for 30 days and can be restored.',
  },
  afterRemote: {
    de: 'Gelöschtes liegt danach im Papierkorb des Servers. Auch andere sehen die Dateien dann nicht mehr.',
    en: 'Deleted files go to the server’s trash. Other people will no longer see them either.',
  },
  afterChanges: {
    de: 'Holen Sie die Fassungen vom Server zurück, bleiben die von diesem PC 30 Tage lang unter „Aufbewahrt“. Ist es gewollt, ersetzen diese Dateien die Fassungen auf dem Server. Frühere bleiben dort unter „Versionen“, solange der Server sie aufhebt. „Künftig nicht mehr fragen“ gilt nur für Änderungen dieser Art in diesem Ordner und lässt sich hier zurücknehmen.',
    en: 'If you restore the server versions, those from this PC stay under “Kept files” for 30 days. If it is intentional, these files replace the versions on the server. Earlier versions stay there under “Versions” for as long as the server keeps them. “Stop asking” applies only to changes of this kind in this folder and can be taken back here.',
  },
  answeredKeepLocal: {
    de: 'Entschieden: Es bleibt alles erhalten. Was auf dem Server fehlt, wird beim nächsten Synchronisieren wieder dorthin übertragen.',
    en: 'Everything is kept. What is missing on the server is sent there again with the next sync.',
  },
  answeredKeepRemote: {
    de: 'Entschieden: Es bleibt alles erhalten. Was hier fehlt, kommt beim nächsten Synchronisieren auf diesen PC zurück.',
    en: 'Everything is kept. What is missing here comes back to this PC with the next sync.',
  },
  answeredKeepShare: {
    de: 'Entschieden: Ihr Zugang bleibt. Der Ordner kommt beim nächsten Synchronisieren zurück.',
    en: 'You keep your access. The folder comes back with the next sync.',
  },
  answeredKeepChanges: {
    de: 'Entschieden: Die Fassungen vom Server kommen beim nächsten Synchronisieren zurück. Die von diesem PC bleiben 30 Tage lang unter „Aufbewahrt“.',
    en: 'The server versions come back with the next sync. The versions from this PC stay under “Kept files” for 30 days.',
  },
  newFolders: {
    de: '{count, plural, one {Ein neuer Ordner ist auf dem Server. Soll er} other {# neue Ordner sind auf dem Server. Sollen sie}} auf diesen PC?',
    en: '{count, plural, one {There is a new folder on the server. Download it} other {There are # new folders on the server. Download them}} to this PC?',
  },
  whyNewFolders: {
    de: 'Bis Sie entscheiden, {count, plural, one {liegt er} other {liegen sie}} nur auf dem Server. Alles andere wird weiter synchronisiert.',
    en: 'Until you decide, {count, plural, one {it stays} other {they stay}} on the server only. Everything else goes on syncing.',
  },
  newFoldersList: { de: 'Neue Ordner auf dem Server', en: 'New folders on the server' },
  take: { de: 'Auf diesen PC holen', en: 'Download to this PC' },
  takeFor: { de: 'Auf diesen PC holen: „{name}“', en: 'Download to this PC: “{name}”' },
  leave: { de: 'Nur auf dem Server lassen', en: 'Leave on the server' },
  leaveFor: { de: 'Nur auf dem Server lassen: „{name}“', en: 'Leave on the server: “{name}”' },
  takeAlways: {
    de: '{count, plural, one {Holen} other {Alle holen}} und künftig nicht mehr fragen',
    en: 'Download {count, plural, one {it} other {all}} and stop asking',
  },
  takePart: { de: 'Nur einen Teil davon auswählen', en: 'Choose only a part of it' },
  answeredTake: {
    de: 'Entschieden: „{name}“ kommt auf diesen PC.',
    en: '“{name}” will be downloaded to this PC.',
  },
  answeredLeave: {
    de: 'Entschieden: „{name}“ bleibt nur auf dem Server. Unter „Ordner auswählen“ können Sie das jederzeit ändern.',
    en: '“{name}” stays on the server only. You can change this at any time under “Choose folders”.',
  },
  answeredTakeAlways: {
    de: 'Entschieden: Neue Ordner kommen von jetzt an ohne Frage auf diesen PC.',
    en: 'From now on, new folders are downloaded to this PC without asking.',
  },
  answeredCarryOut: {
    de: 'Entschieden: Es wird mit dem nächsten Synchronisieren ausgeführt.',
    en: 'This will be done with the next sync.',
  },
  answeredSendOnce: {
    de: 'Entschieden: Die Dateien werden beim nächsten Synchronisieren übertragen. Beim nächsten Mal wird wieder gefragt.',
    en: 'The files are sent with the next sync. Next time you are asked again.',
  },
  answeredSendAlways: {
    de: 'Entschieden: Die Dateien werden beim nächsten Synchronisieren übertragen. Nach Änderungen dieser Art wird in diesem Ordner nicht mehr gefragt.',
    en: 'The files are sent with the next sync. Changes of this kind are not asked about again in this folder.',
  },
  falseAlarms: { de: 'Ohne Rückfrage übertragen', en: 'Sent without asking' },
  whyFalseAlarms: {
    de: 'Solche Änderungen haben Sie gewollt genannt. Sie werden ohne Frage übertragen, auch wenn es viele sind.',
    en: 'You have called such changes intentional. They are sent without a question, even when there are many.',
  },
  alarmScrambled: {
    de: '{extension, select, none {Dateien ohne Endung} other {Dateien mit der Endung „{shown}“}}, die plötzlich unlesbar sind',
    en: '{extension, select, none {Files without an extension} other {Files with the extension “{shown}”}} that suddenly become unreadable',
  },
  alarmRenamed: {
    de: 'Dateien, die plötzlich {extension, select, none {keine Endung mehr haben} other {die Endung „{shown}“ haben}}',
    en: 'Files that suddenly have {extension, select, none {no extension any more} other {the extension “{shown}”}}',
  },
  alarmSince: { de: 'seit {time}', en: 'since {time}' },
  askAgain: { de: 'Wieder fragen', en: 'Ask again' },
  askAgainFor: { de: 'Wieder fragen: {what}', en: 'Ask again: {what}' },
  answeredAskAgain: {
    de: 'Entschieden: Nach solchen Änderungen wird wieder gefragt.',
    en: 'Such changes are asked about again.',
  },
  doDelete: { de: 'Löschen', en: 'Delete' },
} as const;
