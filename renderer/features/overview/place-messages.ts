/** Texts about the place of a sync folder on this computer. */
export const placeMessages = {
  move: { de: 'Ort ändern', en: 'Change its place' },
  moveTitle: { de: 'Ort von „{name}“ ändern', en: 'Change the place of “{name}”' },
  moveIntro: {
    de: 'Der Ordner kommt mit allem, was darin ist, an den neuen Ort. Es wird nichts neu übertragen, und auf dem Server ändert sich nichts. Auf einem anderen Laufwerk wird kopiert und geprüft; der alte Ordner bleibt dann liegen, bis Sie etwas anderes sagen.',
    en: 'The folder goes to the new place with everything in it. Nothing is transferred again, and nothing changes on the server. On another drive it is copied and checked; the old folder stays then until you say otherwise.',
  },
  moveConfirm: { de: 'Hierher verschieben', en: 'Move it here' },
  place: { de: 'Ordner auf diesem PC', en: 'Folder on this PC' },
  pick: { de: 'Ordner auswählen …', en: 'Choose a folder …' },
  cancel: { de: 'Abbrechen', en: 'Cancel' },
  free: { de: '{size} sind dort frei.', en: '{size} are free there.' },
  taken: {
    de: 'Dort liegt schon etwas. Wählen Sie einen neuen oder leeren Ordner.',
    en: 'Something is there already. Choose a new or empty folder.',
  },
  overlaps: {
    de: 'Dieser Ort liegt in einem synchronisierten Ordner oder enthält einen. Wählen Sie einen anderen.',
    en: 'This place lies in a synced folder or contains one. Choose another.',
  },
  isFile: { de: 'Dort liegt eine Datei. Wählen Sie einen anderen Ort.', en: 'A file is there. Choose another place.' },
  notWritable: {
    de: 'Dort dürfen Sie nichts ablegen. Wählen Sie einen anderen Ort.',
    en: 'You may not put anything there. Choose another place.',
  },
  programData: {
    de: 'Dort liegen Dateien des Programms. Wählen Sie einen anderen Ort.',
    en: 'Files of the program are there. Choose another place.',
  },
  moved: { de: 'Der Ordner ist jetzt unter {path}.', en: 'The folder is at {path} now.' },
  oldLeft: {
    de: 'Der alte Ordner liegt noch unter {path}. Er wird nicht mehr synchronisiert.',
    en: 'The old folder is still at {path}. It is not synced any more.',
  },
  removeOld: {
    de: 'Löschen Sie ihn, wenn Sie ihn nicht mehr brauchen.',
    en: 'Delete it when you do not need it.',
  },
  trashIntro: {
    de: 'Brauchen Sie ihn nicht mehr, kann er in den Papierkorb. Vorher wird geprüft, ob darin alles noch so ist wie beim Kopieren. Ist etwas anders, bleibt er liegen.',
    en: 'If you do not need it, it can go into the trash. Before that it is checked whether everything in it is as it was when it was copied. If something differs, it stays.',
  },
  trash: { de: 'Alten Ordner in den Papierkorb', en: 'Old folder into the trash' },
  trashed: {
    de: 'Der alte Ordner {path} liegt im Papierkorb.',
    en: 'The old folder {path} is in the trash.',
  },
  oldChanged: {
    de: '{count, plural, one {Der alte Ordner bleibt liegen, weil darin etwas anders ist als beim Kopieren:} other {Der alte Ordner bleibt liegen, weil darin # Dateien oder Ordner anders sind als beim Kopieren:}}',
    en: '{count, plural, one {The old folder stays, because something in it is not as it was when it was copied:} other {The old folder stays, because # files or folders in it are not as they were when it was copied:}}',
  },
  andMore: { de: '… und {count, number} weitere', en: '… and {count, number} more' },
  copied: { de: '{done} von {total} kopiert und geprüft', en: '{done} of {total} copied and checked' },
  cancelMove: { de: 'Nicht verschieben', en: 'Do not move it' },
  locate: { de: 'Neuen Ort wählen', en: 'Choose its new place' },
  lookAgain: { de: 'Wieder suchen', en: 'Look again' },
  locateTitle: { de: 'Wo ist „{name}“ jetzt?', en: 'Where is “{name}” now?' },
  locateIntro: {
    de: 'Der Ordner ist nicht mehr unter {path}. Haben Sie ihn verschoben oder umbenannt, nennen Sie seinen neuen Ort. Auf dem Server bleibt alles, wie es ist.',
    en: 'The folder is not at {path} any more. If you have moved or renamed it, name its new place. Everything stays as it is on the server.',
  },
  locateConfirm: { de: 'Hier weitermachen', en: 'Go on here' },
} as const;
