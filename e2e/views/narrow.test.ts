import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { findFaults } from '../stage/accessibility.ts';
import { shoot, shootInSight } from '../stage/screenshots.ts';
import { focusedText, press, useViews } from './open-view.ts';

const openView = useViews();

describe('the areas in a narrow window', () => {
  it('are a menu of one line until somebody wants another area', async () => {
    const page = await openView('overview');
    const areas = page.getByRole('navigation', { name: 'Bereiche' });
    expect(await areas.getByRole('button', { name: 'Menü' }).count()).toBe(0);
    await page.setViewportSize({ width: 320, height: 640 });
    const menu = areas.getByRole('button', { name: 'Menü 20 offen' });
    await shootInSight(page, 'narrow-menu');
    expect((await areas.boundingBox())?.height).toBeLessThan(640 / 6);
    expect(await areas.getByRole('button').count()).toBe(1);

    await menu.focus();
    await page.keyboard.press('Enter');
    await shootInSight(page, 'narrow-menu-open');
    expect(await findFaults(page)).toEqual([]);
    expect(await areas.getByRole('button', { expanded: true }).count()).toBe(1);
    await page.keyboard.press('Escape');
    expect(await areas.getByRole('button').count()).toBe(1);
    expect(await focusedText(page)).toContain('Menü');

    await page.keyboard.press('Enter');
    await press(page, 'Aktivität');
    await page.getByRole('heading', { level: 1, name: 'Aktivität' }).waitFor();
    expect(await focusedText(page)).toBe('Aktivität');
    expect(await areas.getByRole('button').count()).toBe(1);
  });
});

/** Which part of the window the ways out of a view cover, and whether they stay in sight. */
function measureEnd(page: Page): Promise<{ readonly share: number; readonly isInSight: boolean }> {
  return page.evaluate(() => {
    const end = document.querySelector('.bb-page__end');
    if (end === null) throw new Error('no end of the page');
    const { height } = end.getBoundingClientRect();
    return { share: height / window.innerHeight, isInSight: getComputedStyle(end).position === 'sticky' };
  });
}

describe('the ways out of a view', () => {
  it.each([
    [1_100, 800],
    [960, 720],
  ])('stay in sight in a usual window: %s by %s', async (width, height) => {
    const page = await openView('selection');
    await page.setViewportSize({ width, height });
    await shootInSight(page, `end-${width}`);

    const { share, isInSight } = await measureEnd(page);
    expect(isInSight).toBe(true);
    expect(share).toBeLessThan(0.3);
    // Lists measure themselves a moment after the window has its size, and the page becomes longer.
    const findCoveredPixels = async (): Promise<number> => {
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      const link = await page.getByRole('link', { name: 'Mehr dazu im Handbuch' }).boundingBox();
      const end = await page.locator('.bb-page__end').boundingBox();
      return (link?.y ?? 0) + (link?.height ?? 0) - (end?.y ?? 0);
    };
    await expect.poll(findCoveredPixels).toBeLessThanOrEqual(0);
  });

  it('do not take the room of what the view is about when the letters are twice as large', async () => {
    const page = await openView('selection');
    await page.setViewportSize({ width: 960, height: 720 });
    await page.addStyleTag({ content: 'html { font-size: 200% }' });

    await expect.poll(() => measureEnd(page)).toMatchObject({ isInSight: false });
    await shoot(page, 'end-large-letters');
  });
});
