import { describe, expect, it } from 'vitest';
import { findFaults } from '../stage/accessibility.ts';
import { focusedText, press, shoot, useViews, VIEWS } from './open-view.ts';
import { createConflicts, createSampleAnswers } from './sample-answers.ts';
import { giveFromNowOn, listAsked } from './sample-windows.ts';

const openView = useViews();

describe('a thousand files in two versions', () => {
  it('are marked, decided in one go, one of them otherwise, with few rows drawn at any time', async () => {
    const answers = { ...createSampleAnswers(Date.now()), listConflicts: { items: createConflicts(1_000) } };
    const page = await openView('conflicts', { answers });
    const rows = page.getByRole('row');
    expect(await rows.count()).toBeLessThan(60);

    await page.getByLabel('Alle markieren').check();
    await page.getByText('999 Dateien sind markiert: 500 hier neuer, 499 auf dem Server neuer.').waitFor();
    await press(page, 'Markierte: die neuere behalten');
    const dialog = page.getByRole('dialog', { name: 'So wird entschieden' });
    await dialog
      .getByText('Bei 500 Dateien bleibt Ihre Fassung. Bei 499 Dateien bleibt die Fassung des Servers.')
      .waitFor();
    await dialog.getByLabel('Entscheidung für „Haushalt 2027.xlsx“').first().selectOption({ label: 'Beide behalten' });
    await dialog.getByText(/^Bei 1 Datei bleiben beide Fassungen. Bei 499 Dateien bleibt Ihre/).waitFor();
    await shoot(page, 'conflicts-bulk');
    expect(await findFaults(page)).toEqual([]);
    expect(await rows.count()).toBeLessThan(60);
    await dialog.getByRole('button', { name: 'Für 999 Dateien so entscheiden' }).click();

    await expect.poll(async () => (await listAsked(page)).some(({ name }) => name === 'resolveConflicts')).toBe(true);
    const asked = (await listAsked(page)).find(({ name }) => name === 'resolveConflicts');
    const { decisions } = (asked?.input ?? { decisions: [] }) as { readonly decisions: readonly unknown[] };
    expect(decisions).toHaveLength(999);
    expect(decisions.slice(0, 2)).toEqual([
      { conflictId: 'c0', revision: 'r0', keep: 'both' },
      { conflictId: 'c1', revision: 'r1', keep: 'server' },
    ]);
    await page.context().close();
  });

  it('cannot be left while they are being decided, as if that stopped it, and are counted at the end', async () => {
    const page = await openView('conflicts', { silent: ['resolveConflicts'] });
    await press(page, 'Markierte: beide behalten');
    const dialog = page.getByRole('dialog', { name: 'So wird entschieden' });
    await dialog.getByRole('button', { name: 'Für 1 Datei so entscheiden' }).click();
    await dialog.getByText(/^Wird ausgeführt/).waitFor();

    await page.keyboard.press('Escape');
    await dialog.getByRole('button', { name: 'Abbrechen' }).click({ force: true });

    expect(await dialog.isVisible()).toBe(true);
    expect(await dialog.getByRole('combobox').first().isDisabled()).toBe(true);
    await page.context().close();
  });

  it('tell how many were decided', async () => {
    const items = [{ conflictId: 'c1' }, { conflictId: 'c2' }];
    const page = await openView('conflicts', {
      answers: { ...createSampleAnswers(Date.now()), resolveConflicts: { items } },
    });
    await press(page, 'Markierte: beide behalten');

    await press(page, 'Für 1 Datei so entscheiden');

    await page.getByText('Für 2 Dateien entschieden.').waitFor();
    await page.context().close();
  });

  it('say before the choice that a second version stays on this PC only, where the organisation wants it', async () => {
    const answers = createSampleAnswers(Date.now());
    const items = createConflicts(3).map((each) => ({ ...each, isSecondOnlyHere: true }));
    const page = await openView('conflicts', { answers: { ...answers, listConflicts: { items } } });

    await page.getByText('Behalten Sie beide, bleibt Ihre nur auf diesem PC').first().waitFor();
    await press(page, /^Beide behalten, meine nur auf diesem PC$/);

    const findDecision = async () => (await listAsked(page)).find(({ name }) => name === 'resolveConflicts')?.input;
    await expect.poll(findDecision).toMatchObject({ decisions: [{ keep: 'both' }] });
    await page.context().close();
  });

  it('lead to the one that a person wants to see, and after its decision to the next', async () => {
    const page = await openView('conflicts');
    const focused = (): Promise<string | null | undefined> => focusedText(page);
    await press(page, 'Ansehen: zwei Fassungen von „Haushalt 2027.xlsx“');
    await expect.poll(focused).toBe('Beide behalten');
    await giveFromNowOn(page, 'resolveConflicts', { items: [{ conflictId: 'c0' }] });

    await press(page, /^Beide behalten$/);

    await expect.poll(focused).toBe('Zwei Fassungen von „Niederschrift Bauausschuss.docx“');
    await page.getByText('Entschieden. Das lässt sich unten rückgängig machen.').waitFor();
    await page.context().close();
  });

  it('say how much larger each is, and open both to be compared', async () => {
    const page = await openView('conflicts');
    await press(page, 'Ansehen: zwei Fassungen von „Haushalt 2027.xlsx“');
    await page.getByText(/^Größe: .*, 3,7.kB mehr$/).waitFor();
    await page.getByText(/^Größe: .*, 3,7.kB weniger$/).waitFor();
    await page.getByText('Von: Bernd Beispiel').waitFor();
    await page.getByText(/^Auf dem Server seit: /).waitFor();
    await shoot(page, 'two-versions-sizes');

    await press(page, 'Beide schreibgeschützt öffnen');

    const copies = async () => (await listAsked(page)).filter(({ name }) => name === 'openCopy').length;
    await expect.poll(copies).toBe(2);
    await page.context().close();
  });

  it('say that nobody knows which is newer where the server does not tell', async () => {
    const items = createConflicts(2).map(({ newer: _newer, serverReceivedAtMs: _received, ...each }) => each);
    const page = await openView('conflicts', {
      answers: { ...createSampleAnswers(Date.now()), listConflicts: { items } },
    });

    await page.getByText('Welche Fassung neuer ist, verrät der Server nicht').waitFor();
    expect(await page.getByText('neuer', { exact: true }).count()).toBe(0);
    await shoot(page, 'two-versions-unknown');
    await page.setViewportSize({ width: 320, height: 900 });
    await shoot(page, 'two-versions-unknown-narrow');
    await page.context().close();
  });

  it('tell what was not done, and why', async () => {
    const items = [{ conflictId: 'c1', code: 'changed-meanwhile' as const }];
    const page = await openView('conflicts', {
      answers: { ...createSampleAnswers(Date.now()), resolveConflicts: { items } },
    });
    await press(page, 'Markierte: beide behalten');

    await press(page, 'Für 1 Datei so entscheiden');

    await page.getByText('Für 1 Datei wurde nichts getan').waitFor();
    await page.getByText('1: Eine der Fassungen hat sich gerade geändert').waitFor();
    await page.context().close();
  });

  it('can be marked, decided and looked at by the keyboard alone', async () => {
    const page = await openView('conflicts');
    await page.getByRole('row').first().focus();

    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await page.getByText(/^2 Dateien sind markiert/).waitFor();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Zwei Fassungen von „Haushalt 2027.xlsx“' }).waitFor();
    await page.getByRole('button', { name: 'Markierte: beide behalten' }).focus();
    await page.keyboard.press('Enter');
    // The safe button has the focus; Tab goes on to the other one.
    await expect.poll(() => focusedText(page)).toBe('Abbrechen');
    await page.keyboard.press('Tab');
    await expect.poll(() => focusedText(page)).toBe('Für 2 Dateien so entscheiden');
    await page.keyboard.press('Escape');
    await expect.poll(() => focusedText(page)).toBe('Markierte: beide behalten');
    await page.context().close();
  });
});

/** Whether all of the list, also what is scrolled away, ends with its last row, and the heights of rows that have less room. */
function measureRows(list: Element): { readonly isFull: boolean; readonly tooTall: readonly number[] } {
  const rows = Array.from(list.querySelectorAll('[role="row"]'), (row) => ({
    height: row.getBoundingClientRect().height,
    room: row.parentElement?.getBoundingClientRect().height ?? 0,
  }));
  const all = rows.reduce((sum, { height }) => sum + height, 0);
  return {
    isFull: Math.abs(list.scrollHeight - all) < 1,
    tooTall: rows.filter(({ height, room }) => height > room + 1).map(({ height }) => height),
  };
}

describe('twice as large a text', () => {
  it('gets the whole width of a usual window: the areas stand above it', async () => {
    const page = await openView('overview');
    await page.setViewportSize({ width: 960, height: 720 });

    await page.addStyleTag({ content: ':root { font-size: 200%; }' });

    const [areas, content] = await Promise.all([
      page.getByRole('navigation').boundingBox(),
      page.getByRole('main').boundingBox(),
    ]);
    expect(content).toMatchObject({ x: 0, y: areas?.height });
    await page.context().close();
  });
});

describe('a long list', () => {
  it('that is short ends with its last row, and with one line', async () => {
    const page = await openView('kept');
    const list = page.getByRole('grid', { name: 'Aufbewahrt' });

    await expect.poll(() => list.evaluate(measureRows)).toEqual({ isFull: true, tooTall: [] });
    expect(
      await page
        .getByRole('row')
        .last()
        .evaluate((row) => getComputedStyle(row).borderBottomWidth),
    ).toBe('0px');
    await page.context().close();
  });

  it('gives each row the room that it needs when only the letters get larger', async () => {
    const page = await openView('kept');
    await page.setViewportSize({ width: 320, height: 900 });
    const list = page.getByRole('grid', { name: 'Aufbewahrt' });
    const width = await list.evaluate((element) => element.clientWidth);

    await page.addStyleTag({ content: ':root { font-size: 115%; }' });

    await expect.poll(() => list.evaluate(measureRows)).toEqual({ isFull: true, tooTall: [] });
    // Else it would be measured anew in any case.
    expect(await list.evaluate((element) => element.clientWidth)).toBe(width);
    await page.context().close();
  });
});

/** A box that stands in its own label is pressed there. */
const PRESSABLE = ['button', 'a', 'select', 'label.bb-check', 'input:not(label input)']
  .map((one) => `main ${one}`)
  .join();

describe('what is being transferred', () => {
  it('is shown with what waits, and one of it can come now', async () => {
    const page = await openView('activity');
    await page.getByText('2 Dateien warten noch.').waitFor();

    await press(page, 'Vorziehen: „Straßenplan Südring.pdf“');

    const hurried = { name: 'hurryTransfer', input: { folderId: 'f1', path: 'Bauamt/Straßenplan Südring.pdf' } };
    await expect.poll(() => listAsked(page)).toContainEqual(hurried);
    await page.context().close();
  });
});

describe('the history', () => {
  it('is filtered by what was done', async () => {
    const page = await openView('activity');

    await page.getByLabel('Anzeigen', { exact: true }).selectOption({ label: 'Entfernt und gelöscht' });

    const asked = { name: 'listHistoryRows', input: { folderId: 'f1', limit: 101, verbs: ['remove', 'unsync'] } };
    await expect.poll(() => listAsked(page)).toContainEqual(asked);
    await page.context().close();
  });
});

describe('the list of what a decision is about', () => {
  it('counts as people do: 1, 2, 10', async () => {
    const usual = createSampleAnswers(Date.now());
    const [decision] = usual.listDecisions?.items ?? [];
    if (decision === undefined) throw new Error('no sample of a decision');
    const paths = [10, 1, 2].map((number) => `Archiv/Bescheid ${number}.pdf`);
    const page = await openView('decisions', {
      answers: { ...usual, listDecisions: { items: [{ ...decision, paths }] } },
    });

    await page.getByText('Betroffene Dateien').first().click();

    await page.getByRole('row').first().waitFor();
    expect(await page.getByRole('row').allInnerTexts()).toEqual(
      [1, 2, 10].map((number) => expect.stringContaining(`Bescheid ${number}.pdf`) as unknown),
    );
    await page.context().close();
  });
});

describe('a kept version', () => {
  it('can be looked at, and opened as a copy, before it comes back', async () => {
    const page = await openView('kept');
    await press(page, 'Ansehen: „alt.docx“');
    const dialog = page.getByRole('dialog', { name: 'Aufbewahrte Fassung von „alt.docx“' });
    await dialog.getByText('Einnahmen: 12.400.000').waitFor();
    await shoot(page, 'kept-preview');
    expect(await findFaults(page)).toEqual([]);

    await dialog.getByRole('button', { name: 'Schreibgeschützte Kopie öffnen' }).click();
    await dialog.getByRole('button', { name: 'Zurückholen' }).click();

    const label = 'aufbewahrte Fassung, schreibgeschützt';
    const copied = { name: 'openCopy', input: { folderId: 'f1', path: 'Entwürfe/alt.docx', keepId: 'k1', label } };
    await expect.poll(() => listAsked(page)).toContainEqual(copied);
    const restored = { name: 'restoreKept', input: { folderId: 'f1', keepId: 'k1' } };
    await expect.poll(() => listAsked(page)).toContainEqual(restored);
    await page.context().close();
  });
});

describe('the last decision', () => {
  it('is not taken back by pressing Enter twice', async () => {
    const usual = createSampleAnswers(Date.now());
    const [open, ...rest] = createConflicts(4);
    if (open === undefined) throw new Error('no sample of two versions');
    const settled = rest.filter(({ state }) => state === 'resolved');
    const answers = { ...usual, listConflicts: { items: [open, ...settled] }, resolveConflicts: { items: [] } };
    const page = await openView('overview', { answers });
    await press(page, /^Zwei Fassungen/);
    const keepBoth = page.getByRole('button', { name: 'Beide behalten', exact: true });
    await keepBoth.focus();
    await giveFromNowOn(page, 'listConflicts', { items: settled });

    await page.keyboard.press('Enter');
    await keepBoth.waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');

    await expect.poll(() => focusedText(page)).toBe('Entschieden. Das lässt sich unten rückgängig machen.');
    expect((await listAsked(page)).map(({ name }) => name)).not.toContain('undoConflict');
    await page.context().close();
  });
});

describe('whoever works by keyboard', () => {
  it('goes on with the next row when one goes away', async () => {
    const kept = createSampleAnswers(Date.now()).listKept?.items ?? [];
    const items = ['a', 'b', 'c'].flatMap((name) =>
      kept.slice(0, 1).map((each) => ({ ...each, keepId: name, originalPath: `${name}.txt` })),
    );
    const restoreKept = { path: 'b.txt', isRenamed: false, bytes: 'verified' as const };
    const answers = { ...createSampleAnswers(Date.now()), listKept: { items }, restoreKept };
    const page = await openView('kept', { answers });
    await page.getByRole('row', { name: 'a.txt' }).focus();
    for (const key of ['ArrowDown', 'Tab', 'Tab']) await page.keyboard.press(key);
    await expect.poll(() => focusedText(page)).toBe('Zurückholen: „b.txt“');
    // What the list shows when it is asked for again.
    await giveFromNowOn(page, 'listKept', { items: items.filter(({ keepId }) => keepId !== 'b') });

    await page.keyboard.press('Enter');

    await page.getByRole('row', { name: 'b.txt' }).waitFor({ state: 'detached' });
    // The row itself or its button, whichever of the list and the view is first.
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest('[role="row"]')?.textContent))
      .toContain('c.txt');
    await page.context().close();
  });

  it('stays in the list when the button goes away that was pressed', async () => {
    const page = await openView('conflicts');
    const undo = page.getByRole('button', { name: 'Rückgängig: Entscheidung über „Foto Rathausplatz.jpg“' });
    await undo.focus();
    const items = createConflicts(12).filter(({ state }) => state !== 'resolved');
    await giveFromNowOn(page, 'listConflicts', { items });

    await page.keyboard.press('Enter');

    await undo.waitFor({ state: 'detached' });
    await expect.poll(() => page.evaluate(() => document.activeElement !== document.body)).toBe(true);
    await page.context().close();
  });

  it.each(Object.keys(VIEWS))(
    'finds nothing smaller than 24 pixels to press in the view „%s“, and loses nothing at twice as large a text',
    async (view) => {
      const page = await openView(view);
      const small = await page.locator(PRESSABLE).evaluateAll((elements) =>
        elements
          .map((element) => ({ name: element.textContent, rect: element.getBoundingClientRect() }))
          .filter(({ rect }) => rect.width < 24 || rect.height < 24)
          .map(({ name }) => name),
      );
      await page.setViewportSize({ width: 640, height: 900 });
      await page.addStyleTag({ content: ':root { font-size: 200%; }' });
      await shoot(page, `${view}-large`);
      const overflow = await page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth));

      expect({ small, overflow }).toEqual({ small: [], overflow: 0 });
      await page.context().close();
    },
  );
});
