import type { DesktopApi } from '#ipc/desktop-api.ts';

/** Saves a text where a browser saves everything: it asks, or puts it among the downloads, as its owner has set it. */
export const saveAsDownload: DesktopApi['saveText'] = ({ suggestedName, text }) => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  link.download = suggestedName;
  link.click();
  // The browser has taken it up by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return Promise.resolve({ ok: true, value: { isSaved: true } });
};
