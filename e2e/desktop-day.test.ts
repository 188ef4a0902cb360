import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Desktop } from './stage/desktop.ts';
import { startDesktop } from './stage/desktop.ts';
import type { Office } from './stage/office.ts';
import { openOffice, readTexts, USER, waitFor } from './stage/office.ts';

const LIMIT_MS = 120_000;

let office: Office;
let home: string;
let desktop: Desktop;
let root: string;

beforeAll(async () => {
  office = await openOffice('owncloud10');
  home = await mkdtemp(join(tmpdir(), 'bayernbox-desktop-day-'));
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
  await desktop.page.getByLabel('Benutzername').fill(USER.name);
  await desktop.page.getByLabel('Passwort oder App-Passwort').fill(USER.password);
  await press(/^Anmelden$/);
}

/** These follow one another, as a day does. */
describe('a person with the desktop program', () => {
  it(
    'sets up account and folder, and sees at the clock that all is up to date',
    async () => {
      await office.put('Haushalt.txt', 'Ansatz 1');
      await press('Konto einrichten');
      await desktop.page.getByLabel('Adresse').fill(office.server.url);
      await press('Weiter');
      await signIn();
      await press('Weiter');
      await desktop.page.getByLabel('Ordner auf diesem PC').fill(root);
      await press('Synchronisierung beginnen');

      await desktop.tray('in-sync');

      expect(await readTexts(root)).toEqual({ 'Haushalt.txt': 'Ansatz 1' });
    },
    LIMIT_MS,
  );

  it(
    'is told at the clock of two versions, and decides in the window',
    async () => {
      desktop.order({ kind: 'choose', labels: ['Pausieren', 'Bis ich fortsetze'] });
      await desktop.tray('paused');
      await writeFile(join(root, 'Haushalt.txt'), 'meine Fassung');
      await office.put('Haushalt.txt', 'Fassung der Kollegin');
      desktop.order({ kind: 'look-away' });
      desktop.order({ kind: 'choose', labels: ['Fortsetzen'] });

      const { sentence } = await desktop.tray('decision');
      desktop.order({ kind: 'choose', labels: ['1 Datei in zwei Fassungen …'] });
      await press('Server-Fassung behalten, meine aufbewahren');
      await desktop.tray('in-sync');

      expect(sentence).toBe('Amt: 1 Datei liegt in zwei Fassungen vor');
      expect(desktop.all('notification').map(({ body }) => body)).toEqual([
        'Eine Datei liegt in zwei Fassungen vor. Beide bleiben erhalten, bis Sie entscheiden.',
      ]);
      expect(await readTexts(root)).toEqual({ 'Haushalt.txt': 'Fassung der Kollegin' });
    },
    LIMIT_MS,
  );

  it(
    'sees that the server is away, and that work goes on when it is back',
    async () => {
      office.server.faults.add({ effect: { kind: 'drop-before' } });
      await writeFile(join(root, 'neu.txt'), 'neu');
      const { sentence } = await desktop.tray('offline');
      office.server.faults.clear();

      await waitFor(async () => (await office.get('neu.txt')) === 'neu' || undefined, 'the new file on the server');
      await desktop.tray('in-sync');
      expect(sentence).toBe('Amt: Server nicht erreichbar');
    },
    LIMIT_MS,
  );

  it(
    'is told that a folder has gone, and that nothing was lost when it is back',
    async () => {
      await rename(root, `${root} anderswo`);
      const { sentence } = await desktop.tray('error');
      await rename(`${root} anderswo`, root);
      await goTo(/^Übersicht/);
      await press('Noch einmal suchen');
      await desktop.tray('in-sync');

      expect(sentence).toBe('Amt: angehalten, bitte ansehen');
      expect(await office.get('neu.txt')).toBe('neu');
      expect(Object.keys(await readTexts(root))).toEqual(['Haushalt.txt', 'neu.txt']);
    },
    LIMIT_MS,
  );

  it(
    'finds accounts and folders after a restart, although the disk has damaged every file of settings',
    async () => {
      await goTo(/^Einstellungen/);
      await desktop.page.getByLabel('Aussehen').selectOption({ label: 'Dunkel' });
      await desktop.page.locator('html[data-kern-theme=dark]').waitFor();
      const endedAfterMs = await desktop.quit();
      for (const name of ['folders.json', 'shell.json']) await writeFile(join(home, 'state', name), '{"version":');
      const [, folderId] =
        /"folderId": "(\w+)"/.exec(await readFile(join(home, 'state', 'folders.json.copy'), 'utf8')) ?? [];
      desktop = await startDesktop(home, [`bayernbox://open?folder=${folderId}`]);

      // Without a keychain a sign-in lasts as long as the program.
      const { sentence } = await desktop.tray('sign-in');
      await press('Neu anmelden');
      await press('Weiter');
      await signIn();
      await desktop.tray('in-sync');
      await goTo(/^Einstellungen/);
      const theme = await desktop.page.getByLabel('Aussehen').inputValue();

      // A link that starts the program leads as one does that finds it running.
      expect(desktop.all('opened')).toEqual([{ kind: 'opened', target: root }]);
      expect(endedAfterMs).toBeLessThan(5_000);
      expect(sentence).toBe('Amt: Anmeldung nötig');
      expect(theme).toBe('dark');
      expect(await readTexts(root)).toEqual({ 'Haushalt.txt': 'Fassung der Kollegin', 'neu.txt': 'neu' });
    },
    LIMIT_MS,
  );

  it(
    'signs out and keeps every file',
    async () => {
      await press('Abmelden');

      await desktop.tray('sign-in');

      expect(Object.keys(await readTexts(root))).toEqual(['Haushalt.txt', 'neu.txt']);
      expect(await office.get('neu.txt')).toBe('neu');
    },
    LIMIT_MS,
  );
});
