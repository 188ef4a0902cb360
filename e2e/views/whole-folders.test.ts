import { describe, expect, it } from 'vitest';
import { findFaults } from '../stage/accessibility.ts';
import { shoot } from '../stage/screenshots.ts';
import { press, useViews } from './open-view.ts';
import { createSampleAnswers } from './sample-answers.ts';
import { createMissingFolder, createSignedOut } from './sample-stops.ts';
import { listAsked, tellWindows } from './sample-windows.ts';

const openView = useViews();

describe('what keeps a whole folder from being synced', () => {
  it('stands among the problems, with the one thing that helps', async () => {
    const page = await openView('problems', { answers: createMissingFolder(Date.now()) });
    const cause = page.getByRole('region', { name: 'Der Ordner auf diesem PC fehlt' });
    await cause.getByText('C:\\Users\\Anna Muster\\BayernBox').waitFor();
    await page.getByRole('button', { name: /^Probleme\s*8/ }).waitFor();
    await shoot(page, 'problems-folder');
    expect(await findFaults(page)).toEqual([]);

    await page.getByText('Außerdem waren zuletzt diese Dateien und Ordner nicht synchronisiert.').waitFor();
    await cause.getByRole('button', { name: 'Zur Übersicht' }).click();

    await page.getByRole('button', { name: 'Neuen Ort wählen' }).waitFor();
  });

  it('is never "no problems": a sign-in that is needed leads to the sign-in, once for the account', async () => {
    const answers = createSignedOut(Date.now());
    const page = await openView('problems', { answers: { ...answers, listProblems: { items: [] } } });
    await page.getByText('Sonst sind keine Probleme bekannt.').waitFor();
    await shoot(page, 'problems-sign-in');
    expect(await page.getByText('Es gibt keine Probleme.').count()).toBe(0);

    await press(page, 'Neu anmelden');

    await page
      .getByLabel('Benutzername')
      .or(page.getByRole('button', { name: 'Weiter' }))
      .first()
      .waitFor();
  });
});

describe('a pause of everything', () => {
  it('begins and ends in the overview, where there are several folders', async () => {
    const answers = createSampleAnswers(Date.now());
    const page = await openView('overview', { answers });
    await press(page, 'Alle pausieren');
    await page.getByRole('menuitem', { name: '2 Stunden' }).click();
    await expect.poll(() => listAsked(page)).toContainEqual({ name: 'pause', input: { length: 'hours-2' } });

    const change = { kind: 'pause', pause: { why: 'person' } } as const;
    await tellWindows(page, { kind: 'app', event: { hostId: 'h1', revision: 2, change } });
    await shoot(page, 'overview-all-paused');
    await press(page, 'Alle fortsetzen');

    await expect.poll(() => listAsked(page)).toContainEqual({ name: 'resume', input: {} });
  });
});
