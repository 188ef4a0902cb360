import { describe, expect, it } from 'vitest';
import { findFaults } from '../stage/accessibility.ts';
import { shoot } from '../stage/screenshots.ts';
import { useTwoVersions } from './open-two-versions.ts';
import { useViews } from './open-view.ts';

const { openOne } = useTwoVersions(useViews());

describe('two texts', () => {
  const TEXTS = {
    mine: 'Kopf\nEinnahmen 100\nMitte\nAusgaben 95\n',
    server: 'Kopf\nEinnahmen 110\nMitte\nAusgaben 90\n',
  };

  it('say of each line who changed it, where it is known what both were made from', async () => {
    const text = 'Kopf\nEinnahmen 100\nMitte\nAusgaben 90\n';
    const { page } = await openOne({}, TEXTS, { text });

    await page.getByText(/^Seit beide gleich waren, ist auf dem Server eine Zeile geändert worden, in Ihrer/).waitFor();
    expect(await page.locator('.bb-diff__line--server, .bb-diff__line--mine').allTextContents()).toEqual([
      '−Auf dem Server neu:Einnahmen 110',
      '+Auf dem Server nicht mehr:Einnahmen 100',
      '−Bei Ihnen nicht mehr:Ausgaben 90',
      '+Bei Ihnen neu:Ausgaben 95',
    ]);
    expect(await findFaults(page)).toEqual([]);
    await shoot(page, 'two-versions-who');
    await page.emulateMedia({ colorScheme: 'dark' });
    await shoot(page, 'two-versions-who-dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 320, height: 900 });
    await shoot(page, 'two-versions-who-narrow');
  });

  it('say no more than that lines differ, where it is not', async () => {
    const { page } = await openOne({}, TEXTS);

    await page.getByText(/^2 Zeilen unterscheiden sich\. .* Wer was geändert hat, ist nicht zu erkennen\.$/).waitFor();
    expect(await page.locator('.bb-diff__line--server, .bb-diff__line--mine').allTextContents()).toEqual([
      '−Auf dem Server:Einnahmen 110',
      '+In Ihrer Fassung:Einnahmen 100',
      '−Auf dem Server:Ausgaben 90',
      '+In Ihrer Fassung:Ausgaben 95',
    ]);
  });
});

describe('two texts side by side', () => {
  it.each([
    ['very short ones', 'a\n', 'b\n'],
    ['a short and a very long line', 'kurz\n', `${'Sehrlang'.repeat(100)}\n`],
    ['one without an end', 'gleich\n', 'gleich\nund noch eine Zeile'],
  ])('get the same room, in the order of the cards: %s', async (_which, mine, server) => {
    const { page } = await openOne({}, { mine, server });
    await page.getByLabel('Darstellung der Unterschiede').selectOption({ label: 'Nebeneinander' });

    const [left, right] = await page
      .getByRole('region', { name: 'Unterschiede' })
      .getByRole('columnheader')
      .evaluateAll((heads) => heads.map((head) => ({ text: head.textContent, width: head.clientWidth })));

    expect([left?.text, right?.text]).toEqual(['Ihre Fassung (dieser PC)', 'Fassung auf dem Server']);
    expect(Math.abs((left?.width ?? 0) - (right?.width ?? 0))).toBeLessThanOrEqual(1);
    expect(left?.width).toBeGreaterThan(250);
    await shoot(page, `two-versions-beside-${mine.length + server.length}`);
  });

  it('stand one below the other where the window is narrow, and nothing sticks out', async () => {
    const { page } = await openOne({}, { mine: 'kurz\n', server: `${'Sehrlang'.repeat(100)}\n` });
    await page.getByLabel('Darstellung der Unterschiede').selectOption({ label: 'Nebeneinander' });

    await page.setViewportSize({ width: 320, height: 900 });

    await page.getByLabel('Darstellung der Unterschiede').waitFor({ state: 'detached' });
    const widths = await page.locator('.bb-diff__line').evaluateAll((lines) => lines.map((line) => line.clientWidth));
    expect(Math.min(...widths)).toBeGreaterThan(120);
    expect(await page.locator('.bb-diff').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(
      0,
    );
    await shoot(page, 'two-versions-stacked');
    expect(await findFaults(page)).toEqual([]);
  });
});
