import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { sitAtDesktop } from './stage/desktop-setting.ts';
import { COLLEAGUE, readTexts, USER, waitFor } from './stage/office.ts';
import { takeScreenshots } from './stage/screenshots.ts';

const at = sitAtDesktop('troubled-day');

/** What a diagnosis holds: the names of its parts, and what the window says of each. */
const DIAGNOSIS = [
  ['overview.json', 'Versionen, Zustand der Ordner und Einstellungen'],
  ['problems.json', 'Was nicht synchronisiert ist, und warum'],
  ['engine.log', 'Protokoll: was das Programm zuletzt getan hat'],
] as const;

/** A dozen files of an office. */
const NAMES = Array.from({ length: 12 }, (_, index) => `Bescheid ${index}.txt`);

beforeAll(async () => {
  await at().office.makeDirectory('Bauamt');
  await at().office.put('Bauamt/Satzung.odt', 'Entwurf');
  for (const name of NAMES) await at().office.put(name, `Inhalt von ${name}`);
  await at().setUp();
});

/** Lets much change before the program looks. */
async function whilePaused(act: () => Promise<void>): Promise<void> {
  at().desktop.order({ kind: 'choose', labels: ['Pausieren', 'Bis ich fortsetze'] });
  await at().desktop.tray('paused');
  await act();
  at().desktop.order({ kind: 'choose', labels: ['Fortsetzen'] });
}

/** These follow one another, as a bad day does. */
describe('a person with the desktop program', () => {
  it('is asked before files that were encrypted at once are sent, and neither Enter nor Escape sends them', async () => {
    const { page } = at().desktop;
    await whilePaused(async () => {
      for (const name of NAMES) await writeFile(join(at().root, name), randomBytes(1_024));
    });
    const { sentence } = await at().desktop.tray('decision');
    await at().goTo(/^Entscheidungen/);
    await page.getByRole('heading', { name: '12 Dateien sind plötzlich unlesbar. Ist das gewollt?' }).waitFor();
    for (const key of ['Escape', 'Enter']) await page.keyboard.press(key);
    await page.getByText('So sieht es aus, wenn ein Schadprogramm Dateien verschlüsselt.').waitFor();
    await page.getByText('Betroffene Dateien').click();
    await page.getByRole('row', { name: 'Bescheid 11.txt' }).waitFor();
    await takeScreenshots(page, 'troubled-mass-change');

    const untouched = await at().office.get('Bescheid 11.txt');
    await at().press('Fassungen vom Server zurückholen');
    await at().desktop.tray('in-sync');

    expect(sentence).toBe('Amt: 1 Entscheidung offen');
    expect(untouched).toBe('Inhalt von Bescheid 11.txt');
    expect(await readTexts(at().root)).toMatchObject({ 'Bescheid 0.txt': 'Inhalt von Bescheid 0.txt' });
  });

  it('finds after an attack what was on this PC, and is led to earlier versions of what had been sent before', async () => {
    const { page } = at().desktop;
    await at().goTo(/^Aufbewahrt/);
    await page.getByText('12 Dateien, zusammen').waitFor();
    await page.getByRole('button', { name: 'Ansehen: „Bescheid 9.txt“' }).waitFor();
    await takeScreenshots(page, 'troubled-kept');
    // A single one is no mass: it went before anybody could be asked.
    await writeFile(join(at().root, 'Bescheid 0.txt'), randomBytes(1_024));
    await waitFor(
      async () => (await at().office.get('Bescheid 0.txt')) !== 'Inhalt von Bescheid 0.txt' || undefined,
      'the encrypted file on the server',
    );
    await at().goTo(/^Aktivität/);
    await page.getByText(/unter „Versionen“/).waitFor();
    await takeScreenshots(page, 'troubled-sent');
    const place = await at().openedBy(() => at().press('Im Browser öffnen: „Bescheid 0.txt“'));

    expect(place).toContain(at().office.server.url);
  });

  it('learns who has locked a file, and that it goes on when the lock has gone', async () => {
    const { page } = at().desktop;
    const { server } = at().office;
    server.sharing.share({ owner: USER.name, path: 'Bauamt', with: COLLEAGUE.name, role: 'editor' });
    const unlock = await at().office.lock('Bauamt/Satzung.odt', COLLEAGUE);
    await writeFile(join(at().root, 'Bauamt', 'Satzung.odt'), 'meine Änderung');
    await at().goTo(/^Probleme/);
    await page.getByRole('heading', { name: 'Datei ist auf dem Server gesperrt' }).waitFor({ timeout: 60_000 });
    await page.getByText('in Bearbeitung durch bernd').waitFor();
    await takeScreenshots(page, 'troubled-locked');
    const before = await at().office.get('Bauamt/Satzung.odt');

    await unlock();
    await at().press('Jetzt noch einmal versuchen');

    await at().desktop.tray('in-sync');
    expect(before).toBe('Entwurf');
    expect(await at().office.get('Bauamt/Satzung.odt')).toBe('meine Änderung');
  });

  it('sees once that the account is full, whatever is waiting, and the one way out', async () => {
    const { page } = at().desktop;
    at().office.server.faults.setQuotaBytes(500);
    for (const name of ['Luftbild.tif', 'Lageplan.tif']) await writeFile(join(at().root, name), 'x'.repeat(2_000));
    await at().goTo(/^Probleme/);
    const card = page.getByRole('region', { name: 'Speicherplatz auf dem Server ist aufgebraucht' });
    await card.getByText('2 Elemente').waitFor({ timeout: 60_000 });
    await card.getByText('Luftbild.tif').waitFor();
    await takeScreenshots(page, 'troubled-full');
    const opened = at().desktop.all('opened').length;
    await at().press('Auf dem Server Platz schaffen');
    const place = await waitFor(() => at().desktop.all('opened')[opened]?.target, 'the page of the server');

    expect(place).toContain(at().office.server.url);
  });

  it('looks through a diagnosis and saves just that: no names, no places, no secrets', async () => {
    const { page } = at().desktop;
    const path = join(at().home, 'diagnose.txt');
    at().desktop.order({ kind: 'save-at', path });
    await at().desktop.settle();
    await at().goTo(/^Einstellungen/);
    await at().press('Diagnose erstellen');
    const shown: string[] = [];
    for (const [name, words] of DIAGNOSIS) {
      await page.getByText(name, { exact: true }).click();
      shown.push(await page.getByLabel(words).innerText());
    }
    await takeScreenshots(page, 'troubled-diagnosis');
    await at().press('Diagnose speichern');
    await page.getByText('Die Diagnose ist gespeichert.').waitFor();

    const saved = await readFile(path, 'utf8');
    for (const text of shown) expect(saved.replaceAll('\r\n', '\n')).toContain(text.trim());
    expect(saved).toContain('"code": "quota-exceeded"');
    const { url } = at().office.server;
    const named = [
      USER.name,
      USER.password,
      new URL(url).host,
      at().home,
      'Luftbild',
      'Lageplan',
      'Bescheid',
      'Bauamt',
    ];
    expect(named.filter((name) => saved.includes(name))).toEqual([]);
  });
});
