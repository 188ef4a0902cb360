import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sitAtDesktop } from './stage/desktop-setting.ts';
import type { Office } from './stage/office.ts';
import { openOffice, readTexts, waitFor } from './stage/office.ts';
import { takeScreenshots } from './stage/screenshots.ts';

const at = sitAtDesktop('two-accounts');
let district: Office;
let districtRoot: string;

beforeAll(async () => {
  district = await openOffice('infinite-scale');
  districtRoot = join(at().home, 'Landkreis');
  await at().office.put('Haushalt.txt', 'Gemeinde');
  await district.put('Kreisumlage.txt', 'Landkreis');
  await at().setUp();
});

afterAll(async () => {
  await district[Symbol.asyncDispose]();
});

/** The card of a sync folder in the overview. */
function cardOf(name: string): Locator {
  return at().desktop.page.getByRole('region', { name, exact: true });
}

function hostOf({ server }: Office): string {
  return new URL(server.url).host;
}

async function waitForFile(root: string, name: string): Promise<void> {
  await waitFor(async () => name in (await readTexts(root)) || undefined, `${name} on this computer`);
}

/** These follow one another. */
describe('a person with accounts of two servers', () => {
  it('adds the second one in the settings, and sees in the overview whose each folder is', async () => {
    const { page } = at().desktop;
    await at().goTo(/^Einstellungen/);
    await at().press('Konto hinzufügen');
    await page.getByLabel('Adresse').fill(district.server.url);
    await at().signIn();
    await at().press('Weiter');
    await page.getByLabel('Ordner auf diesem PC').fill(districtRoot);
    await at().press('Synchronisierung beginnen');
    await at().goTo(/^Übersicht/);
    await cardOf('Landkreis')
      .getByText(/^Alles aktuell/)
      .waitFor({ timeout: 60_000 });
    await cardOf('Amt')
      .getByText(/^Alles aktuell/)
      .waitFor();

    await cardOf('Landkreis').getByText(`anna auf ${district.server.url}`).waitFor();
    await cardOf('Amt').getByText(`anna auf ${at().office.server.url}`).waitFor();
    await takeScreenshots(page, 'two-accounts');
    const { menu } = await at().desktop.tray('in-sync');
    expect(menu.find(({ label }) => label === 'Ordner öffnen')?.entries.map(({ label }) => label)).toEqual([
      `Amt (anna, ${hostOf(at().office)})`,
      `Landkreis (anna, ${hostOf(district)})`,
    ]);
    expect([await readTexts(at().root), await readTexts(districtRoot)]).toEqual([
      { 'Haushalt.txt': 'Gemeinde' },
      { 'Kreisumlage.txt': 'Landkreis' },
    ]);
  });

  it('is told which of the two servers is away, while the folder of the other is up to date and goes on', async () => {
    const { page } = at().desktop;
    district.server.faults.add({ effect: { kind: 'drop-before' } });
    await writeFile(join(districtRoot, 'neu.txt'), 'neu');
    const { sentence } = await at().desktop.tray('offline');
    await cardOf('Landkreis').getByText('Der Server ist gerade nicht erreichbar.').waitFor();
    await cardOf('Amt')
      .getByText(/^Alles aktuell/)
      .waitFor();
    await takeScreenshots(page, 'two-accounts-one-away');
    await at().office.put('während.txt', 'geht weiter');
    await waitForFile(at().root, 'während.txt');
    await cardOf('Amt')
      .getByText(/^Alles aktuell/)
      .waitFor();

    district.server.faults.clear();
    await at().desktop.tray('in-sync');
    expect(sentence).toBe(`Landkreis (anna, ${hostOf(district)}): Server nicht erreichbar`);
    expect(await district.get('neu.txt')).toBe('neu');
  });

  it('signs out of one, which takes nothing from the other, and no file from either', async () => {
    const { page } = at().desktop;
    await at().goTo(/^Einstellungen/);
    await page
      .getByRole('listitem')
      .filter({ hasText: district.server.url })
      .getByRole('button', { name: 'Abmelden' })
      .click();
    const { sentence } = await at().desktop.tray('sign-in');
    await at().goTo(/^Übersicht/);
    await page.getByText(`anna auf ${district.server.url}. Es wurde nichts gelöscht`).waitFor();
    await cardOf('Amt')
      .getByText(/^Alles aktuell/)
      .waitFor();
    await takeScreenshots(page, 'two-accounts-one-signed-out');
    await writeFile(join(at().root, 'danach.txt'), 'geht weiter');
    await waitFor(async () => (await at().office.get('danach.txt')) !== undefined || undefined, 'it on the server');

    expect(sentence).toBe(`Landkreis (anna, ${hostOf(district)}): Anmeldung nötig`);
    expect(await readTexts(districtRoot)).toEqual({ 'Kreisumlage.txt': 'Landkreis', 'neu.txt': 'neu' });
  });
});
