import { describe, expect, it } from 'vitest';
import { findFaults } from '../stage/accessibility.ts';
import { expectNoOverflow } from '../stage/overflow.ts';
import { shoot } from '../stage/screenshots.ts';
import { focusedText, press, useViews, VIEWS } from './open-view.ts';
import { createConflicts, createSampleAnswers } from './sample-answers.ts';
import { giveFromNowOn, listAsked } from './sample-windows.ts';

const openView = useViews();

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
  });
});

describe('the history', () => {
  it('is filtered by what was done', async () => {
    const page = await openView('activity');

    await page.getByLabel('Anzeigen', { exact: true }).selectOption({ label: 'Entfernt und gelöscht' });

    const asked = { name: 'listHistoryRows', input: { folderId: 'f1', limit: 101, verbs: ['remove', 'unsync'] } };
    await expect.poll(() => listAsked(page)).toContainEqual(asked);
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
  });

  it('stays in the list when the button goes away that was pressed', async () => {
    const page = await openView('conflicts');
    const undo = page.getByRole('button', { name: 'Rückgängig …: Entscheidung über „Foto Rathausplatz.jpg“' });
    await undo.focus();
    const items = createConflicts(12).filter(({ state }) => state !== 'resolved');
    await giveFromNowOn(page, 'listConflicts', { items });

    await page.keyboard.press('Enter');
    await press(page, 'Rückgängig machen');

    await undo.waitFor({ state: 'detached' });
    await expect.poll(() => page.evaluate(() => document.activeElement !== document.body)).toBe(true);
  });

  it.each(['conflicts', 'selection', 'settings', 'activity'])(
    'cuts no present answer of a list of answers at 320 pixels in the view „%s“',
    async (view) => {
      const page = await openView(view);
      await page.setViewportSize({ width: 320, height: 800 });

      const answers = await page.locator('.kern-form-input__select-wrapper').evaluateAll((boxes) =>
        boxes.map((box) => {
          const shown = box.querySelector('span') ?? box;
          const isInside = shown.getBoundingClientRect().bottom <= box.getBoundingClientRect().bottom;
          const isWhole = shown.scrollWidth <= shown.clientWidth && isInside;
          return [shown.textContent === box.querySelector('select')?.selectedOptions[0]?.textContent, isWhole];
        }),
      );

      expect(answers.length).toBeGreaterThan(0);
      expect(answers.filter((answer) => answer.includes(false))).toEqual([]);
    },
  );

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

      expect(small).toEqual([]);
      await expectNoOverflow(page);
    },
  );
});
