import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFaults } from './stage/accessibility.ts';
import { takeScreenshots } from './stage/chromium.ts';
import type { Desktop } from './stage/desktop.ts';
import { startDesktop } from './stage/desktop.ts';
import type { Office } from './stage/office.ts';
import { openOffice, USER, waitFor } from './stage/office.ts';

const LIMIT_MS = 120_000;

let office: Office;
let home: string;
let desktop: Desktop;
let root: string;

beforeAll(async () => {
  office = await openOffice('owncloud10');
  home = await mkdtemp(join(tmpdir(), 'bayernbox-new-folders-'));
  root = join(home, 'Amt');
  desktop = await startDesktop(home);
}, 180_000);

afterAll(async () => {
  await desktop.quit();
  await office[Symbol.asyncDispose]();
  await rm(home, { recursive: true, force: true });
});

async function press(name: string | RegExp): Promise<void> {
  await desktop.page.getByRole('button', { name }).first().click();
}

async function goTo(area: RegExp): Promise<void> {
  await desktop.page.getByRole('navigation').getByRole('button', { name: area }).click();
}

async function signIn(): Promise<void> {
  await press('Weiter');
  await desktop.page.getByLabel('Benutzername').fill(USER.name);
  await desktop.page.getByLabel('Passwort oder App-Passwort').fill(USER.password);
  await press(/^Anmelden$/);
}

/** A colleague makes a folder on the server. */
async function makeFolder(name: string): Promise<void> {
  await office.makeDirectory(name);
  await office.put(`${name}/plan.txt`, 'plan');
}

function isHere(path: string): boolean {
  return existsSync(join(root, path));
}

/** These follow one another. */
describe('a person who wants to be asked about new folders', () => {
  it(
    'sets that up where folders are chosen',
    async () => {
      await office.makeDirectory('Bauamt');
      await press('Konto einrichten');
      await desktop.page.getByLabel('Adresse').fill(office.server.url);
      await signIn();
      await press('Weiter');
      await desktop.page.getByLabel('Ordner auf diesem PC').fill(root);
      await press('Synchronisierung beginnen');
      await desktop.tray('in-sync');
      await press('Mehr zu Amt');
      await desktop.page.getByRole('menuitem', { name: 'Ordner auswählen' }).click();
      await desktop.page.getByLabel('Neue Ordner auf dem Server').selectOption({ label: 'Immer erst fragen' });
      await press('Übernehmen');

      await desktop.page.getByText(/^Alles aktuell/).waitFor({ timeout: 30_000 });
    },
    LIMIT_MS,
  );

  it(
    'is told of one at the clock and in the window, while all else goes on',
    async () => {
      await makeFolder('Archiv');
      const { sentence, menu } = await desktop.tray('decision');
      await writeFile(join(root, 'Bauamt', 'neu.txt'), 'neu');
      await waitFor(async () => (await office.get('Bauamt/neu.txt')) === 'neu' || undefined, 'the rest to go on');

      expect(sentence).toBe('Amt: 1 neuer Ordner wartet auf Ihre Auswahl');
      expect(isHere('Archiv')).toBe(false);
      expect(menu.map(({ label }) => label)).toContain('1 Entscheidung offen …');
      desktop.order({ kind: 'choose', labels: ['1 Entscheidung offen …'] });
      await desktop.page
        .getByRole('heading', { name: 'Ein neuer Ordner ist auf dem Server. Soll er auf diesen PC?' })
        .waitFor();
      await desktop.page.getByText('4 Byte').waitFor();
      expect(await findFaults(desktop.page)).toEqual([]);
      await takeScreenshots(desktop.page, 'new-folders');
    },
    LIMIT_MS,
  );

  it(
    'finds the question after a restart, and says no',
    async () => {
      await desktop.quit();
      desktop = await startDesktop(home);
      // Without a keychain a sign-in lasts as long as the program.
      await desktop.tray('sign-in');
      await press('Neu anmelden');
      await signIn();
      await desktop.tray('decision');
      await goTo(/^Entscheidungen/);
      await press('Nur auf dem Server lassen: „Archiv“');

      await desktop.page.getByText('Entschieden: „Archiv“ bleibt nur auf dem Server.').waitFor();
      await desktop.tray('in-sync');
      await desktop.page.getByText('Es wartet keine Entscheidung auf Sie.').waitFor();
      expect(isHere('Archiv')).toBe(false);
      expect(await office.get('Archiv/plan.txt')).toBe('plan');
    },
    LIMIT_MS,
  );

  it(
    'says yes to the next one, by the keyboard',
    async () => {
      await makeFolder('Haushalt');
      await desktop.tray('decision');
      await goTo(/^Entscheidungen/);
      await desktop.page.getByRole('button', { name: 'Auf diesen PC holen: „Haushalt“' }).press('Enter');

      await desktop.tray('in-sync');
      expect(isHere('Haushalt/plan.txt')).toBe(true);
    },
    LIMIT_MS,
  );

  it(
    'takes two at once and is not asked again',
    async () => {
      await makeFolder('Kasse');
      await makeFolder('Kämmerei');
      await desktop.tray('decision');
      await goTo(/^Entscheidungen/);
      await press('Alle holen und künftig nicht mehr fragen');
      await desktop.tray('in-sync');
      await makeFolder('Standesamt');

      await waitFor(() => isHere('Standesamt/plan.txt') || undefined, 'the next one to come by itself');
      expect([isHere('Kasse/plan.txt'), isHere('Kämmerei/plan.txt'), isHere('Archiv')]).toEqual([true, true, false]);
      expect(desktop.last('tray')?.menu.map(({ label }) => label)).not.toContain('1 Entscheidung offen …');
    },
    LIMIT_MS,
  );
});
