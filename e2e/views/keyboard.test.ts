import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { focusedText, useViews } from './open-view.ts';
import { listAsked } from './sample-windows.ts';

const openView = useViews();

/** More than any of these views has. */
const MOST_STOPS = 60;

/** What has the focus, and how broad the ring around it is in pixels. */
function readFocus(page: Page): Promise<{ readonly name: string; readonly ring: number } | undefined> {
  return page.evaluate(() => {
    const { activeElement: at } = document;
    if (at === null || at === document.body) return undefined;
    const { outlineStyle, outlineWidth } = getComputedStyle(at);
    return { name: at.outerHTML.slice(0, 200), ring: outlineStyle === 'none' ? 0 : Number.parseFloat(outlineWidth) };
  });
}

/** Every stop on the way with Tab from the title of a view to its end. */
async function walk(page: Page): Promise<readonly { readonly name: string; readonly ring: number }[]> {
  await page.locator('#page-title').focus();
  const stops = [];
  for (let index = 0; index < MOST_STOPS; index += 1) {
    await page.keyboard.press('Tab');
    const at = await readFocus(page);
    if (at === undefined) break;
    stops.push(at);
  }
  return stops;
}

describe('a question before something that takes away', () => {
  it.each([
    ['settings', 'Konto entfernen'],
    ['overview', 'Beenden'],
    ['decisions', 'Auf dem Server löschen …'],
  ])('in the view „%s“ is answered with no by Enter and by Escape, and leads back: „%s“', async (view, name) => {
    const page = await openView(view);
    const button = page.getByRole('button', { name });
    // By now the view has asked for what it shows.
    await button.waitFor();
    const asked = (await listAsked(page)).length;

    for (const key of ['Enter', 'Escape']) {
      await button.focus();
      await page.keyboard.press('Enter');
      await page.getByRole('alertdialog').waitFor();
      await page.keyboard.press(key);
      await page.getByRole('alertdialog').waitFor({ state: 'detached' });
      await expect.poll(() => focusedText(page)).toBe(name);
    }

    expect((await listAsked(page)).slice(asked)).toEqual([]);
  });
});

it('the program is ended from any view, once a person has said so', async () => {
  const page = await openView('kept');
  await page.getByRole('navigation').getByRole('button', { name: 'Beenden' }).press('Enter');

  await page.getByRole('alertdialog').getByRole('button', { name: 'Programm beenden' }).press('Enter');

  await expect.poll(() => listAsked(page)).toContainEqual({ name: 'quit', input: {} });
});

describe('an entry of a menu', () => {
  it('shows the focus once, by its frame, and gives it back to the button', async () => {
    const page = await openView('overview');
    const button = page.getByRole('button', { name: 'Pausieren' }).first();
    await button.focus();
    await page.keyboard.press('Enter');
    const entry = page.getByRole('menuitem', { name: '30 Minuten' });
    await expect.poll(() => focusedText(page)).toBe('30 Minuten');

    const [framed, plain] = await Promise.all(
      [entry, page.getByRole('menuitem', { name: '2 Stunden' })].map((each) =>
        each.evaluate((element) => getComputedStyle(element).borderTopColor),
      ),
    );
    expect(framed).not.toBe(plain);
    expect(await readFocus(page)).toMatchObject({ ring: 0 });
    await page.keyboard.press('Escape');

    await expect.poll(() => focusedText(page)).toBe('Pausieren');
  });
});

describe('the focus', () => {
  it.each([
    ['set-up', 7],
    ['conflicts', 18],
    ['settings', 25],
  ])('can be seen at every stop of the view „%s“, fields, lists and trees included', async (view, fewest) => {
    const page = await openView(view);

    const stops = await walk(page);

    expect(stops.length).toBeGreaterThanOrEqual(fewest);
    expect(stops.filter(({ ring }) => ring < 2)).toEqual([]);
  });
});
