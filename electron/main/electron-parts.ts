import type * as ElectronCommon from 'electron/common';
import type * as ElectronMain from 'electron/main';
import { randomBytes } from 'node:crypto';
import { PAGE_ORIGIN, PAGE_SCHEME } from '#ipc/channels.ts';
import type { HostProcess } from './host/host-supervisor.ts';
import type { WindowPages } from './window/page-files.ts';
import { readWindowPage } from './window/page-files.ts';
import { toPageHeaders } from './security/content-policy.ts';
import { guardContents, guardSession } from './security/window-guard.ts';

/** The parts of Electron that the main process uses; nothing else is touched. */
export type Electron = Pick<
  typeof ElectronMain,
  | 'app'
  | 'BrowserWindow'
  | 'dialog'
  | 'ipcMain'
  | 'Menu'
  | 'nativeTheme'
  | 'Notification'
  | 'powerMonitor'
  | 'protocol'
  | 'screen'
  | 'session'
  | 'Tray'
  | 'utilityProcess'
> &
  Pick<typeof ElectronCommon, 'nativeImage' | 'shell'>;

/** What has to happen before Electron is ready, and can happen only then. */
export interface EarlyElectron {
  readonly app: Pick<Electron['app'], 'enableSandbox' | 'disableHardwareAcceleration'>;
  readonly protocol: Pick<Electron['protocol'], 'registerSchemesAsPrivileged'>;
}

/**
 * Before Electron is ready: our scheme is a secure origin, without file access (points 1 and 18), and on a terminal
 * server nothing is drawn through the graphics card.
 */
export function prepareElectron(
  { app, protocol }: EarlyElectron,
  { isRemoteSession }: { readonly isRemoteSession: boolean },
): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: PAGE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
  app.enableSandbox();
  if (isRemoteSession) app.disableHardwareAcceleration();
}

/** Guards everything that can show a page, now and later. */
export function guardEverything({ app, session }: Electron, openOutside: (address: string) => void): void {
  guardSession(session.defaultSession);
  app.on('web-contents-created', (_event, contents) => guardContents(contents, openOutside));
}

/** Serves the windows under our own scheme. */
export function servePages({ protocol }: Electron, pages: WindowPages): void {
  protocol.handle(PAGE_SCHEME, async (request) => {
    const nonce = randomBytes(16).toString('base64url');
    const url = new URL(request.url);
    const headers = toPageHeaders(url.pathname, { nonce, connectTo: [] });
    const isOurs = request.method === 'GET' && `${url.protocol}//${url.host}` === PAGE_ORIGIN;
    const file = isOurs ? await readWindowPage(pages, url.pathname || '/', nonce) : undefined;
    if (file === undefined) return new Response(undefined, { status: 404, headers });
    return new Response(new Uint8Array(file.body), { headers: { ...headers, 'Content-Type': file.mediaType } });
  });
}

/** Starts the engine host as a utility process of Electron. `name` is what lists of processes show. */
export function startUtilityHost({ utilityProcess }: Electron, scriptPath: string, name: string): HostProcess {
  const child = utilityProcess.fork(scriptPath, [], { serviceName: `${name} Engine` });
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port between processes, not a window
    post: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', listener),
    kill: () => void child.kill(),
  };
}
