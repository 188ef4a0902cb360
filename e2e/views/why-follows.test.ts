import type { Page } from 'playwright';
import { describe, expect, it, onTestFinished } from 'vitest';
import { shoot } from '../stage/screenshots.ts';
import { useViews } from './open-view.ts';
import { createSampleAnswers } from './sample-answers.ts';
import { giveFromNowOn, listAsked, tellWindows } from './sample-windows.ts';

const openView = useViews();
const path = 'Bauamt/Plan.dwg';

async function countAsked(page: Page): Promise<number> {
  return (await listAsked(page)).filter(({ name }) => name === 'explainPath').length;
}

/** Asks about a file that waits; from then on time stands still, so no other test may have this page. */
async function openWaiting(): Promise<Page> {
  const answers = { ...createSampleAnswers(Date.now()), explainPath: { path, code: 'waiting-to-upload' as const } };
  const page = await openView('problems', { answers });
  onTestFinished(() => page.context().close());
  await page.clock.install();
  await page.getByLabel('Datei oder Ordner').fill(path);
  await page.keyboard.press('Enter');
  await page.getByText('Wird gleich hochgeladen').waitFor();
  await page.clock.pauseAt(Date.now() + 5_000);
  return page;
}

/** Something has happened in the folder. */
async function tellChange(page: Page, revision: number): Promise<void> {
  const change = { kind: 'list-changed' as const, folderId: 'f1', list: 'history' as const };
  await tellWindows(page, { kind: 'app', event: { hostId: 'h1', revision, change } });
}

describe('the reason that is shown', () => {
  it('follows what happens in the folder, and looks from time to time after what nobody tells of', async () => {
    const page = await openWaiting();

    await giveFromNowOn(page, 'explainPath', { path, code: 'in-sync' });
    await tellChange(page, 2);
    await page.clock.fastForward(1_000);
    await page.getByText('Hier und auf dem Server ist dasselbe.').waitFor();
    await giveFromNowOn(page, 'explainPath', { path, code: 'in-sync', lock: { kind: 'other' } });
    await page.clock.fastForward(30_000);

    await page.getByText('Jemand bearbeitet es gerade.').waitFor();
  });

  it('is not asked for where nobody can see it, and is up to date as soon as the window is shown again', async () => {
    const page = await openWaiting();
    const before = await countAsked(page);
    await setVisible(page, false);

    await giveFromNowOn(page, 'explainPath', { path, code: 'in-sync' });
    await tellChange(page, 2);
    await page.clock.fastForward(60_000);

    expect(await countAsked(page)).toBe(before);
    await setVisible(page, true);
    await page.getByText('Hier und auf dem Server ist dasselbe.').waitFor();
  });

  it('hands the focus to another answer from a button that goes, and leaves it where the answer is the same', async () => {
    const answers = { ...createSampleAnswers(Date.now()), explainPath: { path, code: 'no-permission' as const } };
    const page = await openView('why', { answers });
    await page.locator('.bb-buttons .kern-btn--primary').waitFor();
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    const look = async (revision: number): Promise<void> => {
      const asked = await countAsked(page);
      await tellChange(page, revision);
      await expect.poll(() => countAsked(page)).toBeGreaterThan(asked);
    };
    await page.locator('.bb-buttons .kern-btn--primary').focus();
    const button = await focused();
    await giveFromNowOn(page, 'explainPath', { path, code: 'no-permission', lock: { kind: 'other' } });
    await look(2);
    await page.getByText('Jemand bearbeitet es gerade.').waitFor();
    expect(await focused()).toBe(button);

    await giveFromNowOn(page, 'explainPath', { path, code: 'deselected' });
    await look(3);
    await page.getByRole('button', { name: 'Ordner auswählen' }).waitFor();

    const title = await page.locator('.bb-page .kern-alert .kern-title').first().textContent();
    expect(await focused()).toBe(title);
    await shoot(page, 'why-focus');
    await page.setViewportSize({ width: 320, height: 720 });
    await shoot(page, 'why-focus-narrow');
  });
});

/** Shows or hides the window, as its page is told. */
async function setVisible(page: Page, isVisible: boolean): Promise<void> {
  await page.evaluate(
    (state) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
      document.dispatchEvent(new Event('visibilitychange'));
    },
    isVisible ? 'visible' : 'hidden',
  );
}
