import { expect, it } from 'vitest';
import { findFaults } from '../stage/accessibility.ts';
import { takeScreenshots } from '../stage/screenshots.ts';
import { createSampleAnswers } from './sample-answers.ts';
import { useViews } from './open-view.ts';

const open = useViews();

it('the windows name a list of accounts that is damaged, claim no first start, and set it aside when asked', async () => {
  const answers = createSampleAnswers(Date.now());
  const { getState } = answers;
  if (getState === undefined) throw new Error('the sample has no state');
  const accountsFault = {
    code: 'accounts-file-damaged',
    path: '/home/anna/accounts.json',
    detail: 'not JSON',
  } as const;
  const setAccountsAside = { keptPath: '/home/anna/accounts.json.2026-11-27T06-40-15' };
  const state = { ...getState, accounts: [], folders: [], accountsFault };
  const page = await open('overview', { answers: { ...answers, getState: state, setAccountsAside } });

  await page.getByText('Die Liste Ihrer Konten ist beschädigt').waitFor();
  await takeScreenshots(page, 'accounts-damaged');
  const shown = await page.evaluate(() => document.body.innerText);
  expect(shown).toContain(accountsFault.path);
  expect(await page.getByRole('button', { name: 'Konto einrichten' }).count()).toBe(0);
  expect(await findFaults(page)).toEqual([]);

  await page.getByRole('button', { name: 'Beiseitelegen und neu anmelden' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Beiseitelegen und neu anmelden' }).click();
  await page.getByRole('alertdialog').waitFor({ state: 'detached' });
});

it('the windows name a list of folders that could not be read, until there are folders again', async () => {
  const answers = createSampleAnswers(Date.now());
  const { getState } = answers;
  if (getState === undefined) throw new Error('the sample has no state');
  const lostPath = '/home/anna/folders.json.unreadable';

  const page = await open('overview', { answers: { ...answers, getState: { ...getState, folders: [], lostPath } } });
  await page.getByText('Die Liste Ihrer Ordner war nicht lesbar').waitFor();
  expect(await page.evaluate(() => document.body.innerText)).toContain(lostPath);
  expect(await findFaults(page)).toEqual([]);

  const again = await open('overview', { answers: { ...answers, getState: { ...getState, lostPath } } });
  await again.getByRole('heading', { level: 1 }).waitFor();
  expect(await again.getByText('Die Liste Ihrer Ordner war nicht lesbar').count()).toBe(0);
});
