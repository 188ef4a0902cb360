// `npm run icons`: draws the tray's icons from their one source into `build/icons/tray/`, with Chromium.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { drawTrayIcon, TRAY_MARKS, TRAY_THEMES } from './tray-icon.ts';
import type { TrayMark, TrayTheme } from './tray-icon.ts';

/** Electron finds the file for the density of a screen by its name. */
const SIZES = { '': 16, '@1.25x': 20, '@1.5x': 24, '@2x': 32 } as const;

const target = fileURLToPath(new URL('tray', import.meta.url));
const executablePath = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (path) => existsSync(path),
);
const browser = await chromium.launch({
  args: ['--no-sandbox'],
  ...(executablePath === undefined ? {} : { executablePath }),
});
const page = await browser.newPage();
rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
for (const mark of Object.keys(TRAY_MARKS) as TrayMark[]) {
  for (const theme of Object.keys(TRAY_THEMES) as TrayTheme[]) {
    for (const [suffix, size] of Object.entries(SIZES)) {
      await page.setViewportSize({ width: size, height: size });
      const svg = drawTrayIcon(mark, theme).replace('<svg ', `<svg width="${size}" height="${size}" `);
      await page.setContent(
        `<body style="margin:0;background:transparent">${svg.replace('<svg', '<svg style="display:block"')}</body>`,
      );
      writeFileSync(join(target, `${mark}-${theme}${suffix}.png`), await page.screenshot({ omitBackground: true }));
    }
  }
}
await browser.close();
