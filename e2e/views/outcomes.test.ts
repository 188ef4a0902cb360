import { describe, expect, it, onTestFinished } from 'vitest';
import { shoot } from '../stage/screenshots.ts';
import { press, useViews } from './open-view.ts';
import { createSampleAnswers } from './sample-answers.ts';
import { createReplacement } from './sample-history.ts';
import { giveFromNowOn, listAsked, refuseFromNowOn, tellWindows } from './sample-windows.ts';

const openView = useViews();

describe('an answer to a question about deletions', () => {
  it('that comes too late is told as refused, though its card has made room for the longer list', async () => {
    const page = await openView('decisions', { refusals: { answerDecision: 'decision-list-changed' } });
    const items = (createSampleAnswers(Date.now()).listDecisions?.items ?? []).slice(0, 1);
    await giveFromNowOn(page, 'listDecisions', {
      items: items.map((each) => ({ ...each, name: 'd1-2', fileCount: 700 })),
    });

    await press(page, 'Behalten (nichts löschen)');

    await page.getByText('Auf diesem PC fehlen 700 Dateien').waitFor();
    await page.getByText('Die Liste hat sich inzwischen geändert').waitFor();
    expect(await page.getByText(/^Entschieden/).count()).toBe(0);
  });

  it('is told to have been taken, when its card is gone', async () => {
    const page = await openView('decisions');
    await giveFromNowOn(page, 'listDecisions', { items: [] });

    await press(page, 'Behalten (nichts löschen)');

    await page.getByText('Entschieden: Es bleibt alles erhalten.').waitFor();
  });
});

describe('an answer to a question about changed files', () => {
  it.each([
    ['Gewollt: dieses Mal übertragen', 'carry-out', 'Beim nächsten Mal wird wieder gefragt.'],
    [
      'Gewollt: übertragen und künftig nicht mehr fragen',
      'carry-out-always',
      'wird in diesem Ordner nicht mehr gefragt.',
    ],
    ['Fassungen vom Server zurückholen', 'keep', 'Die Fassungen vom Server kommen'],
  ])('“%s” is one press', async (label, answer, told) => {
    const page = await openView('decisions');

    await press(page, label);

    await page.locator('.kern-alert').filter({ hasText: told }).waitFor();
    const asked = (await listAsked(page)).filter(({ name }) => name === 'answerDecision');
    expect(asked).toMatchObject([{ input: { answer } }]);
  });
});

describe('what was called meant', () => {
  it('stands below the questions, and is asked about again after one click', async () => {
    const page = await openView('decisions');
    await page.getByText('Dateien mit der Endung „.pdf“, die plötzlich unlesbar sind').first().waitFor();
    await page.getByText('Dateien, die plötzlich keine Endung mehr haben').first().waitFor();

    await press(page, /^Wieder fragen: Dateien mit der Endung „.pdf“/u);

    await page.getByText('Entschieden: Nach solchen Änderungen wird wieder gefragt.').waitFor();
    expect(await listAsked(page)).toContainEqual({
      name: 'forgetFalseAlarm',
      input: { folderId: 'f1', name: 'scrambled.pdf' },
    });
    expect(await page.getByText('Endung „.pdf“').count()).toBe(1);
    await shoot(page, 'false-alarms');
  });
});

describe('a list that could not be loaded', () => {
  it('says so and can be asked for again', async () => {
    const page = await openView('kept', { refusals: { listKept: 'internal-error' } });
    await page.getByText('Ein Fehler im Programm').waitFor();
    await refuseFromNowOn(page, 'listKept', undefined);

    await press(page, 'Noch einmal laden');

    await page.getByRole('row', { name: 'alt.docx' }).waitFor();
  });

  it('comes by itself when the engine is back, as do changes that were missed meanwhile', async () => {
    const page = await openView('kept', { refusals: { listKept: 'host-unavailable' } });
    await page.getByText('Die Synchronisierung wird gerade neu gestartet').waitFor();
    await refuseFromNowOn(page, 'listKept', undefined);

    await tellWindows(page, { kind: 'host-ready' });
    await page.getByRole('row', { name: 'alt.docx' }).waitFor();
    await giveFromNowOn(page, 'listKept', { items: [] });
    await tellWindows(page, { kind: 'host-ready' });

    await page.getByText('Es wird nichts aufbewahrt.').waitFor();
  });
});

describe('a setting', () => {
  it('is not called saved any more once something else is typed', async () => {
    const page = await openView('settings');
    await page.getByLabel(/^Höchstens hochladen/).fill('100');
    await page.getByRole('button', { name: 'Speichern', exact: true }).click();
    await page.getByText('Gespeichert.', { exact: true }).waitFor();

    await page.getByLabel(/^Höchstens hochladen/).fill('200');

    await page.getByText('Gespeichert.', { exact: true }).waitFor({ state: 'detached' });
  });

  it('of a limit says what it means while it is typed, and is saved as that', async () => {
    const page = await openView('settings');
    await page.getByText('Leer lassen: keine Grenze', { exact: true }).first().waitFor();

    await page.getByLabel(/^Höchstens hochladen/).fill('2000');
    await page.getByText('Das sind 2 MB pro Sekunde.').waitFor();
    await page.getByLabel(/^Höchstens herunterladen/).fill('512');
    await page.getByText('Das sind 512 kB pro Sekunde.').waitFor();
    await shoot(page, 'settings-limits');
    await page.getByRole('button', { name: 'Speichern', exact: true }).click();

    const limits = { limitUpBytesPerSecond: 2_000_000, limitDownBytesPerSecond: 512_000 };
    const input: unknown = { settings: expect.objectContaining(limits) as unknown };
    await expect.poll(() => listAsked(page)).toContainEqual({ name: 'changeSyncSettings', input });
  });

  it('that cannot be read is not saved, and leads to its field', async () => {
    const page = await openView('settings');
    await page.getByLabel(/^Höchstens herunterladen/).fill('schnell');

    await page.getByRole('button', { name: 'Speichern', exact: true }).click();

    await expect
      .poll(() => page.getByLabel(/^Höchstens herunterladen/).evaluate((field) => field === document.activeElement))
      .toBe(true);
  });
});

describe('an entry of the history', () => {
  it('says itself that it was undone, or why not, wherever in the list it is', async () => {
    const undone = {
      ...createReplacement(Date.now()),
      verb: 'restore',
      undoAsks: 'removes-file',
      undoes: 'h3',
    } as const;
    const page = await openView('activity', { answers: { ...createSampleAnswers(Date.now()), undo: undone } });
    const row = page.getByRole('row').filter({ hasText: 'Hier entfernt' });
    const undo = async (): Promise<void> => {
      await row.getByRole('button', { name: /^Rückgängig/ }).click();
      await page.getByRole('alertdialog').getByRole('button', { name: 'Für alle zurückholen' }).click();
    };
    await undo();
    await row.getByText('Löschen rückgängig gemacht: Datei ist wieder da').waitFor();
    await refuseFromNowOn(page, 'undo', 'path-taken');

    await undo();

    await row.getByText('An dieser Stelle liegt schon etwas').waitFor();
    expect(await row.getByText('Löschen rückgängig gemacht: Datei ist wieder da').count()).toBe(0);
  });

  it('says that it has been undone already, in place of a button', async () => {
    const usual = createSampleAnswers(Date.now());
    const [entry] = usual.listHistory?.items ?? [];
    if (entry === undefined) throw new Error('no sample of an entry');
    const undone = { ...entry, notUndoable: 'already-undone' as const };
    const listHistoryRows = { items: [{ kind: 'entry' as const, entry: undone }] };
    const page = await openView('activity', { answers: { ...usual, listHistoryRows } });

    await page.getByText('schon rückgängig gemacht').waitFor();
  });
});

describe('a kept version', () => {
  it('on its way back lets nobody press in vain', async () => {
    const page = await openView('kept', { silent: ['restoreKept'] });
    const button = page.getByRole('button', { name: 'Zurückholen: „alt.docx“' });

    await button.click();

    await expect.poll(() => button.getAttribute('aria-disabled')).toBe('true');
  });
});

describe('progress that nobody can measure', () => {
  it('does not look like a full bar', async () => {
    const usual = createSampleAnswers(Date.now());
    const { getState } = usual;
    if (getState === undefined) throw new Error('no sample of the state');
    const progress = { filesDone: 0, filesTotal: 3, bytesDone: 0, bytesTotal: 0 };
    const folders = getState.folders.map((folder) => ({ ...folder, progress }));
    const page = await openView('overview', { answers: { ...usual, getState: { ...getState, folders } } });

    const bar = page.getByRole('progressbar').first();
    expect(await bar.getAttribute('aria-valuenow')).toBe(null);
    expect(await bar.locator('.bb-progress__done').count()).toBe(0);
  });
});

describe('ten thousand items', () => {
  it('that are not synced can all be reached, a hundred at a time', async () => {
    const items = Array.from({ length: 10_000 }, (_, index) => ({
      path: `Bauamt/Plan ${String(index).padStart(5, '0')}.dwg`,
      side: 'local' as const,
      isHere: true,
      code: 'local-file-busy' as const,
    }));
    const page = await openView('problems', {
      answers: { ...createSampleAnswers(Date.now()), listProblems: { items } },
    });
    await page.getByText('10.000 Elemente').waitFor();
    expect(await page.getByText('Plan 00100.dwg').count()).toBe(0);

    await press(page, '100 weitere zeigen (von 9.900)');

    await page.getByText('Plan 00199.dwg').waitFor();
    await page.getByRole('button', { name: '100 weitere zeigen (von 9.800)' }).waitFor();
  });
});

describe('the list of what would be deleted', () => {
  it('shows all that the engine names, with few rows drawn at any time', async () => {
    const usual = createSampleAnswers(Date.now());
    const paths = Array.from({ length: 1_000 }, (_, index) => `Archiv/Bescheid ${String(index).padStart(4, '0')}.pdf`);
    const listDecisions = {
      items: (usual.listDecisions?.items ?? []).slice(0, 1).map((each) => ({ ...each, paths, fileCount: 1_400 })),
    };
    const page = await openView('decisions', { answers: { ...usual, listDecisions } });
    await page.getByText('Betroffene Dateien').click();
    await page.getByRole('row', { name: 'Bescheid 0000.pdf' }).focus();
    expect(await page.getByRole('row').count()).toBeLessThan(60);

    await page.keyboard.press('End');

    await page.getByRole('row', { name: 'Bescheid 0999.pdf' }).waitFor();
    await page.getByText('Es werden die ersten 1.000 gezeigt.').waitFor();
  });
});

describe('a window whose program does not answer', () => {
  it('calls what it shows old, and after a while does not promise a new start any more', async () => {
    const page = await openView('overview');
    onTestFinished(() => page.context().close());
    await page.clock.install();

    await tellWindows(page, { kind: 'host-restarting' });
    await page.getByText('Die Synchronisierung wird neu gestartet.').waitFor();
    await page.getByText(/^Letzter bekannter Stand: Alles aktuell/).waitFor();
    await page.clock.fastForward(20_000);

    await page.getByText('Das Programm antwortet nicht').waitFor();
    expect(await page.getByText('Die Synchronisierung wird neu gestartet.').count()).toBe(0);
    // Its clock stays a fake one.
  });
});

describe('a window whose engine host hangs', () => {
  it('says so, calls what it shows old, and takes it back when it answers again', async () => {
    const page = await openView('overview');

    await tellWindows(page, { kind: 'host-hangs' });
    await page.getByText('Die Synchronisierung antwortet nicht').waitFor();
    await page.getByText(/^Letzter bekannter Stand: Alles aktuell/).waitFor();
    await tellWindows(page, { kind: 'host-ready' });

    await page.getByText('Die Synchronisierung antwortet nicht').waitFor({ state: 'detached' });
  });
});

describe('the sentence about a folder', () => {
  it('is said aloud when something has become otherwise, and not with every check', async () => {
    const page = await openView('overview');
    const folder = createSampleAnswers(Date.now()).getState?.folders[1];
    if (folder === undefined) throw new Error('no sample of a folder');
    const sentence = page.getByRole('region', { name: 'Bauamt' }).getByRole('status');
    const told: (string | null)[] = [];
    const error = { code: 'server-unreachable', scope: 'account' } as const;
    const states = [{ kind: 'checking' }, { kind: 'in-sync', verifiedAtMs: 0 }, { kind: 'offline', error }] as const;
    for (const [index, state] of states.entries()) {
      const change = { kind: 'folder', folder: { ...folder, state } } as const;
      await tellWindows(page, { kind: 'app', event: { hostId: 'h1', revision: index + 2, change } });
      await expect.poll(() => sentence.textContent()).toMatch([/geprüft …/, /1970/, /nicht erreichbar/][index] ?? '');
      told.push(await sentence.getAttribute('aria-live'));
    }

    expect(told).toEqual(['off', 'off', 'polite']);
  });
});

describe('a full drive', () => {
  it('is told with what is missing there, what goes on, and the name of the folder', async () => {
    const page = await openView('problems');
    const card = page.getByRole('region', { name: 'Datenträger ist voll' });

    await card.getByText('Auf dem Laufwerk mit „C:\\Users\\Anna Muster\\BayernBox“ fehlen 3,2 GB').waitFor();
    await card.getByText('Ihre eigenen Änderungen werden weiter hochgeladen.').waitFor();
    await card.getByRole('listitem').getByText('BayernBox', { exact: true }).waitFor();
    await card.getByRole('button', { name: 'Warum? „BayernBox“' }).click();

    await page.getByRole('heading', { level: 1, name: 'Warum?' }).waitFor();
    await page.getByRole('main').getByText('BayernBox', { exact: true }).waitFor();
  });
});

describe('a new name', () => {
  it('that cannot be one is refused at its field', async () => {
    const page = await openView('problems');
    await press(page, 'Anderer Name für „Plan: Südring?.dwg“');
    const field = page.getByLabel('Neuer Name für „Plan: Südring?.dwg“');

    await field.fill('Pläne/Südring.dwg');
    await field.press('Enter');

    await page.getByText('Ein Name darf keinen Schrägstrich enthalten.').waitFor();
    expect((await listAsked(page)).map(({ name }) => name)).not.toContain('renameItems');
  });
});

describe('what is saved as a file', () => {
  it('is said to be saved, unless the dialog was closed', async () => {
    const page = await openView('activity', {
      answers: { ...createSampleAnswers(Date.now()), saveText: { isSaved: true } },
    });
    await press(page, 'Als CSV speichern');
    await page.getByText('Die Liste ist gespeichert.').waitFor();
    await giveFromNowOn(page, 'saveText', { isSaved: false });

    await press(page, 'Als CSV speichern');

    await page.getByText('Die Liste ist gespeichert.').waitFor({ state: 'detached' });
  });
});

describe('the choice of a folder', () => {
  it('tells what waits in each, so that nobody takes one for all', async () => {
    const page = await openView('problems');

    await page
      .getByRole('option', { name: 'BayernBox (7 offen) – C:\\Users\\Anna Muster\\BayernBox' })
      .waitFor({ state: 'attached' });
    expect(await page.getByRole('option', { name: /^Bauamt/ }).textContent()).not.toContain('offen');
  });
});
