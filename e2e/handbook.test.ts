import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readBranding } from '#branding/branding-file.ts';
import { otherBrandingFile } from '#branding/examples/examples.ts';
import { bundleWindows } from '#build/start/bundle.ts';
import type { BrowserServer } from '#electron/main/browser-mode/browser-server.ts';
import { startBrowserServer } from '#electron/main/browser-mode/browser-server.ts';
import { policiesSchema } from '#policies/policies.ts';
import { HANDBOOK_LANGUAGES, toHandbookPage } from '#ipc/handbook.ts';
import { findColourFaults, findFaults } from './stage/accessibility.ts';
import { launchChromium, openPage } from './stage/chromium.ts';
import type { WatchedPage } from './stage/chromium.ts';
import { expectNoOverflow } from './stage/overflow.ts';
import { shootInSight } from './stage/screenshots.ts';

/** A busy machine takes its time to draw so long a page. */
vi.setConfig({ testTimeout: 180_000 });

const root = fileURLToPath(new URL('..', import.meta.url));
/** Another organisation's, so that nothing in the pages can be ours by chance. */
const branding = readBranding(otherBrandingFile);
const backupNotice = { de: 'Gesichert wird nur am Sonntag.', en: 'Backups are made on Sundays only.' };
const policies = policiesSchema.parse({ enforced: { backupNotice } });

let server: BrowserServer;
let browser: Browser;

beforeAll(async () => {
  server = await startBrowserServer(
    { directory: await bundleWindows(root), branding, readPolicies: () => policies },
    { handle: () => Promise.resolve({ ok: false }), subscribe: () => () => {} },
  );
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

function openHandbook(page: string): Promise<WatchedPage> {
  return openPage(browser, new URL(`/${page}`, server.address).href);
}

describe.each(HANDBOOK_LANGUAGES)('the page of the handbook (%s)', (language) => {
  it('is accessible, and complains of nothing', async () => {
    const { page, complaints } = await openHandbook(toHandbookPage(language));
    await shootInSight(page, `handbook-${language}-light`);
    const faults = await findFaults(page);
    // Both have one look: the third way to see it is tried on one of them.
    const other = language === 'de' ? ({ colorScheme: 'dark' } as const) : ({ forcedColors: 'active' } as const);
    await page.emulateMedia(other);
    await shootInSight(page, `handbook-${language}-${Object.values(other)[0]}`);
    const otherFaults = await findColourFaults(page);

    expect([faults, otherFaults]).toEqual([[], []]);
    expect(complaints).toEqual([]);
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    await page.context().close();
  });

  it('speaks in the name of the organisation', async () => {
    const { page } = await openHandbook(toHandbookPage(language));
    const words = await page.evaluate(() => `${document.title}\n${document.body.innerText}`);

    expect(words).toContain(`${branding.productName} Desktop`);
    expect(words).toContain(branding.supportAddress);
    expect(words).toContain(backupNotice[language]);
    expect(words).not.toMatch(/\{(brand|support|executable|backup-notice)\}|BayernBox/);
    await page.context().close();
  });

  it('loses nothing in a narrow window and at four times the size', async () => {
    const { page } = await openHandbook(toHandbookPage(language));
    await page.setViewportSize({ width: 320, height: 700 });
    await shootInSight(page, `handbook-${language}-narrow`);

    await expectNoOverflow(page);
    await page.context().close();
  });

  it('leads by the keyboard past its contents, to a part, and to the other language', async () => {
    const { page } = await openHandbook(toHandbookPage(language));
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const skippedTo = await page.evaluate(() => document.activeElement?.id);
    await page.locator('nav a[href="#two-versions"]').press('Enter');
    const part = page.locator('#two-versions');
    await expect.poll(() => part.evaluate((heading) => heading.getBoundingClientRect().top)).toBeLessThan(100);
    await page.locator('header a').click();
    const other = language === 'de' ? 'en' : 'de';
    await page.waitForURL(`**/${toHandbookPage(other)}`);

    expect(skippedTo).toBe('content');
    await page.context().close();
  });

  it('can be printed', async () => {
    const { page } = await openHandbook(toHandbookPage(language));
    const pdf = await page.pdf({ format: 'A4' });

    expect(pdf.subarray(0, 5).toString('latin1')).toBe('%PDF-');
    expect(pdf.length).toBeGreaterThan(20_000);
    await page.context().close();
  });
});

it('a page of the handbook may run nothing and connect to nothing', async () => {
  const answer = await fetch(new URL(`/${toHandbookPage('de')}`, server.address));
  const policy = answer.headers.get('content-security-policy') ?? '';

  expect(answer.status).toBe(200);
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/script-src|connect-src|unsafe|nonce/);
});
