import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { otherBrandingFile } from '#branding/examples/examples.ts';
import type { BrowserMode } from '#electron/main/browser-mode/run-browser-mode.ts';
import { findFaults } from './stage/accessibility.ts';
import { startBrowserMode } from './stage/browser-mode.ts';
import { launchChromium, openPage } from './stage/chromium.ts';
import { takeScreenshots } from './stage/screenshots.ts';

let home: string;
let running: BrowserMode;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'other-branding-'));
  running = await startBrowserMode(home, { brandingFile: otherBrandingFile });
  browser = await launchChromium();
  ({ page } = await openPage(browser, running.address));
});

afterAll(async () => {
  await browser.close();
  await running.stop();
  await rm(home, { recursive: true, force: true });
});

/** Everything that can be seen, heard or read in the page: texts, names for screen readers, values, the title. */
function readWords(): Promise<string> {
  return page.evaluate(() => {
    const spoken = [...document.querySelectorAll('[aria-label],[alt],[title],input')].map((element) =>
      ['aria-label', 'alt', 'title', 'placeholder', 'value'].map((name) => element.getAttribute(name) ?? '').join(' '),
    );
    return [document.title, document.body.innerText, ...spoken].join('\n');
  });
}

describe('the windows of another organisation', () => {
  it('name its product in every view, with its colour and its servers, and never ours', async () => {
    await page.getByRole('heading', { name: 'Willkommen beim Nordspeicher' }).waitFor();
    const words = [await readWords()];
    await takeScreenshots(page, 'other-branding');
    const faults = await findFaults(page);
    await page.getByRole('button', { name: 'Konto einrichten' }).click();
    await page.getByLabel('Ihr Server').selectOption({ label: 'Landesbehörden' });
    words.push(await readWords());
    const address = await page.getByLabel('Adresse', { exact: true }).inputValue();
    for (const view of [
      'Entscheidungen',
      'Zwei Fassungen',
      'Probleme',
      'Aktivität',
      'Aufbewahrt',
      'Einstellungen',
      'Über',
    ]) {
      await page.getByRole('navigation').getByRole('button', { name: view, exact: true }).click();
      await page.getByRole('heading', { level: 1 }).waitFor();
      words.push(await readWords());
    }
    const help = await page.getByRole('button', { name: 'E-Mail an hilfe@nordspeicher.example' }).count();
    const colour = await page.evaluate(() =>
      getComputedStyle(document.documentElement).getPropertyValue('--kern-color-action-default').trim(),
    );

    expect(words.join('\n')).toContain('Nordspeicher');
    expect(words.join('\n')).not.toMatch(/bayern/i);
    expect(words[0]).not.toContain('gesichert');
    expect({ address, help, colour, faults }).toEqual({
      address: 'https://land.nordspeicher.example',
      help: 1,
      colour: '#00664f',
      faults: [],
    });
  });

  it('suggest a folder with its name', async () => {
    const answer = await running.shell.api.suggestLocalFolder({ accountId: 'a' });

    expect(answer).toEqual({ ok: true, value: { localPath: join(home, 'Nordspeicher') } });
  });
});
