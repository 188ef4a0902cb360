import type { NativeImage } from 'electron/common';
import type { MenuItemConstructorOptions } from 'electron/main';
import { join } from 'node:path';
import type { Branding } from '#branding/branding.ts';
import { toBrandWords } from '#branding/branding.ts';
import type { Electron } from '../electron-parts.ts';
import { NOTHING_TOLD } from '../notices/notice.ts';
import type { NoticeMemory } from '../notices/notice.ts';
import { decideNotices } from '../notices/notifications.ts';
import type { Shell } from '../shell.ts';
import { chooseLanguage } from '../system/shell-info.ts';
import { aggregateState } from './aggregate-state.ts';
import { describeNotice, findNoticeView } from './notice-words.ts';
import type { TrayAction, TrayEntry } from './tray-menu.ts';
import { composeTrayMenu } from './tray-menu.ts';
import { describeTrayState, getTrayText } from './tray-words.ts';
import type { TrayLanguage } from './tray-words.ts';

export interface DesktopTrayInput {
  readonly branding: Branding;
  readonly shell: Shell;
  /** Remembers what has been said once and for all. */
  readonly memory: { hasSaidStillHere: boolean; notices: NoticeMemory | undefined };
  readonly iconDirectory: string;
  /** The window has the focus: who works in another program does not look at it. */
  readonly isLookedAt: () => boolean;
  readonly act: (action: TrayAction) => void;
}

/** States may change many times a second; nobody can read a menu faster than this. */
const SHOW_MS = 200;

/** Failures become worth a word by time alone, and at midnight a time of today becomes one of yesterday. */
const TIME_CHECK_MS = 60_000;

/** Keeps icon, sentence and menu beside the clock true, and tells what is worth an interruption. */
export class DesktopTray {
  readonly #electron: Electron;
  readonly #input: DesktopTrayInput;
  #tray: InstanceType<Electron['Tray']> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #clockTimer: NodeJS.Timeout | undefined;
  #shown = '';

  constructor(electron: Electron, input: DesktopTrayInput) {
    this.#electron = electron;
    this.#input = input;
  }

  start(): void {
    this.#tray = new this.#electron.Tray(this.#toImage('syncing'));
    const open = (): void => this.#input.act({ kind: 'show', view: 'overview' });
    this.#tray.on('click', open);
    // On Windows and macOS the second of two quick clicks is no click. It must not leave the window behind another one.
    this.#tray.on('double-click', open);
    this.#electron.nativeTheme.on('updated', () => this.#show());
    this.#input.shell.store.subscribe(() => {
      this.#timer ??= setTimeout(() => this.#show(), SHOW_MS);
    });
    this.#clockTimer = setInterval(() => {
      this.#show();
      this.#tellNotices();
    }, TIME_CHECK_MS);
    this.#show();
  }

  stop(): void {
    clearTimeout(this.#timer);
    clearInterval(this.#clockTimer);
    this.#tray?.destroy();
    this.#tray = undefined;
  }

  /** Says once that closing the window has not ended the program. */
  sayStillHere(): void {
    const { memory } = this.#input;
    if (memory.hasSaidStillHere) return;
    memory.hasSaidStillHere = true;
    this.#notify(getTrayText('still-here', this.#language(), toBrandWords(this.#input.branding)));
  }

  #show(): void {
    this.#timer = undefined;
    const { shell } = this.#input;
    const tray = aggregateState(shell.store.get());
    const language = this.#language();
    const nowMs = Date.now();
    const entries = composeTrayMenu(tray, shell.state, { language, brand: this.#input.branding.productName, nowMs });
    const isDark = this.#isBarDark();
    const shown = JSON.stringify([tray.kind, isDark, entries]);
    if (shown === this.#shown || this.#tray === undefined) return;
    this.#shown = shown;
    this.#tray.setImage(this.#toImage(tray.kind));
    this.#tray.setToolTip(describeTrayState(tray, { language, nowMs, accounts: shell.state.accounts }));
    // On Linux a changed menu has to be set anew.
    this.#tray.setContextMenu(this.#electron.Menu.buildFromTemplate(entries.map((entry) => this.#toTemplate(entry))));
    this.#tellNotices();
  }

  #tellNotices(): void {
    const { shell, memory, isLookedAt, act } = this.#input;
    if (shell.store.get().kind !== 'connected') return;
    const nowMs = Date.now();
    const before = memory.notices ?? NOTHING_TOLD;
    const decided = decideNotices(before, {
      state: shell.state,
      settings: shell.settings.notifications,
      isQuiet: isLookedAt(),
      nowMs,
    });
    if (JSON.stringify(decided.memory) !== JSON.stringify(before)) memory.notices = decided.memory;
    for (const notice of decided.notices) {
      const { accounts } = shell.state;
      const text = describeNotice(notice, { language: this.#language(), accounts, nowMs });
      this.#notify(text, () => act({ kind: 'show', view: findNoticeView(notice) }));
    }
  }

  #notify(body: string, onClick?: () => void): void {
    const { Notification } = this.#electron;
    if (!Notification.isSupported()) return;
    const notification = new Notification({ title: this.#input.branding.productName, body });
    if (onClick !== undefined) notification.on('click', onClick);
    notification.show();
  }

  #toImage(kind: string): NativeImage {
    const theme = this.#isBarDark() ? 'dark' : 'light';
    const path = join(this.#input.iconDirectory, `${kind}-${theme}.png`);
    const image = this.#electron.nativeImage.createFromPath(path);
    // macOS colours it as its bar needs it.
    if (process.platform === 'darwin') image.setTemplateImage(true);
    return image;
  }

  /** The bar of the system may be dark while windows are light. */
  #isBarDark(): boolean {
    return this.#electron.nativeTheme.shouldUseDarkColorsForSystemIntegratedUI;
  }

  #toTemplate(entry: TrayEntry): MenuItemConstructorOptions {
    switch (entry.kind) {
      case 'separator':
        return { type: 'separator' };
      case 'text':
        return { label: toLabel(entry.label), enabled: false };
      case 'item':
        return { label: toLabel(entry.label), click: () => this.#input.act(entry.action) };
      case 'menu':
        return { label: toLabel(entry.label), submenu: entry.entries.map((inner) => this.#toTemplate(inner)) };
      default:
        return entry satisfies never;
    }
  }

  #language(): TrayLanguage {
    return chooseLanguage(this.#input.shell.settings, this.#electron.app.getLocale());
  }
}

/** In a menu a single `&` is not shown: it marks the letter behind it as a key. */
function toLabel(text: string): string {
  return text.replaceAll('&', '&&');
}
