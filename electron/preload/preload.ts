// Runs in the sandbox of each window, before its page: gives it the api of the contract and nothing else.
import '#ipc/without-eval.ts';
import { contextBridge, ipcRenderer } from 'electron/renderer';
import { EVENT_CHANNEL, REQUEST_CHANNEL } from '#ipc/channels.ts';
import { createDesktopApi } from '#ipc/desktop-api.ts';
import { windowEventSchema } from '#ipc/window-event.ts';

const api = createDesktopApi(
  (name, input) => ipcRenderer.invoke(REQUEST_CHANNEL, name, input),
  (listener) => {
    const hear = (_event: unknown, data: unknown): void => {
      const event = windowEventSchema.safeParse(data);
      if (event.success) listener(event.data);
    };
    ipcRenderer.on(EVENT_CHANNEL, hear);
    return () => {
      ipcRenderer.off(EVENT_CHANNEL, hear);
    };
  },
);
contextBridge.exposeInMainWorld('bayernbox', api);
