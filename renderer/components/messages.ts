/** Texts of the parts that all views share. */
export const componentMessages = {
  loading: { de: 'Wird geladen …', en: 'Loading …' },
  loadAgain: { de: 'Noch einmal laden', en: 'Reload' },
  cancel: { de: 'Abbrechen', en: 'Cancel' },
  transferred: { de: '{done} von {total}', en: '{done} of {total}' },
  transferredAtRate: { de: '{done} von {total}, {rate} pro Sekunde', en: '{done} of {total}, {rate} per second' },
  enforced: { de: 'Von Ihrer Organisation festgelegt', en: 'Set by your organisation' },
  moreInHandbook: { de: 'Mehr dazu im Handbuch', en: 'More in the user guide' },
  newWindow: { de: '(neues Fenster)', en: '(new window)' },
  folderOption: {
    de: '{name}{count, plural, =0 {} other { (# offen)}} – {path}',
    en: '{name}{count, plural, =0 {} other { (# open)}} – {path}',
  },
  folder: { de: 'Ordner', en: 'Folder' },
  secretLeft: { de: 'Ein Passwort liegt noch im Schlüsselbund', en: 'A password is still in the keychain' },
  secretLeftText: {
    de: 'Sie sind abgemeldet, aber der Schlüsselbund gab den Eintrag nicht frei. Löschen Sie „{brand} Desktop“ dort selbst.',
    en: 'You are signed out, but the keychain did not release the entry. Please remove “{brand} Desktop” there yourself.',
  },
  undoDecisionTitle: {
    de: 'Entscheidung über „{name}“ rückgängig machen?',
    en: 'Undo the decision about “{name}”?',
  },
  undoReplaced: {
    de: 'Auch alle anderen bekommen „{name}“ wieder so, wie es vor der Entscheidung auf dem Server war. Ihre Fassung steht danach wieder daneben, und Sie können neu entscheiden.',
    en: 'Everyone else also gets “{name}” back as it was on the server before the decision. Your version is then next to it again, and you can decide anew.',
  },
  undoKeptServer: {
    de: 'Ihre Fassung von „{name}“ steht danach wieder daneben, auch für alle anderen, wenn Ihre Organisation zweite Fassungen auf den Server lässt. Sie können dann neu entscheiden.',
    en: 'Your version of “{name}” is then next to it again, also for everyone else if your organisation allows second versions on the server. You can then decide anew.',
  },
  undoDecision: { de: 'Rückgängig machen', en: 'Undo' },
  removeAccount: { de: 'Konto entfernen', en: 'Remove account' },
  removeAccountTitle: { de: 'Konto von {user} entfernen?', en: 'Remove {user}’s account?' },
  removeAccountText: {
    de: 'Alle Dateien bleiben auf diesem PC und auf dem Server. Die Synchronisierung seiner Ordner endet.',
    en: 'All files stay on this PC and on the server. The account’s folders are no longer synced.',
  },
} as const;
