import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAFE_PREFERENCES } from '#electron/main/security/window-guard.ts';
import type { DesktopApi } from '#ipc/desktop-api.ts';
import type { Desktop } from './stage/desktop.ts';
import { startDesktop } from './stage/desktop.ts';
import { readTexts, waitFor } from './stage/office.ts';
import { takeScreenshots } from './stage/screenshots.ts';

let home: string;
let desktop: Desktop;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'bayernbox-desktop-'));
  desktop = await startDesktop(home);
}, 180_000);

afterAll(async () => {
  await desktop.quit();
  await rm(home, { recursive: true, force: true });
});

describe('the desktop program', () => {
  it('leads from the first start over the demo account to a synced folder, and the tray tells it', async () => {
    const { page } = desktop;
    const first = await desktop.tray('sign-in');
    expect(first.sentence).toBe('Noch kein Konto eingerichtet');
    await page.getByRole('button', { name: 'Mit der Demo-BayernBox ausprobieren' }).click();
    await page.getByRole('button', { name: /Ordner „.*BayernBox“ synchronisieren/ }).click();
    await page.getByText(/^Alles aktuell/).waitFor({ timeout: 60_000 });
    await takeScreenshots(page, 'desktop-overview');

    const synced = await desktop.tray('in-sync');

    expect(synced.sentence).toMatch(/^Alles aktuell, geprüft um \d\d:\d\d$/);
    expect(synced.menu.map(({ label }) => label)).toContain('Pausieren');
    expect(desktop.last('window')?.preferences).toMatchObject(SAFE_PREFERENCES);
  });

  it('shows the handbook in a window of its own, from a view and from the tray', async () => {
    const { page } = desktop;
    const windows = desktop.all('browser').length;
    await page.getByRole('link', { name: /^Mehr dazu im Handbuch/ }).click();
    await waitFor(() => desktop.all('browser')[windows] !== undefined || undefined, 'the window of the handbook');
    const beside = await desktop.beside();
    const place = beside.url();
    const hasApi = await beside.evaluate(() => 'bayernbox' in window);
    desktop.order({ kind: 'choose', labels: ['Benutzerhandbuch'] });
    await beside.waitForURL(/handbook-de\.html$/);
    await desktop.settle();

    expect(place).toMatch(/\/handbook-de\.html#overview$/);
    expect(hasApi).toBe(false);
    expect(desktop.last('window')?.preferences).toEqual(SAFE_PREFERENCES);
  });

  it('asks the system which proxy leads to a server', async () => {
    const { page } = desktop;

    await page.evaluate(
      (url) => (window as unknown as { readonly bayernbox: DesktopApi }).bayernbox.detectServer({ url }),
      'https://box.invalid',
    );
    await desktop.settle();

    expect(desktop.last('proxy-asked')).toEqual({ kind: 'proxy-asked', url: 'https://box.invalid' });
  });

  it('keeps its window when the engine host dies, and syncs on', async () => {
    desktop.order({ kind: 'kill-host' });
    await writeFile(join(home, 'BayernBox', 'danach.txt'), 'nach dem Absturz');

    await waitFor(() => {
      const recent = desktop.last('tray')?.menu.find(({ label }) => label === 'Zuletzt geändert');
      return recent?.entries.some(({ label }) => label === 'danach.txt') === true || undefined;
    }, 'the file in the menu');

    await desktop.page.getByText(/^Alles aktuell/).waitFor({ timeout: 60_000 });
    await desktop.tray('in-sync');
    expect(await readTexts(join(home, 'BayernBox'))).toMatchObject({ 'danach.txt': 'nach dem Absturz' });
  });

  it('goes on without a window, says so once, and comes back by a click, a double click or a second start', async () => {
    for (const kind of ['click-tray', 'double-click-tray'] as const) {
      desktop.order({ kind: 'close-window' });
      await waitFor(() => desktop.last('window')?.isVisible === false || undefined, 'the window to go');
      desktop.order({ kind });
      await waitFor(() => desktop.last('window')?.isVisible, `the window after ${kind}`);
    }
    desktop.order({ kind: 'close-window' });
    await waitFor(() => desktop.last('window')?.isVisible === false || undefined, 'the window to go again');
    desktop.order({ kind: 'second-instance', argv: ['bayernbox', 'bayernbox://open?view=settings'] });
    await waitFor(() => desktop.last('window')?.isVisible, 'the window again');

    expect(desktop.all('notification').map(({ body }) => body)).toEqual([
      'BayernBox läuft weiter und synchronisiert. Sie finden das Symbol neben der Uhr.',
    ]);
  });

  it('opens the folder of a link only when it is one of ours', async () => {
    const before = desktop.all('opened').length;
    desktop.order({ kind: 'second-instance', argv: ['bayernbox://open?folder=unknown&path=x'] });
    desktop.order({ kind: 'choose', labels: ['Ordner öffnen'] });

    await waitFor(() => desktop.all('opened').length > before || undefined, 'the folder');
    expect(desktop.all('opened').map(({ target }) => target)).toEqual([join(home, 'BayernBox')]);
  });

  it('opens a copy of a file for reading, and nothing that would be run', async () => {
    await writeFile(join(home, 'BayernBox', 'Rechnung.pdf.exe'), 'MZ');
    const label = 'Fassung von diesem PC, schreibgeschützt';
    const before = desktop.all('opened').length;

    const codes = await desktop.page.evaluate(async (words) => {
      const { bayernbox } = window as unknown as { bayernbox: DesktopApi };
      const state = await bayernbox.getState({});
      const folderId = (state.ok ? state.value.folders[0]?.folderId : undefined) ?? '';
      const answers = [
        await bayernbox.openCopy({ folderId, path: 'danach.txt', label: words }),
        await bayernbox.openCopy({ folderId, path: 'Rechnung.pdf.exe', label: words }),
        await bayernbox.openItem({ folderId, path: 'Rechnung.pdf.exe', how: 'open' }),
      ];
      return answers.map((answer) => (answer.ok ? 'opened' : answer.error.code));
    }, label);
    await desktop.settle();

    expect(codes).toEqual(['opened', 'program-not-opened', 'program-not-opened']);
    const opened = desktop.all('opened').slice(before);
    expect(opened.map(({ target }) => basename(target))).toEqual([`danach (${label}).txt`]);
    expect((await stat(opened[0]?.target ?? '')).mode & 0o222).toBe(0);
  });

  it('has nothing of Node or Electron in its page, and lets nothing in from elsewhere', async () => {
    const found = await desktop.page.evaluate(async () => ({
      leaks: ['require', 'process', 'Buffer', 'electron', 'module'].filter((name) => name in globalThis),
      // Not at once: what a debugger runs by itself is free of the page's policy.
      hasEval: await new Promise((resolve) => {
        setTimeout(() => {
          try {
            // oxlint-disable-next-line no-implied-eval, typescript/no-implied-eval, no-new-func -- must be refused
            resolve(typeof new Function('return true') === 'function');
          } catch {
            resolve(false);
          }
        }, 0);
      }),
      fetched: await fetch('http://127.0.0.1:9/').then(
        () => 'fetched',
        () => 'refused',
      ),
    }));

    expect(found).toEqual({ leaks: [], hasEval: false, fetched: 'refused' });
  });

  it('asks what becomes of what is unsaved before the tray ends it', async () => {
    desktop.order({ kind: 'click-tray' });
    const { page } = desktop;
    await page.getByRole('button', { name: 'Einstellungen' }).click();
    await page.getByLabel('Höchstens hochladen (Kilobyte pro Sekunde)').fill('500');
    // Orders overtake what the page has said; a request that is answered comes after it, as a person's next act does.
    await page.evaluate(() => (window as unknown as { readonly bayernbox: DesktopApi }).bayernbox.getState({}));
    desktop.order({ kind: 'close-window' });
    await waitFor(() => desktop.last('window')?.isVisible === false || undefined, 'the end of the window');

    desktop.order({ kind: 'choose', labels: ['Beenden und nichts mehr synchronisieren'] });

    await page.getByRole('alertdialog', { name: 'Änderungen speichern?' }).waitFor();
    await desktop.settle();
    expect(desktop.last('window')?.isVisible).toBe(true);
    await page.getByRole('button', { name: 'Weiter bearbeiten' }).click();
    expect(await page.getByLabel('Höchstens hochladen (Kilobyte pro Sekunde)').inputValue()).toBe('500');
  });

  it('opens its window anew when what shows it has died, once', async () => {
    desktop.order({ kind: 'click-tray' });
    await waitFor(() => desktop.last('window')?.isVisible === true || undefined, 'the window');
    const pages = desktop.all('browser').length;

    desktop.order({ kind: 'lose-page' });
    await waitFor(() => desktop.all('browser').length === pages + 1 || undefined, 'another page');
    await desktop.settle();
    expect(desktop.last('window')?.isVisible).toBe(true);

    desktop.order({ kind: 'lose-page' });
    await waitFor(() => desktop.last('window')?.isVisible === false || undefined, 'the end of the window');
    desktop.order({ kind: 'click-tray' });
    await waitFor(() => desktop.all('browser').length === pages + 2 || undefined, 'the page that a person asked for');
  });

  it('ends within five seconds', async () => {
    expect(await desktop.quit()).toBeLessThan(5_000);
  });
});
