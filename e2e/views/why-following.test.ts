import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { useViews } from './open-view.ts';
import { createSampleAnswers } from './sample-answers.ts';
import { giveFromNowOn, listAsked, tellWindows } from './sample-windows.ts';

const openView = useViews();

describe('the answer to why a path is not synced', () => {
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

  it('is not asked for where nobody can see it, and is up to date as soon as the window is shown again', async () => {
    const path = 'Bauamt/Plan.dwg';
    const answers = { ...createSampleAnswers(Date.now()), explainPath: { path, code: 'waiting-to-upload' as const } };
    const page = await openView('problems', { answers });
    await page.clock.install();
    await page.getByLabel('Datei oder Ordner').fill(path);
    await page.keyboard.press('Enter');
    await page.getByText('Wird gleich hochgeladen').waitFor();
    await page.clock.pauseAt(Date.now() + 5_000);
    const asked = async (): Promise<number> =>
      (await listAsked(page)).filter(({ name }) => name === 'explainPath').length;
    const before = await asked();
    await setVisible(page, false);

    await giveFromNowOn(page, 'explainPath', { path, code: 'in-sync' });
    const change = { kind: 'list-changed' as const, folderId: 'f1', list: 'history' as const };
    await tellWindows(page, { kind: 'app', event: { hostId: 'h1', revision: 2, change } });
    await page.clock.fastForward(60_000);

    expect(await asked()).toBe(before);
    await setVisible(page, true);
    await page.getByText('Hier und auf dem Server ist dasselbe.').waitFor();
    await page.context().close();
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
