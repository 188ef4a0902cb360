import type { Branding } from '#branding/branding.ts';
import { writeFile } from 'node:fs/promises';
import { setLinuxAutostart } from './autostart.ts';
import type { Electron } from '../electron-parts.ts';
import type { ShellSettings } from '#policies/settings.ts';
import type { ShellSystem } from '../shell.ts';
import { toPlatformName, toSystemLanguage } from './shell-info.ts';

export interface ElectronSystemInput {
  readonly branding: Branding;
  readonly isDemoAvailable: boolean;
  readonly getWindow: () => InstanceType<Electron['BrowserWindow']> | undefined;
  /** Theme and language have been chosen: what is not the shell's own has to follow. */
  readonly applyLook: (settings: ShellSettings) => void;
  readonly noteUnsaved: (hasUnsaved: boolean) => void;
  readonly quit: () => void;
}

type OpenProperties = readonly NonNullable<
  NonNullable<Parameters<Electron['dialog']['showOpenDialog']>[0]>['properties']
>[number][];

/** What Electron can do for the shell. Everything that comes here has been checked. */
export function createElectronSystem(electron: Electron, input: ElectronSystemInput): ShellSystem {
  const { app, dialog, shell } = electron;
  const { electron: runtime, chrome } = process.versions;
  const pick = async (properties: OpenProperties, startPath: string | undefined): Promise<string | undefined> => {
    const options = { properties: [...properties], ...(startPath === undefined ? {} : { defaultPath: startPath }) };
    const window = input.getWindow();
    const chosen =
      window === undefined ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(window, options);
    return chosen.canceled ? undefined : chosen.filePaths[0];
  };
  return {
    info: {
      mode: 'desktop',
      platform: toPlatformName(process.platform),
      versions: {
        program: app.getVersion(),
        node: process.versions.node,
        ...(runtime === undefined ? {} : { electron: runtime }),
        ...(chrome === undefined ? {} : { chromium: chrome }),
      },
      systemLanguage: toSystemLanguage(app.getLocale()),
      isDemoAvailable: input.isDemoAvailable,
      hasFolderDialog: true,
      hasTrash: true,
    },
    async openLocally(localPath, how) {
      if (how === 'open') return (await shell.openPath(localPath)) === '';
      shell.showItemInFolder(localPath);
      return true;
    },
    async openAddress(address) {
      await shell.openExternal(address);
      return true;
    },
    trash: (localPath) => putIntoTrash(shell, localPath),
    pickDirectory: (startPath) => pick(['openDirectory', 'createDirectory'], startPath),
    // Whoever asks about a link means the link, and a hidden file may well be the one that is not synced.
    pickFile: (startPath) => pick(['openFile', 'showHiddenFiles', 'noResolveAliases', 'dontAddToRecent'], startPath),
    async saveText(suggestedName, text) {
      const chosen = await dialog.showSaveDialog({ defaultPath: suggestedName });
      if (chosen.canceled) return false;
      await writeFile(chosen.filePath, text, { mode: 0o600 });
      return true;
    },
    applySettings(settings) {
      input.applyLook(settings);
      // What is started from its sources is no program that a system could start by itself.
      return !app.isPackaged || applyAutostart(app, input.branding, settings);
    },
    noteUnsaved: input.noteUnsaved,
    quit: input.quit,
  };
}

function applyAutostart(
  app: Electron['app'],
  branding: Branding,
  { startsWithSystem }: Pick<ShellSettings, 'startsWithSystem'>,
): boolean {
  if (process.platform !== 'linux') {
    // Neither Windows nor macOS says here whether it was done.
    app.setLoginItemSettings({ openAtLogin: startsWithSystem, args: ['--hidden'] });
    return true;
  }
  // An AppImage lies somewhere else each time that it runs; its own place is in the environment.
  const programPath = process.env['APPIMAGE'] ?? app.getPath('exe');
  return setLinuxAutostart({ branding, configDirectory: app.getPath('appData'), programPath, isOn: startsWithSystem });
}

/** Electron has no codes for what it did not do: false. */
async function putIntoTrash(shell: Electron['shell'], localPath: string): Promise<boolean> {
  try {
    await shell.trashItem(localPath);
    return true;
  } catch (error) {
    process.stderr.write(`trash: ${error instanceof Error ? error.message : 'failed'}\n`);
    return false;
  }
}
