import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import type { Organisation } from '#policies/policies.ts';
import { policiesSchema } from '#policies/policies.ts';
import { findFaults } from '../stage/accessibility.ts';
import { takeScreenshots } from '../stage/screenshots.ts';
import { createSampleAnswers } from './sample-answers.ts';
import { useViews } from './open-view.ts';

const open = useViews();

async function openFor(organisation: Organisation, view: string): Promise<Page> {
  const answers = createSampleAnswers(Date.now());
  const { getState } = answers;
  if (getState === undefined) throw new Error('the sample has no state');
  const page = await open('overview', { answers: { ...answers, getState: { ...getState, organisation } } });
  await page.getByRole('navigation').getByRole('button', { name: view, exact: true }).click();
  return page;
}

describe('the windows of an organisation', () => {
  it('say of backups what it has decided, instead of what they would say', async () => {
    const backupNotice = { de: 'Gesichert wird nur am Sonntag.', en: 'Backups are made on Sundays only.' };
    const page = await openFor({ policies: policiesSchema.parse({ enforced: { backupNotice } }) }, 'Über');

    await page.getByText(backupNotice.de).waitFor();
    expect(await page.getByText('wird nicht gesichert').count()).toBe(0);
  });

  it('show what it has decided, say so, and take no input for it', async () => {
    const enforced = {
      startsWithSystem: true,
      theme: 'dark',
      limitUpBytesPerSecond: 50_000,
      excludes: '*.tmp',
      shouldPauseOnMetered: true,
      mayRemoveAccounts: false,
      maxAccounts: 1,
    };
    const page = await openFor({ policies: policiesSchema.parse({ enforced }) }, 'Einstellungen');
    await page.getByText('Von Ihrer Organisation festgelegt').first().waitFor();
    await takeScreenshots(page, 'settings-enforced');

    expect({
      autostart: await page.getByLabel('Automatisch mit dem PC starten').isDisabled(),
      theme: await page.getByLabel('Aussehen').isDisabled(),
      limit: await page.getByLabel('Höchstens hochladen').isEditable(),
      excludes: await page.getByLabel('Muster, eines je Zeile').isEditable(),
      savePatterns: await page.getByRole('button', { name: 'Muster speichern' }).count(),
      language: await page.getByLabel('Sprache').isDisabled(),
      said: await page.getByText('Von Ihrer Organisation festgelegt').count(),
      remove: await page.getByRole('button', { name: 'Konto entfernen' }).count(),
      add: await page.getByRole('button', { name: 'Konto hinzufügen' }).count(),
      faults: await findFaults(page),
    }).toEqual({
      autostart: true,
      theme: true,
      limit: false,
      excludes: false,
      savePatterns: 0,
      language: false,
      said: 5,
      remove: 0,
      add: 0,
      faults: [],
    });
  });

  it('say when its file cannot be read, which it is and why', async () => {
    const problem = { path: '/etc/bayernbox/tenant.json', detail: 'Unrecognized key: "polices"' };
    const page = await openFor({ policies: policiesSchema.parse({}), problem }, 'Übersicht');

    await page.getByText('Die Vorgaben Ihrer Organisation sind nicht lesbar').waitFor();
    await takeScreenshots(page, 'organisation-unreadable');

    const shown = await page.evaluate(() => document.body.innerText);
    expect(shown).toContain(problem.path);
    expect(shown).toContain(problem.detail);
    expect(await findFaults(page)).toEqual([]);
  });
});
