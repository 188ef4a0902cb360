import { existsSync } from 'node:fs';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { findFaults } from './stage/accessibility.ts';
import { waitFor } from './stage/office.ts';
import { expectNoOverflow } from './stage/overflow.ts';
import { takeScreenshots } from './stage/screenshots.ts';
import { openWindows, signIn } from './stage/windows.ts';

const windows = openWindows({
  profile: 'infinite-scale',
  prepare: async (office) => {
    await office.makeDirectory('Bauamt');
    await office.put('Bauamt/plan.txt', 'plan');
  },
});

/** Nothing keeps anybody from using it, and nothing is cut in a narrow window. */
async function judgeLooks(page: Page, name: string): Promise<void> {
  expect(await findFaults(page)).toEqual([]);
  await takeScreenshots(page, name);
  await page.setViewportSize({ width: 320, height: 800 });
  await takeScreenshots(page, `${name}-narrow`);
  await expectNoOverflow(page);
  await page.setViewportSize({ width: 960, height: 720 });
}

/** These follow one another. */
describe('a person who sets up', () => {
  it('leaves behind the sign-in, and finds the way back or out, after a reload too', async () => {
    const at = windows();
    const { page, press } = at;
    await signIn(at);
    await press('Abbrechen');
    await page.getByRole('heading', { name: 'Konto ohne Ordner' }).waitFor();
    await page.reload();
    await page.getByRole('region', { name: 'Konto ohne Ordner' }).waitFor();
    await judgeLooks(page, 'account-without-folder');

    await page.getByRole('button', { name: 'Einrichtung fortsetzen' }).press('Enter');
    await page.getByRole('heading', { name: 'Was soll auf diesen PC?' }).waitFor();
    await press('Abbrechen');
    await page.getByRole('button', { name: 'Konto entfernen' }).press('Enter');
    // Enter means no.
    await page.getByRole('alertdialog').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Konto ohne Ordner' }).waitFor();
    await press('Konto entfernen');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Konto entfernen' }).click();

    await page.getByRole('heading', { name: /^Willkommen/ }).waitFor();
  });

  it('adds what else the account has in the same walk, each part in a folder of its own', async () => {
    const at = windows();
    const { office, page, root, press } = at;
    await signIn(at);
    await press('Weiter');
    await press('Synchronisierung beginnen');
    await page.getByRole('heading', { name: /^Noch ein Bereich auf dem Server/ }).waitFor();
    await judgeLooks(page, 'set-up-more');

    await page.getByRole('button', { name: /^Auch synchronisieren: „Mit Ihnen geteilt“/ }).press('Enter');
    await page.getByRole('heading', { name: 'Was soll auf diesen PC?' }).waitFor();
    expect(await page.getByLabel('Bereich auf dem Server').innerText()).toContain('wird schon synchronisiert');
    await press('Weiter');
    await waitFor(
      async () =>
        (await page.getByLabel('Ordner auf diesem PC').inputValue()) ===
          office.place('BayernBox – Mit Ihnen geteilt') || undefined,
      'the place to be called after the space',
    );
    await press('Synchronisierung beginnen');
    await page.getByRole('heading', { name: 'BayernBox – Mit Ihnen geteilt' }).waitFor();
    await waitFor(async () => (await page.getByText(/^Alles aktuell/).count()) === 2 || undefined, 'both to be there');

    expect(existsSync(`${root}/Bauamt/plan.txt`)).toBe(true);
    expect(existsSync(office.place('BayernBox – Mit Ihnen geteilt'))).toBe(true);
  });
});
