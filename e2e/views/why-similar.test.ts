import { describe, expect, it } from 'vitest';
import { shoot } from '../stage/screenshots.ts';
import { press, useViews } from './open-view.ts';
import { createSampleAnswers } from './sample-answers.ts';
import { listAsked } from './sample-windows.ts';

const openView = useViews();

describe('a file that was named without its folder', () => {
  it('leads to a choice among what has that name, by keyboard too', async () => {
    const usual = createSampleAnswers(Date.now());
    const found = { kind: 'file' as const, isHere: true, isOnServer: true, isKept: false };
    const findByName = {
      items: [
        { path: 'Bauamt/Straßen und Wege/Entwurf.xlsx', ...found },
        { path: 'Haushalt/2027/Entwurf.xlsx', ...found, isHere: false },
        { path: 'Archiv alt/Entwurf.xlsx', ...found, isHere: false, isOnServer: false, isKept: true },
      ],
      total: 14,
      unsearched: [
        {
          why: 'not-selected' as const,
          paths: ['Archiv', 'Fotos', 'Projekte/Südring', 'Videos', 'Vorlagen'],
          total: 7,
        },
        { why: 'unreadable' as const, paths: ['Personal'], total: 1 },
      ],
    };
    const explainPath = { path: 'Entwurf.xlsx', code: 'not-there' as const };
    const page = await openView('problems', { answers: { ...usual, explainPath, findByName } });
    await page.getByLabel('Datei oder Ordner').fill('Entwurf.xlsx');
    await page.keyboard.press('Enter');

    await page.getByRole('heading', { name: 'Meinten Sie eines davon?' }).waitFor();
    expect(await page.getByLabel('Datei oder Ordner').inputValue()).toBe('Entwurf.xlsx');
    await page.getByText('Gesucht wurde nach „Entwurf.xlsx“ in BayernBox').waitFor();
    await page.getByText('Vorlagen und 9 weitere Ordner. Was darin auf dem Server liegt, ist hier nicht').waitFor();
    await page.getByText('Auf diesem PC nicht lesbar und deshalb nicht durchsucht: BayernBox/Personal, ').waitFor();
    await shoot(page, 'why-similar');
    await page.setViewportSize({ width: 320, height: 720 });
    await shoot(page, 'why-similar-narrow');
    await page.getByRole('button', { name: 'Warum? „Haushalt/2027/Entwurf.xlsx“' }).first().focus();
    await page.keyboard.press('Enter');

    const asked = {
      name: 'explainPath',
      input: expect.objectContaining({ folderId: 'f1', path: 'Haushalt/2027/Entwurf.xlsx' }) as unknown,
    };
    await expect.poll(() => listAsked(page)).toContainEqual(asked);
  });

  it('leads from what only the safety store has to the kept files', async () => {
    const item = {
      path: 'Archiv alt/Entwurf.xlsx',
      kind: 'file' as const,
      isHere: false,
      isOnServer: false,
      isKept: true,
    };
    const findByName = { items: [item], total: 1, unsearched: [] };
    const explainPath = { path: 'Entwurf.xlsx', code: 'not-there' as const };
    const page = await openView('why', { answers: { ...createSampleAnswers(Date.now()), explainPath, findByName } });

    await page.getByText('eine Fassung liegt unter „Aufbewahrt“').first().waitFor();
    await press(page, 'Zu „Aufbewahrt“');

    await page.getByRole('heading', { level: 1, name: 'Aufbewahrt' }).waitFor();
  });

  it('does not call a part everything where folders are not selected', async () => {
    const findByName = {
      items: [],
      total: 0,
      unsearched: [{ why: 'not-selected' as const, paths: ['Archiv'], total: 1 }],
    };
    const explainPath = { path: 'Entwurf.xlsx', code: 'not-there' as const };
    const page = await openView('why', { answers: { ...createSampleAnswers(Date.now()), explainPath, findByName } });

    await page.getByRole('heading', { name: /aber nicht alles ließ sich durchsuchen$/ }).waitFor();
    await page.getByText('nicht für diesen PC ausgewählt: BayernBox/Archiv, ').waitFor();
  });

  it('says that nothing else has the name, where that was looked for, and which folder could not be read', async () => {
    const explainPath = { path: 'Entwurf.xlsx', code: 'not-there' as const };
    const page = await openView('why', {
      answers: { ...createSampleAnswers(Date.now()), explainPath },
      refusals: { findByName: 'local-folder-missing' },
    });

    await page.getByText('Sonst wurde nichts mit diesem Namen gefunden').waitFor();
    await page.getByText('Nicht durchsuchen ließ sich: BayernBox').waitFor();
  });
});
