import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { waitFor } from './stage/office.ts';
import { takeScreenshots } from './stage/screenshots.ts';
import { sitAtWindows } from './stage/windows.ts';

const at = sitAtWindows((office) => office.put('Haushalt.txt', 'Ansatz 1'));

/** These follow one another. */
describe('names that cannot be synced', () => {
  it('get the names that are proposed for all of them with one click', async () => {
    const { office, page, root, goTo, press, write } = at();
    await write('Ablage\\Akte.txt', 'Akte');
    await write('Ablage\\Plan.txt', 'Plan');
    await write('Ablage_Plan.txt', 'ein anderer Plan');
    await goTo(/^Probleme/);
    await page.getByRole('button', { name: 'Umbenennen in „Ablage_Plan (2).txt“' }).waitFor({ timeout: 60_000 });
    await takeScreenshots(page, 'names-problems');

    await press('Alle 2 wie vorgeschlagen umbenennen');

    await waitFor(async () => (await office.get('Ablage_Plan (2).txt')) === 'Plan', 'the new name on the server');
    expect(await office.get('Ablage_Plan.txt')).toBe('ein anderer Plan');
    expect(await readdir(root)).toContain('Ablage_Akte.txt');
    await page.getByText('Es gibt keine Probleme.').waitFor({ timeout: 60_000 });
    // Also when the names stand in no list any more, and whoever works by keyboard is not left nowhere.
    const told = '2 Namen sind geändert. Die Synchronisierung geht damit weiter.';
    await page.getByRole('status').getByText(told).waitFor();
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(false);
    await takeScreenshots(page, 'names-renamed');
  });

  it('get a name of a person’s choice, also on the server, and it can be undone there', async () => {
    const { office, page, root, goTo, press } = at();
    await office.put('.bayernbox-park-Bescheid.txt', 'Bescheid');
    await goTo(/^Übersicht/);
    await press('Jetzt synchronisieren');
    await goTo(/^Probleme/);
    await press('Anderer Name für „.bayernbox-park-Bescheid.txt“');
    await page.getByLabel('Neuer Name für „.bayernbox-park-Bescheid.txt“').fill('Bescheid.txt');
    await press(/^Umbenennen$/);

    await waitFor(async () => (await readdir(root)).includes('Bescheid.txt'), 'the item to come here');
    expect(await office.get('Bescheid.txt')).toBe('Bescheid');

    await goTo(/^Aktivität/);
    await press('Rückgängig: Verschoben oder umbenannt, „Bescheid.txt“');
    await waitFor(
      async () => (await office.get('.bayernbox-park-Bescheid.txt')) === 'Bescheid',
      'the old name on the server',
    );
  });
});

describe('patterns for what is not synced', () => {
  it('show what they would hit before they are saved, count at once, and delete nothing', async () => {
    const { office, page, goTo, press, write } = at();
    await goTo(/^Einstellungen/);
    await page.getByLabel('Muster, eines je Zeile').fill('Haus*\n[z-a]');
    await page.getByText('Diese Muster schließen eine Datei aus, die jetzt synchronisiert wird:').waitFor();
    await page.getByText('Zeile 2 zählt nicht, weil sie kein Muster ist: [z-a]').waitFor();
    await page.getByText('Haushalt.txt', { exact: true }).waitFor();

    await page.getByLabel('Muster, eines je Zeile').fill('Haus*');
    await press('Muster speichern');
    await page.getByText('Gespeichert. Das gilt ab der nächsten Synchronisierung.').waitFor();
    await write('Hausordnung.txt', 'nur hier');
    await write('Brief.txt', 'Brief');

    await waitFor(async () => (await office.get('Brief.txt')) === 'Brief', 'the other file on the server');
    expect([await office.get('Hausordnung.txt'), await office.get('Haushalt.txt')]).toEqual([undefined, 'Ansatz 1']);
  });
});
