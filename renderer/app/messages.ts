/** Texts of what stands around all views. */
export const appMessages = {
  leavingTitle: { de: 'Änderungen speichern?', en: 'Save your changes?' },
  unsaved: {
    de: 'Sie haben hier etwas geändert und nicht gespeichert:',
    en: 'You have changed something here and not saved it:',
  },
  stay: { de: 'Weiter bearbeiten', en: 'Keep editing' },
  saveAndLeave: { de: 'Speichern', en: 'Save' },
  discard: { de: 'Nicht speichern', en: 'Do not save' },
  setProxy: { de: 'Proxy einstellen', en: 'Set up proxy' },
} as const;
