import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ForwardProxy } from '#dev-server/testing/forward-proxy.ts';
import { startForwardProxy } from '#dev-server/testing/forward-proxy.ts';
import type { KeyringSession } from '#sync-engine/secrets/keyring-session.ts';
import { startKeyringSession } from '#sync-engine/secrets/keyring-session.ts';
import { fillTimes, WEEK } from './stage/fill-times.ts';
import type { FilledTime } from './stage/fill-times.ts';
import { readTexts, USER, waitFor } from './stage/office.ts';
import { takeScreenshots } from './stage/screenshots.ts';
import type { AtWindows } from './stage/windows.ts';
import { openWindows } from './stage/windows.ts';

const PROXY_PASSWORD = 'Proxy-Pass:wört-93be';
const WRONG_PASSWORD = 'Falsch-51aa';

let keyring: KeyringSession;
let proxy: ForwardProxy;
let tenantFile: string;

// A server with a name that only the proxy knows; over HTTP, because the proxy shall see what goes through it.
const windows = openWindows({
  profile: 'owncloud10',
  prepare: async (office) => {
    await office.put('Haushalt.txt', 'Ansatz 1');
    keyring = await startKeyringSession('open');
    proxy = await startForwardProxy(Number(new URL(office.server.url).port), `amt:${PROXY_PASSWORD}`);
    tenantFile = office.place('tenant.json');
    await writeFile(tenantFile, JSON.stringify({ trust: { isHttpAllowed: true } }));
  },
  environment: () => ({
    BAYERNBOX_TENANT_FILE: tenantFile,
    DBUS_SESSION_BUS_ADDRESS: keyring.environment['DBUS_SESSION_BUS_ADDRESS'] ?? '',
  }),
});

let at: AtWindows;
let page: Page;
let serverUrl: string;

beforeAll(() => {
  at = windows();
  ({ page } = at);
  serverUrl = `http://box.invalid:${new URL(at.office.server.url).port}`;
});

afterAll(async () => {
  await proxy[Symbol.asyncDispose]();
  await keyring[Symbol.asyncDispose]();
});

/** Everything below a directory, as one text. */
function readAll(directory: string): string {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

async function saveProxyPassword(password: string): Promise<void> {
  await page.getByLabel('Passwort für den Proxy').fill(password);
  await at.press('Proxy speichern');
  await page.getByText('Gespeichert. Es gilt ab sofort.').waitFor();
}

const LIMIT_TIMES = 'Zeiten, in denen die Grenzen gelten';
const ALWAYS: FilledTime = { days: WEEK, from: '00:00', to: '00:00' };

/** Sets what is in these fields of the settings, and the times of this one, and saves it. */
async function saveSettings(
  fields: Readonly<Record<string, string>>,
  times?: { readonly of: string; readonly time: FilledTime | undefined },
): Promise<void> {
  await at.goTo(/^Einstellungen/);
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label).fill(value);
  if (times !== undefined) await fillTimes(page, times.of, times.time);
  await at.press(/^Speichern$/);
  await page.getByText('Gespeichert.', { exact: true }).waitFor();
}

/** These follow one another. */
describe('a person in a town hall', () => {
  it('names the proxy by hand, is told that its password is wrong, and corrects it on the way to the account', async () => {
    await at.goTo(/^Einstellungen/);
    await page.getByLabel('Verbindung ins Internet').selectOption({ label: 'Proxy von Hand' });
    await page.getByLabel('Adresse des Proxys').fill('127.0.0.1');
    await page.getByLabel('Port').fill(String(proxy.port));
    await page.getByLabel('Benutzername für den Proxy').fill('amt');
    await saveProxyPassword(WRONG_PASSWORD);
    await at.goTo(/^Übersicht/);
    await at.press('Konto einrichten');
    await page.getByLabel('Adresse').fill(serverUrl);
    await at.press('Weiter');
    await page.getByText('Der Proxy dieses Netzes verlangt eine Anmeldung').waitFor();
    await takeScreenshots(page, 'town-hall-proxy-refused');

    await at.press('Proxy einstellen');
    await page.getByText('Im Schlüsselbund gespeichert. Leer lassen, um es zu behalten.').waitFor();
    await saveProxyPassword(PROXY_PASSWORD);
    await at.press('Weiter zum Einrichten');
    await page.getByLabel('Adresse').fill(serverUrl);
    await at.press('Weiter');
    await page.getByLabel('Benutzername').fill(USER.name);
    await page.getByLabel('Passwort oder App-Passwort').fill(USER.password);
    await at.press(/^Anmelden$/);
    await at.press('Weiter');
    await page.getByLabel('Ordner auf diesem PC').fill(at.root);
    await at.press('Synchronisierung beginnen');
    await at.waitUntilUpToDate();

    expect(await readTexts(at.root)).toEqual({ 'Haushalt.txt': 'Ansatz 1' });
    expect(proxy.refusals).toBeGreaterThan(0);
    expect(new Set(proxy.names)).toEqual(new Set([new URL(serverUrl).host]));
    const written = readAll(at.office.homeDirectory);
    expect(written).toContain('"userName": "amt"');
    expect([PROXY_PASSWORD, WRONG_PASSWORD, USER.password].filter((secret) => written.includes(secret))).toEqual([]);
  });

  it('limits what comes down, sees so in the overview, and lets the limit rest today', async () => {
    await at.goTo(/^Einstellungen/);
    await page.getByLabel('Höchstens herunterladen').fill('1');
    await page.getByText('Das sind 1 kB pro Sekunde.').waitFor();
    await fillTimes(page, LIMIT_TIMES, { ...ALWAYS, days: [] });
    await at.press(/^Speichern$/);
    await page.getByText('Bitte mindestens einen Tag ankreuzen.').waitFor();
    await fillTimes(page, LIMIT_TIMES, ALWAYS);
    await at.press(/^Speichern$/);
    await page.getByText('Gespeichert.', { exact: true }).waitFor();
    // Ten minutes at this limit.
    await at.office.put('Luftbild.tif', 'x'.repeat(600_000));
    await at.goTo(/^Übersicht/);
    await page
      .getByText(/^Geschwindigkeit begrenzt: höchstens 1.kB pro Sekunde herunterladen · nur Mo–So 00:00–24:00$/)
      .waitFor();
    await page.getByText(/^0 von 1 Datei/).waitFor({ timeout: 60_000 });
    await takeScreenshots(page, 'town-hall-limited');

    const otherDay = WEEK[(new Date().getDay() + 2) % 7] ?? 'Montag';
    await saveSettings({}, { of: LIMIT_TIMES, time: { days: [otherDay], from: '08:00', to: '17:00' } });

    await waitFor(async () => 'Luftbild.tif' in (await readTexts(at.root)) || undefined, 'the file without a limit');
    await at.waitUntilUpToDate();
  });

  it('limits what goes up, until the limit is taken away', async () => {
    await saveSettings(
      { 'Höchstens herunterladen': '', 'Höchstens hochladen': '1' },
      { of: LIMIT_TIMES, time: undefined },
    );
    // Ten minutes at this limit.
    await at.write('Lageplan.tif', 'x'.repeat(600_000));
    await at.goTo(/^Übersicht/);
    await page.getByText('Geschwindigkeit begrenzt: höchstens 1 kB pro Sekunde hochladen').waitFor();
    await page.getByText(/^0 von 1 Datei/).waitFor({ timeout: 60_000 });
    const meanwhile = await at.office.get('Lageplan.tif');

    await saveSettings({ 'Höchstens hochladen': '' });

    await waitFor(async () => (await at.office.get('Lageplan.tif')) !== undefined || undefined, 'the whole file');
    await at.waitUntilUpToDate();
    expect(meanwhile).toBeUndefined();
  });

  it('pauses at the times that are set, and syncs all the same when a person says so', async () => {
    await saveSettings({}, { of: 'Zeiten, in denen pausiert wird', time: ALWAYS });
    await at.goTo(/^Übersicht/);
    await page
      .getByText(/^Pausiert/)
      .first()
      .waitFor();
    await takeScreenshots(page, 'town-hall-paused');
    at.office.server.requestLog.reset();
    await at.write('Abends.txt', 'nach Dienstschluss geschrieben');
    const sent = at.office.server.requestLog.entries.filter(({ method }) => method === 'PUT');

    await at.press('Trotzdem synchronisieren');

    await waitFor(async () => (await at.office.get('Abends.txt')) !== undefined || undefined, 'the file on the server');
    await at.waitUntilUpToDate();
    expect(sent).toEqual([]);
  });
});
