import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrandingFile, readBranding } from '#branding/branding-file.ts';
import { bundleWindows } from '#build/start/bundle.ts';
import type { BrowserMode } from '#electron/main/browser-mode/run-browser-mode.ts';
import { runBrowserMode } from '#electron/main/browser-mode/run-browser-mode.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** How it is started where that is not as usual. */
export interface BrowserModeOptions {
  readonly brandingFile?: string;
  /** Variables beside those of the test. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** The real shell of browser mode with a real engine host; everything it writes lies below `home`. */
export async function startBrowserMode(
  home: string,
  { brandingFile = findBrandingFile({}), environment = {} }: BrowserModeOptions = {},
): Promise<BrowserMode> {
  return runBrowserMode({
    branding: readBranding(brandingFile),
    pageDirectory: await bundleWindows(root),
    hostScript: join(root, 'electron', 'engine-host', 'main.ts'),
    demoScript: join(root, 'build', 'start', 'demo-process.ts'),
    stateDirectory: join(home, 'state'),
    programVersion: '0.0.0',
    env: {
      ...process.env,
      HOME: home,
      USERPROFILE: home,
      LANG: 'de_DE.UTF-8',
      LC_ALL: '',
      NODE_COMPILE_CACHE: join(root, '.cache', 'compiled'),
      ...environment,
    },
    onQuit: () => {},
  });
}
