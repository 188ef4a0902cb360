import { existsSync } from 'node:fs';
import { readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Office } from './stage/office.ts';
import { pdf } from './stage/sample-files.ts';
import { waitFor } from './stage/office.ts';
import { takeScreenshots } from './stage/screenshots.ts';
import type { AtWindows } from './stage/windows.ts';
import { openWindows, setUp } from './stage/windows.ts';

const windows = openWindows({ profile: 'infinite-scale' });
let at: AtWindows;
let office: Office;
let page: Page;
let complaints: readonly string[];
let root: string;

beforeAll(() => {
  at = windows();
  ({ office, page, complaints, root } = at);
});

const press = (name: string | RegExp): Promise<void> => at.press(name);
const goTo = (area: RegExp): Promise<void> => at.goTo(area);
const waitUntilUpToDate = (): Promise<void> => at.waitUntilUpToDate();

/** Lets both sides change before they meet. */
async function whilePaused(act: () => Promise<void>): Promise<void> {
  await goTo(/^Übersicht/);
  await press('Pausieren');
  await page.getByRole('menuitem', { name: 'Bis ich fortsetze' }).click();
  await page.getByText('Pausiert, bis Sie fortsetzen').waitFor();
  await act();
  await press('Fortsetzen');
}

function countRed(canvas: HTMLCanvasElement | SVGElement): number {
  const context = canvas instanceof HTMLCanvasElement ? canvas.getContext('2d') : null;
  const pixels = context?.getImageData(0, 0, context.canvas.width, context.canvas.height).data ?? [];
  return pixels.filter((value, index) => index % 4 === 0 && value > 180 && (pixels[index + 1] ?? 255) < 60).length;
}

/** These follow one another, as a day does. */
describe('a person in the windows', () => {
  it('sets up account and folder in four steps', async () => {
    await office.makeDirectory('Archiv');
    await office.put('Archiv/2019.txt', 'alt');
    await office.put('Haushalt.txt', 'Ansatz 1');
    await office.put('Plan.pdf', pdf('Entwurf', 'Plan'));

    await setUp(at);

    expect((await readdir(root)).toSorted()).toEqual(['.bayernbox', 'Archiv', 'Haushalt.txt', 'Plan.pdf']);
  });

  it('decides which of two versions stays, and takes it back', async () => {
    await whilePaused(async () => {
      await writeFile(join(root, 'Haushalt.txt'), 'meine Fassung');
      await office.put('Haushalt.txt', 'Fassung der Kollegin');
    });
    await goTo(/^Zwei Fassungen/);
    await page.getByRole('heading', { name: 'Zwei Fassungen von „Haushalt.txt“' }).waitFor({ timeout: 60_000 });
    await page.getByText('Fassung der Kollegin').waitFor();
    await page.getByText('meine Fassung').waitFor();
    await takeScreenshots(page, 'day-two-versions');

    await press('Meine behalten, die vom Server ersetzen');
    await waitFor(
      async () => (await office.get('Haushalt.txt')) === 'meine Fassung',
      'my version on the server',
      30_000,
    );
    await press(/^Rückgängig …/);
    await press('Rückgängig machen');

    await waitFor(async () => (await office.get('Haushalt.txt')) === 'Fassung der Kollegin', 'the old one');
    await press('Ansehen: zwei Fassungen von „Haushalt.txt“');
    await press('Fassung vom Server behalten, meine aufbewahren');
    await page.getByText('Es gibt keine Datei in zwei Fassungen.').waitFor();
    await waitUntilUpToDate();
  });

  it('sees the first page of both versions of a PDF, drawn within the rules of the windows', async () => {
    await whilePaused(async () => {
      await writeFile(join(root, 'Plan.pdf'), pdf('Stand Anna', 'Plan von Anna'));
      await office.put('Plan.pdf', pdf('Stand Bernd', 'Plan von Bernd'));
    });
    await goTo(/^Zwei Fassungen/);

    await page.getByText('Titel: Plan von Anna · Eine Seite').waitFor({ timeout: 60_000 });
    await page.getByText('Titel: Plan von Bernd · Eine Seite').waitFor();
    // The red bar of the sample: something was drawn, not only read.
    expect(await page.locator('canvas').first().evaluate(countRed)).toBeGreaterThan(1_000);
    await takeScreenshots(page, 'day-two-pdfs');
    expect(complaints).toEqual([]);
    await press('Beide behalten');
    await page.getByText('Es gibt keine Datei in zwei Fassungen.').waitFor();
    await waitUntilUpToDate();
  });

  it('takes a folder off this computer, and the server keeps it', async () => {
    await press('Ordner auswählen');
    await page.getByRole('treeitem', { name: /^Archiv/, checked: true }).click();
    await page.getByText('Ein Ordner wird nur von diesem PC entfernt. Auf dem Server bleibt alles.').waitFor();
    await press('Übernehmen');

    await waitFor(async () => !(await readdir(root)).includes('Archiv'), 'the folder to leave');
    expect(await office.get('Archiv/2019.txt')).toBe('alt');
    await goTo(/^Aktivität/);
    await page.getByText('Abgewählt: Archiv (eine Datei von diesem PC entfernt, 3 Byte)').waitFor();
  });

  it('finds a folder in one that is not on this computer, and brings it alone', async () => {
    for (const path of ['Archiv/Kasse', 'Archiv/Bauamt', 'Archiv/Bauamt/Bebauungsplan'])
      await office.makeDirectory(path);
    await office.put('Archiv/Kasse/2018.txt', 'alt');
    await office.put('Archiv/Bauamt/Bebauungsplan/süd.txt', 'plan');
    await goTo(/^Übersicht/);
    await press('Ordner auswählen');
    await page.getByLabel('Ordner suchen').fill('bebauung');
    await page.getByText('Ein Ordner gefunden.').waitFor();
    await page.getByRole('treeitem', { name: /^Bebauungsplan/, checked: false }).click();
    await page.getByRole('treeitem', { name: /^Bebauungsplan/, checked: true }).waitFor();
    await press('Übernehmen');

    const file = join(root, 'Archiv', 'Bauamt', 'Bebauungsplan', 'süd.txt');
    await waitFor(() => existsSync(file), 'the file in it to come');
    // What lies directly in the folders around it comes with it; the folders beside it do not.
    await waitUntilUpToDate();
    expect((await readdir(join(root, 'Archiv'))).toSorted()).toEqual(['2019.txt', 'Bauamt']);
  });

  it('is asked before many files are deleted, and keeps them', async () => {
    await whilePaused(async () => {
      for (let index = 0; index < 60; index += 1) await writeFile(join(root, `Bescheid ${index}.txt`), `${index}`);
    });
    await waitUntilUpToDate();
    await whilePaused(async () => {
      for (let index = 0; index < 60; index += 1) await rm(join(root, `Bescheid ${index}.txt`));
    });
    await goTo(/^Entscheidungen/);
    await page.getByText(/Auf diesem PC fehlen 60 Dateien/).waitFor({ timeout: 60_000 });
    await takeScreenshots(page, 'day-decision');

    await press('Behalten (nichts löschen)');

    await waitFor(async () => (await readdir(root)).includes('Bescheid 59.txt'), 'the files to come back');
    expect(await office.get('Bescheid 0.txt')).toBe('0');
  });

  it('learns why a file is not synced', async () => {
    await symlink('/etc/hostname', join(root, 'Verknüpfung'));
    await goTo(/^Probleme/);
    await page.getByRole('heading', { name: 'Verknüpfungen werden nicht synchronisiert' }).waitFor({ timeout: 60_000 });

    await press(/^Warum\? „Verknüpfung“/);

    await page.getByText('Legen Sie eine Kopie der Datei in den Ordner.').waitFor();
    await rm(join(root, 'Verknüpfung'));
  });

  it('brings back what a colleague has deleted', async () => {
    await waitUntilUpToDate();
    await office.remove('Bescheid 7.txt');
    await waitFor(async () => !(await readdir(root)).includes('Bescheid 7.txt'), 'the file to go');
    await goTo(/^Aufbewahrt/);

    await press('Zurückholen: „Bescheid 7.txt“');

    await page.getByText('Zurückgeholt: Bescheid 7.txt').waitFor();
    await waitFor(async () => (await office.get('Bescheid 7.txt')) === '7', 'it to be on the server again');
    await goTo(/^Aktivität/);
    await page.getByText('Zurückgeholt').filter({ visible: true }).first().waitFor();
    await takeScreenshots(page, 'day-activity');
  });
});
