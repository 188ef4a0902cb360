/** Texts of what stands around all views. */
export const appMessages = {
  setProxy: { de: 'Proxy einstellen', en: 'Set up proxy' },
} as const;
