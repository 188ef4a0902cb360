// What `npm start` does: opens the desktop program; where Electron's runtime is missing, the same windows in a browser.
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { findBrandingFile, readBrandingOrNeutral } from '#branding/branding-file.ts';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { BrowserMode } from '#electron/main/browser-mode/run-browser-mode.ts';
import { runBrowserMode } from '#electron/main/browser-mode/run-browser-mode.ts';
import { openPrivately, tidyOpeningsSoon } from '#electron/main/browser-mode/open-privately.ts';
import { takeProgramLock, toRunningText } from '#electron/main/system/program-lock.ts';
import { joinOrLead, toMeetingPlace } from '#electron/main/browser-mode/single-instance.ts';
import { findStateDirectory } from '#electron/main/system/state-directory.ts';
import { startProgram, toOpenCommand } from '#electron/main/system/system-programs.ts';
import { bundleWindows } from './bundle.ts';
import { findElectron } from './find-electron.ts';
import { startElectron } from './start-electron.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const scripts = {
  hostScript: join(root, 'electron', 'engine-host', 'main.ts'),
  demoScript: join(root, 'build', 'start', 'demo-process.ts'),
};

async function startInBrowser(): Promise<void> {
  const { branding, problem } = readBrandingOrNeutral(findBrandingFile(process.env));
  if (problem !== undefined) console.error(`Die Branding-Datei ist nicht brauchbar: ${problem}`);
  console.log(`Electron fehlt auf diesem Rechner: ${branding.productName} öffnet sich im Browser. (Ctrl-C beendet.)`);
  const stateDirectory = findStateDirectory({
    branding,
    platform: process.platform,
    env: process.env,
    homeDirectory: homedir(),
  });
  const stopped = Promise.withResolvers<void>();
  const started = Promise.withResolvers<BrowserMode>();
  const instance = await joinOrLead(toMeetingPlace(stateDirectory, process.platform), async () => {
    tidyOpeningsSoon(stateDirectory);
    return (await started.promise).address;
  });
  if (instance.kind === 'joined') {
    await openInBrowser(instance.address, stateDirectory);
    return;
  }
  // The desktop program does not come to the meeting place.
  const lock = takeProgramLock(stateDirectory);
  if (lock.kind === 'in-use') {
    console.error(toRunningText(branding.productName, 'de'));
    await instance.close();
    process.exitCode = 1;
    return;
  }
  if (lock.kind === 'unknown') console.error(`program.lock: ${lock.reason}`);
  const running = await runBrowserMode({
    branding,
    ...scripts,
    pageDirectory: await bundleWindows(root),
    stateDirectory,
    programVersion: readVersion(),
    env: process.env,
    onQuit: () => stopped.resolve(),
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.resolve());
  started.resolve(running);
  await openInBrowser(running.address, stateDirectory);
  await stopped.promise;
  await instance.close();
  await running.stop();
}

async function openInBrowser(address: string, directory: string): Promise<void> {
  console.log(address);
  if (process.env['BAYERNBOX_NO_BROWSER'] !== undefined) return;
  const open = (page: string): Promise<boolean> => startProgram(toOpenCommand(process.platform, page));
  await openPrivately(address, { directory, open });
}

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return z.object({ version: z.string() }).parse(manifest).version;
}

const electron = findElectron(root);
if (electron === undefined) await startInBrowser();
else process.exitCode = await startElectron({ root, electron, demoScript: scripts.demoScript });
process.exit();
