import { existsSync } from 'node:fs';
import { chromium } from 'playwright';
import type { Browser, Page } from 'playwright';

/** The first is Chromium without the program around it that shows windows: it starts and draws with less work. */
const PROGRAMS = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** The browser of this computer. */
export function findChromium(): string {
  const path = PROGRAMS.find((candidate) => existsSync(candidate));
  if (path === undefined) throw new Error('no Chromium here; e2e/debian-packages.txt names the package');
  return path;
}

/** Starts it without a window. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'] });
}

/** A page whose errors, and whose breaches of its content security policy, end the test that looks at them. */
export interface WatchedPage {
  readonly page: Page;
  /** What the browser complained about so far. */
  readonly complaints: readonly string[];
}

export async function openPage(browser: Browser, address: string): Promise<WatchedPage> {
  const context = await browser.newContext({ locale: 'de-DE', viewport: { width: 960, height: 720 } });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(address);
  return { page, complaints };
}
