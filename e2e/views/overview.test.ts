import { expect, it } from 'vitest';
import { shoot } from '../stage/screenshots.ts';
import { press, useViews } from './open-view.ts';
import { createSampleAnswers } from './sample-answers.ts';

const openView = useViews();

it('the overview says of a folder that is up to date how many folders are left out of it, and leads to the choice', async () => {
  const usual = createSampleAnswers(Date.now());
  const state = usual.getState;
  if (state === undefined) throw new Error('no sample of the state');
  const folders = state.folders.map((folder) =>
    folder.folderId === 'f2' ? { ...folder, deselectedFolders: 3 } : folder,
  );
  const page = await openView('overview', { answers: { ...usual, getState: { ...state, folders } } });
  await shoot(page, 'overview-left-out');
  await page.setViewportSize({ width: 320, height: 640 });
  await shoot(page, 'overview-left-out-narrow');
  await page.setViewportSize({ width: 1_100, height: 800 });

  await press(page, '3 Ordner werden hier nicht synchronisiert');

  await page.getByRole('heading', { level: 1, name: 'Ordner auswählen' }).waitFor();
  expect(await page.getByRole('button', { name: 'werden hier nicht synchronisiert' }).count()).toBe(0);
});
