/** Texts of the parts that all views share. */
export const componentMessages = {
  loading: { de: 'Wird geladen …', en: 'Loading …' },
  loadAgain: { de: 'Noch einmal laden', en: 'Reload' },
  cancel: { de: 'Abbrechen', en: 'Cancel' },
  enforced: { de: 'Von Ihrer Organisation festgelegt', en: 'Set by your organisation' },
  folderOption: {
    de: '{name}{count, plural, =0 {} other { (# offen)}} – {path}',
    en: '{name}{count, plural, =0 {} other { (# open)}} – {path}',
  },
  folder: { de: 'Ordner', en: 'Folder' },
} as const;
