import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { sitAtDesktop } from './stage/desktop-setting.ts';
import { waitFor } from './stage/office.ts';
import { takeScreenshots } from './stage/screenshots.ts';

// A server that tells when something changes, with a sign-in in the browser.
const at = sitAtDesktop('goes-on', 'infinite-scale');

beforeAll(async () => {
  await at().office.put('Satzung.odt', 'Entwurf');
  await at().office.put('Alt.zip', 'x'.repeat(400));
  await at().setUp();
});

function write(name: string, text: string): Promise<void> {
  return writeFile(join(at().root, name), text);
}

/** Waits until the server has it, with nobody pressing anything. */
function arrives(name: string, text: string): Promise<unknown> {
  return waitFor(async () => (await at().office.get(name)) === text || undefined, `${name} on the server`);
}

describe('what could not be synced goes on by itself', () => {
  it('once a file on the server is not locked any more', async () => {
    const { page } = at().desktop;
    const unlock = await at().office.lock('Satzung.odt');
    await write('Satzung.odt', 'meine Änderung');
    await at().goTo(/^Probleme/);
    await page.getByRole('heading', { name: 'Datei ist auf dem Server gesperrt' }).waitFor({ timeout: 60_000 });

    await unlock();

    await arrives('Satzung.odt', 'meine Änderung');
    await at().desktop.tray('in-sync');
    await page.getByText('Es gibt keine Probleme').waitFor();
  });

  it('once somebody has made room on a server that was full', async () => {
    const { page } = at().desktop;
    const { server } = at().office;
    server.faults.setQuotaBytes(500);
    await write('Luftbild.tif', 'x'.repeat(2_000));
    await page
      .getByRole('heading', { name: 'Speicherplatz auf dem Server ist aufgebraucht' })
      .waitFor({ timeout: 60_000 });
    const before = await at().office.get('Luftbild.tif');

    server.faults.setQuotaBytes(undefined);
    await at().office.remove('Alt.zip');

    await arrives('Luftbild.tif', 'x'.repeat(2_000));
    await at().desktop.tray('in-sync');
    expect(before).toBeUndefined();
  });

  it('once a person has signed in anew after the server has ended the sign-in', async () => {
    const { signIn } = at().office.server;
    signIn.settings.refresh = 'refused';
    signIn.dropAccessTokens();
    await write('unterwegs.txt', 'geschrieben, als niemand angemeldet war');
    const { sentence } = await at().desktop.tray('sign-in');
    await at().goTo(/^Übersicht/);
    await takeScreenshots(at().desktop.page, 'goes-on-sign-in');
    signIn.settings.refresh = 'works';

    await at().press('Neu anmelden');
    await at().signIn();

    await arrives('unterwegs.txt', 'geschrieben, als niemand angemeldet war');
    await at().desktop.tray('in-sync');
    expect(sentence).toBe('Amt: Anmeldung nötig');
  });
});

it('a document that is open here is locked for colleagues until it is closed', async () => {
  const { office } = at();
  const overwrite = (): Promise<void> => office.put('Satzung.odt', 'von der Kollegin');
  await write('.~lock.Satzung.odt#', ',anna,rechner,27.11.2026 08:00,file:///;');
  await waitFor(async () => (await office.isLocked('Satzung.odt')) || undefined, 'a lock on the server');

  await expect(overwrite()).rejects.toThrow('423');
  const { page } = at().desktop;
  const ask = async (): Promise<void> => {
    await at().goTo(/^Probleme/);
    await page.getByLabel('Datei oder Ordner').fill('Satzung.odt');
    await at().press('Nachsehen');
  };
  await ask();
  await page.getByText(/^Für andere gesperrt seit \d\d:\d\d, weil Sie es geöffnet haben\./).waitFor();
  await takeScreenshots(page, 'goes-on-own-lock');
  await write('Satzung.odt', 'unter der Sperre gespeichert');
  await arrives('Satzung.odt', 'unter der Sperre gespeichert');
  await rm(join(at().root, '.~lock.Satzung.odt#'));
  await waitFor(async () => !(await office.isLocked('Satzung.odt')) || undefined, 'the end of the lock');
  const unlock = await office.lock('Satzung.odt');
  await ask();
  await page.getByText('Auf dem Server in Ihrem Namen gesperrt, aber nicht von diesem PC').waitFor();
  await takeScreenshots(page, 'goes-on-lock-elsewhere');
  await unlock();
  await overwrite();

  await waitFor(
    async () => (await readFile(join(at().root, 'Satzung.odt'), 'utf8')) === 'von der Kollegin' || undefined,
    'the version of the colleague',
  );
  await at().desktop.tray('in-sync');
});
