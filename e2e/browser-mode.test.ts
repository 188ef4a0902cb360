import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BrowserMode } from '#electron/main/browser-mode/run-browser-mode.ts';
import { findFaults } from './stage/accessibility.ts';
import { startBrowserMode } from './stage/browser-mode.ts';
import { launchChromium, openPage } from './stage/chromium.ts';
import { findHostProcesses } from './stage/host-process.ts';
import { readTexts, waitFor } from './stage/office.ts';
import { takeScreenshots } from './stage/screenshots.ts';

interface Setting {
  readonly home: string;
  readonly running: BrowserMode;
  readonly browser: Browser;
  restart(): Promise<void>;
}

let setting: Setting;

beforeAll(async () => {
  const home = await mkdtemp(join(tmpdir(), 'bayernbox-e2e-'));
  let running = await startBrowserMode(home);
  setting = {
    home,
    browser: await launchChromium(),
    get running() {
      return running;
    },
    async restart() {
      await running.stop();
      running = await startBrowserMode(home);
    },
  };
});

afterAll(async () => {
  await setting.browser.close();
  await setting.running.stop();
  await rm(setting.home, { recursive: true, force: true });
});

describe('browser mode', () => {
  it('leads from the first start over the demo account to a synced folder', async () => {
    const { browser, running, home } = setting;
    const { page, complaints } = await openPage(browser, running.address);
    await page.getByRole('heading', { name: 'Willkommen bei der BayernBox' }).waitFor();
    await takeScreenshots(page, 'first-start');
    await page.getByRole('button', { name: 'Mit der Demo-BayernBox ausprobieren' }).click();
    await page.getByRole('button', { name: /Ordner „.*BayernBox“ synchronisieren/ }).click();
    await page.getByText(/^Alles aktuell – zuletzt vollständig geprüft um \d\d:\d\d$/).waitFor({ timeout: 60_000 });
    await takeScreenshots(page, 'overview');

    await writeFile(join(home, 'BayernBox', 'Notiz.txt'), 'hallo');
    await waitFor(
      () => running.shell.state.recent.some(({ path, verb }) => path === 'Notiz.txt' && verb === 'upload') || undefined,
      'the upload',
    );

    expect(await readTexts(join(home, 'BayernBox'))).toMatchObject({
      'Notiz.txt': 'hallo',
      'Willkommen.txt': expect.stringContaining('Willkommen') as string,
    });
    expect(complaints).toEqual([]);
    expect(await findFaults(page)).toEqual([]);
  });

  it('shows a pause and its end', async () => {
    const { page } = await openPage(setting.browser, setting.running.address);

    await page.getByRole('button', { name: 'Pausieren' }).click();
    await page.getByRole('menuitem', { name: 'Bis ich fortsetze' }).click();
    await page.getByText('Pausiert, bis Sie fortsetzen').waitFor();
    // Whoever works by keyboard goes on where the pressed button was.
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Fortsetzen');
    await page.keyboard.press('Enter');
    await page.getByText(/^Alles aktuell/).waitFor({ timeout: 60_000 });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Jetzt synchronisieren');

    await page.getByText(/^Alles aktuell/).waitFor({ timeout: 60_000 });
  });

  it('goes on after a reload of the page, but not with an address that was used', async () => {
    const { address } = setting.running;
    const { page } = await openPage(setting.browser, address);
    await page.getByText(/^Alles aktuell/).waitFor();
    await page.reload();
    await page.getByText(/^Alles aktuell/).waitFor();

    const other = await openPage(setting.browser, address);

    await other.page.getByText(/^Diese Adresse ist verbraucht/).waitFor();
    expect(page.url()).not.toContain('#');
  });

  it('knows account, folder and files after a restart', async () => {
    await setting.restart();
    const { page } = await openPage(setting.browser, setting.running.address);

    await page.getByText(/^Alles aktuell/).waitFor({ timeout: 60_000 });

    expect(await readTexts(join(setting.home, 'BayernBox'))).toMatchObject({ 'Notiz.txt': 'hallo' });
  });

  it('saves the history as a download', async () => {
    const { page } = await openPage(setting.browser, setting.running.address);
    await page.getByRole('navigation').getByRole('button', { name: 'Aktivität' }).click();
    const download = page.waitForEvent('download');
    await page
      .getByRole('button', { name: /speichern|exportieren/i })
      .first()
      .click();

    const path = await (await download).path();

    expect((await download).suggestedFilename()).toBe('verlauf.csv');
    expect(await readFile(path, 'utf8')).toContain('Notiz.txt');
  });

  it.runIf(process.platform === 'linux')(
    'keeps its window when the engine host dies, and syncs on',
    async () => {
      const { page } = await openPage(setting.browser, setting.running.address);
      await page.getByText(/^Alles aktuell/).waitFor({ timeout: 60_000 });
      const hosts = findHostProcesses();

      for (const pid of hosts) process.kill(pid, 'SIGKILL');
      await writeFile(join(setting.home, 'BayernBox', 'danach.txt'), 'nach dem Absturz');

      await waitFor(
        () => setting.running.shell.state.recent.some(({ path }) => path === 'danach.txt') || undefined,
        'the upload',
      );
      await page.getByText(/^Alles aktuell/).waitFor({ timeout: 60_000 });
      expect(hosts).toHaveLength(1);
      expect(findHostProcesses()).not.toEqual(hosts);
    },
    120_000,
  );

  it('signs out and keeps every file', async () => {
    const { page } = await openPage(setting.browser, setting.running.address);
    await page.getByRole('navigation').getByRole('button', { name: 'Einstellungen' }).click();
    await page.getByRole('button', { name: 'Abmelden' }).click();
    await page.getByRole('button', { name: 'Neu anmelden' }).waitFor();
    await page.getByRole('navigation').getByRole('button', { name: 'Übersicht' }).click();

    await page.getByText('Anmeldung nötig').first().waitFor();

    expect(await readTexts(join(setting.home, 'BayernBox'))).toMatchObject({ 'danach.txt': 'nach dem Absturz' });
  });
});
