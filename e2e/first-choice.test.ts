import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { USER } from './stage/office.ts';
import { openWindows } from './stage/windows.ts';

const windows = openWindows({
  profile: 'owncloud10',
  prepare: async (office) => {
    for (const path of ['Archiv', 'Archiv/2019', 'Archiv/2020', 'Bauamt']) await office.makeDirectory(path);
    await office.put('Archiv/2019/alt.txt', 'alt');
    await office.put('Archiv/2020/neuer.txt', 'neuer');
    await office.put('Bauamt/plan.txt', 'plan');
  },
});

describe('a person who sets up with little room', () => {
  it('deselects by the keyboard before anything comes, and only the rest does', async () => {
    const { office, page, root, press, waitUntilUpToDate } = windows();
    await press('Konto einrichten');
    await page.getByLabel('Adresse').fill(office.server.url);
    await page.keyboard.press('Enter');
    await page.getByLabel('Benutzername').fill(USER.name);
    await page.getByLabel('Passwort oder App-Passwort').fill(USER.password);
    await page.keyboard.press('Enter');
    await page.getByText('Alles kommt auf diesen PC.').waitFor();
    await page.getByRole('tree').focus();
    for (const key of ['a', 'ArrowRight']) await page.keyboard.press(key);
    await page.locator('[role="treeitem"][aria-level="2"]').first().waitFor();
    for (const key of ['ArrowRight', 'Space']) await page.keyboard.press(key);
    await page.getByText('Ein Ordner bleibt nur auf dem Server.').waitFor();
    await page.getByRole('button', { name: 'Weiter' }).press('Enter');
    await page.getByLabel('Ordner auf diesem PC').fill(root);
    office.server.requestLog.reset();
    await page.getByRole('button', { name: 'Synchronisierung beginnen' }).press('Enter');
    await waitUntilUpToDate();

    expect((await readdir(root, { recursive: true })).filter((path) => !path.startsWith('.')).toSorted()).toEqual([
      'Archiv',
      'Archiv/2020',
      'Archiv/2020/neuer.txt',
      'Bauamt',
      'Bauamt/plan.txt',
    ]);
    expect(office.server.requestLog.entries.filter(({ path }) => path.includes('2019'))).toEqual([]);
  });

  it('finds the choice where it can be changed afterwards, and brings the folder after all', async () => {
    const { page, root, press } = windows();
    await press('Ordner auswählen');
    await page.getByLabel('Ordner suchen').fill('2019');
    await page.getByRole('treeitem', { name: /^2019/, checked: false }).click();
    await press('Übernehmen');

    await expect.poll(() => readdir(root, { recursive: true }), { timeout: 30_000 }).toContain('Archiv/2019/alt.txt');
  });
});
