import { join } from 'node:path';
import type { Branding } from '#branding/branding.ts';
import { EVENT_CHANNEL, PAGE_ORIGIN, REQUEST_CHANNEL } from '#ipc/channels.ts';
import { refuseRequest } from '#ipc/answer.ts';
import { toHandbookPage } from '#ipc/handbook.ts';
import type { ShellSettings } from '#policies/settings.ts';
import type { WindowView } from '#ipc/window-event.ts';
import { findDeepLink, parseDeepLink } from './window/deep-link.ts';
import { ForkedDemoServer } from './demo-server.ts';
import type { Electron } from './electron-parts.ts';
import { guardEverything, servePages, startUtilityHost } from './electron-parts.ts';
import { createElectronSystem } from './system/electron-system.ts';
import { HandbookWindow } from './window/handbook-window.ts';
import { composeProgramMenu } from './window/program-menu.ts';
import { chooseLanguage } from './system/shell-info.ts';
import { QuitQuestion } from './window/quit-question.ts';
import { SAFE_PREFERENCES, mayBeHeard } from './security/window-guard.ts';
import { ShellMemory } from './shell-memory.ts';
import type { Store, StoreOptions } from './shell-memory.ts';
import { Shell } from './shell.ts';
import { DesktopTray } from './tray/desktop-tray.ts';
import type { TrayAction } from './tray/tray-menu.ts';
import type { TrayLanguage } from './tray/tray-words.ts';
import { watchComputer } from './system/watch-computer.ts';
import { keepInSight } from './window/window-place.ts';

export interface DesktopInput {
  readonly branding: Branding;
  /** Where the bundles and the icons are. */
  readonly programDirectory: string;
  readonly pageDirectory: string;
  readonly stateDirectory: string;
  readonly demoScript: string | undefined;
  /** Started with the system: in the tray, without a window. */
  readonly isHidden: boolean;
  /** The link that the program was started with. */
  readonly link: string | undefined;
  /** Opens the store of small settings. */
  readonly openStore: (options: StoreOptions) => Store;
}

/** A page that dies again within this time would do so for ever. */
const SAME_FAULT_MS = 30_000;

type Window = InstanceType<Electron['BrowserWindow']>;

/** The desktop program: one window, one tray, one shell. Electron must be ready. */
export function createDesktop(electron: Electron, input: DesktopInput): { start(): void } {
  return new Desktop(electron, input);
}

class Desktop {
  readonly #electron: Electron;
  readonly #input: DesktopInput;
  readonly #memory: ShellMemory;
  readonly #shell: Shell;
  readonly #tray: DesktopTray;
  readonly #handbook: HandbookWindow;
  readonly #quitQuestion = new QuitQuestion();
  #window: Window | undefined;
  #isQuitting = false;
  /** Waits until it is known which folders there are. */
  #waitingLink: string | undefined;
  #lostPageAtMs: number | undefined;

  constructor(electron: Electron, input: DesktopInput) {
    this.#electron = electron;
    this.#input = input;
    this.#memory = new ShellMemory(input.stateDirectory, input.openStore);
    const { branding } = input;
    this.#shell = new Shell({
      branding,
      pageDirectory: input.pageDirectory,
      host: {
        stateDirectory: input.stateDirectory,
        startProcess: () =>
          startUtilityHost(electron, join(input.programDirectory, 'engine-host.mjs'), branding.productName),
        // Scripts (PAC) run where Chromium runs all of them: in a process that can do nothing else.
        findProxy: (url) => electron.session.defaultSession.resolveProxy(url),
        nowMs: () => performance.now(),
        after: (delayMs, act) => {
          const timer = setTimeout(act, delayMs);
          return () => clearTimeout(timer);
        },
      },
      settings: this.#memory,
      demo:
        input.demoScript === undefined
          ? undefined
          : new ForkedDemoServer(input.demoScript, join(input.stateDirectory, 'demo')),
      system: createElectronSystem(electron, {
        branding,
        isDemoAvailable: input.demoScript !== undefined,
        getWindow: () => this.#window,
        applyLook: (settings) => this.#applyLook(settings),
        noteUnsaved: (hasUnsaved) => this.#quitQuestion.note(hasUnsaved),
        quit: () => electron.app.quit(),
      }),
    });
    this.#handbook = new HandbookWindow(electron);
    this.#tray = new DesktopTray(electron, {
      branding,
      shell: this.#shell,
      memory: this.#memory,
      iconDirectory: join(input.programDirectory, 'icons'),
      isLookedAt: () => this.#window?.isFocused() === true,
      act: (action) => this.#act(action),
    });
  }

  start(): void {
    const { app, ipcMain } = this.#electron;
    const { linkScheme, productName, appId } = this.#input.branding;
    app.setName(productName);
    // Windows shows notifications only of programs whose id it knows from the start menu.
    if (process.platform === 'win32') app.setAppUserModelId(appId);
    guardEverything(this.#electron, (address) => {
      if (!this.#handbook.take(address)) void this.#shell.api.openUrl({ url: address });
    });
    const { pageDirectory, branding } = this.#input;
    servePages(this.#electron, { directory: pageDirectory, branding, readPolicies: () => this.#shell.policies });
    ipcMain.handle(REQUEST_CHANNEL, (event, name: unknown, value: unknown) => {
      const frame = event.senderFrame;
      const sender = { address: frame?.url, isMainFrame: frame?.parent === null };
      return mayBeHeard(sender) ? this.#shell.handle(name, value) : refuseRequest('invalid-request');
    });
    this.#shell.subscribe((event) => this.#window?.webContents.send(EVENT_CHANNEL, event));
    this.#shell.start();
    this.#tray.start();
    watchComputer(this.#electron, this.#shell.supervisor);
    app.setAsDefaultProtocolClient(linkScheme);
    app.on('second-instance', (_event, argv) => this.#openLink(findDeepLink(argv, linkScheme)));
    app.on('open-url', (event, link) => {
      event.preventDefault();
      this.#openLink(link);
    });
    app.on('activate', () => this.#show('overview'));
    // The tray stays; the program ends when a person says so.
    app.on('window-all-closed', () => {});
    app.on('before-quit', (event) => this.#quit(event));
    this.#applyLook(this.#shell.settings);
    if (!this.#input.isHidden) this.#show('overview');
    if (this.#input.link !== undefined) this.#openLink(this.#input.link);
    this.#shell.store.subscribe(() => this.#openWaitingLink());
  }

  #applyLook(settings: ShellSettings): void {
    const { Menu, BrowserWindow, nativeTheme } = this.#electron;
    nativeTheme.themeSource = settings.theme;
    const menu = composeProgramMenu({
      language: this.#language(settings),
      isMac: process.platform === 'darwin',
      print: () => BrowserWindow.getFocusedWindow()?.webContents.print(),
      showHandbook: () => this.#showHandbook(),
      quit: () => this.#askToQuit(),
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(menu));
  }

  #language(settings: ShellSettings): TrayLanguage {
    return chooseLanguage(settings, this.#electron.app.getLocale());
  }

  #showHandbook(): void {
    this.#handbook.show(toHandbookPage(this.#language(this.#shell.settings)));
  }

  #openWaitingLink(): void {
    const link = this.#waitingLink;
    if (link === undefined || this.#shell.store.get().kind !== 'connected') return;
    this.#waitingLink = undefined;
    this.#openLink(link);
  }

  #openLink(link: string | undefined): void {
    if (link !== undefined && this.#shell.store.get().kind !== 'connected') {
      this.#waitingLink = link;
      return;
    }
    const { folders } = this.#shell.state;
    const scheme = this.#input.branding.linkScheme;
    const target = link === undefined ? undefined : parseDeepLink(link, { folders, scheme });
    if (target?.kind === 'item') {
      void this.#shell.api.openItem({ folderId: target.folderId, path: target.path, how: 'show' });
      return;
    }
    this.#show(target?.kind === 'view' ? target.view : 'overview');
  }

  #act(action: TrayAction): void {
    const { api } = this.#shell;
    switch (action.kind) {
      case 'show':
        this.#show(action.view);
        return;
      case 'open-folder':
        void api.openItem({ folderId: action.folderId, path: '', how: 'open' });
        return;
      case 'open-on-server':
        void api.openOnServer({ folderId: action.folderId, path: '' });
        return;
      case 'show-item':
        void api.openItem({
          folderId: action.item.folderId,
          path: action.item.target ?? action.item.path,
          how: 'show',
        });
        return;
      case 'pause':
        void api.pause({ length: action.length });
        return;
      case 'resume':
        void api.resume({});
        return;
      case 'show-handbook':
        this.#showHandbook();
        return;
      case 'quit':
        this.#askToQuit();
        return;
      default:
        action satisfies never;
    }
  }

  /** A person has chosen to end the program: not a system that shuts down, which is never held up. */
  #askToQuit(): void {
    if (!this.#quitQuestion.mustAsk()) {
      this.#electron.app.quit();
      return;
    }
    this.#bringUp();
    this.#shell.tell({ kind: 'quit-asked' });
  }

  #show(view: WindowView): void {
    this.#bringUp();
    this.#shell.tell({ kind: 'show', view });
  }

  #bringUp(): void {
    this.#window ??= this.#createWindow();
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.show();
    this.#window.focus();
  }

  #createWindow(): Window {
    const window = new this.#electron.BrowserWindow({
      width: 960,
      height: 720,
      ...keepInSight(
        this.#memory.window,
        this.#electron.screen.getAllDisplays().map(({ workArea }) => workArea),
      ),
      minWidth: 320,
      minHeight: 400,
      title: this.#input.branding.productName,
      show: false,
      webPreferences: { ...SAFE_PREFERENCES, preload: join(this.#input.programDirectory, 'preload.cjs') },
    });
    window.on('close', (event) => {
      if (this.#isQuitting) return;
      // Closing means: out of sight. Syncing goes on.
      event.preventDefault();
      this.#memory.window = window.getBounds();
      window.hide();
      this.#tray.sayStillHere();
    });
    window.on('closed', () => {
      this.#window = undefined;
    });
    window.webContents.on('render-process-gone', () => this.#replace(window));
    void window.loadURL(`${PAGE_ORIGIN}/`);
    return window;
  }

  /** What showed the page has died. A person who looked at it sees it again, unless it dies again at once. */
  #replace(window: Window): void {
    const isLookedAt = window.isVisible();
    const nowMs = performance.now();
    const isAgain = this.#lostPageAtMs !== undefined && nowMs - this.#lostPageAtMs < SAME_FAULT_MS;
    this.#lostPageAtMs = nowMs;
    window.destroy();
    this.#quitQuestion.forgetPage();
    if (isLookedAt && !isAgain) this.#show('overview');
  }

  #quit(event: { preventDefault(): void }): void {
    if (this.#isQuitting) return;
    event.preventDefault();
    this.#isQuitting = true;
    this.#tray.stop();
    void this.#shell.stop().then(() => this.#electron.app.exit(0));
  }
}
