import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sitAtDesktop } from './stage/desktop-setting.ts';
import { readTexts, waitFor } from './stage/office.ts';

const at = sitAtDesktop('desktop-day');

/** These follow one another, as a day does. */
describe('a person with the desktop program', () => {
  it('sets up account and folder, sees at the clock that all is up to date, and opens the folder', async () => {
    await at().office.put('Haushalt.txt', 'Ansatz 1');

    await at().setUp();
    const opened = await at().openedBy(() => at().press('Ordner öffnen'));

    expect(opened).toBe(at().root);
    expect(await readTexts(at().root)).toEqual({ 'Haushalt.txt': 'Ansatz 1' });
  });

  it('is told at the clock of two versions, and decides in the window', async () => {
    at().desktop.order({ kind: 'choose', labels: ['Pausieren', 'Bis ich fortsetze'] });
    await at().desktop.tray('paused');
    await writeFile(join(at().root, 'Haushalt.txt'), 'meine Fassung');
    await at().office.put('Haushalt.txt', 'Fassung der Kollegin');
    at().desktop.order({ kind: 'look-away' });
    at().desktop.order({ kind: 'choose', labels: ['Fortsetzen'] });

    const { sentence } = await at().desktop.tray('decision');
    await waitFor(() => at().desktop.last('notification'), 'the notification');
    at().desktop.order({ kind: 'click-notification' });
    await at().desktop.page.getByRole('heading', { level: 1, name: 'Zwei Fassungen' }).waitFor();
    await at().goTo(/^Übersicht/);
    at().desktop.order({ kind: 'choose', labels: ['1 Datei in zwei Fassungen …'] });
    await at().press('Fassung vom Server behalten, meine aufbewahren');
    await at().desktop.tray('in-sync');

    expect(sentence).toBe('Amt: 1 Datei liegt in zwei Fassungen vor');
    expect(
      at()
        .desktop.all('notification')
        .map(({ body }) => body),
    ).toEqual(['Eine Datei liegt in zwei Fassungen vor. Beide bleiben erhalten, bis Sie entscheiden.']);
    expect(await readTexts(at().root)).toEqual({ 'Haushalt.txt': 'Fassung der Kollegin' });
  });

  it('sees that the server is away, and that work goes on when it is back', async () => {
    at().office.server.faults.add({ effect: { kind: 'drop-before' } });
    await writeFile(join(at().root, 'neu.txt'), 'neu');
    const { sentence } = await at().desktop.tray('offline');
    at().office.server.faults.clear();

    await waitFor(async () => (await at().office.get('neu.txt')) === 'neu' || undefined, 'the new file on the server');
    await at().desktop.tray('in-sync');
    expect(sentence).toBe('Amt: Server nicht erreichbar');
  });

  it('is told that a folder has gone, and that nothing was lost when it is back', async () => {
    await rename(at().root, `${at().root} anderswo`);
    const { sentence } = await at().desktop.tray('error');
    await rename(`${at().root} anderswo`, at().root);
    await at().goTo(/^Übersicht/);
    await at().press('Noch einmal suchen');
    await at().desktop.tray('in-sync');

    expect(sentence).toBe('Amt: angehalten, bitte ansehen');
    expect(await at().office.get('neu.txt')).toBe('neu');
    expect(Object.keys(await readTexts(at().root))).toEqual(['Haushalt.txt', 'neu.txt']);
  });

  it('finds accounts and folders after a restart, although the disk has damaged every file of settings', async () => {
    await at().goTo(/^Einstellungen/);
    await at().desktop.page.getByLabel('Aussehen').selectOption({ label: 'Dunkel' });
    await at().desktop.page.locator('html[data-kern-theme=dark]').waitFor();
    const endedAfterMs = await at().desktop.quit();
    for (const name of ['folders.json', 'shell.json']) await writeFile(join(at().home, 'state', name), '{"version":');
    const [, folderId] =
      /"folderId": "(\w+)"/.exec(await readFile(join(at().home, 'state', 'folders.json.copy'), 'utf8')) ?? [];
    await at().start([`bayernbox://open?folder=${folderId}`]);

    // Without a keychain a sign-in lasts as long as the program.
    const { sentence } = await at().desktop.tray('sign-in');
    await at().press('Neu anmelden');
    await at().signIn();
    await at().desktop.tray('in-sync');
    await at().goTo(/^Einstellungen/);
    const theme = await at().desktop.page.getByLabel('Aussehen').inputValue();

    // A link that starts the program leads as one does that finds it running.
    expect(at().desktop.all('opened')).toEqual([{ kind: 'opened', target: at().root }]);
    expect(endedAfterMs).toBeLessThan(5_000);
    expect(sentence).toBe('Amt: Anmeldung nötig');
    expect(theme).toBe('dark');
    expect(await readTexts(at().root)).toEqual({ 'Haushalt.txt': 'Fassung der Kollegin', 'neu.txt': 'neu' });
  });

  it('signs out and keeps every file', async () => {
    await at().press('Abmelden');

    await at().desktop.tray('sign-in');

    expect(Object.keys(await readTexts(at().root))).toEqual(['Haushalt.txt', 'neu.txt']);
    expect(await at().office.get('neu.txt')).toBe('neu');
  });
});
