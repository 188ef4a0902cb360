import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { HeadlessBrowser } from '#dev-server/testing/headless-browser.ts';
import type { ProfileKind } from '#dev-server/server-options.ts';
import type { Desktop } from './desktop.ts';
import { startDesktop } from './desktop.ts';
import type { Office } from './office.ts';
import { openOffice, USER, waitFor } from './office.ts';

/** A person at the desktop program, with the real engine and a server. Valid from `beforeAll` on. */
export class AtDesktop {
  readonly office: Office;
  /** Absolute path; its folder `state` is the program's. */
  readonly home: string;
  /** Absolute path of the synced folder. */
  readonly root: string;
  desktop: Desktop;

  constructor(office: Office, home: string, desktop: Desktop) {
    this.office = office;
    this.home = home;
    this.root = join(home, 'Amt');
    this.desktop = desktop;
  }

  async press(name: string | RegExp): Promise<void> {
    await this.desktop.page.getByRole('button', { name }).first().click();
  }

  async goTo(area: RegExp): Promise<void> {
    await this.desktop.page.getByRole('navigation').getByRole('button', { name: area }).click();
  }

  /** What the system is asked to open because of something that a person does. */
  async openedBy(act: () => Promise<void> | void): Promise<string> {
    const before = this.desktop.all('opened').length;
    await act();
    return waitFor(() => this.desktop.all('opened')[before]?.target, 'what is opened');
  }

  /** From an address on, by what the server offers first. */
  async signIn(): Promise<void> {
    await this.press('Weiter');
    if (this.office.server.profile === 'infinite-scale') {
      const address = await this.openedBy(() => this.press('Im Browser anmelden'));
      await new HeadlessBrowser().signIn(address, USER);
      return;
    }
    await this.desktop.page.getByLabel('Benutzername').fill(USER.name);
    await this.desktop.page.getByLabel('Passwort oder App-Passwort').fill(USER.password);
    await this.press(/^Anmelden$/);
  }

  /** From the first start to a folder that is up to date, with everything as it is offered. */
  async setUp(): Promise<void> {
    await this.press('Konto einrichten');
    await this.desktop.page.getByLabel('Adresse').fill(this.office.server.url);
    await this.signIn();
    await this.press('Weiter');
    await this.desktop.page.getByLabel('Ordner auf diesem PC').fill(this.root);
    await this.press('Synchronisierung beginnen');
    await this.desktop.tray('in-sync');
  }

  /** The program once more, after it has been quit. */
  async start(argv: readonly string[] = []): Promise<void> {
    this.desktop = await startDesktop(this.home, argv);
  }
}

/** Starts all that a spec needs before its tests, and ends it after them. `name` is for people who find its directory. */
export function sitAtDesktop(name: string, profile: ProfileKind = 'owncloud10'): () => AtDesktop {
  let at: AtDesktop | undefined;
  beforeAll(async () => {
    const home = await mkdtemp(join(tmpdir(), `bayernbox-${name}-`));
    at = new AtDesktop(await openOffice(profile), home, await startDesktop(home));
  }, 180_000);
  afterAll(async () => {
    await at?.desktop.quit();
    await at?.office[Symbol.asyncDispose]();
    if (at !== undefined) await rm(at.home, { recursive: true, force: true });
  });
  return () => {
    if (at === undefined) throw new Error('the program has not been started yet');
    return at;
  };
}
