import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findFaults } from './stage/accessibility.ts';
import { sitAtDesktop } from './stage/desktop-setting.ts';
import { readTexts, waitFor } from './stage/office.ts';
import { takeScreenshots } from './stage/screenshots.ts';

const at = sitAtDesktop('server-restored');

/** What has the focus. */
function focusedRole(): Promise<string | undefined> {
  return at().desktop.page.evaluate(() => document.activeElement?.tagName);
}

/** What was said beside the clock. */
function listRestoredNotices(): readonly string[] {
  const bodies = at()
    .desktop.all('notification')
    .map(({ body }) => body);
  return bodies.filter((body) => body.startsWith('„Amt“: Wurde der Server zurückgesetzt?'));
}

/** These follow one another. */
describe('a server that was restored from a backup', () => {
  it('is told of beside the clock and in the overview, and loses nothing', async () => {
    await at().office.put('Haushalt.txt', 'Ansatz 1');
    await at().setUp();
    await writeFile(join(at().root, 'seither.txt'), 'seither');
    await waitFor(async () => (await at().office.get('seither.txt')) ?? undefined, 'the upload');
    await at().desktop.tray('in-sync');
    at().desktop.order({ kind: 'look-away' });
    await at().desktop.settle();
    await at().office.put('Haushalt.txt', 'Ansatz 0');
    await at().office.remove('seither.txt');
    at().office.server.faults.setDataFingerprint('restored');

    const { page } = at().desktop;
    await at().goTo(/^Übersicht/);
    const notice = page.getByRole('status').filter({ hasText: 'Server wurde zurückgesetzt?' });
    await notice.getByText(/älterer Stand/).waitFor();
    await at().desktop.tray('decision');

    await expect.poll(listRestoredNotices).toHaveLength(1);
    expect(Object.values(await readTexts(at().root)).toSorted()).toEqual(['Ansatz 0', 'Ansatz 1', 'seither']);
    expect(await at().office.get('seither.txt')).toBe('seither');
    await takeScreenshots(page, 'server-restored');
    expect(await findFaults(page)).toEqual([]);
  });

  it('is told of until somebody has seen it, after a restart too, and is dismissed by keyboard', async () => {
    await at().desktop.quit();
    await at().start();
    await at().goTo(/^Übersicht/);
    const button = at().desktop.page.getByRole('button', { name: 'Verstanden: Server wurde zurückgesetzt?' });
    await button.focus();
    await at().desktop.page.keyboard.press('Enter');
    await button.waitFor({ state: 'detached' });
    await expect.poll(focusedRole).toBe('BUTTON');

    await at().desktop.quit();
    await at().start();

    await at().goTo(/^Übersicht/);
    await at().desktop.page.getByText('Anmeldung nötig').first().waitFor();
    expect(await at().desktop.page.getByText('Server wurde zurückgesetzt?').count()).toBe(0);
  });
});
