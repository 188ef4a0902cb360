import { describe, expect, it } from 'vitest';
import type { HistoryView } from '#ipc/history-view.ts';
import { findFaults } from '../stage/accessibility.ts';
import { shoot, shootInSight } from '../stage/screenshots.ts';
import { focusedText, press, useViews } from './open-view.ts';
import { createSampleAnswers } from './sample-answers.ts';
import { createDownload, createGroup, createMove, createReplacement } from './sample-history.ts';
import { giveFromNowOn, listAsked } from './sample-windows.ts';

const openView = useViews();

const FREED = { files: 1, bytes: 6_400_000_000, otherOnServer: 2, unasked: 1 };

describe('the space of kept files', () => {
  it('is given back at once for what the server has, after a question that names it and keeps it by default', async () => {
    const page = await openView('kept', {
      answers: { ...createSampleAnswers(Date.now()), freeKept: FREED },
    });
    await press(page, 'Diese eine Datei jetzt von diesem PC löschen …');
    const dialog = page.getByRole('alertdialog', { name: '6,4 GB endgültig von diesem PC löschen?' });
    await dialog.getByText('Festzelt.jpg').waitFor();
    await shoot(page, 'kept-free');
    expect(await findFaults(page)).toEqual([]);
    expect(await focusedText(page)).toBe('Behalten');

    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect((await listAsked(page)).map(({ name }) => name)).not.toContain('freeKept');

    await press(page, 'Diese eine Datei jetzt von diesem PC löschen …');
    await dialog.getByRole('button', { name: 'Endgültig von diesem PC löschen' }).click();
    await page
      .getByText('Eine Datei von diesem PC gelöscht, 6,4 GB frei geworden. Auf dem Server liegt sie weiter.')
      .waitFor();
    await page.getByText('2 Dateien bleiben aufbewahrt: Auf dem Server').waitFor();
    await page.getByText('Eine Datei bleibt aufbewahrt, weil').waitFor();
    expect(await listAsked(page)).toContainEqual({ name: 'freeKept', input: { folderId: 'f1' } });
  });
});

describe('a kept file that the server has, too', () => {
  it('is said to go earlier for that reason only, and to stay once the server does not have it', async () => {
    const usual = createSampleAnswers(Date.now());
    const page = await openView('kept', { answers: usual });
    const row = page.getByRole('row', { name: 'Festzelt.jpg' });
    await row
      .getByText(/Liegt die Datei am .* noch auf dem Server, wird sie hier gelöscht; sonst bleibt sie bis /)
      .waitFor();
    await shoot(page, 'kept-early');

    const items = (usual.listKept?.items ?? []).map((kept) => ({ ...kept, freedFromMs: Date.now() - 1 }));
    await giveFromNowOn(page, 'listKept', { items });
    await press(page, 'Übersicht');
    await press(page, 'Aufbewahrt');

    await row.getByText(/aufbewahrt bis .*Liegt sie vorher wieder auf dem Server, wird sie hier gelöscht/).waitFor();
  });
});

describe('several kept versions of one file', () => {
  it('stand together, the newest first, and can be told apart by their state and by why they are kept', async () => {
    const usual = createSampleAnswers(Date.now());
    const [kept] = usual.listKept?.items ?? [];
    if (kept === undefined) throw new Error('no sample of a kept file');
    const at = (keepId: string, originalPath: string, minutesAgo: number) => {
      const keptAtMs = Date.now() - minutesAgo * 60_000;
      return { ...kept, keepId, originalPath, keptAtMs, modifiedAtMs: Date.UTC(2026, 10, 18, 12, 0, minutesAgo) };
    };
    const items = [
      at('k9', 'Amt/anderes.odt', 5),
      { ...at('k1', 'Amt/Haushalt.ods', 40), reason: 'conflict-resolved' as const },
      { ...at('k2', 'Amt/Haushalt.ods', 2), reason: 'replaced-by-server-version' as const },
    ];
    const page = await openView('kept', { answers: { ...usual, listKept: { items } } });
    const rows = page.getByRole('row');

    await rows.first().waitFor();
    expect(await rows.allTextContents()).toEqual([
      expect.stringMatching(/Haushalt\.ods.*Fassung 1 von 2: Stand vom .*13:00:02.*Überschreiben durch/u),
      expect.stringMatching(/Haushalt\.ods.*Fassung 2 von 2: .*13:00:40.*Entscheidung über zwei Fassungen/u),
      expect.stringMatching(/anderes\.odt.*auf dem Server gelöscht/u),
    ]);
    await shoot(page, 'kept-versions');
    await page.setViewportSize({ width: 320, height: 900 });
    await shoot(page, 'kept-versions-narrow');
    await press(page, 'Zurückholen: „Haushalt.ods“, Stand vom 18.11.2026, 13:00:40');
    await expect
      .poll(() => listAsked(page))
      .toContainEqual({ name: 'restoreKept', input: { folderId: 'f1', keepId: 'k1' } });
  });
});

describe('what one run did alike', () => {
  it.each([
    ['needs-server-versions', 'upload', 'Haushalt 2027'],
    ['needs-server-trash', 'remove', ''],
  ] as const)('leads to where only the server can undo it: %s', async (notUndoable, verb, path) => {
    const group = createGroup(Date.now() - 1_000, 2_314);
    if (group.kind !== 'group') throw new Error('a group is no group');
    const items = [{ ...group, newest: { ...group.newest, verb, side: 'remote' as const, notUndoable } }];
    const answers = { ...createSampleAnswers(Date.now()), listHistoryRows: { items } };
    const page = await openView('activity', { answers });

    await press(page, /^Im Browser öffnen: „2.314 Dateien .*Haushalt 2027/);

    await expect.poll(() => listAsked(page)).toContainEqual({ name: 'openOnServer', input: { folderId: 'f1', path } });
  });
});

describe('the activity of all folders', () => {
  it('says of each entry which folder it is about, and is saved as one list', async () => {
    const answers = { ...createSampleAnswers(Date.now()), saveText: { isSaved: true } };
    const page = await openView('activity', { answers });
    await page.getByLabel('Ordner', { exact: true }).selectOption({ label: 'Alle Ordner' });

    const names = (answers.getState?.folders ?? []).map(({ name }) => name);
    for (const name of new Set(names)) await page.getByText(`· ${name}`).first().waitFor();
    await shoot(page, 'activity-all');
    await page.setViewportSize({ width: 320, height: 900 });
    await shoot(page, 'activity-all-narrow');
    await press(page, 'Als CSV speichern');
    await page.getByText('Die Liste ist gespeichert.').waitFor();

    const saved = (await listAsked(page)).find(({ name }) => name === 'saveText');
    for (const name of names) expect(JSON.stringify(saved?.input)).toContain(`;${name}\\r\\n`);
  });
});

const MANY = Array.from({ length: 10_000 }, (_, index) => createDownload(Date.now(), index));
const MOVED_BACK = 'Rückgängig gemacht: wieder am vorherigen Ort, mit dem vorherigen Namen';
const MOVED = Array.from({ length: 10_000 }, (_, index) => createMove(Date.now(), index));

describe('ten thousand files of one run', () => {
  const answers = () => ({
    ...createSampleAnswers(Date.now()),
    listHistoryRows: { items: [createGroup(Date.now(), MANY.length)] },
    listHistory: { items: MANY.slice(0, 1_000) },
  });

  it('are one line that tells how many, what and where, and are opened and closed by the keyboard', async () => {
    const page = await openView('activity', { answers: answers() });
    const line = page.getByRole('row', { name: '10.000 Dateien heruntergeladen in „Haushalt 2027“' });
    const button = line.getByRole('button', { name: /^Einzelne Einträge: 10.000 Dateien/ });
    await line.waitFor();
    expect(await page.getByRole('grid', { name: 'Verlauf' }).getByRole('row').count()).toBe(1);
    expect(await button.getAttribute('aria-expanded')).toBe('false');
    expect((await listAsked(page)).map(({ name }) => name)).not.toContain('listHistory');

    await line.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('row', { name: 'Beleg 0.pdf' }).waitFor();
    expect(await button.getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('Tab');
    await expect.poll(() => focusedText(page)).toMatch(/^Einzelne Einträge/);
    await page.keyboard.press('Enter');
    await page.getByRole('row', { name: 'Beleg 0.pdf' }).waitFor({ state: 'detached' });

    expect(await button.getAttribute('aria-expanded')).toBe('false');
    expect(await focusedText(page)).toMatch(/^Einzelne Einträge/);
  });

  it('draw few rows when they are open, and each that was moved can be moved back', async () => {
    const page = await openView('activity', {
      answers: { ...answers(), listHistory: { items: MOVED }, undo: { ...createMove(Date.now(), 1), undoes: 'd9999' } },
    });
    const rows = page.getByRole('grid', { name: 'Verlauf' }).getByRole('row');
    await press(page, /^Einzelne Einträge/);
    await page.getByRole('row', { name: 'Beleg 0.pdf' }).waitFor();
    expect(await rows.count()).toBeLessThan(60);
    await shootInSight(page, 'activity-open');
    expect(await findFaults(page)).toEqual([]);

    await rows.first().focus();
    await page.keyboard.press('End');
    const last = page.getByRole('row', { name: 'Beleg 9999.pdf' });
    await last.waitFor();
    expect(await rows.count()).toBeLessThan(60);
    await press(page, 'Rückgängig: Verschoben oder umbenannt, „Beleg 9999.pdf“');

    await last.getByText(MOVED_BACK).waitFor();
    expect(await listAsked(page)).toContainEqual({ name: 'undo', input: { folderId: 'f1', historyId: 'd9999' } });
  });

  it('can be undone one after the other as fast as a person clicks: none of the clicks is lost', async () => {
    const page = await openView('activity', {
      answers: { ...answers(), listHistory: { items: MOVED }, undo: { ...createMove(Date.now(), 1), undoes: 'd1' } },
    });
    await press(page, /^Einzelne Einträge/);
    await page.getByRole('row', { name: 'Beleg 0.pdf' }).waitFor();

    // Before the first is answered.
    await page.evaluate(() => {
      for (const number of [0, 1, 1, 2])
        document
          .querySelector<HTMLElement>(`[aria-label="Rückgängig: Verschoben oder umbenannt, „Beleg ${number}.pdf“"]`)
          ?.click();
    });

    await expect.poll(() => page.getByText(MOVED_BACK).count()).toBe(3);
    const undone = (await listAsked(page)).filter(({ name }) => name === 'undo');
    expect(undone.map(({ input }) => input)).toEqual(
      [0, 1, 2].map((number) => ({ folderId: 'f1', historyId: `d${number}` })),
    );
  });

  it('come a thousand at a time, and the focus stays before the first of the next', async () => {
    const page = await openView('activity', { answers: answers() });
    await press(page, /^Einzelne Einträge/);
    await page.getByRole('row', { name: 'Beleg 0.pdf' }).waitFor();
    await page.getByRole('grid', { name: 'Verlauf' }).getByRole('row').first().focus();
    await page.keyboard.press('End');
    await page.getByRole('row', { name: 'Noch 9.000 Einträge: weitere anzeigen' }).waitFor();
    await giveFromNowOn(page, 'listHistory', { items: MANY.slice(0, 2_000) });

    await page.keyboard.press('Enter');

    await expect.poll(() => focusedText(page)).toContain('Beleg 999.pdf');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => focusedText(page)).toContain('Beleg 1000.pdf');
    const limits = (await listAsked(page)).flatMap(({ name, input }) => (name === 'listHistory' ? [input] : []));
    expect(limits).toEqual(
      [1_000, 2_000].map((limit) => ({ folderId: 'f1', groupId: 'g1', looksAtPlaces: true, limit })),
    );
  });

  it('are all in the list that is saved', async () => {
    const page = await openView('activity', {
      answers: { ...answers(), listHistory: { items: MANY.slice(0, 4_999) }, saveText: { isSaved: true } },
    });
    await press(page, 'Als CSV speichern');
    await page.getByText('Die Liste ist gespeichert.').waitFor();

    const saved = (await listAsked(page)).find(({ name }) => name === 'saveText');
    expect(JSON.stringify(saved?.input).split('\\r\\n')).toHaveLength(4_999 + 2);
  });
});

describe('an undo that changes something for others', () => {
  const openActivity = (...entries: readonly HistoryView[]) => {
    const items = entries.map((entry) => ({ kind: 'entry', entry }) as const);
    const [undo] = entries;
    const answers = { ...createSampleAnswers(Date.now()), listHistoryRows: { items } };
    return openView('activity', {
      answers:
        undo === undefined ? answers : { ...answers, undo: { ...undo, verb: 'restore', undoes: undo.historyId } },
    });
  };

  it('is not offered for a file that others have made', async () => {
    const page = await openActivity(createDownload(Date.now(), 1));
    const row = page.getByRole('row', { name: 'Beleg 1.pdf' });

    const names = await row.getByRole('button').allTextContents();

    expect(names).toEqual(['Öffnen', 'Im Ordner zeigen']);
  });

  it('is asked about, says what happens to whom, and is not done by Enter or Escape', async () => {
    const page = await openActivity(createReplacement(Date.now()));
    const button = 'Vorherige Fassung …: „Bebauungsplan Süd.pdf“';
    const dialog = page.getByRole('alertdialog', {
      name: 'Vorherige Fassung von „Bebauungsplan Süd.pdf“ zurückholen?',
    });
    for (const key of ['Enter', 'Escape']) {
      await page.getByRole('button', { name: button }).press('Enter');
      await dialog.getByText('auf diesem PC und auf dem Server, auch für alle anderen').waitFor();
      expect(await focusedText(page)).toBe('Abbrechen');
      if (key === 'Enter') {
        await shoot(page, 'activity-undo');
        expect(await findFaults(page)).toEqual([]);
      }
      await page.keyboard.press(key);
      await dialog.waitFor({ state: 'detached' });
      await expect.poll(() => focusedText(page)).toBe('Bebauungsplan Süd.pdf');
    }
    expect((await listAsked(page)).map(({ name }) => name)).not.toContain('undo');

    await press(page, button);
    await dialog.getByRole('button', { name: 'Für alle zurückholen' }).click();
    await page.getByText('Änderung rückgängig gemacht: Vorherige Fassung ist wieder da').waitFor();
    const undone = { folderId: 'f1', historyId: 'h6', agreed: 'replaces-file' };
    expect(await listAsked(page)).toContainEqual({ name: 'undo', input: undone });
  });

  it.each([
    ['removes-file', 'Rückgängig …: Hochgeladen, „Bebauungsplan Süd.pdf“', '„Bebauungsplan Süd.pdf“ für alle löschen?'],
    [
      'removes-directory',
      'Rückgängig …: Hochgeladen, „Bebauungsplan Süd.pdf“',
      'Ordner „Bebauungsplan Süd.pdf“ für alle löschen?',
    ],
    [
      'brings-back',
      'Rückgängig …: Hochgeladen, „Bebauungsplan Süd.pdf“',
      '„Bebauungsplan Süd.pdf“ für alle zurückholen?',
    ],
    [
      'moves-back',
      'Rückgängig …: Hochgeladen, „Bebauungsplan Süd.pdf“',
      '„Bebauungsplan Süd.pdf“ für alle zurückverschieben?',
    ],
  ] as const)('says in its title that it is for everyone: %s', async (undoAsks, button, title) => {
    const page = await openActivity({ ...createReplacement(Date.now()), verb: 'upload', undoAsks });
    await press(page, button);
    await page.getByRole('alertdialog', { name: title }).waitFor();
  });
});

describe('what lies in a folder that is not selected any more', () => {
  it('is said not to be on this computer, and leads to the selection and to the browser, not to a dead end', async () => {
    const entry = { ...createReplacement(Date.now()), away: 'Bauamt', isMissing: true } as const;
    const answers = {
      ...createSampleAnswers(Date.now()),
      listHistoryRows: { items: [{ kind: 'entry', entry }] },
    } as const;
    const page = await openView('activity', { answers });
    const row = page.getByRole('row', { name: 'Bebauungsplan Süd.pdf' });
    await row.getByText('Nicht auf diesem PC: Der Ordner „Bauamt“ ist hier nicht ausgewählt').waitFor();
    await shoot(page, 'activity-away');
    expect(await row.getByRole('button').allTextContents()).toEqual(['Ordner auswählen', 'Im Browser öffnen']);

    await press(page, 'Im Browser öffnen: „Bebauungsplan Süd.pdf“');
    const opened = { name: 'openOnServer', input: { folderId: 'f1', path: 'Bauamt' } };
    await expect.poll(() => listAsked(page)).toContainEqual(opened);
    await press(page, 'Ordner auswählen: „Bauamt“');
    await page.getByRole('tree').waitFor();
  });
});

describe('a decision in the activity', () => {
  it('is undone there, as a decision on two versions, after the question that is asked beside them', async () => {
    const page = await openView('activity', { answers: { ...createSampleAnswers(Date.now()), undoConflict: {} } });
    await page.getByText('Fassung des Servers von Bernd Beispiel').waitFor();
    await shoot(page, 'activity-decision');
    await press(page, 'Rückgängig …: Von zwei Fassungen Ihre behalten, „Protokoll.odt“');
    const dialog = page.getByRole('alertdialog', { name: 'Entscheidung über „Protokoll.odt“ rückgängig machen?' });
    await dialog.getByText('Auch alle anderen bekommen „Protokoll.odt“ wieder so').waitFor();
    expect((await listAsked(page)).map(({ name }) => name)).not.toContain('undoConflict');
    await dialog.getByRole('button', { name: 'Rückgängig machen' }).click();

    await page.getByRole('status').getByText('Rückgängig gemacht', { exact: true }).waitFor();
    const undone = { name: 'undoConflict', input: { folderId: 'f1', conflictId: 'c3' } };
    expect(await listAsked(page)).toContainEqual(undone);
  });
});
