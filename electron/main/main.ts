// The main process of the desktop program. Only this file, and what it hands on, names parts of Electron.
import { nativeImage, shell } from 'electron/common';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  Notification,
  powerMonitor,
  protocol,
  screen,
  session,
  Tray,
  utilityProcess,
} from 'electron/main';
import { readBrandingOrNeutral } from '#branding/branding-file.ts';
import ElectronStore from 'electron-store';
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findDeepLink } from './window/deep-link.ts';
import { createDesktop } from './desktop.ts';
import type { Store, StoreOptions } from './shell-memory.ts';
import { prepareElectron } from './electron-parts.ts';
import { takeProgramLock, toRunningText } from './system/program-lock.ts';
import { isRemoteSession } from './system/remote-session.ts';
import { toSystemLanguage } from './system/shell-info.ts';
import { findStateDirectory } from './system/state-directory.ts';

const electron = {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeImage,
  nativeTheme,
  Notification,
  powerMonitor,
  protocol,
  screen,
  session,
  shell,
  Tray,
  utilityProcess,
};
function openElectronStore(options: StoreOptions): Store {
  const store = new ElectronStore({ ...options });
  // It would tell every window where this person's files are; our windows need nothing of it.
  ipcMain.removeAllListeners('electron-store-get-data');
  return store;
}

const programDirectory = dirname(fileURLToPath(import.meta.url));
const { branding, problem } = readBrandingOrNeutral(join(programDirectory, 'branding.json'));
if (problem !== undefined) process.stderr.write(`branding: ${problem}\n`);
const stateDirectory = findStateDirectory({
  branding,
  platform: process.platform,
  env: process.env,
  homeDirectory: homedir(),
});

// Before anything is read: another one that runs already gets our arguments, and this one ends.
const userData = join(stateDirectory, 'electron');
mkdirSync(userData, { recursive: true, mode: 0o700 });
app.setPath('userData', userData);
let link = findDeepLink(process.argv, branding.linkScheme);
if (app.requestSingleInstanceLock()) {
  prepareElectron(electron, { isRemoteSession: isRemoteSession(process.platform, process.env) });
  // macOS tells it so, and early.
  app.once('open-url', (_event, url) => {
    link ??= url;
  });
  void app.whenReady().then(() => {
    // Browser mode is no Electron, so the lock above does not know of it.
    const lock = takeProgramLock(stateDirectory);
    if (lock.kind === 'in-use') {
      const text = toRunningText(branding.productName, toSystemLanguage(app.getLocale()));
      dialog.showErrorBox(branding.productName, text);
      app.exit(1);
      return;
    }
    if (lock.kind === 'unknown') process.stderr.write(`program.lock: ${lock.reason}\n`);
    createDesktop(electron, {
      branding,
      programDirectory,
      pageDirectory: join(programDirectory, '..', 'renderer'),
      stateDirectory,
      // The packed program cannot run a script: the fuse for that is off.
      demoScript: app.isPackaged ? undefined : process.env['BAYERNBOX_DEMO_SCRIPT'],
      isHidden: process.argv.includes('--hidden'),
      link,
      openStore: openElectronStore,
    }).start();
  });
} else app.quit();
