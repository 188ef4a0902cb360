import { describe, expect, it } from 'vitest';
import { shoot } from '../stage/screenshots.ts';
import { focusedText, press, useViews } from './open-view.ts';
import { createSampleAnswers } from './sample-answers.ts';
import { createMove } from './sample-history.ts';
import { giveFromNowOn, listAsked } from './sample-windows.ts';

const openView = useViews();

const ON_SERVER = { cause: 'on-server' as const, atMs: Date.now() };

describe('the reason why something is not there any more', () => {
  it('says when something was deleted on the server, and brings the version back that went then', async () => {
    const path = 'Bauamt/alt.txt';
    const removal = { ...ON_SERVER, isKept: true, wayBack: { kind: 'undo' as const, entryId: 'h9' } };
    const explainPath = { path, code: 'was-removed' as const, removal };
    const undo = { ...createMove(Date.now(), 1), path };
    const page = await openView('why', { answers: { ...createSampleAnswers(Date.now()), explainPath, undo } });
    await page.getByText(/^Auf dem Server gelöscht und heute um .* auch von diesem PC entfernt\./).waitFor();
    await shoot(page, 'why-removed-server');

    await giveFromNowOn(page, 'explainPath', { path, code: 'waiting-to-upload' });
    await page.getByRole('button', { name: 'Zurückholen' }).focus();
    await page.keyboard.press('Enter');

    await page.getByText('Wird gleich hochgeladen').waitFor();
    await page.getByText('Zurückgeholt: Bauamt/alt.txt').waitFor();
    expect(await listAsked(page)).toContainEqual({
      name: 'undo',
      input: { folderId: 'f1', historyId: 'h9', agreed: 'brings-back' },
    });
    expect(await focusedText(page)).toBe('Wird gleich hochgeladen');
    await shoot(page, 'why-removed-restored');
  });

  it('is not offered once more among what may be meant', async () => {
    const path = 'Bauamt/Plan: Südring?.dwg';
    const removal = { ...ON_SERVER, isKept: true, wayBack: { kind: 'undo' as const, entryId: 'h9' } };
    const explainPath = { path, code: 'was-removed' as const, removal };
    const kept = { kind: 'file' as const, isHere: false, isOnServer: false, isKept: true };
    const findByName = {
      items: [
        { path, ...kept },
        { path: 'Archiv/Plan: Südring?.dwg', ...kept, isOnServer: true },
      ],
      total: 2,
      unsearched: [],
    };
    const page = await openView('why', { answers: { ...createSampleAnswers(Date.now()), explainPath, findByName } });

    await page.getByRole('heading', { name: 'Meinten Sie eines davon?' }).waitFor();

    // The second folder answers the same: there it is another file.
    const rows = page.getByRole('region', { name: 'Meinten Sie eines davon?' }).getByRole('listitem');
    expect(await rows.count()).toBe(3);
    await shoot(page, 'why-removed-similar');
  });

  it('says that something was deleted here, and leads to the server, where it may still be', async () => {
    const removal = { ...ON_SERVER, cause: 'here' as const, isKept: true, wayBack: { kind: 'server-trash' as const } };
    const explainPath = { path: 'Bauamt/alt.txt', code: 'was-removed' as const, removal };
    const page = await openView('why', { answers: { ...createSampleAnswers(Date.now()), explainPath } });

    await page.getByText(/^Auf diesem PC gelöscht und heute um .* auch auf dem Server\.$/).waitFor();
    await page.getByText('Unter „Aufbewahrt“ liegt noch eine ältere Fassung').waitFor();
    await shoot(page, 'why-removed-here');
    await press(page, 'Auf dem Server nachsehen');
    await expect
      .poll(() => listAsked(page))
      .toContainEqual({ name: 'openOnServer', input: { folderId: 'f1', path: '' } });
    await press(page, 'Zu „Aufbewahrt“');

    await page.getByRole('heading', { level: 1, name: 'Aufbewahrt' }).waitFor();
  });

  it('leads, of a folder that others deleted, to what is kept of it', async () => {
    const removal = { ...ON_SERVER, isKept: false, wayBack: { kind: 'undo' as const, entryId: 'h9' } };
    const explainPath = { path: 'Bauamt', code: 'was-removed' as const, removal };
    const page = await openView('why', { answers: { ...createSampleAnswers(Date.now()), explainPath } });
    await page.getByText('Die Dateien, die darin lagen, holen Sie unter „Aufbewahrt“ zurück.').waitFor();

    await press(page, 'Zu „Aufbewahrt“');

    await page.getByRole('heading', { level: 1, name: 'Aufbewahrt' }).waitFor();
  });
});
