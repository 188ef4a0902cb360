import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { shoot, useViews } from './open-view.ts';
import { createSampleAnswers } from './sample-answers.ts';
import { giveFromNowOn, listAsked, tellWindows } from './sample-windows.ts';

const openView = useViews();

async function countAsked(page: Page): Promise<number> {
  return (await listAsked(page)).filter(({ name }) => name === 'explainPath').length;
}

describe('the reason that is shown', () => {
  it('follows what happens in the folder, and looks from time to time after what nobody tells of', async () => {
    const path = 'Bauamt/Plan.dwg';
    const answers = { ...createSampleAnswers(Date.now()), explainPath: { path, code: 'waiting-to-upload' as const } };
    const page = await openView('problems', { answers });
    await page.clock.install();
    await page.getByLabel('Datei oder Ordner').fill(path);
    await page.keyboard.press('Enter');
    await page.getByText('Wird gleich hochgeladen').waitFor();

    await page.clock.pauseAt(Date.now() + 5_000);
    await giveFromNowOn(page, 'explainPath', { path, code: 'in-sync' });
    const change = { kind: 'list-changed' as const, folderId: 'f1', list: 'history' as const };
    await tellWindows(page, { kind: 'app', event: { hostId: 'h1', revision: 2, change } });
    await page.clock.fastForward(1_000);
    await page.getByText('Hier und auf dem Server ist dasselbe.').waitFor();
    await giveFromNowOn(page, 'explainPath', { path, code: 'in-sync', lock: { kind: 'other' } });
    await page.clock.fastForward(30_000);

    await page.getByText('Jemand bearbeitet es gerade.').waitFor();
    await page.context().close();
  });

  it('hands the focus to another answer from a button that goes, and leaves it where the answer is the same', async () => {
    const path = 'Bauamt/Plan.dwg';
    const answers = { ...createSampleAnswers(Date.now()), explainPath: { path, code: 'no-permission' as const } };
    const page = await openView('why', { answers });
    await page.locator('.bb-buttons .kern-btn--primary').waitFor();
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    const look = async (revision: number): Promise<void> => {
      const asked = await countAsked(page);
      const change = { kind: 'list-changed' as const, folderId: 'f1', list: 'history' as const };
      await tellWindows(page, { kind: 'app', event: { hostId: 'h1', revision, change } });
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
    await page.context().close();
  });
});
