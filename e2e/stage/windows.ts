import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll } from 'vitest';
import type { ProfileKind } from '#dev-server/server-options.ts';
import type { BrowserMode } from '#electron/main/browser-mode/run-browser-mode.ts';
import { startBrowserMode } from './browser-mode.ts';
import type { WatchedPage } from './chromium.ts';
import { launchChromium, openPage } from './chromium.ts';
import type { Office } from './office.ts';
import { openOffice, USER } from './office.ts';

/** A person at the windows of browser mode, with the real engine and a server. Valid from `beforeAll` on. */
export interface AtWindows {
  readonly office: Office;
  readonly page: Page;
  /** What the browser complained about so far. */
  readonly complaints: readonly string[];
  /** Absolute path of the synced folder. */
  readonly root: string;
  readonly write: (name: string, text: string) => Promise<void>;
  readonly press: (name: string | RegExp) => Promise<void>;
  readonly goTo: (area: RegExp) => Promise<void>;
  /** Waits until the overview says so. */
  readonly waitUntilUpToDate: () => Promise<void>;
}

/** What a spec starts with. */
export interface WindowsOptions {
  readonly profile: ProfileKind;
  /** Fills the server. */
  readonly prepare?: (office: Office) => Promise<void>;
  /** Variables of the program beside those of the test; valid once `prepare` has ended. */
  readonly environment?: () => Readonly<Record<string, string>>;
}

/** Starts all that a spec needs before its tests, and signs in; `prepare` fills the server. */
export function sitAtWindows(prepare: (office: Office) => Promise<void>): () => AtWindows {
  const at = openWindows({ profile: 'infinite-scale', prepare });
  beforeAll(() => setUp(at()), 180_000);
  return at;
}

/** Starts all that a spec needs before its tests, and ends it after them: the windows as they are at the first start. */
export function openWindows({ profile, prepare, environment }: WindowsOptions): () => AtWindows {
  let at: AtWindows | undefined;
  let running: BrowserMode | undefined;
  let browser: Browser | undefined;
  beforeAll(async () => {
    const office = await openOffice(profile);
    await prepare?.(office);
    running = await startBrowserMode(office.homeDirectory, { environment: environment?.() ?? {} });
    browser = await launchChromium();
    at = toWindows(office, await openPage(browser, running.address));
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await running?.stop();
    await at?.office[Symbol.asyncDispose]();
  });
  return () => {
    if (at === undefined) throw new Error('the windows are not open yet');
    return at;
  };
}

/** What a person does in a page of the windows. */
function toWindows(office: Office, { page, complaints }: WatchedPage): AtWindows {
  const root = office.place('BayernBox');
  const goTo = (area: RegExp): Promise<void> =>
    page.getByRole('navigation').getByRole('button', { name: area }).click();
  return {
    office,
    page,
    complaints,
    root,
    goTo,
    write: (name, text) => writeFile(join(root, name), text),
    press: (name) => page.getByRole('button', { name }).first().click(),
    waitUntilUpToDate: async () => {
      await goTo(/^Übersicht/);
      await page.getByText(/^Alles aktuell/).waitFor({ timeout: 60_000 });
    },
  };
}

/** From the first start to the choice of folders. */
export async function signIn({ office, page, press }: AtWindows): Promise<void> {
  await press('Konto einrichten');
  await page.getByLabel('Adresse').fill(office.server.url);
  await press('Weiter');
  await page.getByLabel('Benutzername').fill(USER.name);
  await page.getByLabel('Passwort oder App-Passwort').fill(USER.password);
  await press(/^Anmelden$/);
  await page.getByRole('heading', { name: 'Was soll auf diesen PC?' }).waitFor();
}

/** From the first start to a folder that is up to date, with everything as it is offered. */
export async function setUp(at: AtWindows): Promise<void> {
  const { page, root, press, waitUntilUpToDate } = at;
  await signIn(at);
  await press('Weiter');
  await page.getByLabel('Ordner auf diesem PC').fill(root);
  await press('Synchronisierung beginnen');
  await waitUntilUpToDate();
}
