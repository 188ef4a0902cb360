import { PAGE_ORIGIN } from '#ipc/channels.ts';

/**
 * How every window is made. What Electron would do by itself is written out all the same: a default may change.
 * @see https://www.electronjs.org/docs/latest/tutorial/security points 2, 3, 4, 6, 8, 9, 10, 11
 */
export const SAFE_PREFERENCES = {
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  contextIsolation: true,
  sandbox: true,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  enableBlinkFeatures: '',
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
} as const;

/** True for pages of this program. Pure. */
export function isOwnPage(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && `${url.protocol}//${url.host}` === PAGE_ORIGIN && url.username === '' && url.port === '';
}

/** Who sent a message, as far as Electron tells. */
export interface Sender {
  /** Address of the frame; undefined when it is gone. */
  readonly address: string | undefined;
  readonly isMainFrame: boolean;
}

/** True when a message may be listened to: the page itself, no frame inside of it, no page from elsewhere. Pure. */
export function mayBeHeard({ address, isMainFrame }: Sender): boolean {
  return isMainFrame && address !== undefined && isOwnPage(address);
}

/** Something that can be stopped. */
interface Preventable {
  preventDefault(): void;
}

/** The part of Electron's WebContents that is guarded. */
export interface GuardedContents {
  on(
    event: 'will-navigate' | 'will-frame-navigate' | 'will-redirect',
    listener: (event: Preventable & { readonly url: string }) => void,
  ): unknown;
  on(event: 'will-attach-webview', listener: (event: Preventable) => void): unknown;
  setWindowOpenHandler(handler: (details: { readonly url: string }) => { readonly action: 'deny' }): void;
}

/** Nails contents to the page that they show: no other page, no new window, no page inside. Points 11 to 14. */
export function guardContents(contents: GuardedContents, openOutside: (address: string) => void): void {
  for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect'] as const) {
    contents.on(event, (navigation) => {
      if (!isOwnPage(navigation.url)) navigation.preventDefault();
    });
  }
  contents.on('will-attach-webview', (attaching) => attaching.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url);
    return { action: 'deny' };
  });
}

/** The part of Electron's Session that is guarded. */
export interface GuardedSession {
  setPermissionRequestHandler(
    handler: (contents: unknown, permission: string, answer: (isGranted: boolean) => void) => void,
  ): void;
  setPermissionCheckHandler(handler: () => boolean): void;
  setDevicePermissionHandler(handler: () => boolean): void;
}

/** Windows of this program need no permission of the system: every question is answered with no. Point 5. */
export function guardSession(session: GuardedSession): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}
