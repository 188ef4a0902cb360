import { existsSync, statSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findHostProcesses } from './stage/host-process.ts';
import { readTexts, waitFor } from './stage/office.ts';
import { openOtherDisk } from './stage/other-disk.ts';
import type { AtWindows } from './stage/windows.ts';
import { openWindows, setUp } from './stage/windows.ts';

const windows = openWindows({
  profile: 'owncloud10',
  prepare: async (office) => {
    for (const path of ['Archiv', 'Archiv/2019', 'Bauamt']) await office.makeDirectory(path);
    await office.put('Archiv/2019/alt.txt', 'alt'.repeat(700));
    await office.put('Archiv/akte.txt', 'akte');
    await office.put('Bauamt/plan.txt', 'plan'.repeat(200));
  },
});

/** Folders that nobody would choose one by one. */
const MANY = 100;

/** More than any disk has. */
const FAR_TOO_LARGE_BYTES = 900_000_000_000_000;

async function chooseFolders({ page, press, goTo }: AtWindows): Promise<void> {
  await goTo(/^Übersicht/);
  await press('Ordner auswählen');
  await page.getByRole('tree').waitFor();
}

function fact({ page }: AtWindows, label: string) {
  return page
    .locator('dl > div, dl')
    .filter({ has: page.getByText(label, { exact: true }) })
    .last();
}

/** Bodies of files that went over the line since the last reset. */
function listTransfers({ office: { server } }: AtWindows): readonly string[] {
  return server.requestLog.entries
    .filter(({ method }) => method === 'GET' || method === 'PUT')
    .map(({ method, path }) => `${method} ${path}`)
    .filter((line) => line.includes('.txt'));
}

/** These follow one another. */
describe('a person who chooses folders', () => {
  it('sees with every click what it means for the disk, and nothing happens before it is applied', async () => {
    const at = windows();
    const { page, root, press } = at;
    await setUp(at);
    await chooseFolders(at);
    await page.getByText('Keine Änderung.').waitFor();
    await page.getByRole('treeitem', { name: /^Archiv/ }).click();

    await page.getByText('Ein Ordner wird nur von diesem PC entfernt. Auf dem Server bleibt alles.').waitFor();
    expect(await fact(at, 'Wird von diesem PC entfernt').innerText()).toContain('2,1\u00A0kB');
    expect(await fact(at, 'Auf diesem PC ausgewählt').innerText()).toContain('800\u00A0Byte');
    expect(await fact(at, 'Auf diesem PC frei').innerText()).toMatch(/\d/);
    await page.getByRole('button', { name: 'Abbrechen' }).press('Enter');
    await page.getByText(/^Alles aktuell/).waitFor();
    expect(existsSync(join(root, 'Archiv'))).toBe(true);
    await chooseFolders(at);
    await page.getByText('Keine Änderung.').waitFor();
    await press('Abbrechen');
  });

  it('cannot bring what would fill the disk, and is told why', async () => {
    const at = windows();
    const { office, page, root, press } = at;
    await chooseFolders(at);
    await page.getByRole('treeitem', { name: /^Archiv/ }).click();
    await press('Übernehmen');
    await waitFor(() => !existsSync(join(root, 'Archiv')) || undefined, 'the folder to leave');
    await at.waitUntilUpToDate();
    office.server.faults.add({
      method: 'PROPFIND',
      effect: { kind: 'claim-sizes', sizeBytes: FAR_TOO_LARGE_BYTES },
    });
    await chooseFolders(at);
    await page.getByRole('treeitem', { name: /^Archiv/, checked: false }).click();

    await page.getByText(/^Danach wären nur noch 0.Byte frei\. Mindestens .* müssen frei bleiben/).waitFor();
    expect(await fact(at, 'Kommt auf diesen PC').innerText()).toContain('900\u00A0TB');
    expect(await fact(at, 'Danach frei').innerText()).toContain('0\u00A0Byte');
    expect(await page.getByRole('button', { name: 'Übernehmen' }).isDisabled()).toBe(true);
    office.server.faults.clear();
    await press('Abbrechen');
    expect(existsSync(join(root, 'Archiv'))).toBe(false);
  });

  it('brings a folder back whose files still lie here: what is equal is not transferred again', async () => {
    const at = windows();
    const { office, page, root, press } = at;
    await mkdir(join(root, 'Archiv', '2019'), { recursive: true });
    await writeFile(join(root, 'Archiv', '2019', 'alt.txt'), 'alt'.repeat(700));
    await writeFile(join(root, 'Archiv', 'akte.txt'), 'akte');
    const { ino } = statSync(join(root, 'Archiv', 'akte.txt'));
    office.server.requestLog.reset();
    await chooseFolders(at);
    await page.getByRole('treeitem', { name: /^Archiv/, checked: false }).click();
    await press('Übernehmen');

    await at.waitUntilUpToDate();
    await chooseFolders(at);
    await page.getByRole('treeitem', { name: /^Archiv/, checked: true }).waitFor();
    await press('Abbrechen');
    expect(listTransfers(at)).toEqual([]);
    expect(statSync(join(root, 'Archiv', 'akte.txt')).ino).toBe(ino);
    expect(Object.keys(await readTexts(root))).toEqual(['Archiv/2019/alt.txt', 'Archiv/akte.txt', 'Bauamt/plan.txt']);
    await at.goTo(/^Zwei Fassungen/);
    await page.getByText('Es gibt keine Datei in zwei Fassungen.').waitFor();
  });

  it('takes very many folders away with one click, and brings all back', async () => {
    const at = windows();
    const { office, page, root, press } = at;
    const names = Array.from({ length: MANY }, (_, index) => `Akte ${String(index).padStart(3, '0')}`);
    for (const name of names) {
      await office.makeDirectory(name);
      await office.put(`${name}/a.txt`, name);
    }
    await waitFor(() => existsSync(join(root, `${names.at(-1)}/a.txt`)) || undefined, 'the folders to come');
    await at.waitUntilUpToDate();
    await chooseFolders(at);
    await press('Alle abwählen');
    await page.getByText(`${MANY + 2} Ordner werden nur von diesem PC entfernt.`).waitFor();
    await press('Übernehmen');
    await waitFor(async () => (await listHere(root)).length === 0 || undefined, 'all to leave');
    await at.waitUntilUpToDate();
    await chooseFolders(at);
    await press('Alle auswählen');
    await press('Übernehmen');
    await waitFor(async () => (await listHere(root)).length === MANY + 2 || undefined, 'all to come back');
    await at.waitUntilUpToDate();

    expect(Object.keys(await readTexts(root))).toHaveLength(MANY + 3);
    await at.goTo(/^Aktivität/);
    // One entry says it, however many there are, above the files that came.
    await page
      .getByText(`${MANY + 2} Ordner dazugekommen`)
      .first()
      .waitFor();
  });
});

async function listHere(root: string): Promise<readonly string[]> {
  return (await readdir(root)).filter((name) => !name.startsWith('.'));
}

/** Asks in the window that the folder be brought to another place. */
async function moveTo({ page, press, goTo }: AtWindows, place: string): Promise<void> {
  await goTo(/^Übersicht/);
  await press(/^Mehr zu /);
  await page.getByRole('menuitem', { name: 'Ort ändern' }).click();
  await page.getByRole('dialog').getByLabel('Ordner auf diesem PC').fill(place);
  await page.getByText(/sind dort frei\.$/).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Hierher verschieben' }).press('Enter');
}

describe('a person who brings a sync folder to another place', () => {
  it('finds everything there, nothing was transferred, and it is synced on', async () => {
    const at = windows();
    const { office, page, root } = at;
    const before = await readTexts(root);
    const place = office.place('Neuer Ort');
    await at.waitUntilUpToDate();
    office.server.requestLog.reset();

    await moveTo(at, place);
    await page.getByText(`Der Ordner ist jetzt unter ${place}.`).waitFor({ timeout: 60_000 });
    await at.waitUntilUpToDate();

    expect(listTransfers(at)).toEqual([]);
    expect(await readTexts(place)).toEqual(before);
    expect(existsSync(root)).toBe(false);
    await writeFile(join(place, 'danach.txt'), 'danach');
    await waitFor(async () => (await office.get('danach.txt')) === 'danach' || undefined, 'the new file to go up');
  });

  it.runIf(process.platform === 'linux')(
    'loses nothing when the program dies on the way to another disk, and gets there the next time',
    async () => {
      const at = windows();
      const { office, page } = at;
      const from = office.place('Neuer Ort');
      for (let index = 0; index < 120; index += 1)
        await writeFile(join(from, 'Bauamt', `Plan ${index}.txt`), `${index}`.padEnd(100_000, '.'));
      await waitFor(async () => (await office.get('Bauamt/Plan 119.txt')) !== undefined || undefined, 'all to go up');
      await at.waitUntilUpToDate();
      const before = await readTexts(from);
      await using disk = await openOtherDisk();
      office.server.requestLog.reset();

      await moveTo(at, disk.place);
      await waitFor(async () => (await readdir(disk.parent)).length > 0 || undefined, 'the copy to begin');
      for (const pid of findHostProcesses()) process.kill(pid, 'SIGKILL');
      await at.waitUntilUpToDate();
      // A copy that was complete counts; of one that was not, nothing is left in the way.
      const shown = await page.getByText(/(^|– )\/.*\/(Neuer Ort|Amt)$/).innerText();
      expect(await readTexts(shown)).toEqual(before);
      if (shown !== disk.place) {
        await moveTo(at, disk.place);
        await page.getByText(`Der Ordner ist jetzt unter ${disk.place}.`).waitFor({ timeout: 60_000 });
      }
      await at.waitUntilUpToDate();
      expect(await readdir(disk.parent)).toEqual(['Amt']);
      expect(await readTexts(disk.place)).toEqual(before);
      expect(listTransfers(at)).toEqual([]);
    },
  );
});
