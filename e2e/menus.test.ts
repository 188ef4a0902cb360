import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { sitAtDesktop } from './stage/desktop-setting.ts';
import { waitFor } from './stage/office.ts';
import { takeScreenshots } from './stage/screenshots.ts';
import type { ShownEntry } from './stand-in/orders.ts';

const at = sitAtDesktop('menus');

beforeAll(async () => {
  await at().office.put('Haushalt.txt', 'Ansatz 1');
  await at().setUp();
});

const listLabels = (menu: readonly ShownEntry[] = []): readonly string[] =>
  menu.flatMap(({ label, isEnabled }) => (isEnabled && label !== '' ? [label] : []));

function seeView(name: string | RegExp): Promise<void> {
  return at().desktop.page.getByRole('heading', { level: 1, name }).waitFor();
}

/** From the clock to a view, with the window out of sight before. */
async function seeFromTray(entry: string, view: string): Promise<void> {
  const { desktop } = at();
  desktop.order({ kind: 'close-window' });
  await waitFor(() => desktop.last('window')?.isVisible === false || undefined, 'the window to go');
  inTray(entry);
  await waitFor(() => desktop.last('window')?.isVisible, 'the window');
  await seeView(view);
}

/** The part of the handbook that opens in a window of its own because of this. */
async function handbookOpenedBy(act: () => Promise<void> | void): Promise<string> {
  const { desktop } = at();
  const windows = desktop.all('browser').length;
  await act();
  await waitFor(() => desktop.all('browser').length > windows || undefined, 'the window of the handbook');
  return (await desktop.beside()).url().replace(/^.*\//u, '');
}

/** Closes what is in front. */
async function closeHandbook(): Promise<void> {
  inProgram('Datei', 'Fenster schließen');
  await waitFor(() => at().desktop.page.context().pages().length === 1 || undefined, 'the handbook to close');
}

const inTray = (...labels: readonly string[]): void => at().desktop.order({ kind: 'choose', labels: [...labels] });
const inProgram = (...labels: readonly string[]): void =>
  at().desktop.order({ kind: 'choose-in-program', labels: [...labels] });

describe('the menu beside the clock', () => {
  it('leads to folder, server, file, views and handbook, each by one entry, and has no others', async () => {
    const { desktop, root, office } = at();
    const menu = await waitFor(() => {
      const shown = desktop.last('tray')?.menu ?? [];
      return listLabels(shown).includes('Zuletzt geändert') ? shown : undefined;
    }, 'a file in the menu');

    const opened = [
      await at().openedBy(() => inTray('Ordner öffnen')),
      await at().openedBy(() => inTray('Im Browser öffnen')),
      await at().openedBy(() => inTray('Zuletzt geändert', 'Haushalt.txt')),
    ];
    await seeFromTray('Einstellungen', 'Einstellungen');
    await seeFromTray('Hilfe und Diagnose', 'Über BayernBox Desktop');
    await desktop.page.getByRole('heading', { name: 'Hilfe und Diagnose' }).waitFor();
    await seeFromTray('BayernBox öffnen', 'Übersicht');
    const handbook = await handbookOpenedBy(() => inTray('Benutzerhandbuch'));
    await closeHandbook();

    expect(opened).toEqual([root, expect.stringContaining(office.server.url), join(root, 'Haushalt.txt')]);
    expect(handbook).toBe('handbook-de.html');
    expect(listLabels(menu)).toEqual([
      'BayernBox öffnen',
      'Ordner öffnen',
      'Im Browser öffnen',
      'Zuletzt geändert',
      'Pausieren',
      'Einstellungen',
      'Benutzerhandbuch',
      'Hilfe und Diagnose',
      'Beenden und nichts mehr synchronisieren',
    ]);
  });

  // The day is named where it is another one.
  it.each([
    ['30 Minuten', /^Amt: pausiert bis .*\d\d:\d\d$/],
    ['2 Stunden', /^Amt: pausiert bis .*\d\d:\d\d$/],
    ['Bis morgen, 7 Uhr', /^Amt: pausiert bis .*07:00$/],
    ['Bis ich fortsetze', /^Amt: pausiert$/],
  ])('pauses: %s, and the window shows it', async (length, said) => {
    inTray('Pausieren', length);
    const { sentence, menu } = await at().desktop.tray('paused');
    await at()
      .desktop.page.getByText(/^Pausiert/)
      .first()
      .waitFor();
    inTray('Fortsetzen');
    await at().desktop.tray('in-sync');

    expect(sentence).toMatch(said);
    expect(listLabels(menu)).not.toContain('Pausieren');
  });

  it('leads from „Hilfe und Diagnose“ to a diagnosis', async () => {
    const { page } = at().desktop;
    inTray('Hilfe und Diagnose');
    await at().press('Diagnose für die IT-Betreuung erstellen');
    await seeView('Einstellungen');
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Diagnose erstellen');

    await page.keyboard.press('Enter');

    await page.getByText('overview.json', { exact: true }).waitFor();
  });
});

describe('the menu of the windows', () => {
  it('prints what is in front, and closes it; the handbook goes, the program stays', async () => {
    const { desktop } = at();
    inProgram('Datei', 'Drucken …');
    await waitFor(() => desktop.all('printed')[0], 'the print of the window');
    const handbook = await handbookOpenedBy(() => inProgram('Hilfe', 'Benutzerhandbuch'));
    inProgram('Datei', 'Drucken …');
    await waitFor(() => desktop.all('printed')[1], 'the print of the handbook');
    await closeHandbook();
    inTray('BayernBox öffnen');
    inProgram('Datei', 'Fenster schließen');
    await waitFor(() => desktop.last('window')?.isVisible === false || undefined, 'the window to go');
    inTray('BayernBox öffnen');
    await waitFor(() => desktop.last('window')?.isVisible, 'the window again');

    expect(handbook).toBe('handbook-de.html');
    expect(desktop.all('printed').map(({ address }) => address)).toEqual([
      'app://bayernbox/',
      'app://bayernbox/handbook-de.html',
    ]);
  });

  it('has German words for all that Electron itself does, and nothing for developers', () => {
    const menu = at().desktop.last('program-menu')?.menu ?? [];
    const entries = menu.flatMap(({ entries: inner }) => inner);

    expect(menu.map(({ label }) => label)).toEqual(['Datei', 'Bearbeiten', 'Ansicht', 'Hilfe']);
    expect(entries.filter(({ role }) => role !== undefined).map(({ label }) => label)).toEqual([
      'Fenster schließen',
      'Rückgängig',
      'Wiederholen',
      'Ausschneiden',
      'Kopieren',
      'Einfügen',
      'Alles auswählen',
      'Größer',
      'Kleiner',
      'Normale Größe',
    ]);
  });

  it('has the handbook under F1, which a view opens where it is spoken of', async () => {
    await at().goTo(/^Aufbewahrt/);

    const opened = await handbookOpenedBy(() => at().desktop.page.keyboard.press('F1'));
    await closeHandbook();

    expect(opened).toBe('handbook-de.html#kept-files');
  });
});

describe('the dialogs of the system', () => {
  it('lead from a file to why it is, or is not, synced; a closed one leads nowhere', async () => {
    const { root, desktop } = at();
    const { page } = desktop;
    await writeFile(join(root, 'Thumbs.db'), 'x');
    desktop.order({ kind: 'open-at', path: '' });
    await desktop.settle();
    await at().goTo(/^Probleme/);
    await at().press('Datei wählen …');
    await waitFor(() => desktop.last('picked'), 'the dialog to be closed');
    await seeView('Probleme');
    desktop.order({ kind: 'open-at', path: join(root, 'Thumbs.db') });
    await desktop.settle();

    await at().press('Datei wählen …');

    await seeView(/^Warum/);
    await page.getByText('Thumbs.db').first().waitFor();
    await takeScreenshots(page, 'menus-why');
    await at().press('Muster ansehen');
    await seeView('Einstellungen');
  });

  it('say of a file elsewhere where it would have to be', async () => {
    const { page } = at().desktop;
    at().desktop.order({ kind: 'open-at', path: join(at().home, 'privat.txt') });
    await at().desktop.settle();
    await at().goTo(/^Probleme/);

    await at().press('Datei wählen …');

    await page.getByText(at().root).first().waitFor();
    await takeScreenshots(page, 'menus-why-outside');
  });

  it('choose the place of another folder in the set-up', async () => {
    const { page } = at().desktop;
    const place = join(at().home, 'Anderswo');
    at().desktop.order({ kind: 'open-at', path: place });
    await at().desktop.settle();
    await at().goTo(/^Übersicht/);
    await at().press('Weiteren Ordner hinzufügen');
    await at().press('Weiter');

    await at().press('Anderen Ordner wählen');

    await expect.poll(() => page.getByLabel('Ordner auf diesem PC').inputValue()).toBe(place);
    await page.getByText('Der Ordner wird angelegt.').waitFor();
  });
});
