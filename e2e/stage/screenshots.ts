import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright';

const SCREENSHOTS = fileURLToPath(new URL('../screenshots', import.meta.url));

/** No test judges a picture, and all of them together cost a minute: they are made for who wants to look at them. */
const isAskedFor = (process.env['BAYERNBOX_SCREENSHOTS'] ?? '') !== '';

/** Keeps how a whole page looks. Does nothing unless screenshots are asked for, as all here. */
export function shoot(page: Page, name: string): Promise<void> {
  return keep(page, name, true);
}

/** Of what is in sight: no picture is as tall as a page with ten thousand rows. */
export function shootInSight(page: Page, name: string): Promise<void> {
  return keep(page, name, false);
}

/** Keeps how a whole page looks, in light and dark. */
export async function takeScreenshots(page: Page, name: string): Promise<void> {
  if (!isAskedFor) return;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await shoot(page, `${name}-${colorScheme}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

async function keep(page: Page, name: string, fullPage: boolean): Promise<void> {
  if (!isAskedFor) return;
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage });
}
