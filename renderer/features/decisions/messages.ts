/** Texts of questions that wait for a person. */
export const decisionMessages = {
  title: { de: 'Entscheidungen', en: 'Decisions' },
  none: { de: 'Es wartet keine Entscheidung auf Sie.', en: 'No decision waits for you.' },
  removalsLocal: {
    de: 'Auf dem Server fehlen {count, plural, one {eine Datei} other {# Dateien}}. Sollen sie auch hier gelöscht werden?',
    en: '{count, plural, one {One file is} other {# files are}} missing on the server. Shall {count, plural, one {it} other {they}} be deleted here too?',
  },
  removalsRemote: {
    de: 'Auf diesem PC fehlen {count, plural, one {eine Datei} other {# Dateien}}. Sollen sie auch auf dem Server gelöscht werden?',
    en: '{count, plural, one {One file is} other {# files are}} missing on this PC. Shall {count, plural, one {it} other {they}} be deleted on the server too?',
  },
  scrambled: {
    de: '{count, plural, one {Eine Datei ist} other {# Dateien sind}} plötzlich unlesbar. Ist das gewollt?',
    en: '{count, plural, one {One file has} other {# files have}} suddenly become unreadable. Is that intended?',
  },
  renamed: {
    de: '{count, plural, one {Eine Datei hat} other {# Dateien haben}} plötzlich eine unbekannte Endung. Ist das gewollt?',
    en: '{count, plural, one {One file has} other {# files have}} suddenly got an unknown extension. Is that intended?',
  },
  leavesShare: {
    de: 'Auf diesem PC wurde Geteiltes gelöscht{count, plural, =0 {} one {, darin eine Datei} other {, darin # Dateien}}. Wollen Sie die Freigabe verlassen?',
    en: 'Something shared was deleted on this PC{count, plural, =0 {} one {, with one file in it} other {, with # files in it}}. Do you want to leave the share?',
  },
  share: {
    de: '{count, number} von {all, number} Dateien · seit {time}',
    en: '{count, number} of {all, number} files · since {time}',
  },
  whyMany: {
    de: 'So viele auf einmal könnten ein Versehen sein. Bis Sie entscheiden, wird nichts gelöscht.',
    en: 'So many at once may be a mistake. Nothing is deleted until you decide.',
  },
  whyWhile: {
    de: 'Zusammen mit dem, was in der letzten Stunde gelöscht wurde, könnten das zu viele sein. Bis Sie entscheiden, wird nichts gelöscht.',
    en: 'Together with what was deleted in the last hour these may be too many. Nothing is deleted until you decide.',
  },
  whyShare: {
    de: 'Wer einen geteilten Ordner löscht, löscht keine Dateien, sondern gibt seinen Zugang auf. Bis Sie entscheiden, bleibt Ihr Zugang.',
    en: 'Who deletes a shared folder deletes no files, but gives up access to them. You keep your access until you decide.',
  },
  whyChanges: {
    de: 'So sieht es aus, wenn ein Schadprogramm Dateien verschlüsselt. Bis Sie entscheiden, wird davon nichts auf den Server übertragen. Trennen Sie den PC im Zweifel vom Netz und rufen Sie Ihre IT-Betreuung.',
    en: 'This is what it looks like when malware encrypts files. None of it is sent to the server until you decide. When in doubt, disconnect this PC and call your administrator.',
  },
  keepRemovals: { de: 'Behalten (nichts löschen)', en: 'Keep (delete nothing)' },
  keepShare: { de: 'Zugang behalten', en: 'Keep the access' },
  keepChanges: { de: 'Fassungen vom Server zurückholen', en: 'Bring the versions of the server back' },
  carryOutLocal: { de: 'Hier löschen …', en: 'Delete here …' },
  carryOutRemote: { de: 'Auf dem Server löschen …', en: 'Delete on the server …' },
  carryOutShare: { de: 'Freigabe verlassen …', en: 'Leave the share …' },
  carryOutChanges: { de: 'Gewollt: übertragen …', en: 'Intended: send …' },
  files: { de: 'Betroffene Dateien', en: 'Files in question' },
  shownOnly: {
    de: 'Es werden die ersten {shown, number} gezeigt.',
    en: 'The first {shown, number} are shown.',
  },
  confirmDelete: {
    de: '{count, plural, one {Eine Datei} other {# Dateien}} wirklich löschen?',
    en: 'Really delete {count, plural, one {one file} other {# files}}?',
  },
  confirmSend: {
    de: '{count, plural, one {Eine Datei} other {# Dateien}} wirklich übertragen?',
    en: 'Really send {count, plural, one {one file} other {# files}}?',
  },
  confirmShare: { de: 'Freigabe wirklich verlassen?', en: 'Really leave the share?' },
  afterShare: {
    de: 'Ihr Zugang endet. Bei der Person, der die Dateien gehören, und bei allen anderen bleibt alles, wie es ist; nur sie kann Ihnen den Zugang wieder geben.',
    en: 'Your access ends. Everything stays as it is for the owner of the files and for all others; only the owner can give you access again.',
  },
  doShare: { de: 'Freigabe verlassen', en: 'Leave the share' },
  afterLocal: {
    de: 'Gelöschtes bleibt 30 Tage lang unter „Aufbewahrt“ und lässt sich zurückholen.',
    en: 'What is deleted stays under “Kept files” for 30 days and can be restored.',
  },
  afterRemote: {
    de: 'Gelöschtes liegt danach im Papierkorb des Servers. Auch andere sehen die Dateien dann nicht mehr.',
    en: 'What is deleted is in the trash of the server then. Others do not see the files any more either.',
  },
  afterSend: {
    de: 'Die Fassungen auf dem Server werden ersetzt. Frühere bleiben dort unter „Versionen“, solange der Server sie aufhebt.',
    en: 'The versions on the server are replaced. Earlier ones stay there under “Versions” as long as the server keeps them.',
  },
  answeredKeep: {
    de: 'Entschieden: Es bleibt alles erhalten. Was fehlt, kommt beim nächsten Synchronisieren zurück.',
    en: 'Decided: everything is kept. What is missing comes back with the next syncing.',
  },
  answeredKeepShare: {
    de: 'Entschieden: Ihr Zugang bleibt. Der Ordner kommt beim nächsten Synchronisieren zurück.',
    en: 'Decided: you keep your access. The folder comes back with the next syncing.',
  },
  answeredKeepChanges: {
    de: 'Entschieden: Die Fassungen vom Server kommen beim nächsten Synchronisieren zurück. Die von diesem PC bleiben 30 Tage lang unter „Aufbewahrt“.',
    en: 'Decided: the versions of the server come back with the next syncing. Those of this PC stay under “Kept files” for 30 days.',
  },
  answeredCarryOut: {
    de: 'Entschieden: Es wird mit dem nächsten Synchronisieren ausgeführt.',
    en: 'Decided: it is carried out with the next syncing.',
  },
  doDelete: { de: 'Löschen', en: 'Delete' },
  doSend: { de: 'Übertragen', en: 'Send' },
} as const;
