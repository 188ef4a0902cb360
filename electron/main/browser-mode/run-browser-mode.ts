import { join } from 'node:path';
import type { Branding } from '#branding/branding.ts';
import { ForkedDemoServer } from '../demo-server.ts';
import { startNodeHost } from '../host/node-host-process.ts';
import { toPlatformName, toSystemLanguage } from '../system/shell-info.ts';
import { ShellMemory } from '../shell-memory.ts';
import { Shell } from '../shell.ts';
import { startProgram, toOpenCommand, toShowCommand } from '../system/system-programs.ts';
import { findSystemDialog } from './system-dialog.ts';
import { startBrowserServer } from './browser-server.ts';

export interface BrowserModeInput {
  readonly branding: Branding;
  /** Directory with the bundled windows. */
  readonly pageDirectory: string;
  /** Script of the engine host. */
  readonly hostScript: string;
  /** Script of the demo server; undefined: no demo is offered. */
  readonly demoScript: string | undefined;
  readonly stateDirectory: string;
  readonly programVersion: string;
  readonly env: NodeJS.ProcessEnv;
  /** Called when a person ends the program from its windows. */
  readonly onQuit: () => void;
}

/** The program while it runs without Electron. */
export interface BrowserMode {
  readonly shell: Shell;
  /** Address for the browser; good for one window, then there is another one. */
  readonly address: string;
  stop(): Promise<void>;
}

/** Starts the same windows as the desktop program has, for a browser of this computer. */
export async function runBrowserMode(input: BrowserModeInput): Promise<BrowserMode> {
  const { stateDirectory, demoScript, env } = input;
  const pickDirectory = findSystemDialog('directory', process.platform, env);
  const shell = new Shell({
    branding: input.branding,
    pageDirectory: input.pageDirectory,
    host: {
      stateDirectory,
      startProcess: () => startNodeHost(input.hostScript, env),
      nowMs: () => performance.now(),
      after: (delayMs, act) => {
        const timer = setTimeout(act, delayMs);
        return () => clearTimeout(timer);
      },
    },
    settings: new ShellMemory(stateDirectory),
    demo: demoScript === undefined ? undefined : new ForkedDemoServer(demoScript, join(stateDirectory, 'demo')),
    system: {
      info: {
        mode: 'browser',
        platform: toPlatformName(process.platform),
        versions: { program: input.programVersion, node: process.versions.node },
        systemLanguage: toSystemLanguage(env['LC_ALL'] ?? env['LC_MESSAGES'] ?? env['LANG']),
        isDemoAvailable: demoScript !== undefined,
        hasFolderDialog: pickDirectory !== undefined,
        hasTrash: false,
      },
      openLocally: (localPath, how) =>
        startProgram(
          how === 'open' ? toOpenCommand(process.platform, localPath) : toShowCommand(process.platform, localPath),
        ),
      openAddress: (address) => startProgram(toOpenCommand(process.platform, address)),
      trash: undefined,
      pickDirectory,
      pickFile: findSystemDialog('file', process.platform, env),
      saveText: undefined,
      applySettings: () => true,
      // The browser asks before it closes a tab, and there is no tray.
      noteUnsaved: () => {},
      quit: input.onQuit,
    },
  });
  const server = await startBrowserServer(
    { directory: input.pageDirectory, branding: input.branding, readPolicies: () => shell.policies },
    shell,
  );
  shell.start();
  return {
    shell,
    get address() {
      return server.address;
    },
    async stop() {
      await server.close();
      await shell.stop();
    },
  };
}
