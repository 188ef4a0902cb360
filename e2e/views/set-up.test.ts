import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { findFaults } from '../stage/accessibility.ts';
import { shoot } from '../stage/screenshots.ts';
import { press, useViews } from './open-view.ts';
import { createSampleAnswers } from './sample-answers.ts';
import { giveFromNowOn, listAsked } from './sample-windows.ts';

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
  });

  it('says what is missing and leads there: name and password', async () => {
    const page = await openView('sign-in');

    await press(page, /^Anmelden$/);

    await page.getByText('Bitte den Benutzernamen eintragen.').waitFor();
    await page.getByText('Bitte das Passwort eintragen.').waitFor();
    await expect
      .poll(() => page.getByLabel('Benutzername').evaluate((field) => field === document.activeElement))
      .toBe(true);
  });
});

/** Whole lines of the tree that are in sight, above the ways out of the view. */
function countLinesInSight(): number {
  const end = document.querySelector('.bb-page__end')?.getBoundingClientRect();
  const isFixed = end !== undefined && end.top < innerHeight;
  const limit = isFixed ? end.top : innerHeight;
  const lines = Array.from(document.querySelectorAll('.bb-tree__line'), (line) => line.getBoundingClientRect());
  const tree = document.querySelector('.bb-tree')?.getBoundingClientRect();
  const [top, bottom] = [Math.max(0, tree?.top ?? 0), Math.min(limit, tree?.bottom ?? 0)];
  return lines.filter((line) => line.top >= top - 1 && line.bottom <= bottom + 1).length;
}

describe('the tree of folders in a small window', () => {
  it('shows several of them without any scrolling, above what the choice means', async () => {
    const page = await openView('set-up');
    await page.setViewportSize({ width: 960, height: 720 });

    await page.evaluate(() => scrollTo(0, 0));

    await shoot(page, 'set-up-low');
    expect(await page.evaluate(countLinesInSight)).toBeGreaterThanOrEqual(3);
  });

  it('has most of a narrow one to itself', async () => {
    const page = await openView('set-up');
    await page.setViewportSize({ width: 320, height: 720 });

    await page.getByRole('tree').evaluate((tree) => tree.scrollIntoView({ block: 'center' }));

    expect(await page.evaluate(countLinesInSight)).toBeGreaterThanOrEqual(4);
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
  });
});

describe('a set-up that was begun', () => {
  /** Nobody is signed in yet, and a proxy wants a sign-in of its own. */
  async function openFirst(refused: 'detectServer' | 'startBrowserSignIn'): Promise<Page> {
    const usual = createSampleAnswers(Date.now());
    const { getState } = usual;
    if (getState === undefined) throw new Error('no sample of the state');
    const page = await openView('overview', {
      answers: { ...usual, getState: { ...getState, accounts: [], folders: [] } },
      refusals: { [refused]: 'proxy-sign-in-needed' },
    });
    await press(page, 'Konto einrichten');
    await page.getByLabel('Adresse', { exact: false }).fill('box.musterstadt.de');
    await press(page, 'Weiter');
    return page;
  }

  async function setProxy(page: Page): Promise<void> {
    await press(page, 'Proxy einstellen');
    await press(page, 'Proxy speichern');
    await page.getByText('Gespeichert. Es gilt ab sofort.').waitFor();
  }

  it('has its address after a look at the settings', async () => {
    const page = await openFirst('detectServer');
    await setProxy(page);
    expect(await findFaults(page)).toEqual([]);

    await page.getByRole('button', { name: 'Weiter zum Einrichten' }).press('Enter');

    await page.getByText('Schritt 1 von 4').waitFor();
    expect(await page.getByLabel('Adresse', { exact: false }).inputValue()).toBe('box.musterstadt.de');
    expect(await findFaults(page)).toEqual([]);
  });

  it('has the step and the name, but keeps no password for later', async () => {
    const page = await openFirst('startBrowserSignIn');
    await page.getByLabel('Benutzername').fill('anna');
    await page.getByLabel('Passwort oder App-Passwort').fill('geheim');
    await press(page, 'Im Browser anmelden');
    await setProxy(page);

    await press(page, 'Weiter zum Einrichten');

    await page.getByText('Schritt 2 von 4').waitFor();
    expect(await page.getByLabel('Benutzername').inputValue()).toBe('anna');
    await expect.poll(() => page.getByLabel('Passwort oder App-Passwort').inputValue()).toBe('');
  });

  it('has what was chosen, whichever way somebody comes back', async () => {
    const page = await openView('set-up');
    const line = (checked: boolean) => page.getByRole('treeitem', { name: /^Haushalt/, checked });
    await line(true).click();
    await line(false).waitFor();
    await press(page, 'Einstellungen');
    await page.getByRole('heading', { level: 1, name: 'Einstellungen' }).waitFor();
    await press(page, 'Übersicht');

    await press(page, 'Weiteren Ordner hinzufügen');

    await line(false).waitFor();
  });

  it('goes on with what was chosen for the account that has signed in meanwhile', async () => {
    const usual = createSampleAnswers(Date.now());
    const { getState } = usual;
    if (getState === undefined) throw new Error('no sample of the state');
    const accounts = getState.accounts.map((account) => ({ ...account, signIn: 'signed-in' as const }));
    const page = await openView('overview', {
      answers: {
        ...usual,
        getState: { ...getState, accounts, folders: [] },
        signInWithPassword: { accountId: 'a1' },
      },
    });
    await press(page, 'Einstellungen');
    await press(page, 'Konto hinzufügen');
    await page.getByLabel('Adresse', { exact: false }).fill('box.musterstadt.de');
    await press(page, 'Weiter');
    await page.getByLabel('Benutzername').fill('anna');
    await page.getByLabel('Passwort oder App-Passwort').fill('geheim');
    await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
    const line = (checked: boolean) => page.getByRole('treeitem', { name: /^Haushalt/, checked });
    await line(true).click();
    await line(false).waitFor();
    await press(page, 'Übersicht');

    await press(page, 'Einrichtung fortsetzen');

    await page.getByText('Schritt 3 von 4').waitFor();
    await line(false).waitFor();
  });

  it('is forgotten when somebody cancels it', async () => {
    const page = await openView('set-up');
    await page.getByRole('treeitem', { name: /^Haushalt/, checked: true }).click();
    await press(page, 'Abbrechen');

    await press(page, 'Weiteren Ordner hinzufügen');

    await page.getByRole('treeitem', { name: /^Haushalt/, checked: true }).waitFor();
  });
});

describe('new folders that wait while somebody chooses', () => {
  it('are never called no change: what „Übernehmen“ says of them stands above it', async () => {
    const answers = createSampleAnswers(Date.now());
    const sample = answers.getSelection;
    if (sample === undefined) throw new Error('no sample of a choice');
    const page = await openView('selection', {
      answers: { ...answers, getSelection: { ...sample, undecided: ['Wahl 10', 'Wahl 2'] } },
    });
    const apply = page.getByRole('button', { name: 'Übernehmen' });
    await page.getByText('Auf diesem PC ändert sich nichts. 2 neue Ordner bleiben nur auf dem Server.').waitFor();
    expect(await apply.isEnabled()).toBe(true);
    expect(await page.getByText('Keine Änderung.').count()).toBe(0);
    // As people count.
    expect(await page.getByRole('listitem').filter({ hasText: 'Wahl' }).allInnerTexts()).toEqual([
      expect.stringContaining('Wahl 2'),
      expect.stringContaining('Wahl 10'),
    ]);
    await shoot(page, 'selection-new');
    expect(await findFaults(page)).toEqual([]);

    await giveFromNowOn(page, 'getSelection', { ...sample, undecided: [] });
    await apply.press('Enter');

    await expect
      .poll(async () => (await listAsked(page)).find(({ name }) => name === 'changeSelection')?.input)
      .toMatchObject({ deselected: expect.arrayContaining(['Wahl 10', 'Wahl 2']) as unknown });
  });

  it('leave nothing to be taken over where there are none and nothing has changed', async () => {
    const answers = createSampleAnswers(Date.now());
    const sample = answers.getSelection;
    if (sample === undefined) throw new Error('no sample of a choice');
    const page = await openView('selection', { answers: { ...answers, getSelection: { ...sample, undecided: [] } } });

    await page.getByText('Keine Änderung.').waitFor();
    expect(await page.getByRole('button', { name: 'Übernehmen' }).isEnabled()).toBe(false);
  });
});

describe('the space of a person', () => {
  it('has the same name for people in the set-up and in the overview, whatever the server calls it', async () => {
    const usual = createSampleAnswers(Date.now());
    const { getState, listSpaces } = usual;
    if (getState === undefined || listSpaces === undefined) throw new Error('no sample of the state');
    const personal = { spaceId: 's1', name: 'anna', kind: 'personal' } as const;
    const folders = getState.folders.map(({ spaceName: _name, ...folder }) => ({ ...folder, spaceId: 's1' }));
    const page = await openView('overview', {
      answers: {
        ...usual,
        getState: { ...getState, folders },
        listSpaces: { items: [personal, ...listSpaces.items.slice(1)] },
        addFolder: { folderId: 'f3' },
      },
    });
    await page.getByText('Persönlich – C:\\Users\\Anna Muster\\BayernBox', { exact: true }).waitFor();
    await press(page, 'Weiteren Ordner hinzufügen');
    const space = page.getByLabel('Bereich auf dem Server');
    await space.selectOption({ label: 'Persönlich – eigene Dateien – wird schon synchronisiert' });
    expect(await space.innerText()).toContain('Mit Ihnen geteilt – alles zusammen – nur lesen');
    expect(await space.innerText()).not.toContain('anna');

    await press(page, 'Weiter');
    await press(page, 'Synchronisierung beginnen');

    await expect.poll(async () => (await listAsked(page)).some(({ name }) => name === 'addFolder')).toBe(true);
    const added = (await listAsked(page)).find(({ name }) => name === 'addFolder')?.input;
    expect(added).toMatchObject({ spaceId: 's1' });
    expect(added).not.toHaveProperty('spaceName');
  });
});
