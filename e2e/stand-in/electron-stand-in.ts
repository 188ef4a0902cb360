// Plays Electron for the bundle of the main process: a window is a page of Chromium, a utility process a child of Node.
// Only what the main process uses is here (`Electron` in electron/main/electron-parts.ts names it).
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { basename } from 'node:path';
import { orderSchema } from './orders.ts';
import type { Report, ShownEntry } from './orders.ts';
import { StandInPage } from './stand-in-page.ts';
import type { PageHandler } from './stand-in-page.ts';

function report(message: Report): void {
  process.send?.(message);
}

class App extends EventEmitter {
  readonly isPackaged = false;

  enableSandbox(): void {}
  disableHardwareAcceleration(): void {}
  readonly #paths = new Map<string, string>();

  setPath(name: string, path: string): void {
    this.#paths.set(name, path);
  }
  getPath(name: string): string {
    const path = this.#paths.get(name);
    if (path === undefined) throw new Error(`the stand-in knows no path called ${name}`);
    return path;
  }
  requestSingleInstanceLock(): boolean {
    return true;
  }
  whenReady(): Promise<void> {
    return Promise.resolve();
  }
  getVersion(): string {
    return '0.0.0';
  }
  getLocale(): string {
    return 'de';
  }
  setAsDefaultProtocolClient(): boolean {
    return true;
  }
  setLoginItemSettings(): void {}
  setName(): void {}
  setAppUserModelId(): void {}
  quit(): void {
    let isPrevented = false;
    this.emit('before-quit', {
      preventDefault: () => {
        isPrevented = true;
      },
    });
    if (!isPrevented) this.exit(0);
  }
  exit(code: number): void {
    void StandInPage.closeAll().then(() => process.exit(code));
  }
}

export const app = new App();

let pageHandler: PageHandler | undefined;

export const protocol = {
  registerSchemesAsPrivileged(): void {},
  handle(_scheme: string, handler: PageHandler): void {
    pageHandler = handler;
  },
};

type InvokeHandler = (event: unknown, ...values: readonly unknown[]) => unknown;

const handlers = new Map<string, InvokeHandler>();

export const ipcMain = {
  handle(channel: string, handler: InvokeHandler): void {
    handlers.set(channel, handler);
  },
  on(): void {},
  removeAllListeners(): void {},
};

interface WindowOptions {
  /** A window without a preload script can ask the program for nothing. */
  readonly webPreferences: { readonly preload?: string } & Readonly<Record<string, unknown>>;
}

class WebContents extends EventEmitter {
  readonly mainFrame = { url: '', parent: null };
  page: StandInPage | undefined;

  openHandler: ((details: { readonly url: string }) => unknown) | undefined;

  setWindowOpenHandler(handler: (details: { readonly url: string }) => unknown): void {
    this.openHandler = handler;
  }
  send(channel: string, data: unknown): void {
    this.page?.emit(channel, data);
  }
  print(): void {
    report({ kind: 'printed', address: this.mainFrame.url });
  }
}

export class BrowserWindow extends EventEmitter {
  static only: BrowserWindow | undefined;
  /** The one in front; none while another program is. */
  static focused: BrowserWindow | undefined;
  static getFocusedWindow(): BrowserWindow | undefined {
    return BrowserWindow.focused;
  }
  readonly webContents = new WebContents();
  readonly #options: WindowOptions;
  #isVisible = false;

  constructor(options: WindowOptions) {
    super();
    this.#options = options;
    // The one that orders are about.
    if (options.webPreferences.preload !== undefined) BrowserWindow.only = this;
    app.emit('web-contents-created', {}, this.webContents);
  }

  async loadURL(url: string): Promise<void> {
    if (pageHandler === undefined) throw new Error('nobody serves pages');
    const { webContents } = this;
    webContents.mainFrame.url = url;
    if (webContents.page !== undefined) {
      await webContents.page.goTo(url);
      return;
    }
    webContents.page = await StandInPage.open({
      url,
      preloadPath: this.#options.webPreferences.preload,
      handler: pageHandler,
      openWindow: (address) => webContents.openHandler?.({ url: address }),
      invoke: (channel, values) =>
        handlers.get(channel)?.({ sender: webContents, senderFrame: webContents.mainFrame }, ...values),
    });
    report({ kind: 'browser', port: StandInPage.port });
  }

  show(): void {
    this.#setVisible(true);
  }
  hide(): void {
    this.#setVisible(false);
  }
  destroy(): void {
    void this.webContents.page?.close();
    this.#setVisible(false);
    this.emit('closed');
  }
  /** A person closes it; who made it may prevent that. */
  close(): void {
    let isPrevented = false;
    this.emit('close', {
      preventDefault: () => {
        isPrevented = true;
      },
    });
    if (!isPrevented) this.destroy();
  }
  focus(): void {
    BrowserWindow.focused = this;
  }
  isFocused(): boolean {
    return this.#isVisible && BrowserWindow.focused === this;
  }
  restore(): void {}
  getBounds() {
    return { x: 0, y: 0, width: 960, height: 720 };
  }
  isMinimized(): boolean {
    return false;
  }
  isVisible(): boolean {
    return this.#isVisible;
  }

  #setVisible(isVisible: boolean): void {
    this.#isVisible = isVisible;
    if (!isVisible && BrowserWindow.focused === this) BrowserWindow.focused = undefined;
    report({ kind: 'window', isVisible, preferences: this.#options.webPreferences });
  }
}

interface Template {
  readonly label?: string;
  readonly type?: string;
  readonly role?: string;
  readonly accelerator?: string;
  readonly enabled?: boolean;
  readonly click?: () => void;
  readonly submenu?: readonly Template[];
}

let programMenu: readonly Template[] = [];

export const Menu = {
  buildFromTemplate: (template: readonly Template[]): readonly Template[] => template,
  setApplicationMenu(menu: readonly Template[]): void {
    programMenu = menu;
    report({ kind: 'program-menu', menu: menu.map(toShown) });
  },
};

export class Tray extends EventEmitter {
  static only: Tray | undefined;
  #icon: string;
  #sentence = '';
  menu: readonly Template[] = [];

  constructor(icon: string) {
    super();
    this.#icon = icon;
    Tray.only = this;
  }
  setImage(icon: string): void {
    this.#icon = icon;
  }
  setToolTip(sentence: string): void {
    this.#sentence = sentence;
  }
  setContextMenu(menu: readonly Template[]): void {
    this.menu = menu;
    report({ kind: 'tray', icon: this.#icon, sentence: this.#sentence, menu: menu.map(toShown) });
  }
  destroy(): void {}
}

function toShown({ label, role, enabled, submenu }: Template): ShownEntry {
  return { label: label ?? '', role, isEnabled: enabled !== false, entries: (submenu ?? []).map(toShown) };
}

export class Notification extends EventEmitter {
  static last: Notification | undefined;
  static isSupported(): boolean {
    return true;
  }
  readonly #body: string;

  constructor({ body }: { readonly body: string }) {
    super();
    this.#body = body;
  }
  show(): void {
    Notification.last = this;
    report({ kind: 'notification', body: this.#body });
  }
}

export const nativeImage = { createFromPath: (path: string): string => basename(path, '.png') };

export const nativeTheme = Object.assign(new EventEmitter(), {
  shouldUseDarkColorsForSystemIntegratedUI: false,
  themeSource: 'system',
});

export const screen = { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1_366, height: 728 } }] };

export const powerMonitor = Object.assign(new EventEmitter(), { isOnBatteryPower: () => false });

export const session = {
  defaultSession: {
    setPermissionRequestHandler(): void {},
    setPermissionCheckHandler(): void {},
    setDevicePermissionHandler(): void {},
    resolveProxy(url: string): Promise<string> {
      report({ kind: 'proxy-asked', url });
      return Promise.resolve('DIRECT');
    },
  },
};

export const shell = {
  openPath(target: string): Promise<string> {
    report({ kind: 'opened', target });
    return Promise.resolve('');
  },
  openExternal(target: string): Promise<void> {
    report({ kind: 'opened', target });
    return Promise.resolve();
  },
  trashItem(target: string): Promise<void> {
    report({ kind: 'trashed', target });
    return Promise.resolve();
  },
  showItemInFolder(target: string): void {
    report({ kind: 'opened', target });
  },
};

let savePath = '';
let openPath = '';

export const dialog = {
  showErrorBox: (_title: string, text: string): void => void process.stderr.write(`${text}\n`),
  showOpenDialog: () => {
    report({ kind: 'picked', path: openPath });
    return Promise.resolve({ canceled: openPath === '', filePaths: openPath === '' ? [] : [openPath] });
  },
  showSaveDialog: () => Promise.resolve({ canceled: savePath === '', filePath: savePath }),
};

let lastHost: ChildProcess | undefined;

export const utilityProcess = {
  fork(scriptPath: string) {
    const child = fork(scriptPath, [], { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    child.on('error', () => {});
    lastHost = child;
    return Object.assign(child, {
      postMessage: (message: object) => {
        if (child.connected) child.send(message, () => {});
      },
    });
  },
};

function choose(menu: readonly Template[], labels: readonly string[]): void {
  const [label, ...rest] = labels;
  const entry = menu.find((candidate) => candidate.label === label);
  if (entry === undefined) throw new Error(`the menu has no ${label}`);
  if (rest.length > 0) choose(entry.submenu ?? [], rest);
  else if (entry.role === 'close') BrowserWindow.focused?.close();
  else entry.click?.();
}

process.on('message', (message) => {
  const order = orderSchema.parse(message);
  switch (order.kind) {
    case 'choose':
      choose(Tray.only?.menu ?? [], order.labels);
      return;
    case 'choose-in-program':
      choose(programMenu, order.labels);
      return;
    case 'click-notification':
      Notification.last?.emit('click');
      return;
    case 'click-tray':
      Tray.only?.emit('click');
      return;
    case 'double-click-tray':
      Tray.only?.emit('double-click');
      return;
    case 'look-away':
      BrowserWindow.focused = undefined;
      return;
    case 'close-window':
      BrowserWindow.only?.close();
      return;
    case 'second-instance':
      app.emit('second-instance', {}, order.argv);
      return;
    case 'power':
      powerMonitor.emit(order.event);
      return;
    case 'lose-page':
      BrowserWindow.only?.webContents.emit('render-process-gone');
      return;
    case 'save-at':
      savePath = order.path;
      return;
    case 'open-at':
      openPath = order.path;
      return;
    case 'kill-host':
      lastHost?.kill('SIGKILL');
      return;
    case 'tell-done':
      report({ kind: 'done' });
      return;
    default:
      order satisfies never;
  }
});

/** Packages that were written for CommonJS take Electron as one object. */
// oxlint-disable-next-line import/no-default-export -- the contract of the module it plays
export default { app, ipcMain, shell };
