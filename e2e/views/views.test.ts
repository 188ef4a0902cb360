import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SHELL_SETTINGS } from '#policies/settings.ts';
import { findColourFaults, findFaults } from '../stage/accessibility.ts';
import { fillTimes, WEEK } from '../stage/fill-times.ts';
import { expectNoOverflow } from '../stage/overflow.ts';
import { shoot, takeScreenshots } from '../stage/screenshots.ts';
import { press, useViews, VIEWS } from './open-view.ts';
import { createSampleAnswers } from './sample-answers.ts';
import { createMissingFolder } from './sample-stops.ts';
import { giveFromNowOn, listAsked, tellWindows } from './sample-windows.ts';

const openView = useViews();

/** From now on, in the same view. */
async function speakEnglish(page: Page): Promise<void> {
  await giveFromNowOn(page, 'getShellSettings', { ...DEFAULT_SHELL_SETTINGS, language: 'en' });
  await tellWindows(page, { kind: 'host-ready' });
  await page.locator('html[lang=en]').waitFor();
}

describe.each(Object.keys(VIEWS))('the view „%s“', (view) => {
  it('has no fault that axe knows, light, dark and in forced colours, and needs no sideways scrolling at 320 pixels, in English too', async () => {
    const page = await openView(view);
    await shoot(page, `${view}-light`);
    const light = await findFaults(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    await shoot(page, `${view}-dark`);
    const dark = await findColourFaults(page);
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' });
    await shoot(page, `${view}-forced`);
    const forced = await findColourFaults(page);
    await page.emulateMedia({ forcedColors: 'none' });
    await page.setViewportSize({ width: 320, height: 900 });
    await shoot(page, `${view}-narrow`);
    await expectNoOverflow(page);
    await speakEnglish(page);
    await shoot(page, `${view}-english-narrow`);
    await expectNoOverflow(page);
    await page.setViewportSize({ width: 1_100, height: 900 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await shoot(page, `${view}-english-dark`);

    expect({ light, dark, forced }).toEqual({ light: [], dark: [], forced: [] });
  });
});

describe('the windows', () => {
  it('open each view at its top, wherever the one before it was scrolled to', async () => {
    const page = await openView('overview');
    for (const view of ['activity', 'overview', 'settings', 'kept', 'selection']) {
      await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
      if (view === 'overview' || view === 'selection') await press(page, 'Übersicht');
      if (view !== 'overview') await VIEWS[view]?.(page);
      expect([view, await page.evaluate(() => window.scrollY)]).toEqual([view, 0]);
    }
  });

  it('do not speak of how long a sign-in lasts that is over', async () => {
    const page = await openView('overview');

    await page.getByText('Anmeldung nötig').first().waitFor();
    expect(await page.getByText('Anmeldung gilt nur bis zum Beenden').count()).toBe(0);
  });

  it('say in one line that a sign-in ends with the program, until that is put away, and in the settings', async () => {
    const usual = createSampleAnswers(Date.now());
    const { getState } = usual;
    if (getState === undefined) throw new Error('no sample of the state');
    const accounts = getState.accounts.map((account) => ({ ...account, signIn: 'signed-in' as const }));
    const page = await openView('overview', { answers: { ...usual, getState: { ...getState, accounts } } });
    const line = page.locator('.bb-line-notice');
    await page.getByText('Anmeldung gilt nur bis zum Beenden').waitFor();
    await shoot(page, 'overview-not-remembered');
    expect((await line.boundingBox())?.height).toBeLessThan(72);
    expect(await page.getByText('Auf diesem PC fehlt ein Schlüsselbund').isVisible()).toBe(false);
    await page.getByText('Anmeldung gilt nur bis zum Beenden').click();
    await page.getByText('Auf diesem PC fehlt ein Schlüsselbund').waitFor();
    await page.setViewportSize({ width: 320, height: 720 });
    await shoot(page, 'overview-not-remembered-narrow');
    expect(await findFaults(page)).toEqual([]);

    await press(page, /^Ausblenden/);
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();

    expect(await line.count()).toBe(0);
    await press(page, /^Menü/);
    await press(page, 'Einstellungen');
    await page.getByText('Angemeldet als Anna Muster, nur bis zum Beenden des Programms').waitFor();
  });

  it('put the focus at the beginning of each step of the set-up', async () => {
    const page = await openView('sign-in');

    expect(await page.evaluate(() => document.activeElement?.id)).toBe('page-title');
  });

  it.each([
    ['startBrowserSignIn', 'Im Browser anmelden'],
    ['signInWithPassword', /^Anmelden$/],
  ])('sign in again for the account that needs it, never for another one: %s', async (name, button) => {
    const page = await openView('sign-in');
    await page.getByLabel('Benutzername').fill('anna');
    await page.getByLabel('Passwort oder App-Passwort').fill('x');

    await press(page, button);

    const input: unknown = expect.objectContaining({ accountId: 'a1' });
    await expect.poll(() => listAsked(page)).toContainEqual({ name, input });
  });

  it('end a sign-in in the browser when a person leaves it', async () => {
    const page = await openView('sign-in', {
      answers: { ...createSampleAnswers(Date.now()), startBrowserSignIn: { signInId: 's7', url: 'https://x.example' } },
      silent: ['finishBrowserSignIn'],
    });
    await press(page, 'Im Browser anmelden');
    await page.getByText(/^Melden Sie sich im Browser an/).waitFor();

    await press(page, 'Übersicht');

    await expect.poll(() => listAsked(page)).toContainEqual({ name: 'cancelBrowserSignIn', input: { signInId: 's7' } });
  });

  it('say when the keychain has not let go of a password', async () => {
    const answers = { ...createSampleAnswers(Date.now()), removeAccount: { isSecretRemoved: false } };
    const page = await openView('settings', { answers });
    await press(page, 'Konto entfernen');

    await page.getByRole('alertdialog').getByRole('button', { name: 'Konto entfernen' }).click();

    await page.getByText('Ein Passwort liegt noch im Schlüsselbund').waitFor();
  });

  it.each([
    ['activity', /^Im Ordner zeigen/],
    ['problems', /^Im Ordner zeigen/],
    ['conflicts', 'Schreibgeschützte Kopie öffnen: Ihre Fassung'],
  ])('say in the view „%s“ why an item cannot be opened', async (view, button) => {
    const page = await openView(view, { refusals: { openItem: 'item-missing', openCopy: 'item-missing' } });

    await press(page, button);

    await page.getByText('Das liegt nicht mehr auf diesem PC').waitFor();
  });
});

describe('what a person chooses in the windows', () => {
  it('is a space, shown with its kind, its rights and its room', async () => {
    const page = await openView('set-up');

    await page.getByLabel('Bereich auf dem Server').selectOption({
      label: 'Bauamt – Projekt – nur lesen – 1,2 GB von 5 GB belegt – wird schon synchronisiert',
    });
    await press(page, 'Weiter');
    await press(page, 'Synchronisierung beginnen');

    const added = (await listAsked(page)).find(({ name }) => name === 'addFolder');
    expect(added?.input).toMatchObject({ spaceId: 's2', spaceName: 'Bauamt', remotePath: '' });
  });

  it('is what happens to new folders, and which ones come, with the room they need', async () => {
    const page = await openView('selection');

    await page.getByText('212 GB').waitFor();
    await page.getByRole('treeitem', { name: /^Archiv/ }).click();
    await page.getByText('Kommt auf diesen PC', { exact: true }).waitFor();
    await page.getByText('164 GB').waitFor();
    await page.getByLabel('Neue Ordner auf dem Server').selectOption({ label: 'Immer erst fragen' });
    await press(page, 'Übernehmen');

    const changed = (await listAsked(page)).find(({ name }) => name === 'changeSelection');
    expect(changed?.input).toEqual({
      folderId: 'f1',
      seen: ['Archiv', 'Gemeinderat'],
      deselected: ['Gemeinderat'],
      newDirectories: { kind: 'ask' },
    });
    const card = page.getByRole('region', { name: 'BayernBox' });
    await card.getByText('Auswahl für „BayernBox“ gespeichert').waitFor();
    await card.getByText('Neu ausgewählt: „Archiv“.').waitFor();
    await shoot(page, 'overview-choice');
  });

  it('is another place for a folder, which keeps its name there', async () => {
    const page = await openView('overview');
    await press(page, 'Mehr zu BayernBox');
    await page.getByRole('menuitem', { name: 'Ort ändern' }).click();
    const dialog = page.getByRole('dialog', { name: 'Ort von „BayernBox“ ändern' });
    await dialog.getByLabel('Ordner auf diesem PC').fill('D:\\BayernBox');
    await dialog.getByText('212 GB sind dort frei.').waitFor();
    await shoot(page, 'move');
    expect(await findFaults(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Hierher verschieben' }).click();

    await page.getByText(/^Der Ordner ist jetzt unter/).waitFor();
    const asked = (await listAsked(page)).find(({ name }) => name === 'moveFolder');
    expect(asked?.input).toEqual({ folderId: 'f1', localPath: 'D:\\BayernBox' });
    await press(page, 'Alten Ordner in den Papierkorb');
    await page.getByText('Der alte Ordner bleibt liegen, weil darin 21 Dateien oder Ordner anders sind').waitFor();
    await page.getByText('… und 19 weitere').waitFor();
    await takeScreenshots(page, 'moved');
    await page.setViewportSize({ width: 320, height: 700 });
    await shoot(page, 'moved-narrow');
    expect(await findFaults(page)).toEqual([]);
  });

  it('is left when a folder was copied to another disk, until a person puts it into the trash', async () => {
    const answers = createSampleAnswers(Date.now());
    const trashOldFolder = { isTrashed: true, changed: 0, paths: [] };
    const page = await openView('overview', { answers: { ...answers, trashOldFolder } });
    await press(page, 'Mehr zu BayernBox');
    await page.getByRole('menuitem', { name: 'Ort ändern' }).click();
    const dialog = page.getByRole('dialog', { name: 'Ort von „BayernBox“ ändern' });
    await dialog.getByLabel('Ordner auf diesem PC').fill('D:\\BayernBox');
    await dialog.getByRole('button', { name: 'Hierher verschieben' }).click();
    await page.getByText('Der alte Ordner liegt noch unter').waitFor();
    expect((await listAsked(page)).some(({ name }) => name === 'trashOldFolder')).toBe(false);

    await press(page, 'Alten Ordner in den Papierkorb');

    await page.getByText(/^Der alte Ordner .* liegt im Papierkorb\.$/).waitFor();
    expect(await page.getByRole('button', { name: 'Alten Ordner in den Papierkorb' }).count()).toBe(0);
  });

  it('is where a folder is now that is not where it was', async () => {
    const page = await openView('overview', { answers: createMissingFolder(Date.now()) });
    await page.getByText('Der Ordner auf diesem PC fehlt').first().waitFor();
    await shoot(page, 'missing');
    await press(page, 'Neuen Ort wählen');
    await page.getByRole('dialog').getByLabel('Ordner auf diesem PC').fill('D:\\BayernBox');
    expect(await findFaults(page)).toEqual([]);
    await press(page, 'Hier weitermachen');

    const locate = { name: 'locateFolder', input: { folderId: 'f1', localPath: 'D:\\BayernBox' } };
    await expect.poll(() => listAsked(page)).toContainEqual(locate);
  });

  it('are the times of limits and pauses, with their days and hours', async () => {
    const page = await openView('settings');
    const workdays = WEEK.slice(0, 5);

    await fillTimes(page, 'Zeiten, in denen die Grenzen gelten', { days: workdays, from: '08:00', to: '17:00' });
    await fillTimes(page, 'Zeiten, in denen pausiert wird', { days: WEEK.slice(5), from: '00:00', to: '00:00' });
    await shoot(page, 'settings-times-light');
    const faults = await findFaults(page);
    await page.setViewportSize({ width: 320, height: 900 });
    await shoot(page, 'settings-times-narrow');
    await expectNoOverflow(page);
    await page.getByRole('button', { name: 'Speichern', exact: true }).click();

    const changed = (await listAsked(page)).find(({ name }) => name === 'changeSyncSettings');
    expect(changed?.input).toMatchObject({
      settings: { limitWindows: 'mo-fr 08:00-17:00', pauseWindows: 'sa,so 00:00-24:00' },
    });
    expect(faults).toEqual([]);
  });

  it('do not take a time without a day, say so, and lead there', async () => {
    const page = await openView('settings');
    await fillTimes(page, 'Zeiten, in denen pausiert wird', { days: [], from: '22:00', to: '06:00' });
    await page.getByRole('button', { name: 'Speichern', exact: true }).click();

    await expect.poll(() => page.evaluate(() => document.activeElement?.ariaLabel)).toBe('Montag');
    expect(await page.getByRole('alert').textContent()).toBe('Bitte mindestens einen Tag ankreuzen.');
    expect((await listAsked(page)).map(({ name }) => name)).not.toContain('changeSyncSettings');
    await page.keyboard.press('Space');
    await page.getByText('Endet am nächsten Tag.').waitFor();
  });

  it('lead to a time that is added, and back when it is taken away by the keyboard', async () => {
    const page = await openView('settings');
    const times = page.getByRole('group', { name: 'Zeiten, in denen pausiert wird' });
    await times.getByRole('button', { name: 'Zeit hinzufügen' }).press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.ariaLabel)).toBe('Montag');
    await times.getByRole('button', { name: 'Zeit 1 entfernen' }).press('Enter');

    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Zeit hinzufügen');
  });
});

describe('the setting of the proxy', () => {
  it('is where a proxy that wants a sign-in leads to', async () => {
    const page = await openView('sign-in', { refusals: { startBrowserSignIn: 'proxy-sign-in-needed' } });
    await press(page, 'Im Browser anmelden');

    await press(page, 'Proxy einstellen');

    await page.getByRole('heading', { name: 'Proxy' }).waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('SELECT');
    expect(await page.getByLabel('Verbindung ins Internet').inputValue()).toBe('manual');
  });

  it('names what cannot be taken at its field, leads there, and sends nothing', async () => {
    const page = await openView('settings');
    await page.getByLabel('Adresse des Proxys').fill('http://proxy.musterstadt.de');
    await page.getByLabel('Port').fill('99999');
    await page.getByLabel('Ohne Proxy erreichbar').fill('gut.de, http://schlecht');

    await page.getByLabel('Benutzername für den Proxy').press('Enter');

    await page.getByText('Bitte nur den Namen oder die Adresse, ohne http:// und ohne Port.').waitFor();
    await page.getByText('Bitte eine Zahl von 1 bis 65535').waitFor();
    await page.getByText('Das ist weder ein Name noch eine Adresse: http://schlecht').waitFor();
    await page.getByText('Bitte das Passwort dieses Benutzers für den Proxy eintragen.').waitFor();
    await expect
      .poll(() => page.evaluate(() => (document.activeElement as HTMLInputElement).value))
      .toBe('http://proxy.musterstadt.de');
    await shoot(page, 'proxy-refused');
    expect(await findFaults(page)).toEqual([]);
    expect((await listAsked(page)).map(({ name }) => name)).not.toContain('changeProxySettings');
  });

  it('keeps the stored password where nothing about the sign-in has changed, and says when it holds', async () => {
    const page = await openView('settings');
    await page.getByLabel('Ohne Proxy erreichbar').fill('.musterstadt.de;10.0.0.0/8');

    await press(page, 'Proxy speichern');

    await page.getByText('Gespeichert. Es gilt ab sofort.').waitFor();
    const changed = (await listAsked(page)).find(({ name }) => name === 'changeProxySettings');
    expect(changed?.input).toMatchObject({
      settings: { host: 'proxy.musterstadt.de', bypass: ['.musterstadt.de', '10.0.0.0/8'] },
    });
    expect(changed?.input).not.toHaveProperty('password');
  });

  it('speaks English, too', async () => {
    const answers = createSampleAnswers(Date.now());
    const getShellSettings = { ...DEFAULT_SHELL_SETTINGS, language: 'en', theme: 'dark' } as const;
    const page = await openView('overview', { answers: { ...answers, getShellSettings } });
    await press(page, 'Settings');

    await page.getByLabel('Proxy address').waitFor();
    await shoot(page, 'proxy-english-dark');
  });
});
