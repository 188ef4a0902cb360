import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { policiesSchema } from '#policies/policies.ts';
import { findFaults } from '../stage/accessibility.ts';
import { shoot, takeScreenshots } from '../stage/screenshots.ts';
import { useViews } from './open-view.ts';
import { createSampleAnswers } from './sample-answers.ts';
import type { SampleAnswers } from './sample-answers.ts';
import { giveFromNowOn, listAsked, refuseFromNowOn, tellWindows } from './sample-windows.ts';

const openView = useViews();

/** More lines than this are never drawn, however large the tree is. */
const MAX_DRAWN = 60;

const MANY = Array.from({ length: 10_000 }, (_, index) => ({
  name: `Akte ${String(index + 1).padStart(5, '0')}`,
  sizeBytes: 1_000,
  sharing: 'none' as const,
  isReadOnly: false,
}));

async function openSelection(answers: SampleAnswers = {}): Promise<Page> {
  const page = await openView('selection', { answers: { ...createSampleAnswers(Date.now()), ...answers } });
  await page.getByRole('tree').focus();
  return page;
}

/** The line that the tree says has the focus. */
function readActive(page: Page): Promise<string | undefined> {
  return page.evaluate(() => {
    const id = document.activeElement?.getAttribute('aria-activedescendant');
    return id === null || id === undefined ? undefined : document.getElementById(id)?.innerText;
  });
}

function isActiveInSight(page: Page): Promise<boolean> {
  return page.getByRole('tree').evaluate((tree) => {
    const line = document.getElementById(tree.getAttribute('aria-activedescendant') ?? '')?.getBoundingClientRect();
    const box = tree.getBoundingClientRect();
    return line !== undefined && line.top >= box.top - 1 && line.bottom <= box.bottom + 1;
  });
}

/** Names of which something cannot be seen, and what is too small to be pressed. */
function listCut(page: Page): Promise<readonly (string | null)[]> {
  return page.getByRole('treeitem').evaluateAll((lines) =>
    lines
      .filter((line) => {
        const parts = [...line.querySelectorAll('.bb-tree__name, .bb-tree__facts')];
        const isCut = parts.some((part) => part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0);
        const outside = parts.some((part) => part.getBoundingClientRect().bottom > line.getBoundingClientRect().bottom);
        const toggle = line.querySelector('.bb-tree__toggle')?.getBoundingClientRect();
        return isCut || outside || toggle === undefined || toggle.width < 24 || toggle.height < 24;
      })
      .map((line) => line.textContent),
  );
}

/** The first line in sight, and where it is. */
function readTopLine(page: Page): Promise<unknown> {
  return page.getByRole('tree').evaluate((tree) => {
    const { top } = tree.getBoundingClientRect();
    const lines = [...tree.querySelectorAll('[role="treeitem"]')];
    const first = lines.find((line) => line.getBoundingClientRect().bottom > top + 1);
    return [first?.textContent, Math.round((first?.getBoundingClientRect().top ?? 0) - top)];
  });
}

describe('the tree of folders', () => {
  it('shows ten thousand folders and as many in one of them, and draws only those in sight', async () => {
    const page = await openSelection({ listDirectoryChoices: { sizeBytes: 10_000_000, items: MANY } });
    const lines = page.getByRole('treeitem');

    await page.keyboard.press('End');
    const last = page.getByRole('treeitem', { name: /^Akte 10000/ });
    await last.waitFor();
    expect(await last.getAttribute('aria-posinset')).toBe('10000');
    expect(await last.getAttribute('aria-setsize')).toBe('10000');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await page.locator('[aria-level="2"]').first().waitFor();
    await page.keyboard.press('End');

    expect(await readActive(page)).toContain('Akte 10000');
    expect(await lines.count()).toBeLessThan(MAX_DRAWN);
    expect(await findFaults(page)).toEqual([]);
  });

  it('is used by the keyboard alone: arrows, ends, letters, and Space to mark', async () => {
    const page = await openSelection();
    const line = (name: RegExp, checked?: boolean) =>
      page.getByRole('treeitem', { name, ...(checked === undefined ? {} : { checked }) });

    await page.keyboard.press('h');
    expect(await readActive(page)).toContain('Haushalt');
    await page.keyboard.press('Space');
    await line(/^Haushalt/, false).waitFor();
    await page.getByText('Eine Datei ist noch nicht auf dem Server und bleibt auf diesem PC liegen').waitFor();
    await page.getByText('Haushalt/Entwurf 2028.xlsx').waitFor();
    await page.keyboard.press('Space');
    await line(/^Haushalt/, true).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.locator('[aria-level="2"]').first().waitFor();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Space');

    expect(
      await line(/^Haushalt/)
        .first()
        .getAttribute('aria-checked'),
    ).toBe('mixed');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    expect(
      await line(/^Haushalt/)
        .first()
        .getAttribute('aria-expanded'),
    ).toBe('false');
  });

  it('shows long names whole and what is meant in sight, in a narrow window and with large letters', async () => {
    const items = MANY.map((item, index) => ({ ...item, name: `${item.name} ${'Bebauungsplan '.repeat(index % 9)}` }));
    const page = await openSelection({ listDirectoryChoices: { sizeBytes: 10_000_000, items } });
    await page.setViewportSize({ width: 320, height: 900 });
    await page.getByRole('tree').focus();

    for (const [key, name] of [
      ['End', 'Akte 10000'],
      ['PageUp', 'Akte 09990'],
      ['Home', 'Akte 00001'],
      ['PageDown', 'Akte 00011'],
    ] as const) {
      await page.keyboard.press(key);
      await expect.poll(() => readActive(page)).toContain(name);
      await expect.poll(() => isActiveInSight(page)).toBe(true);
    }
    expect(await listCut(page)).toEqual([]);
    await shoot(page, 'selection-long-narrow');
    await page.setViewportSize({ width: 640, height: 900 });
    await page.addStyleTag({ content: ':root { font-size: 200%; }' });
    await page.keyboard.press('ArrowDown');

    await expect.poll(() => isActiveInSight(page)).toBe(true);
    expect(await listCut(page)).toEqual([]);
    await shoot(page, 'selection-long-large');
  });

  it('keeps what can be seen where it is while lines above it turn out taller', async () => {
    const items = MANY.map((item, index) => ({ ...item, name: `${item.name} ${'Bebauungsplan '.repeat(index % 9)}` }));
    const page = await openSelection({ listDirectoryChoices: { sizeBytes: 10_000_000, items } });
    await page.setViewportSize({ width: 320, height: 900 });
    await page.keyboard.press('End');
    await expect.poll(() => isActiveInSight(page)).toBe(true);
    const seen = await readTopLine(page);

    // A little at a time, so that no line in sight is new.
    const grown = await page.getByRole('tree').evaluate(async (tree) => {
      const before = tree.scrollTop;
      for (const step of [...Array<number>(60).fill(-20), ...Array<number>(60).fill(20)]) {
        tree.scrollBy(0, step);
        await new Promise((resolve) => {
          requestAnimationFrame(() => setTimeout(resolve, 0));
        });
      }
      return tree.scrollTop - before;
    });

    expect(grown).toBeGreaterThan(100);
    expect(await readTopLine(page)).toEqual(seen);
  });

  it('is searched with what the engine knows besides what was loaded, and a folder that was found can be marked', async () => {
    const page = await openSelection();

    await page.getByLabel('Ordner suchen').fill('archiv');
    const found = page.getByRole('treeitem', { name: /^Archiv 2019 Bauamt\/Pläne/ });
    await found.click();
    await page.getByRole('button', { name: 'Übernehmen' }).click();

    expect(await listAsked(page)).toContainEqual({
      name: 'changeSelection',
      input: expect.objectContaining({ deselected: ['Archiv', 'Gemeinderat', 'Bauamt/Pläne/Archiv 2019'] }) as unknown,
    });
  });

  it('says how far a search on the server is, and goes on when a person wants that', async () => {
    const answer = { items: [], total: 0, searched: 480, waiting: 3, unreadable: 1 };
    const page = await openSelection({ searchDirectories: answer });
    const countSteps = async (): Promise<number> =>
      (await listAsked(page)).filter(({ name }) => name === 'searchDirectories').length;

    await page.getByLabel('Ordner suchen').fill('bauplan');
    await page.getByText('Noch nichts gefunden. Es ist noch nicht alles durchsucht: Mindestens 3 Ordner').waitFor();
    await page.getByText('Ein Ordner ließ sich nicht durchsuchen.').waitFor();
    expect(await countSteps()).toBe(20);
    await takeScreenshots(page, 'selection-search');
    await page.setViewportSize({ width: 320, height: 700 });
    await shoot(page, 'selection-search-narrow');
    expect(await findFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Weitersuchen' }).click();

    await expect.poll(countSteps).toBe(40);
  });

  it('says why a search has ended early, and does not call that everything', async () => {
    const page = await openView('selection', { refusals: { searchDirectories: 'server-unreachable' } });

    await page.getByLabel('Ordner suchen').fill('bauplan');

    await page.getByText('Noch nichts gefunden. Es ist noch nicht alles durchsucht.').waitFor();
    expect(await page.getByText('Kein Ordner mit diesem Namen gefunden.').count()).toBe(0);
  });

  it('keeps a choice back that would fill the disk, and says why', async () => {
    const { getSelection } = createSampleAnswers(Date.now());
    if (getSelection === undefined) throw new Error('no sample of a choice');
    const disk = { freeBytes: 50_000_000_000, reserveBytes: 5_000_000_000 };
    const page = await openSelection({ getSelection: { ...getSelection, disk } });

    await page.getByRole('treeitem', { name: /^Archiv/ }).click();

    await page.getByText('Danach wären nur noch 2 GB frei. Mindestens 5 GB müssen frei bleiben').waitFor();
    expect(await page.getByRole('button', { name: 'Übernehmen' }).isDisabled()).toBe(true);
  });

  it('asks about each new folder, and takes none before it is applied', async () => {
    const page = await openSelection();

    await page.getByRole('button', { name: 'Auf diesen PC holen: „Gemeinderat“' }).click();
    await page.getByText('kommt auf diesen PC', { exact: true }).waitFor();
    expect((await listAsked(page)).some(({ name }) => name === 'changeSelection')).toBe(false);
    await page.getByRole('button', { name: 'Neue Ordner künftig immer holen' }).click();
    await page.getByRole('button', { name: 'Übernehmen' }).click();

    expect(await listAsked(page)).toContainEqual({
      name: 'changeSelection',
      input: expect.objectContaining({ deselected: ['Archiv'], newDirectories: { kind: 'take' } }) as unknown,
    });
  });

  it('offers no other rule for new folders than the one that the organisation has decided', async () => {
    const { getState } = createSampleAnswers(Date.now());
    if (getState === undefined) throw new Error('no sample of the state');
    const policies = policiesSchema.parse({ enforced: { newDirectories: { kind: 'ask' } } });
    const page = await openSelection({ getState: { ...getState, organisation: { policies } } });

    expect(await page.getByLabel('Neue Ordner auf dem Server').isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: 'Neue Ordner künftig immer holen' }).count()).toBe(0);
  });
});

it('lets nobody take folders off while it looks what of them is not on the server', async () => {
  const page = await openView('selection', { silent: ['findUnsynced'] });

  await page.getByRole('treeitem', { name: /^Haushalt/ }).click();

  await page.getByText('Es wird nachgesehen, ob alles davon auf dem Server ist …').waitFor();
  expect(await page.getByRole('button', { name: 'Übernehmen' }).isDisabled()).toBe(true);
});

describe('a list that changes while a person is choosing', () => {
  const { getSelection, getState, listDirectoryChoices } = createSampleAnswers(Date.now());
  if (getSelection === undefined || listDirectoryChoices === undefined) throw new Error('no samples');
  const [folder] = getState?.folders ?? [];
  if (folder === undefined) throw new Error('no sample folder');
  const applied = async (page: Page) => (await listAsked(page)).filter(({ name }) => name === 'changeSelection');
  /** Folders turn up on the server. */
  const tellNew = (page: Page, newFolders: number): Promise<void> =>
    tellWindows(page, {
      kind: 'app',
      event: { hostId: 'h1', revision: 2, change: { kind: 'folder', folder: { ...folder, newFolders } } },
    });
  const titled = (page: Page) => page.getByText('Auf dem Server hat sich inzwischen etwas geändert');

  it('is shown as it is, with what the person has chosen, and what is new stays away until they say otherwise', async () => {
    const page = await openSelection();
    await page.getByRole('treeitem', { name: /^Haushalt/ }).click();
    await giveFromNowOn(page, 'getSelection', { ...getSelection, undecided: ['Gemeinderat', 'Wahl 2027'] });
    const items = [...listDirectoryChoices.items, { name: 'Wahl 2027', sharing: 'none' as const, isReadOnly: false }];
    await giveFromNowOn(page, 'listDirectoryChoices', { ...listDirectoryChoices, items });

    await tellNew(page, 2);

    await titled(page).waitFor();
    await page.getByRole('treeitem', { name: /^Wahl 2027/, checked: false }).waitFor();
    await page.getByRole('treeitem', { name: /^Haushalt/, checked: false }).waitFor();
    expect(await page.getByText('11 MB', { exact: true }).count()).toBe(1);
    await shoot(page, 'selection-changed');
    expect(await findFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Übernehmen' }).click();
    await expect
      .poll(() => applied(page))
      .toMatchObject([
        {
          input: {
            seen: ['Archiv', 'Gemeinderat', 'Wahl 2027'],
            deselected: ['Archiv', 'Gemeinderat', 'Haushalt', 'Wahl 2027'],
          },
        },
      ]);
  });

  it('is shown anew when the choice is refused for it, and says which folder is not there any more', async () => {
    const page = await openView('selection', { refusals: { changeSelection: 'decision-list-changed' } });
    await page.getByRole('treeitem', { name: /^Archiv/ }).click();
    await giveFromNowOn(page, 'getSelection', { ...getSelection, deselected: ['Altes Archiv'] });

    await page.getByRole('button', { name: 'Übernehmen' }).click();

    await page.getByText('Die Liste hat sich inzwischen geändert').waitFor();
    const notice = page.getByRole('status').filter({ has: titled(page) });
    await notice.getByText(/^Dieser Ordner kam dazu/).waitFor();
    await notice.getByText('Altes Archiv').waitFor();
    await notice.getByText(/^Dieser Ordner steht nicht mehr zur Wahl/).waitFor();
    await refuseFromNowOn(page, 'changeSelection', undefined);
    await page.getByRole('button', { name: 'Übernehmen' }).click();
    await expect.poll(() => applied(page)).toHaveLength(2);
    expect((await applied(page))[1]).toMatchObject({ input: { seen: ['Altes Archiv', 'Gemeinderat'] } });
  });

  it('leaves the choice as it is when it cannot be asked for', async () => {
    const page = await openSelection();
    await page.getByRole('treeitem', { name: /^Haushalt/ }).click();
    await refuseFromNowOn(page, 'getSelection', 'folder-at-rest');
    const asked = async () => (await listAsked(page)).filter(({ name }) => name === 'getSelection').length;
    const before = await asked();

    await tellNew(page, 2);

    await expect.poll(asked).toBeGreaterThan(before);
    await page.getByRole('treeitem', { name: /^Haushalt/, checked: false }).waitFor();
  });
});

it('new folders of one place are asked about with one question to the server', async () => {
  const sample = createSampleAnswers(Date.now());
  if (sample.getSelection === undefined) throw new Error('no sample of a choice');
  const items = MANY.slice(0, 200);
  const page = await openView('decisions', {
    answers: {
      ...sample,
      getSelection: { ...sample.getSelection, undecided: items.map(({ name }) => name) },
      listDirectoryChoices: { sizeBytes: 200_000, items },
    },
  });
  // The sample answers alike for both of its sync folders.
  const cards = page.getByRole('article').filter({ hasText: '200 neue Ordner' });

  await cards.getByText('1 kB').last().waitFor();

  expect(await cards.getByText('1 kB').count()).toBe(200 * (await cards.count()));
  const asked = (await listAsked(page)).filter(({ name }) => name === 'listDirectoryChoices');
  expect(asked).toHaveLength(await cards.count());
});
