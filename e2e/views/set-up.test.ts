import { describe, expect, it, vi } from 'vitest';
import { press, useViews } from './open-view.ts';
import { createSampleAnswers } from './sample-answers.ts';
import { listAsked } from './sample-windows.ts';

/** A busy machine takes its time to draw. */
vi.setConfig({ testTimeout: 60_000 });

const openView = useViews();

describe('a form that is sent before it is filled in', () => {
  it('says what is missing and leads there: the address', async () => {
    const usual = createSampleAnswers(Date.now());
    const { getState } = usual;
    if (getState === undefined) throw new Error('no sample of the state');
    const page = await openView('overview', {
      answers: { ...usual, getState: { ...getState, accounts: [], folders: [] } },
    });
    await press(page, 'Konto einrichten');

    await press(page, 'Weiter');

    await page.getByText('Bitte die Adresse Ihres Servers eintragen.').waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
    await page.context().close();
  });

  it('says what is missing and leads there: name and password', async () => {
    const page = await openView('sign-in');

    await press(page, /^Anmelden$/);

    await page.getByText('Bitte den Benutzernamen eintragen.').waitFor();
    await page.getByText('Bitte das Passwort eintragen.').waitFor();
    await expect
      .poll(() => page.getByLabel('Benutzername').evaluate((field) => field === document.activeElement))
      .toBe(true);
    await page.context().close();
  });
});

describe('a password', () => {
  it.each([
    ['timed-out', 'geheim'],
    ['sign-in-refused', ''],
  ] as const)('that was typed is kept unless it was wrong: %s', async (code, kept) => {
    const page = await openView('sign-in', { refusals: { signInWithPassword: code } });
    await page.getByLabel('Benutzername').fill('anna');
    await page.getByLabel('Passwort oder App-Passwort').fill('geheim');

    await press(page, /^Anmelden$/);

    await page.getByRole('alert').waitFor();
    await expect.poll(() => page.getByLabel('Passwort oder App-Passwort').inputValue()).toBe(kept);
    expect(await page.getByText('Bitte das Passwort eintragen.').count()).toBe(0);
    await page.context().close();
  });

  it('that was wrong is typed again at once: its field has the focus', async () => {
    const page = await openView('sign-in', { refusals: { signInWithPassword: 'sign-in-refused' } });
    await page.getByLabel('Benutzername').fill('anna');
    await page.getByLabel('Passwort oder App-Passwort').fill('geheim');

    await page.keyboard.press('Enter');

    await page.getByRole('alert').waitFor();
    await page.getByRole('button', { name: /^Anmelden$/ }).focus();
    await page.getByLabel('Passwort oder App-Passwort').fill('geheimer');
    await press(page, /^Anmelden$/);
    const password = page.getByLabel('Passwort oder App-Passwort');
    await expect.poll(() => password.evaluate((field) => field === document.activeElement)).toBe(true);
    await page.context().close();
  });
});

describe('a sign-in in the browser', () => {
  it('that a person gives up is simply over', async () => {
    const page = await openView('sign-in', {
      answers: { ...createSampleAnswers(Date.now()), startBrowserSignIn: { signInId: 's7', url: 'https://x.example' } },
      refusals: { finishBrowserSignIn: 'cancelled' },
    });

    await press(page, 'Im Browser anmelden');

    await expect.poll(() => listAsked(page)).toContainEqual({ name: 'cancelBrowserSignIn', input: { signInId: 's7' } });
    await page.getByRole('button', { name: 'Im Browser anmelden' }).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.context().close();
  });
});

describe('a new sign-in', () => {
  it('counts its own two steps, and takes a name without the blanks around it', async () => {
    const page = await openView('sign-in');
    await page.getByText('Schritt 2 von 2').waitFor();
    await page.getByLabel('Benutzername').fill(' anna ');
    await page.getByLabel('Passwort oder App-Passwort').fill('geheim');

    await press(page, /^Anmelden$/);

    const input: unknown = expect.objectContaining({ userName: 'anna' });
    await expect.poll(() => listAsked(page)).toContainEqual({ name: 'signInWithPassword', input });
    await page.context().close();
  });
});
