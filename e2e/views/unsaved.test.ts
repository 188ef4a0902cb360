import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { findFaults } from '../stage/accessibility.ts';
import { shoot, shootInSight } from '../stage/screenshots.ts';
import { focusedText, press, useViews } from './open-view.ts';
import { createSampleAnswers } from './sample-answers.ts';
import { answerNow, listAsked, tellWindows } from './sample-windows.ts';

const openView = useViews();

const LIMIT = 'Höchstens hochladen (Kilobyte pro Sekunde)';
const PATTERNS = 'Muster, eines je Zeile';

/** Everything that a person can change in a form and forget to save, by the name of the form. */
const CHANGES: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  Netzwerk: (page) => page.getByLabel(LIMIT).fill('500'),
  'Netzwerk: Zeiten': (page) => page.getByRole('button', { name: 'Zeit hinzufügen' }).first().click(),
  Proxy: (page) => page.getByLabel('Adresse').fill('proxy.rathaus.example'),
  'Was nicht synchronisiert wird': (page) => page.getByLabel(PATTERNS).fill('*.iso'),
};

function question(page: Page) {
  return page.getByRole('alertdialog', { name: 'Änderungen speichern?' });
}

/** The question is there and takes what is typed: it gets the focus a moment after it can be seen. */
async function isAsked(page: Page): Promise<void> {
  await question(page).and(page.locator(':focus-within')).waitFor();
}

async function isAt(page: Page, title: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
}

/** True when a browser asks before it closes the tab. */
function asksOnClose(page: Page): Promise<boolean> {
  return page.evaluate(() => !window.dispatchEvent(new Event('beforeunload', { cancelable: true })));
}

async function count(page: Page, name: string): Promise<number> {
  return (await listAsked(page)).filter((asked) => asked.name === name).length;
}

/** What the window said last of what is unsaved in it. */
async function lastNoted(page: Page): Promise<unknown> {
  return (await listAsked(page)).filter((asked) => asked.name === 'noteUnsaved').at(-1)?.input;
}

describe('what was typed and not saved', () => {
  it.each(Object.keys(CHANGES))('is asked about before the settings are left: %s', async (form) => {
    const page = await openView('settings');
    expect(await asksOnClose(page)).toBe(false);
    await CHANGES[form]?.(page);

    await press(page, 'Übersicht');

    await question(page).getByText(form.replace(/:.*/, '')).waitFor();
    await isAsked(page);
    expect(await focusedText(page)).toBe('Weiter bearbeiten');
    expect(await asksOnClose(page)).toBe(true);
  });

  it('stays where it is for Enter and Escape, and the question is reached by keyboard and readable for all', async () => {
    const page = await openView('settings');
    await page.getByLabel(LIMIT).fill('500');
    for (const key of ['Enter', 'Escape']) {
      await page.getByRole('button', { name: 'Aktivität' }).focus();
      await page.keyboard.press('Enter');
      await isAsked(page);
      await page.keyboard.press(key);
      await question(page).waitFor({ state: 'detached' });
      await expect.poll(() => focusedText(page)).toBe('Aktivität');
    }
    expect(await page.getByLabel(LIMIT).inputValue()).toBe('500');

    await press(page, 'Aktivität');
    await question(page).waitFor();
    expect(await findFaults(page)).toEqual([]);
    await shoot(page, 'unsaved-light');
    await page.emulateMedia({ colorScheme: 'dark' });
    await shoot(page, 'unsaved-dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 320, height: 700 });
    await shootInSight(page, 'unsaved-narrow');
  });

  it('is saved, form by form, before the person goes on', async () => {
    const page = await openView('settings');
    await page.getByLabel(LIMIT).fill('500');
    await page.getByLabel(PATTERNS).fill('*.iso');
    await press(page, 'Aktivität');

    await question(page)
      .getByRole('button', { name: /^Speichern$/ })
      .click();

    await isAt(page, 'Aktivität');
    const saved = (await listAsked(page)).filter(({ name }) => name === 'changeSyncSettings').map(({ input }) => input);
    expect(saved).toEqual([
      { settings: expect.objectContaining({ limitUpBytesPerSecond: 500_000 }) as unknown },
      { settings: expect.objectContaining({ excludes: '*.iso' }) as unknown },
    ]);
    await press(page, 'Übersicht');
    await isAt(page, 'Übersicht');
  });

  it('is asked about before the tray ends the program, which the window then does', async () => {
    const page = await openView('settings');
    await page.getByLabel(LIMIT).fill('500');
    await expect.poll(() => lastNoted(page)).toEqual({ hasUnsaved: true });

    await tellWindows(page, { kind: 'quit-asked' });
    await press(page, 'Weiter bearbeiten');
    const quitsWhenStaying = await count(page, 'quit');
    await tellWindows(page, { kind: 'quit-asked' });
    await press(page, 'Nicht speichern');

    await expect.poll(() => count(page, 'quit')).toBe(1);
    expect([quitsWhenStaying, await page.getByLabel(LIMIT).inputValue()]).toEqual([0, '500']);
    // Each question was answered by a word that the window is there.
    expect(await count(page, 'noteUnsaved')).toBe(3);
  });

  it('is no longer told to the program once it is saved', async () => {
    const page = await openView('settings');
    await page.getByLabel(LIMIT).fill('500');
    await press(page, 'Aktivität');

    await question(page)
      .getByRole('button', { name: /^Speichern$/ })
      .click();

    await isAt(page, 'Aktivität');
    await expect.poll(() => lastNoted(page)).toEqual({ hasUnsaved: false });
  });

  it('is given up when a person says so', async () => {
    const page = await openView('settings');
    await page.getByLabel(LIMIT).fill('500');
    await press(page, 'Aktivität');

    await press(page, 'Nicht speichern');

    await isAt(page, 'Aktivität');
    expect(await count(page, 'changeSyncSettings')).toBe(0);
  });

  it('keeps the person at the fault when it cannot be saved', async () => {
    const page = await openView('settings');
    await page.getByLabel(LIMIT).fill('viel');
    await press(page, 'Aktivität');

    await question(page)
      .getByRole('button', { name: /^Speichern$/ })
      .click();

    await question(page).waitFor({ state: 'detached' });
    await expect.poll(() => page.getByLabel(LIMIT).evaluate((field) => field === document.activeElement)).toBe(true);
    await isAt(page, 'Einstellungen');
  });

  it('keeps the person here when the engine refuses it', async () => {
    const page = await openView('settings', {
      answers: createSampleAnswers(Date.now()),
      refusals: { changeSyncSettings: 'internal-error' },
    });
    await page.getByLabel(LIMIT).fill('500');
    await press(page, 'Aktivität');

    await question(page)
      .getByRole('button', { name: /^Speichern$/ })
      .click();

    await expect.poll(() => count(page, 'changeSyncSettings')).toBe(1);
    await question(page).waitFor({ state: 'detached' });
    await isAt(page, 'Einstellungen');
  });

  it('is not asked about while it is being saved: the person goes on as soon as it is', async () => {
    const page = await openView('settings', {
      answers: createSampleAnswers(Date.now()),
      silent: ['changeSyncSettings'],
    });
    await page.getByLabel(LIMIT).fill('500');
    await press(page, /^Speichern$/);
    await press(page, 'Aktivität');
    const asked = await question(page).count();
    await isAt(page, 'Einstellungen');

    await answerNow(page, 'changeSyncSettings');

    await isAt(page, 'Aktivität');
    expect([asked, await question(page).count(), await count(page, 'changeSyncSettings')]).toEqual([0, 0, 1]);
  });

  it('is told of on the overview, also to who goes there while a choice is being saved', async () => {
    const page = await openView('selection', {
      answers: createSampleAnswers(Date.now()),
      silent: ['changeSelection'],
    });
    await page.getByRole('treeitem', { name: /^Archiv/ }).click();
    await press(page, 'Übernehmen');
    await press(page, 'Übersicht');

    await answerNow(page, 'changeSelection');

    await page.getByText('Auswahl für „BayernBox“ gespeichert').waitFor();
    expect([await question(page).count(), await count(page, 'changeSelection')]).toEqual([0, 1]);
  });

  it('keeps the person here when what was being saved is refused', async () => {
    const page = await openView('settings', {
      answers: createSampleAnswers(Date.now()),
      refusals: { changeSyncSettings: 'internal-error' },
      silent: ['changeSyncSettings'],
    });
    await page.getByLabel(LIMIT).fill('500');
    await press(page, /^Speichern$/);
    await press(page, 'Aktivität');

    await answerNow(page, 'changeSyncSettings');

    await page.getByRole('alert').waitFor();
    await isAt(page, 'Einstellungen');
    expect([await question(page).count(), await page.getByLabel(LIMIT).inputValue()]).toEqual([0, '500']);
  });

  it('is asked about when the entry beside the clock leads elsewhere, and before the program is ended', async () => {
    const page = await openView('settings');
    await page.getByLabel(LIMIT).fill('500');

    await tellWindows(page, { kind: 'show', view: 'problems' });
    await isAsked(page);
    await page.keyboard.press('Escape');
    await question(page).waitFor({ state: 'detached' });
    await press(page, 'Beenden');

    await question(page).waitFor();
    await press(page, 'Nicht speichern');
    await page.getByRole('alertdialog', { name: 'Programm beenden?' }).waitFor();
  });

  it('is not asked about once it is saved, or as it was before', async () => {
    const page = await openView('settings');
    await page.getByLabel(LIMIT).fill('500');
    await page.getByLabel(LIMIT).fill('');
    await page.getByLabel(PATTERNS).fill('*.iso');
    await press(page, 'Muster speichern');
    await page.getByText('Gespeichert. Das gilt ab').waitFor();

    await press(page, 'Aktivität');

    await isAt(page, 'Aktivität');
  });

  it('is a choice of folders, too; who cancels it is not asked again', async () => {
    const page = await openView('selection');
    await page.keyboard.press('Tab');
    await page.getByRole('treeitem').first().press('Space');
    await press(page, 'Aktivität');
    await question(page).getByText('Ordner auswählen').waitFor();
    await isAsked(page);
    await page.keyboard.press('Escape');
    await question(page).waitFor({ state: 'detached' });

    await press(page, 'Abbrechen');

    await isAt(page, 'Übersicht');
  });
});
