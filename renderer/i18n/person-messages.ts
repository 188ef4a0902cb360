/** How people are named. */
export const personMessages = {
  self: {
    de: '{person} (Sie, auf einem anderen Gerät oder im Browser)',
    en: '{person} (you, on another device or in a browser)',
  },
} as const;
