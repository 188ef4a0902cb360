import { describe, expect, it, vi } from 'vitest';
import { press, useViews } from './open-view.ts';
import { createSampleAnswers } from './sample-answers.ts';
import { giveFromNowOn, refuseFromNowOn, tellWindows } from './sample-windows.ts';

/** A busy machine takes its time to draw. */
vi.setConfig({ testTimeout: 60_000 });

const openView = useViews();

describe('an answer to a question about deletions', () => {
  it('that comes too late is told as refused, though its card has made room for the longer list', async () => {
    const page = await openView('decisions', { refusals: { answerDecision: 'decision-list-changed' } });
    const items = createSampleAnswers(Date.now()).listDecisions?.items ?? [];
    await giveFromNowOn(page, 'listDecisions', {
      items: items.map((each) => ({ ...each, name: 'd1-2', fileCount: 700 })),
    });

    await press(page, 'Behalten (nichts löschen)');

    await page.getByText('Auf diesem PC fehlen 700 Dateien').waitFor();
    await page.getByText('Die Liste ist inzwischen länger geworden').waitFor();
    expect(await page.getByText(/^Entschieden/).count()).toBe(0);
    await page.context().close();
  });

  it('is told to have been taken, when its card is gone', async () => {
    const page = await openView('decisions');
    await giveFromNowOn(page, 'listDecisions', { items: [] });

    await press(page, 'Behalten (nichts löschen)');

    await page.getByText('Entschieden: Es bleibt alles erhalten.').waitFor();
    await page.context().close();
  });
});

describe('a list that could not be loaded', () => {
  it('says so and can be asked for again', async () => {
    const page = await openView('kept', { refusals: { listKept: 'internal-error' } });
    await page.getByText('Ein Fehler im Programm').waitFor();
    await refuseFromNowOn(page, 'listKept', undefined);

    await press(page, 'Noch einmal laden');

    await page.getByRole('row', { name: 'alt.docx' }).waitFor();
    await page.context().close();
  });

  it('comes by itself when the engine is back, as do changes that were missed meanwhile', async () => {
    const page = await openView('kept', { refusals: { listKept: 'host-unavailable' } });
    await page.getByText('Die Synchronisierung wird gerade neu gestartet').waitFor();
    await refuseFromNowOn(page, 'listKept', undefined);

    await tellWindows(page, { kind: 'host-ready' });
    await page.getByRole('row', { name: 'alt.docx' }).waitFor();
    await giveFromNowOn(page, 'listKept', { items: [] });
    await tellWindows(page, { kind: 'host-ready' });

    await page.getByText('Es wird nichts aufbewahrt.').waitFor();
    await page.context().close();
  });
});
