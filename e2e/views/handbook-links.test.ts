import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SHELL_SETTINGS } from '#policies/settings.ts';
import { useViews } from './open-view.ts';
import { createSampleAnswers } from './sample-answers.ts';

const openView = useViews();

/** The address of what a page opens beside itself. */
async function openBeside(page: Page, open: () => Promise<void>): Promise<string> {
  const [beside] = await Promise.all([page.context().waitForEvent('page'), open()]);
  // Its address is known before it is read, and to draw the whole handbook is much work.
  await beside.waitForURL(/handbook/, { waitUntil: 'commit' });
  const place = beside.url().replace(/^.*\//, '');
  await beside.close();
  return place;
}

describe('the way to the handbook', () => {
  it.each([
    ['overview', 'handbook-de.html#overview'],
    ['selection', 'handbook-de.html#choose-folders'],
    ['conflicts', 'handbook-de.html#two-versions'],
    ['kept', 'handbook-de.html#kept-files'],
    ['settings', 'handbook-de.html#settings'],
  ])('leads from the view %s, by its link and by F1, to the part about it', async (view, place) => {
    const page = await openView(view);

    const byLink = await openBeside(page, () => page.getByRole('link', { name: /^Mehr dazu im Handbuch \(/ }).click());
    const byKey = await openBeside(page, () => page.keyboard.press('F1'));

    expect([byLink, byKey]).toEqual([place, place]);
  });

  it('leads from a problem to what the handbook says of its cause', async () => {
    const page = await openView('problems');
    const link = page.getByRole('link', { name: /^Mehr dazu im Handbuch – Name ist auf diesem PC nicht erlaubt/ });

    const place = await openBeside(page, () => link.click());

    expect(place).toBe('handbook-de.html#problem-name-not-allowed-here');
  });

  it('leads from „Über“ to its beginning, in the language of the windows', async () => {
    const getShellSettings = { ...DEFAULT_SHELL_SETTINGS, language: 'en' } as const;
    const page = await openView('overview', { answers: { ...createSampleAnswers(Date.now()), getShellSettings } });
    await page.getByRole('button', { name: 'About', exact: true }).click();

    const place = await openBeside(page, () => page.getByRole('link', { name: 'User guide' }).first().click());

    expect(place).toBe('handbook-en.html#about');
  });
});
