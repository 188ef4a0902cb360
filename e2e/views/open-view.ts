import type { Browser, Page } from 'playwright';
import { beforeAll } from 'vitest';
import { launchChromium } from '../stage/chromium.ts';
import { createSampleAnswers } from './sample-answers.ts';
import type { SamplePage, SampleShell } from './sample-windows.ts';
import { openSamplePage } from './sample-windows.ts';
import type { WindowServer } from './window-server.ts';
import { serveWindows } from './window-server.ts';

/**
 * Opens a view of the windows with sample answers. The page is that of the test before, loaded anew, as long as nobody
 * has closed it: a new one costs more than twice the work.
 */
export type OpenView = (view: string, shell?: Partial<SampleShell>) => Promise<Page>;

/** What all views of a process are opened with. */
interface Stage {
  readonly server: WindowServer;
  readonly browser: Browser;
  sample?: SamplePage;
}

let stage: Promise<Stage> | undefined;

/**
 * The windows of a test file. The files that run in one process share their browser and its page, which end with the
 * process: to start them, and to load the windows for the first time, is most of what a short file costs.
 */
export function useViews(): OpenView {
  beforeAll(() => (stage ??= openStage()), 300_000);
  return async (view, shell = {}) => {
    const page = await openSample(await (stage ??= openStage()), shell);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await VIEWS[view]?.(page);
    await page.evaluate(() => document.fonts.ready);
    return page;
  };
}

async function openStage(): Promise<Stage> {
  const server = await serveWindows();
  return { server, browser: await launchChromium() };
}

async function openSample(at: Stage, shell: Partial<SampleShell>): Promise<Page> {
  if (at.sample === undefined || at.sample.page.isClosed()) at.sample = await openSamplePage(at.browser, at.server);
  const { page, load } = at.sample;
  await load({ answers: createSampleAnswers(Date.now()), ...shell });
  return page;
}

export async function press(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name }).first().click();
}

/** How to get to each view, by its German names. */
export const VIEWS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  overview: () => Promise.resolve(),
  'set-up': async (page) => {
    await press(page, 'Weiteren Ordner hinzufügen');
    await page.getByRole('tree').waitFor();
  },
  'set-up-place': async (page) => {
    await press(page, 'Weiteren Ordner hinzufügen');
    await page.getByRole('tree').waitFor();
    await press(page, 'Weiter');
    await page.getByText('Der Ordner wird angelegt.').waitFor();
  },
  'sign-in': async (page) => {
    await press(page, 'Neu anmelden');
    await press(page, 'Weiter');
    await page.getByLabel('Benutzername').waitFor();
  },
  decisions: (page) => press(page, /^Entscheidungen/),
  conflicts: async (page) => {
    await press(page, /^Zwei Fassungen/);
    await press(page, 'Ansehen: zwei Fassungen von „Haushalt 2027.xlsx“');
    await page.getByRole('row', { name: 'Niederschrift Bauausschuss.docx' }).first().press('Space');
  },
  problems: (page) => press(page, /^Probleme/),
  excluded: async (page) => {
    await press(page, /^Probleme/);
    await page.getByText('Ausgeschlossene Dateien und Ordner').click();
    await page.getByRole('row', { name: 'Thumbs.db' }).waitFor();
  },
  why: async (page) => {
    await press(page, /^Probleme/);
    await press(page, 'Warum? „Plan: Südring?.dwg“');
  },
  activity: (page) => press(page, 'Aktivität'),
  kept: (page) => press(page, 'Aufbewahrt'),
  settings: async (page) => {
    await press(page, 'Einstellungen');
    await page.getByText('Zeile 3 zählt nicht').waitFor();
  },
  about: (page) => press(page, /^Über$/),
  selection: async (page) => {
    await press(page, 'Ordner auswählen');
    await page.getByRole('tree').waitFor();
  },
};

/** The words of what has the focus. */
export function focusedText(page: Page): Promise<string | null | undefined> {
  return page.evaluate(() => document.activeElement?.ariaLabel ?? document.activeElement?.textContent);
}
