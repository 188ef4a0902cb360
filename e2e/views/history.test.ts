import { describe, expect, it, vi } from 'vitest';
import { findFaults } from '../stage/accessibility.ts';
import { focusedText, press, shoot, useViews } from './open-view.ts';
import { createSampleAnswers } from './sample-answers.ts';
import { listAsked } from './sample-windows.ts';

/** A busy machine takes its time to draw. */
vi.setConfig({ testTimeout: 60_000 });

const openView = useViews();

const FREED = { files: 1, bytes: 6_400_000_000, otherOnServer: 2, unasked: 1 };

describe('the space of kept files', () => {
  it('is given back at once for what the server has, after a question that names it and keeps it by default', async () => {
    const page = await openView('kept', {
      answers: { ...createSampleAnswers(Date.now()), freeKept: FREED },
    });
    await press(page, 'Jetzt freigeben …');
    const dialog = page.getByRole('alertdialog', { name: '6,4 GB jetzt freigeben?' });
    await dialog.getByText('Festzelt.jpg').waitFor();
    await shoot(page, 'kept-free');
    expect(await findFaults(page)).toEqual([]);
    expect(await focusedText(page)).toBe('Behalten');

    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect((await listAsked(page)).map(({ name }) => name)).not.toContain('freeKept');

    await press(page, 'Jetzt freigeben …');
    await dialog.getByRole('button', { name: 'Endgültig freigeben' }).click();
    await page.getByText('6,4 GB freigegeben: eine Datei.').waitFor();
    await page.getByText('2 Dateien bleiben aufbewahrt: Auf dem Server').waitFor();
    await page.getByText('Eine Datei bleibt aufbewahrt, weil').waitFor();
    expect(await listAsked(page)).toContainEqual({ name: 'freeKept', input: { folderId: 'f1' } });
    await page.context().close();
  });
});

describe('the activity of all folders', () => {
  it('says of each entry which folder it is about, and is saved as one list', async () => {
    const answers = { ...createSampleAnswers(Date.now()), saveText: { isSaved: true } };
    const page = await openView('activity', { answers });
    await page.getByLabel('Ordner', { exact: true }).selectOption({ label: 'Alle Ordner' });

    const names = (answers.getState?.folders ?? []).map(({ name }) => name);
    for (const name of new Set(names)) await page.getByText(`· ${name}`).first().waitFor();
    await shoot(page, 'activity-all');
    await page.setViewportSize({ width: 320, height: 900 });
    await shoot(page, 'activity-all-narrow');
    await press(page, 'Als CSV speichern');
    await page.getByText('Die Liste ist gespeichert.').waitFor();

    const saved = (await listAsked(page)).find(({ name }) => name === 'saveText');
    for (const name of names) expect(JSON.stringify(saved?.input)).toContain(`;${name}\\r\\n`);
    await page.context().close();
  });
});

describe('a decision in the activity', () => {
  it('is undone there, as a decision on two versions', async () => {
    const page = await openView('activity', { answers: { ...createSampleAnswers(Date.now()), undoConflict: {} } });
    await page.getByText('Fassung des Servers von Bernd Beispiel').waitFor();
    await shoot(page, 'activity-decision');
    await press(page, 'Rückgängig: Von zwei Fassungen Ihre behalten, „Protokoll.odt“');

    await page.getByText('Rückgängig gemacht.').waitFor();
    const undone = { name: 'undoConflict', input: { folderId: 'f1', conflictId: 'c3' } };
    expect(await listAsked(page)).toContainEqual(undone);
    await page.context().close();
  });
});
