import { describe, expect, it } from 'vitest';
import { readBranding } from '#branding/branding-file.ts';
import { DEFAULT_SHELL_SETTINGS } from '#policies/settings.ts';
import { otherBrandingFile, ownBranding } from '#branding/examples/examples.ts';
import { findFaults } from '../stage/accessibility.ts';
import { expectNoOverflow } from '../stage/overflow.ts';
import { shoot, takeScreenshots } from '../stage/screenshots.ts';
import { press, useViews } from './open-view.ts';
import { createSampleAnswers } from './sample-answers.ts';
import { listAsked } from './sample-windows.ts';

const openView = useViews();

describe('the licences', () => {
  it('come when a person asks for them, are found by name, and open by the keyboard', async () => {
    const page = await openView('about');
    expect((await listAsked(page)).some(({ name }) => name === 'getLicences')).toBe(false);

    await press(page, 'Lizenzen anzeigen');
    await page.getByText('2 Einträge').waitFor();
    await page.keyboard.type('ofl');
    await page.getByText('Ein Eintrag').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');

    await page.getByText('SIL OPEN FONT LICENSE').waitFor();
    await takeScreenshots(page, 'about-licences');
    expect(await findFaults(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 700 });
    await shoot(page, 'about-licences-narrow');
    await expectNoOverflow(page);
  });

  it('that are missing are told as such, with a way to ask again', async () => {
    const page = await openView('about', { refusals: { getLicences: 'item-missing' } });

    await press(page, 'Lizenzen anzeigen');

    await page.getByRole('alert').waitFor();
    await page.getByRole('button', { name: 'Noch einmal laden' }).waitFor();
  });
});

describe('what is said of accessibility', () => {
  it('names who hears of a barrier, and promises no statement that the organisation does not have', async () => {
    const page = await openView('about');

    await press(page, 'Hürde per E-Mail melden');

    const mail = { name: 'openUrl', input: { url: `mailto:${ownBranding.supportAddress}` } };
    await expect.poll(() => listAsked(page)).toContainEqual(mail);
    expect(await page.getByRole('button', { name: 'Erklärung zur Barrierefreiheit' }).count()).toBe(0);
    expect(await page.getByText('Erklärung Ihrer Organisation').count()).toBe(0);
  });

  it('leads to the statement of the organisation where there is one', async () => {
    const page = await openView('about', { branding: readBranding(otherBrandingFile) });

    await press(page, 'Erklärung zur Barrierefreiheit');

    const statement = { name: 'openUrl', input: { url: readBranding(otherBrandingFile).accessibilityUrl } };
    await expect.poll(() => listAsked(page)).toContainEqual(statement);
  });

  it('is said in English, too', async () => {
    const getShellSettings = { ...DEFAULT_SHELL_SETTINGS, language: 'en' } as const;
    const page = await openView('overview', { answers: { ...createSampleAnswers(Date.now()), getShellSettings } });
    await press(page, 'About');

    await page.getByRole('heading', { name: 'Report a barrier' }).waitFor();
    await shoot(page, 'about-english');
  });
});
