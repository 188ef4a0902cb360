import { PAGE_ORIGIN } from '#ipc/channels.ts';
import { isHandbookPath } from '#ipc/handbook.ts';
import type { Electron } from '../electron-parts.ts';
import { isOwnPage, SAFE_PREFERENCES } from '../security/window-guard.ts';

type Window = InstanceType<Electron['BrowserWindow']>;

/** The handbook beside the main window: one window, whichever part of it is asked for. It can ask the program for nothing. */
export class HandbookWindow {
  readonly #electron: Electron;
  #window: Window | undefined;

  constructor(electron: Electron) {
    this.#electron = electron;
  }

  /** True when an address is one of the handbook, which is then shown. */
  take(address: string): boolean {
    if (!isOwnPage(address) || !isHandbookPath(new URL(address).pathname)) return false;
    const { pathname, hash } = new URL(address);
    this.show(`${pathname.slice(1)}${hash}`);
    return true;
  }

  /** `page` as `toHandbookPage` names it. */
  show(page: string): void {
    this.#window ??= this.#create();
    void this.#window.loadURL(`${PAGE_ORIGIN}/${page}`);
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.show();
    this.#window.focus();
  }

  #create(): Window {
    const window = new this.#electron.BrowserWindow({
      width: 820,
      height: 720,
      minWidth: 320,
      minHeight: 400,
      show: false,
      webPreferences: { ...SAFE_PREFERENCES },
    });
    window.on('closed', () => {
      this.#window = undefined;
    });
    return window;
  }
}
