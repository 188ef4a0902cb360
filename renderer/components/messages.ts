/** Texts of the parts that all views share. */
export const componentMessages = {
  loading: { de: 'Wird geladen …', en: 'Loading …' },
  cancel: { de: 'Abbrechen', en: 'Cancel' },
  folder: { de: 'Ordner', en: 'Folder' },
} as const;
