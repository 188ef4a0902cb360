import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SHELL_SETTINGS } from '#policies/settings.ts';
import { findFaults } from '../stage/accessibility.ts';
import { shoot, takeScreenshots } from '../stage/screenshots.ts';
import { press, useViews } from './open-view.ts';
import { createSampleAnswers } from './sample-answers.ts';
import type { SampleAnswers } from './sample-answers.ts';
import { listAsked, refuseFromNowOn } from './sample-windows.ts';

const openView = useViews();

/** The third step of the set-up, at an account that has signed in. */
function choose(answers: SampleAnswers = {}): Promise<Page> {
  return openView('set-up', { answers: { ...createSampleAnswers(Date.now()), ...answers } });
}

async function findAdded(page: Page): Promise<unknown> {
  return (await listAsked(page)).find(({ name }) => name === 'addFolder')?.input;
}

const wayOn = (page: Page) => page.getByRole('button', { name: 'Weiter' });

/** Whether something lies over the lower edge of what has the focus. The tree scrolls for itself. */
function isCovered(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    if (focused === null || focused === document.body || focused.closest('[role="tree"]') !== null) return false;
    const { left, bottom, width } = focused.getBoundingClientRect();
    const top = document.elementFromPoint(left + width / 2, bottom - 2);
    return top !== null && top !== focused && !focused.contains(top) && !top.contains(focused);
  });
}

const MANY = Array.from({ length: 10_000 }, (_, index) => ({
  name: `Akte ${String(index + 1).padStart(5, '0')}`,
  sizeBytes: 1_000,
  sharing: 'none' as const,
  isReadOnly: false,
}));

describe('the choice of folders in the set-up', () => {
  it('takes everything when nobody says anything else: two clicks from the sign-in to a running sync', async () => {
    const page = await choose();
    await page.getByText('Alles kommt auf diesen PC.').waitFor();

    await press(page, 'Weiter');
    await press(page, 'Synchronisierung beginnen');

    await expect.poll(() => findAdded(page)).toMatchObject({ remotePath: '', deselected: [] });
  });

  it('keeps the way on where it is while the folders arrive: no click goes beside it', async () => {
    const answers = createSampleAnswers(Date.now());
    const silent = ['listServerDirectories', 'inspectLocalFolder'] as const;
    const before = await openView('overview', { answers, silent });
    await press(before, 'Weiteren Ordner hinzufügen');
    const early = await wayOn(before).boundingBox();
    await shoot(before, 'set-up-choice-loading');
    const after = await choose();
    await after.getByText('151 GB').waitFor();

    const late = await wayOn(after).boundingBox();

    expect(early).not.toBeNull();
    expect(late).toEqual(early);
  });

  it('hides nothing that has the focus behind the ways out', async () => {
    const page = await choose();
    await page.setViewportSize({ width: 1_000, height: 500 });
    await page.getByRole('tree').waitFor();
    await page.getByLabel('Ordner suchen').focus();

    for (let tab = 0; tab < 8; tab += 1) {
      expect(await isCovered(page)).toBe(false);
      await page.keyboard.press('Tab');
    }
  });

  it('leaves out what was deselected, and tells what that means for the disk with every click', async () => {
    const page = await choose();
    await page.getByText('61 GB').waitFor();
    await page.getByText('151 GB').waitFor();

    await page.getByRole('treeitem', { name: /^Archiv/ }).click();
    await page.getByText('Ein Ordner bleibt nur auf dem Server.').waitFor();
    await page.getByText('13 GB').waitFor();
    await page.getByText('199 GB').waitFor();
    await page.getByRole('tree').focus();
    await page.keyboard.press('h');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Space');
    await page.getByText('2 Ordner bleiben nur auf dem Server.').waitFor();
    // Partly chosen looks like neither of the others: a bar in the box.
    const partly = page.locator('[role="treeitem"][aria-checked="mixed"] input');
    expect(await partly.evaluate((box) => getComputedStyle(box, '::before').borderTopWidth)).toBe('4px');
    await takeScreenshots(page, 'set-up-choice');
    await press(page, 'Weiter');
    await press(page, 'Synchronisierung beginnen');

    await expect.poll(() => findAdded(page)).toMatchObject({ deselected: ['Archiv', 'Haushalt/Archiv'] });
  });

  it('is still there on the way back, with what was opened, and so is the place that was typed', async () => {
    const page = await choose();
    await page.getByRole('tree').focus();
    await page.keyboard.press('h');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Space');
    await press(page, 'Weiter');
    await page.getByLabel('Ordner auf diesem PC').fill('D:\\Akten');

    await press(page, 'Zurück');

    await page.getByRole('heading', { name: 'Was soll auf diesen PC?' }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('page-title');
    await page.getByText('Ein Ordner bleibt nur auf dem Server.').waitFor();
    await page.locator('[role="treeitem"][aria-level="2"][aria-checked="false"]').waitFor();
    await press(page, 'Weiter');
    expect(await page.getByLabel('Ordner auf diesem PC').inputValue()).toBe('D:\\Akten');
  });

  it('begins with everything in another space', async () => {
    const page = await choose();
    await page.getByRole('treeitem', { name: /^Archiv/ }).click();

    await page.getByLabel('Bereich auf dem Server').selectOption({ index: 1 });

    await page.getByText('Alles kommt auf diesen PC.').waitFor();
    expect(await listAsked(page)).toContainEqual({
      name: 'listServerDirectories',
      input: { accountId: 'a1', spaceId: 's2', path: '' },
    });
  });

  it('makes nothing before the last click, whenever a person leaves', async () => {
    const page = await choose();
    await page.getByRole('treeitem', { name: /^Archiv/ }).click();
    await press(page, 'Weiter');
    await press(page, 'Übersicht');

    expect(await findAdded(page)).toBeUndefined();
    await press(page, 'Weiteren Ordner hinzufügen');
    await page.getByText('Schritt 4 von 4').waitFor();
    await press(page, 'Zurück');
    await page.getByRole('treeitem', { name: /^Archiv/, checked: false }).waitFor();
    await press(page, 'Abbrechen');
    await press(page, 'Weiteren Ordner hinzufügen');
    await page.getByText('Alles kommt auf diesen PC.').waitFor();
    expect(await findAdded(page)).toBeUndefined();
  });

  it('is what is set up also when the server was away while somebody looked at something else', async () => {
    const page = await choose();
    await page.getByRole('treeitem', { name: /^Archiv/ }).click();
    await press(page, 'Weiter');
    await press(page, 'Einstellungen');
    await page.getByRole('heading', { level: 1, name: 'Einstellungen' }).waitFor();
    await refuseFromNowOn(page, 'listSpaces', 'server-unreachable');
    await press(page, 'Übersicht');
    await press(page, 'Weiteren Ordner hinzufügen');
    await page.getByText('Schritt 4 von 4').waitFor();

    await press(page, 'Synchronisierung beginnen');

    await expect.poll(() => findAdded(page)).toMatchObject({ deselected: ['Archiv'] });
  });

  it('shows ten thousand folders, takes all of them away in one click and brings one back', async () => {
    const page = await choose({ listServerDirectories: { sizeBytes: 10_000_000, items: MANY } });

    await press(page, 'Alle abwählen');
    await page.getByText('10.000 Ordner bleiben nur auf dem Server.').waitFor();
    await page.getByRole('tree').focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Space');
    await page.getByText('9.999 Ordner bleiben nur auf dem Server.').waitFor();

    expect(await page.getByRole('treeitem').count()).toBeLessThan(60);
    expect(await findFaults(page)).toEqual([]);
    await press(page, 'Alle auswählen');
    await page.getByText('Alles kommt auf diesen PC.').waitFor();
  });

  it('says why the folders cannot be shown, and asks again when a person wants that', async () => {
    const page = await openView('overview', { refusals: { listServerDirectories: 'server-unreachable' } });
    await press(page, 'Weiteren Ordner hinzufügen');
    await page.getByRole('alert').waitFor();
    await shoot(page, 'set-up-not-listed');
    await refuseFromNowOn(page, 'listServerDirectories', undefined);

    await press(page, 'Noch einmal laden');

    await page.getByRole('tree').waitFor();
  });

  it('says why a folder that was found cannot be chosen now, and takes the click back', async () => {
    const page = await choose();
    await page.getByLabel('Ordner suchen').fill('archiv');
    const found = page.getByRole('treeitem', { name: /^Archiv 2019 Bauamt\/Pläne/ });
    await found.waitFor();
    await refuseFromNowOn(page, 'listServerDirectories', 'server-unreachable');

    await found.click();

    await page.getByRole('alert').waitFor();
    expect(await found.getAttribute('aria-checked')).toBe('true');
    await refuseFromNowOn(page, 'listServerDirectories', undefined);
    await found.click();
    await page.getByText('Ein Ordner bleibt nur auf dem Server.').waitFor();
  });

  it('speaks English, too', async () => {
    const getShellSettings = { ...DEFAULT_SHELL_SETTINGS, language: 'en' } as const;
    const page = await openView('overview', { answers: { ...createSampleAnswers(Date.now()), getShellSettings } });
    await press(page, 'Add another folder');
    await page.getByText('Everything is downloaded to this PC.').waitFor();
    await shoot(page, 'set-up-english');
    await press(page, 'Next');
    await page.getByRole('heading', { name: 'Where on this PC?' }).waitFor();
    await shoot(page, 'set-up-place-english');
  });
});

describe('the room for what was chosen', () => {
  const inspectLocalFolder = { kind: 'empty' as const, freeBytes: 62_000_000_000, reserveBytes: 5_000_000_000 };

  it('is told as soon as it is short; with it nothing can begin, and less makes it good', async () => {
    const page = await choose({ inspectLocalFolder });
    await page.getByText('Danach wären nur noch 1 GB frei, mindestens 5 GB müssen frei bleiben').waitFor();
    await press(page, 'Weiter');
    await page.getByText('Wählen Sie ein anderes Laufwerk, oder gehen Sie zurück').waitFor();
    await shoot(page, 'set-up-short');
    expect(await findFaults(page)).toEqual([]);
    expect(await page.getByRole('button', { name: 'Synchronisierung beginnen' }).isDisabled()).toBe(true);

    await press(page, 'Zurück');
    await page.getByRole('treeitem', { name: /^Archiv/ }).click();
    await press(page, 'Weiter');

    await press(page, 'Synchronisierung beginnen');
    await expect.poll(() => findAdded(page)).toMatchObject({ deselected: ['Archiv'] });
  });

  it('is only doubted where files are already: they need not come', async () => {
    const page = await choose({ inspectLocalFolder: { ...inspectLocalFolder, kind: 'was-synced' } });
    await page.getByRole('treeitem', { name: /^Haushalt/ }).click();
    await press(page, 'Weiter');
    await page.getByText('Danach könnten nur noch 1 GB frei sein').waitFor();

    await page.getByText('Was Sie abgewählt haben, geht von hier weg, wenn der Server es genauso hat').waitFor();
    expect(await page.getByRole('button', { name: 'Synchronisierung beginnen' }).isEnabled()).toBe(true);
  });
});
