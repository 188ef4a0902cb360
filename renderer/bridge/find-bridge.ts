import type { DesktopApi } from '#ipc/desktop-api.ts';
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
  return connectOverSocket(() => new WebSocket(url));
}
