import type { Locator } from 'playwright';
import { describe, expect, it } from 'vitest';
import { findFaults } from '../stage/accessibility.ts';
import { shoot } from '../stage/screenshots.ts';
import { DECIDED, useTwoVersions } from './open-two-versions.ts';
import { focusedText, press, useViews } from './open-view.ts';
import { createConflicts, createSampleAnswers } from './sample-answers.ts';
import { giveFromNowOn, listAsked } from './sample-windows.ts';

const openView = useViews();
const { openOne, openSettled } = useTwoVersions(openView);

describe('a thousand files in two versions', () => {
  it('are marked, decided in one go, one of them otherwise, with few rows drawn at any time', async () => {
    const answers = { ...createSampleAnswers(Date.now()), listConflicts: { items: createConflicts(1_000) } };
    const page = await openView('conflicts', { answers });
    const rows = page.getByRole('row');
    expect(await rows.count()).toBeLessThan(60);

    await page.getByLabel('Alle markieren').check();
    await page.getByText('999 Dateien sind markiert: 500 hier neuer, 499 auf dem Server neuer.').waitFor();
    await press(page, 'Markierte: die neuere behalten');
    const dialog = page.getByRole('dialog', { name: 'So wird entschieden' });
    await dialog
      .getByText('Bei 500 Dateien bleibt Ihre Fassung. Bei 499 Dateien bleibt die Fassung des Servers.')
      .waitFor();
    await dialog.getByLabel('Entscheidung für „Haushalt 2027.xlsx“').first().selectOption({ label: 'Beide behalten' });
    await dialog.getByText(/^Bei 1 Datei bleiben beide Fassungen. Bei 499 Dateien bleibt Ihre/).waitFor();
    await shoot(page, 'conflicts-bulk');
    expect(await findFaults(page)).toEqual([]);
    expect(await rows.count()).toBeLessThan(60);
    await dialog.getByRole('button', { name: 'Für 999 Dateien so entscheiden' }).click();

    await expect.poll(async () => (await listAsked(page)).some(({ name }) => name === 'resolveConflicts')).toBe(true);
    const asked = (await listAsked(page)).find(({ name }) => name === 'resolveConflicts');
    const { decisions } = (asked?.input ?? { decisions: [] }) as { readonly decisions: readonly unknown[] };
    expect(decisions).toHaveLength(999);
    expect(decisions.slice(0, 2)).toEqual([
      { conflictId: 'c0', revision: 'r0', keep: 'both' },
      { conflictId: 'c1', revision: 'r1', keep: 'server' },
    ]);
  });

  it('cannot be left while they are being decided, as if that stopped it, and are counted at the end', async () => {
    const page = await openView('conflicts', { silent: ['resolveConflicts'] });
    await press(page, 'Markierte: beide behalten');
    const dialog = page.getByRole('dialog', { name: 'So wird entschieden' });
    await dialog.getByRole('button', { name: 'Für 1 Datei so entscheiden' }).click();
    await dialog.getByText(/^Wird ausgeführt/).waitFor();

    await page.keyboard.press('Escape');
    await dialog.getByRole('button', { name: 'Abbrechen' }).click({ force: true });

    expect(await dialog.isVisible()).toBe(true);
    expect(await dialog.getByRole('combobox').first().isDisabled()).toBe(true);
  });

  it('tell how many were decided', async () => {
    const items = [{ conflictId: 'c1' }, { conflictId: 'c2' }];
    const page = await openView('conflicts', {
      answers: { ...createSampleAnswers(Date.now()), resolveConflicts: { items } },
    });
    await press(page, 'Markierte: beide behalten');

    await press(page, 'Für 1 Datei so entscheiden');

    await page.getByText('Für 2 Dateien entschieden.').waitFor();
  });

  it('say before the choice that a second version stays on this PC only, where the organisation wants it', async () => {
    const answers = createSampleAnswers(Date.now());
    const items = createConflicts(3).map((each) => ({ ...each, isSecondOnlyHere: true }));
    const page = await openView('conflicts', { answers: { ...answers, listConflicts: { items } } });

    await page.getByText('Behalten Sie beide, bleibt Ihre nur auf diesem PC').first().waitFor();
    await page.getByText(/^Andere sehen nur die vom Server\./).waitFor();
    await page.getByText(/^Für andere ändert sich nichts\./).waitFor();
    await press(page, /^Beide behalten, meine nur auf diesem PC$/);

    const findDecision = async () => (await listAsked(page)).find(({ name }) => name === 'resolveConflicts')?.input;
    await expect.poll(findDecision).toMatchObject({ decisions: [{ keep: 'both' }] });
  });

  it('lead to the one that a person wants to see, and after its decision to the next', async () => {
    const page = await openView('conflicts');
    const focused = (): Promise<string | null | undefined> => focusedText(page);
    await press(page, 'Ansehen: zwei Fassungen von „Haushalt 2027.xlsx“');
    await expect.poll(focused).toBe('Zwei Fassungen von „Haushalt 2027.xlsx“');
    await giveFromNowOn(page, 'resolveConflicts', { items: [{ conflictId: 'c0' }] });

    await press(page, /^Beide behalten$/);

    await expect.poll(focused).toBe('Zwei Fassungen von „Niederschrift Bauausschuss.docx“');
    await page.getByText('Entschieden: Von „Haushalt 2027.xlsx“ bleiben beide Fassungen.').waitFor();
  });

  it('are opened at the heading, in sight, where pressing Enter twice decides nothing', async () => {
    const answers = { ...createSampleAnswers(Date.now()), listConflicts: { items: createConflicts(40) } };
    const page = await openView('conflicts', { answers });
    await page.setViewportSize({ width: 900, height: 500 });
    const row = page.getByRole('button', { name: 'Ansehen: zwei Fassungen von „Haushalt 2027.xlsx“' }).first();
    await row.focus();

    await page.keyboard.press('Enter');
    await expect.poll(() => focusedText(page)).toBe('Zwei Fassungen von „Haushalt 2027.xlsx“');
    await page.keyboard.press('Enter');

    await expect.poll(() => isInSight(page.getByRole('heading', { name: /^Zwei Fassungen von/ }))).toBe(true);
    await shoot(page, 'two-versions-opened');
    expect((await listAsked(page)).map(({ name }) => name)).not.toContain('resolveConflicts');
  });

  it('say of each choice what others get, and name whose changes go', async () => {
    const page = await openView('conflicts');
    await press(page, 'Ansehen: zwei Fassungen von „Haushalt 2027.xlsx“');
    const choices = page.getByRole('group', { name: 'Was soll bleiben?' });

    expect(await choices.getByRole('listitem').allTextContents()).toEqual([
      expect.stringMatching(/^Beide behaltenAndere sehen beide Dateien: die vom Server als „Haushalt 2027\.xlsx“/),
      expect.stringMatching(
        /^Meine behalten, .* ersetzenAndere bekommen Ihre .* ohne die Änderungen von Bernd Beispiel/,
      ),
      expect.stringMatching(/^Fassung vom Server behalten, .*Ihre Fassung .* verschwindet auch bei ihnen/),
      expect.stringMatching(/^Beide Texte zusammenführenAndere bekommen als „Haushalt 2027\.xlsx“ einen Text/),
    ]);
    expect(await choices.getByRole('button', { name: /^Meine behalten/ }).getAttribute('aria-describedby')).not.toBe(
      null,
    );
  });

  it('offer nothing that the server would turn back', async () => {
    const answers = createSampleAnswers(Date.now());
    const items = createConflicts(1).map((each) => ({ ...each, isReadOnly: true }));
    const page = await openView('overview', { answers: { ...answers, listConflicts: { items } } });
    await press(page, /^Zwei Fassungen/);

    await page.getByText('Sie dürfen „Haushalt 2027.xlsx“ auf dem Server nicht ändern.').waitFor();
    const choices = page.getByRole('group', { name: 'Was soll bleiben?' }).getByRole('button');
    expect(await choices.allTextContents()).toEqual([
      'Beide behalten',
      'Fassung vom Server behalten, meine aufbewahren',
    ]);
    await shoot(page, 'two-versions-read-only');
  });

  it('say how much larger each is, and open both to be compared', async () => {
    const page = await openView('conflicts');
    await press(page, 'Ansehen: zwei Fassungen von „Haushalt 2027.xlsx“');
    await page.getByText(/^Größe: .*, 3,7.kB mehr$/).waitFor();
    await page.getByText(/^Größe: .*, 3,7.kB weniger$/).waitFor();
    await page.getByText('Geändert von: Bernd Beispiel').waitFor();
    await page.getByText(/^Auf dem Server seit: /).waitFor();
    await shoot(page, 'two-versions-sizes');

    await press(page, 'Beide schreibgeschützt öffnen');

    const copies = async () => (await listAsked(page)).filter(({ name }) => name === 'openCopy').length;
    await expect.poll(copies).toBe(2);
  });

  it('say that nobody knows which is newer where the server does not tell', async () => {
    const items = createConflicts(2).map(({ newer: _newer, serverReceivedAtMs: _received, ...each }) => each);
    const page = await openView('conflicts', {
      answers: { ...createSampleAnswers(Date.now()), listConflicts: { items } },
    });

    await page.getByText('Welche Fassung neuer ist, verrät der Server nicht').waitFor();
    expect(await page.getByText('neuer', { exact: true }).count()).toBe(0);
    await shoot(page, 'two-versions-unknown');
    await page.setViewportSize({ width: 320, height: 900 });
    await shoot(page, 'two-versions-unknown-narrow');
  });

  it('tell what was not done, and why', async () => {
    const items = [{ conflictId: 'c1', code: 'changed-meanwhile' as const }];
    const page = await openView('conflicts', {
      answers: { ...createSampleAnswers(Date.now()), resolveConflicts: { items } },
    });
    await press(page, 'Markierte: beide behalten');

    await press(page, 'Für 1 Datei so entscheiden');

    await page.getByText('Für 1 Datei wurde nichts getan').waitFor();
    await page.getByText('1: Eine der Fassungen hat sich gerade geändert').waitFor();
  });

  it('can be marked, decided and looked at by the keyboard alone', async () => {
    const page = await openView('conflicts');
    await page.getByRole('row').first().focus();

    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await page.getByText(/^2 Dateien sind markiert/).waitFor();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Zwei Fassungen von „Haushalt 2027.xlsx“' }).waitFor();
    await page.getByRole('button', { name: 'Markierte: beide behalten' }).focus();
    await page.keyboard.press('Enter');
    // The safe button has the focus; Tab goes on to the other one.
    await expect.poll(() => focusedText(page)).toBe('Abbrechen');
    await page.keyboard.press('Tab');
    await expect.poll(() => focusedText(page)).toBe('Für 2 Dateien so entscheiden');
    await page.keyboard.press('Escape');
    await expect.poll(() => focusedText(page)).toBe('Markierte: beide behalten');
  });
});

describe('the one after a decision', () => {
  /** Letters in the order of the list, opened one after the other from the given one on. */
  async function walkFrom(first: string, search = ''): Promise<readonly string[]> {
    const usual = createSampleAnswers(Date.now());
    const [sample] = createConflicts(1);
    if (sample === undefined) throw new Error('no sample of two versions');
    const paths = ['Akten/a.txt', 'Akten/b.txt', 'Bau/c.txt', 'Bau/d.txt'];
    const open = paths.map((path) => ({ ...sample, conflictId: path.slice(-5, -4), path, end: undefined }));
    const items = open.map((each) => ({ ...each, state: 'open' as const }));
    const page = await openView('overview', {
      answers: { ...usual, listConflicts: { items }, resolveConflicts: { items: [] } },
    });
    await press(page, /^Zwei Fassungen/);
    await page.getByRole('row').first().waitFor();
    if (search !== '') await page.getByLabel('Suchen').fill(search);
    await press(page, `Ansehen: zwei Fassungen von „${first}.txt“`);
    const walked: string[] = [];
    let left: readonly (typeof items)[number][] = items;
    for (;;) {
      const title = (await page.getByRole('heading', { name: /^Zwei Fassungen von/ }).textContent()) ?? '';
      const name = /„(.)\.txt“/.exec(title)?.[1] ?? '';
      walked.push(name);
      left = left.filter(({ conflictId }) => conflictId !== name);
      await giveFromNowOn(page, 'listConflicts', { items: left });
      await press(page, 'Meine behalten, die vom Server ersetzen');
      await page.getByText(`Entschieden: Von „${name}.txt“ bleibt Ihre`).waitFor();
      const next = page.getByRole('heading', { name: /^Zwei Fassungen von „/ });
      if ((await next.count()) === 0) break;
    }
    return walked;
  }

  it('is the next one of the list, and after its end the first that is left', async () => {
    expect(await walkFrom('c')).toEqual(['c', 'd', 'a', 'b']);
  });

  it('is one of those that a person looks for, as long as there are any', async () => {
    expect(await walkFrom('b', 'akten')).toEqual(['b', 'a']);
  });
});

describe('the last decision', () => {
  it('is not taken back by pressing Enter twice', async () => {
    const usual = createSampleAnswers(Date.now());
    const [open, ...rest] = createConflicts(4);
    if (open === undefined) throw new Error('no sample of two versions');
    const settled = rest.filter(({ state }) => state === 'resolved');
    const answers = { ...usual, listConflicts: { items: [open, ...settled] }, resolveConflicts: { items: [] } };
    const page = await openView('overview', { answers });
    await press(page, /^Zwei Fassungen/);
    const keepBoth = page.getByRole('button', { name: 'Beide behalten', exact: true });
    await keepBoth.focus();
    await giveFromNowOn(page, 'listConflicts', { items: settled });

    await page.keyboard.press('Enter');
    await keepBoth.waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');

    await expect.poll(() => focusedText(page)).toMatch(/^Entschieden: Von „.*“ bleiben beide Fassungen/);
    expect((await listAsked(page)).map(({ name }) => name)).not.toContain('undoConflict');
  });
});

describe('a decision that is taken back', () => {
  it.each([
    ['mine', 'Auch alle anderen bekommen „Haushalt 2027.xlsx“ wieder so, wie es vor der Entscheidung'],
    ['merged', 'Auch alle anderen bekommen „Haushalt 2027.xlsx“ wieder so, wie es vor der Entscheidung'],
    ['server', 'Ihre Fassung von „Haushalt 2027.xlsx“ steht danach wieder daneben, auch für alle anderen'],
  ] as const)('and that others notice is asked about first: %s', async (how, means) => {
    const page = await openSettled(how);
    const button = page.getByRole('button', { name: 'Rückgängig …: Entscheidung über „Haushalt 2027.xlsx“' });
    await button.click();
    const dialog = page.getByRole('alertdialog', { name: /^Entscheidung über „Haushalt 2027\.xlsx“ rückgängig/ });
    await dialog.getByText(means).waitFor();
    if (how === 'mine') await shoot(page, 'two-versions-undo-question');

    await page.keyboard.press('Enter');

    await dialog.waitFor({ state: 'detached' });
    expect((await listAsked(page)).map(({ name }) => name)).not.toContain('undoConflict');
  });

  it('and has changed nothing is taken back at once: both were kept', async () => {
    const page = await openSettled('both');

    await press(page, 'Rückgängig: Entscheidung über „Haushalt 2027.xlsx“');

    await expect.poll(async () => (await listAsked(page)).map(({ name }) => name)).toContain('undoConflict');
  });

  it('is told in place of the decision, where the button was, with the focus and in sight, and leads to both versions', async () => {
    const { page, open } = await openOne();
    await giveFromNowOn(page, 'listConflicts', { items: [{ ...open, state: 'resolved', end: DECIDED }] });
    await press(page, 'Meine behalten, die vom Server ersetzen');
    await page.getByText(/^Entschieden: Von „Haushalt 2027\.xlsx“ bleibt Ihre Fassung/).waitFor();
    await giveFromNowOn(page, 'listConflicts', { items: [open] });

    await press(page, 'Rückgängig …: Entscheidung über „Haushalt 2027.xlsx“');
    await press(page, 'Rückgängig machen');

    const told = page
      .getByRole('status')
      .filter({ hasText: 'Rückgängig gemacht: „Haushalt 2027.xlsx“ gibt es wieder' });
    await page.getByRole('row', { name: 'Haushalt 2027.xlsx' }).waitFor();
    await expect.poll(() => focusedText(page)).toMatch(/^Rückgängig gemacht/);
    await expect.poll(() => isInSight(page.getByText('Rückgängig gemacht').first())).toBe(true);
    expect([await told.count(), await page.getByText(/^Entschieden/).count()]).toEqual([1, 0]);
    await shoot(page, 'two-versions-undone');

    await told.getByRole('button').click();
    await expect.poll(() => focusedText(page)).toBe('Zwei Fassungen von „Haushalt 2027.xlsx“');
    expect(await told.count()).toBe(0);
  });

  it('and cannot be is told beside the list, and nothing else is', async () => {
    const { page, open } = await openOne({ undoConflict: 'no-longer-kept' });
    await giveFromNowOn(page, 'listConflicts', { items: [{ ...open, state: 'resolved', end: DECIDED }] });
    await press(page, 'Meine behalten, die vom Server ersetzen');
    await page.getByText(/^Entschieden/).waitFor();

    await press(page, 'Rückgängig …: Entscheidung über „Haushalt 2027.xlsx“');
    await press(page, 'Rückgängig machen');

    await page.getByRole('alert').waitFor();
    expect(await page.getByText(/^(Entschieden|Rückgängig gemacht)/).count()).toBe(0);
  });
});

describe('a decision that waits', () => {
  it('is closed and stands in the list, also when it is the only one', async () => {
    const { page } = await openOne();

    await press(page, 'Später entscheiden');

    await page.getByRole('region', { name: 'Unterschiede' }).waitFor({ state: 'detached' });
    await press(page, 'Ansehen: zwei Fassungen von „Haushalt 2027.xlsx“');
    await expect.poll(() => focusedText(page)).toBe('Zwei Fassungen von „Haushalt 2027.xlsx“');
  });

  it('is what „Warum?“ leads to, and no other one', async () => {
    const conflict = { id: 'c4', path: 'Plan.pdf', secondPath: 'Plan (v1).pdf' };
    const explainPath = { path: 'Plan.pdf', code: 'two-versions' as const, conflict };
    const page = await openView('why', { answers: { ...createSampleAnswers(Date.now()), explainPath } });
    await page.getByText('Es gibt zwei Fassungen', { exact: true }).waitFor();

    await press(page, 'Ansehen und entscheiden');

    await expect.poll(() => focusedText(page)).toMatch(/^Zwei Fassungen von/);
    await page
      .getByRole('region', { name: /^Zwei Fassungen von/ })
      .getByText('Sitzung 5')
      .waitFor();
  });
});

function isInSight(place: Locator): Promise<boolean> {
  return place.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return top >= 0 && bottom <= window.innerHeight;
  });
}
