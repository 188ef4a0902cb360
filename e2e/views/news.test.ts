import { expect, it } from 'vitest';
import type { FolderNews } from '#ipc/folder-news.ts';
import type { FolderView } from '#ipc/folder-view.ts';
import { DEFAULT_SHELL_SETTINGS } from '#policies/settings.ts';
import { findFaults } from '../stage/accessibility.ts';
import { expectNoOverflow } from '../stage/overflow.ts';
import { shoot } from '../stage/screenshots.ts';
import { focusedText, press, useViews } from './open-view.ts';
import { createSampleAnswers } from './sample-answers.ts';
import type { SampleAnswers } from './sample-answers.ts';
import { listAsked, tellWindows } from './sample-windows.ts';

const openView = useViews();

const REPAIRED = {
  kind: 'damage-repaired',
  count: 23,
  paths: ['Akten/Bescheid 1.pdf', 'Haushalt 2027.xlsx'],
  atMs: Date.now() - 86_400_000,
} as const satisfies FolderNews;

const RESTORED = { kind: 'united', why: 'server-restored', atMs: Date.now() } as const satisfies FolderNews;

const FULL = { keptOverLimit: { keptBytes: 6_400_018_000, maxBytes: 5_000_000_000 } };

/** An office with one folder. */
function createFolder(more: Partial<FolderView>): SampleAnswers & { readonly folder: FolderView } {
  const { getState: state, ...answers } = createSampleAnswers(Date.now());
  const folder = state?.folders[1];
  if (state === undefined || folder === undefined) throw new Error('no sample folder');
  const accounts = state.accounts.map((account) => ({ ...account, signIn: 'signed-in' as const, isRemembered: true }));
  const changed = { ...folder, ...more };
  return { ...answers, getState: { ...state, accounts, folders: [changed] }, folder: changed };
}

it('what happened to a folder without anybody’s doing is told in the overview, at any width', async () => {
  const { folder: _folder, ...answers } = createFolder({ news: [REPAIRED, RESTORED], ...FULL });
  const page = await openView('overview', { answers });
  const restored = page.getByRole('status').filter({ hasText: 'Server wurde zurückgesetzt?' });
  await restored.getByText(/gelöscht wird dabei nichts/).waitFor();
  const repaired = page.getByRole('status').filter({ hasText: '23 Dateien waren nach einem Absturz beschädigt' });
  await repaired.getByText('… und 21 weitere').waitFor();
  await shoot(page, 'news-light');
  const light = await findFaults(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await shoot(page, 'news-dark');
  const dark = await findFaults(page);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 320, height: 900 });
  await shoot(page, 'news-narrow');

  expect({ light, dark }).toEqual({ light: [], dark: [] });
  await expectNoOverflow(page);
});

it('news are told in English, too', async () => {
  const { folder: _folder, ...answers } = createFolder({ news: [REPAIRED, RESTORED], ...FULL });
  const getShellSettings = { ...DEFAULT_SHELL_SETTINGS, language: 'en' } as const;
  const page = await openView('overview', { answers: { ...answers, getShellSettings } });

  await page.getByText('Has the server been reset?').waitFor();
  await page.getByText('23 files were damaged by a crash').waitFor();
  await shoot(page, 'news-english');
});

it('whoever dismisses news dismisses what they saw, and keeps their place', async () => {
  const { folder, ...answers } = createFolder({ news: [REPAIRED, RESTORED] });
  const page = await openView('overview', { answers });
  await page.getByRole('button', { name: 'Verstanden: Server wurde zurückgesetzt?' }).press('Enter');
  const { kind, why, atMs } = RESTORED;
  const asked = { name: 'dismissNews', input: { folderId: folder.folderId, seen: { kind, why, atMs } } };
  await expect.poll(() => listAsked(page)).toContainEqual(asked);
  const tell = (revision: number, news: readonly FolderNews[]): Promise<void> =>
    tellWindows(page, {
      kind: 'app',
      event: { hostId: 'h1', revision, change: { kind: 'folder', folder: { ...folder, news } } },
    });

  await tell(2, [REPAIRED]);
  await expect.poll(() => focusedText(page)).toBe('Verstanden: 23 Dateien waren nach einem Absturz beschädigt');
  await tell(3, []);
  await expect.poll(() => focusedText(page)).toBe('Ordner öffnen');
});

it('news of which there are more by now are told to be, and stay', async () => {
  const { folder: _folder, ...answers } = createFolder({ news: [REPAIRED] });
  const page = await openView('overview', { answers, refusals: { dismissNews: 'changed-since' } });

  await press(page, /^Verstanden/);

  await page.getByText('Inzwischen hat sich etwas geändert').waitFor();
  await page.getByText('23 Dateien waren nach einem Absturz beschädigt').waitFor();
});

it('kept files that need too much room are named while they do, and their list says what it should be', async () => {
  const { folder: _folder, ...answers } = createFolder(FULL);
  const page = await openView('overview', { answers });

  await press(page, /^Aufbewahrte Dateien ansehen, die viel Platz belegen \(6,4.GB\)/);

  await page.getByText(/Das ist mehr, als dafür vorgesehen ist \(5.GB\)/).waitFor();
  await shoot(page, 'kept-over-limit');
});
