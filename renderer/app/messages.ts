/** Texts of what stands around all views. */
export const appMessages = {
  setProxy: { de: 'Proxy einstellen', en: 'Set the proxy' },
} as const;
