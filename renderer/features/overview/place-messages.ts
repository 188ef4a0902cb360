/** Texts about the place of a sync folder on this computer. */
export const placeMessages = {
  move: { de: 'Ort ändern', en: 'Move folder' },
  moveTitle: { de: 'Ort von „{name}“ ändern', en: 'Move “{name}”' },
  moveIntro: {
    de: 'Der Ordner kommt mit allem, was darin ist, an den neuen Ort. Es wird nichts neu übertragen, und auf dem Server ändert sich nichts. Auf einem anderen Laufwerk wird kopiert und geprüft; der alte Ordner bleibt dann liegen, bis Sie etwas anderes sagen.',
    en: 'The folder is moved to its new location with everything in it. Nothing is transferred again, and nothing changes on the server. On another drive, the folder is copied and checked; the old folder stays until you remove it.',
  },
  moveConfirm: { de: 'Hierher verschieben', en: 'Move it here' },
  place: { de: 'Ordner auf diesem PC', en: 'Folder on this PC' },
  pick: { de: 'Ordner auswählen …', en: 'Choose folder …' },
  cancel: { de: 'Abbrechen', en: 'Cancel' },
  free: { de: '{size} sind dort frei.', en: '{size} free there.' },
  taken: {
    de: 'Dort liegt schon etwas. Wählen Sie einen neuen oder leeren Ordner.',
    en: 'There is already something here. Choose a new or empty folder.',
  },
  overlaps: {
    de: 'Dieser Ort liegt in einem synchronisierten Ordner oder enthält einen. Wählen Sie einen anderen.',
    en: 'This location is inside a synced folder or contains one. Choose another one.',
  },
  isFile: {
    de: 'Dort liegt eine Datei. Wählen Sie einen anderen Ort.',
    en: 'This is a file. Choose another location.',
  },
  notWritable: {
    de: 'Dort dürfen Sie nichts ablegen. Wählen Sie einen anderen Ort.',
    en: 'You do not have permission to write here. Choose another location.',
  },
  programData: {
    de: 'Dort liegen Dateien des Programms. Wählen Sie einen anderen Ort.',
    en: 'The program keeps its own files here. Choose another location.',
  },
  moved: { de: 'Der Ordner ist jetzt unter {path}.', en: 'The folder is now at {path}.' },
  oldLeft: {
    de: 'Der alte Ordner liegt noch unter {path}. Er wird nicht mehr synchronisiert.',
    en: 'The old folder is still at {path}. It is no longer synced.',
  },
  removeOld: {
    de: 'Löschen Sie ihn, wenn Sie ihn nicht mehr brauchen.',
    en: 'You can delete it once you no longer need it.',
  },
  trashIntro: {
    de: 'Brauchen Sie ihn nicht mehr, kann er in den Papierkorb. Vorher wird geprüft, ob darin alles noch so ist wie beim Kopieren. Ist etwas anders, bleibt er liegen.',
    en: 'If you no longer need it, you can move it to the trash. First, the program checks that everything in it is still as it was when it was copied. If anything differs, the folder stays.',
  },
  trash: { de: 'Alten Ordner in den Papierkorb', en: 'Move old folder to the trash' },
  trashed: {
    de: 'Der alte Ordner {path} liegt im Papierkorb.',
    en: 'The old folder {path} is in the trash.',
  },
  oldChanged: {
    de: '{count, plural, one {Der alte Ordner bleibt liegen, weil darin etwas anders ist als beim Kopieren:} other {Der alte Ordner bleibt liegen, weil darin # Dateien oder Ordner anders sind als beim Kopieren:}}',
    en: '{count, plural, one {The old folder stays, because something in it has changed since it was copied:} other {The old folder stays, because # files or folders in it have changed since it was copied:}}',
  },
  andMore: { de: '… und {count, number} weitere', en: '… and {count, number} more' },
  copied: { de: '{done} von {total} kopiert und geprüft', en: '{done} of {total} copied and checked' },
  cancelMove: { de: 'Nicht verschieben', en: 'Do not move' },
  locate: { de: 'Neuen Ort wählen', en: 'Choose its new location' },
  lookAgain: { de: 'Noch einmal suchen', en: 'Look again' },
  locateTitle: { de: 'Wo ist „{name}“ jetzt?', en: 'Where is “{name}” now?' },
  locateIntro: {
    de: 'Der Ordner ist nicht mehr unter {path}. Haben Sie ihn verschoben oder umbenannt, nennen Sie seinen neuen Ort. Auf dem Server bleibt alles, wie es ist.',
    en: 'The folder is not at {path} any more. If you have moved or renamed it, enter its new location. Nothing changes on the server.',
  },
  locateConfirm: { de: 'Hier weitermachen', en: 'Continue here' },
} as const;
