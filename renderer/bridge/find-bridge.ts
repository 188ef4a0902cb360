import type { DesktopApi } from '#ipc/desktop-api.ts';
import type { KeyPlace } from './socket-bridge.ts';
import { saveAsDownload } from './save-as-download.ts';
import { connectOverSocket } from './socket-bridge.ts';

declare global {
  interface Window {
    /** Given by the preload script of the desktop program. */
    readonly bayernbox?: DesktopApi;
  }
}

/** The preload script's api where there is one; else the same over a WebSocket to the server of this page. */
export function findBridge(): DesktopApi {
  if (window.bayernbox !== undefined) return window.bayernbox;
  const url = new URL('/socket', window.location.href);
  url.protocol = 'ws:';
  return { ...connectOverSocket(() => new WebSocket(url), createKeyPlace()), saveText: saveAsDownload };
}

const KEY = 'bayernbox-key';

/** The address brings the first key behind its `#`, where no server and no log sees it. */
function createKeyPlace(): KeyPlace {
  const first = window.location.hash.slice(1);
  if (first !== '') {
    window.sessionStorage.setItem(KEY, first);
    window.history.replaceState(undefined, '', window.location.pathname);
  }
  return {
    read: () => window.sessionStorage.getItem(KEY) ?? undefined,
    write: (key) => window.sessionStorage.setItem(KEY, key),
  };
}
