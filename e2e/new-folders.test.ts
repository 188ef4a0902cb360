import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findFaults } from './stage/accessibility.ts';
import { sitAtDesktop } from './stage/desktop-setting.ts';
import { waitFor } from './stage/office.ts';
import { takeScreenshots } from './stage/screenshots.ts';

const at = sitAtDesktop('new-folders');

/** A colleague makes a folder on the server. */
async function makeFolder(name: string): Promise<void> {
  await at().office.makeDirectory(name);
  await at().office.put(`${name}/plan.txt`, 'plan');
}

function isHere(path: string): boolean {
  return existsSync(join(at().root, path));
}

/** These follow one another. */
describe('a person who wants to be asked about new folders', () => {
  it('sets that up where folders are chosen', async () => {
    await at().office.makeDirectory('Bauamt');
    await at().setUp();
    await at().press('Ordner auswählen');
    await at().desktop.page.getByLabel('Neue Ordner auf dem Server').selectOption({ label: 'Immer erst fragen' });
    await at().press('Übernehmen');

    await at()
      .desktop.page.getByText(/^Alles aktuell/)
      .waitFor();
  });

  it('is told of one at the clock and in the window, while all else goes on', async () => {
    await makeFolder('Archiv');
    const { sentence, menu } = await at().desktop.tray('decision');
    await writeFile(join(at().root, 'Bauamt', 'neu.txt'), 'neu');
    await waitFor(async () => (await at().office.get('Bauamt/neu.txt')) === 'neu' || undefined, 'the rest to go on');

    expect(sentence).toBe('Amt: 1 neuer Ordner wartet auf Ihre Auswahl');
    expect(isHere('Archiv')).toBe(false);
    expect(menu.map(({ label }) => label)).toContain('1 Entscheidung offen …');
    at().desktop.order({ kind: 'choose', labels: ['1 Entscheidung offen …'] });
    await at()
      .desktop.page.getByRole('heading', { name: 'Ein neuer Ordner ist auf dem Server. Soll er auf diesen PC?' })
      .waitFor();
    await at().desktop.page.getByText('4 Byte').waitFor();
    expect(await findFaults(at().desktop.page)).toEqual([]);
    await takeScreenshots(at().desktop.page, 'new-folders');
  });

  it('finds the question after a restart, and says no', async () => {
    await at().desktop.quit();
    await at().start();
    // Without a keychain a sign-in lasts as long as the program.
    await at().desktop.tray('sign-in');
    await at().press('Neu anmelden');
    await at().signIn();
    await at().desktop.tray('decision');
    await at().goTo(/^Entscheidungen/);
    await at().press('Nur auf dem Server lassen: „Archiv“');

    await at().desktop.page.getByText('Entschieden: „Archiv“ bleibt nur auf dem Server.').waitFor();
    await at().desktop.tray('in-sync');
    await at().desktop.page.getByText('Es wartet keine Entscheidung auf Sie.').waitFor();
    expect(isHere('Archiv')).toBe(false);
    expect(await at().office.get('Archiv/plan.txt')).toBe('plan');
  });

  it('says yes to the next one, by the keyboard', async () => {
    await makeFolder('Haushalt');
    await at().desktop.tray('decision');
    await at().goTo(/^Entscheidungen/);
    await at().desktop.page.getByRole('button', { name: 'Auf diesen PC holen: „Haushalt“' }).press('Enter');

    await at().desktop.tray('in-sync');
    expect(isHere('Haushalt/plan.txt')).toBe(true);
  });

  it('takes two at once and is not asked again', async () => {
    await makeFolder('Kasse');
    await makeFolder('Kämmerei');
    await at().desktop.tray('decision');
    await at().goTo(/^Entscheidungen/);
    await at().press('Alle holen und künftig nicht mehr fragen');
    await at().desktop.tray('in-sync');
    await makeFolder('Standesamt');

    await waitFor(() => isHere('Standesamt/plan.txt') || undefined, 'the next one to come by itself');
    expect([isHere('Kasse/plan.txt'), isHere('Kämmerei/plan.txt'), isHere('Archiv')]).toEqual([true, true, false]);
    expect(
      at()
        .desktop.last('tray')
        ?.menu.map(({ label }) => label),
    ).not.toContain('1 Entscheidung offen …');
  });
});
