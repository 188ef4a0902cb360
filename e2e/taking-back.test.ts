import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { waitFor } from './stage/office.ts';
import { takeScreenshots } from './stage/screenshots.ts';
import { sitAtWindows } from './stage/windows.ts';

const at = sitAtWindows(async (office) => {
  await office.put('Haushalt.txt', 'Ansatz 1');
  await office.put('Bericht.txt', 'Bericht');
  await office.makeDirectory('Fotos');
  await office.put('Fotos/Festzelt.txt', 'Festzelt');
});

/** A colleague deletes it on the server, and this computer follows. */
async function loseFromServer(path: string): Promise<void> {
  const { office, root, goTo, press } = at();
  await office.remove(path);
  await goTo(/^Übersicht/);
  await press('Jetzt synchronisieren');
  await waitFor(async () => !existsSync(join(root, path)), 'the file to go here');
}

const row = (verb: string | RegExp) =>
  at().page.getByRole('grid', { name: 'Verlauf' }).getByRole('row').filter({ hasText: verb });

/** These follow one another. */
describe('what others have deleted', () => {
  it('comes back for all after a question, says what is so now, and one entry alone offers to take that back', async () => {
    const { office, page, goTo, press } = at();
    await loseFromServer('Haushalt.txt');
    await goTo(/^Aktivität/);

    await press('Rückgängig …: Hier entfernt, „Haushalt.txt“');
    const question = page.getByRole('alertdialog', { name: '„Haushalt.txt“ für alle zurückholen?' });
    await takeScreenshots(page, 'activity-bring-back');
    expect(await office.get('Haushalt.txt')).toBeUndefined();
    await question.getByRole('button', { name: 'Für alle zurückholen' }).click();

    const end = page.getByRole('status').filter({ hasText: 'Löschen rückgängig gemacht: Datei ist wieder da' });
    await end.waitFor();
    await waitFor(async () => (await office.get('Haushalt.txt')) === 'Ansatz 1', 'the file on the server');
    await row('Gehört zum Rückgängigmachen darunter').waitFor({ timeout: 60_000 });
    await end.waitFor();
    await takeScreenshots(page, 'activity-brought-back');
    expect(await row('Gehört zum Rückgängigmachen darunter').getByRole('button').allTextContents()).toEqual([
      'Öffnen',
      'Im Ordner zeigen',
    ]);
    expect(await page.getByRole('button', { name: /^Rückgängig.*„Haushalt.txt“/ }).count()).toBe(1);
  });

  it('is not offered to be opened where it is gone', async () => {
    const { page, goTo } = at();
    await loseFromServer('Bericht.txt');
    await goTo(/^Aktivität/);

    const gone = row('Heruntergeladen').filter({ hasText: 'Bericht.txt' });
    await gone.getByText('Liegt nicht mehr an dieser Stelle').waitFor({ timeout: 60_000 });

    expect(await gone.getByRole('button').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Öffnen: „Haushalt.txt“' }).count()).toBeGreaterThan(0);
  });
});

describe('a kept file of a folder that is not selected', () => {
  it('is said to stay on this computer alone, before and after it is restored, and does', async () => {
    const { office, page, root, goTo, press } = at();
    await loseFromServer('Fotos/Festzelt.txt');
    await goTo(/^Übersicht/);
    await press('Ordner auswählen');
    await page.getByRole('treeitem', { name: /^Fotos/ }).click();
    await press('Übernehmen');
    await waitFor(async () => !existsSync(join(root, 'Fotos')), 'the folder to go');
    await goTo(/^Aufbewahrt/);
    const kept = page.getByRole('row', { name: 'Festzelt.txt' });
    await kept.getByText('Der Ordner „Fotos“ ist auf diesem PC nicht ausgewählt').waitFor();
    await takeScreenshots(page, 'kept-away');

    await kept.getByRole('button', { name: /^Zurückholen/ }).click();

    await page.getByRole('status').getByText('Sie liegt nur auf diesem PC und wird nicht synchronisiert').waitFor();
    await takeScreenshots(page, 'kept-away-restored');
    await goTo(/^Aktivität/);
    await row('Zurückgeholt').getByText('Wird nicht synchronisiert: Der Ordner „Fotos“').waitFor({ timeout: 60_000 });
    await row('Zurückgeholt')
      .getByRole('button', { name: /^Öffnen/ })
      .waitFor();
    expect(await readFile(join(root, 'Fotos/Festzelt.txt'), 'utf8')).toBe('Festzelt');
    expect(await office.get('Fotos/Festzelt.txt')).toBeUndefined();
  });
});
