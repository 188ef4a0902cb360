import { describe, expect, it } from 'vitest';
import { shoot } from '../stage/screenshots.ts';
import { press, useViews } from './open-view.ts';
import { createSampleAnswers } from './sample-answers.ts';
import { giveFromNowOn, listAsked, tellWindows } from './sample-windows.ts';

const openView = useViews();

/** The name under which a question can be given up. */
function questionOf(input: unknown): unknown {
  return typeof input === 'object' && input !== null && 'questionId' in input ? input.questionId : undefined;
}

function readSelected(area: Element): string {
  const { value, selectionStart, selectionEnd } = area as HTMLTextAreaElement;
  return value.slice(selectionStart, selectionEnd);
}

describe('the reason why a path is not synced', () => {
  it.each([
    ['deselected', 'Ordner auswählen', 'Ordner auswählen'],
    ['sign-in-needed', 'Neu anmelden', 'Einrichten'],
    ['contains-unsynced', 'Zu den Problemen', 'Probleme'],
  ] as const)('leads to what helps: %s', async (code, button, view) => {
    const answers = { ...createSampleAnswers(Date.now()), explainPath: { path: 'Bauamt/Plan.dwg', code } };
    const page = await openView('why', { answers });

    await press(page, button);

    await page.getByRole('heading', { level: 1, name: view }).waitFor();
  });

  it('says of what nobody knows here only that its folder is not selected, and leads to the server', async () => {
    const explainPath = { path: 'Archiv/x.txt', code: 'in-deselected' as const, within: 'Archiv' };
    const page = await openView('why', { answers: { ...createSampleAnswers(Date.now()), explainPath } });

    await page.getByText('Ordner, der nicht ausgewählt ist: Archiv').waitFor();
    await shoot(page, 'why-in-deselected');
    await page.setViewportSize({ width: 320, height: 720 });
    await shoot(page, 'why-in-deselected-narrow');
    await press(page, 'Auf dem Server nachsehen');

    await expect
      .poll(() => listAsked(page))
      .toContainEqual({ name: 'openOnServer', input: { folderId: 'f1', path: 'Archiv' } });
  });

  it('leads, when it is a pattern, to where the patterns stand', async () => {
    const answers = {
      ...createSampleAnswers(Date.now()),
      explainPath: { path: 'Thumbs.db', code: 'excluded' },
    } as const;
    const page = await openView('why', { answers });

    await press(page, 'Muster ansehen');

    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
  });

  it.each([
    { whose: 'of the folder', pattern: '*.bak', scope: 'Nur „BayernBox“', line: '*.bak' },
    { whose: 'of all folders', pattern: '*.tmp', scope: 'Alle Ordner', line: '*.tmp' },
  ])('leads, when it is a pattern $whose, to the very line', async ({ pattern, scope, line }) => {
    const usual = createSampleAnswers(Date.now());
    const getExcludes = {
      folders: [
        { folderId: 'f1', excludes: '*.alt\n*.bak' },
        { folderId: 'f2', excludes: '' },
      ],
      defaults: ['*.part', ']Thumbs.db'],
    };
    const explainPath = { path: 'Plan', code: 'excluded' as const, pattern };
    const previewExcludes = { problems: [], fileCount: 0, items: [] };
    const page = await openView('why', { answers: { ...usual, getExcludes, previewExcludes, explainPath } });

    await press(page, 'Muster ansehen');
    await page.getByText('Diese Muster sind gespeichert und gelten.').waitFor();

    const field = page.getByLabel('Muster, eines je Zeile');
    await expect.poll(() => field.evaluate(readSelected)).toBe(line);
    expect(await page.getByLabel('Gilt für').locator('option:checked').innerText()).toBe(scope);
    expect(await page.getByText('*.part').isVisible()).toBe(false);
  });

  it('leads, when it is a pattern of the program, to that one in its list, which says so', async () => {
    const explainPath = { path: 'Plan', code: 'excluded' as const, pattern: ']Thumbs.db' };
    const page = await openView('why', { answers: { ...createSampleAnswers(Date.now()), explainPath } });

    await press(page, 'Muster ansehen');

    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Thumbs.db');
    await page.getByText('Das Muster „Thumbs.db“ gehört zum Programm und gilt immer.').waitFor();
    await shoot(page, 'why-default-pattern');
    await page.emulateMedia({ colorScheme: 'dark' });
    await shoot(page, 'why-default-pattern-dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await press(page, 'Muster speichern');
    await page.getByText('Nichts zu speichern: Sie haben nichts geändert.').waitFor();
  });

  it('says of the mark of an open document that nothing is lost', async () => {
    const openDocument = { path: 'Bauamt/Plan.docx', lockedSinceMs: Date.now() };
    const mark = { path: 'Bauamt/~$Plan.docx', code: 'excluded' as const, pattern: '~$*', isOwnerFile: true };
    const explainPath = { ...mark, openDocument };
    const page = await openView('why', { answers: { ...createSampleAnswers(Date.now()), explainPath } });

    await page.getByText('Es geht nichts verloren: Was Sie schreiben, steht im Dokument selbst.').waitFor();
    await page.getByText('Geöffnet ist: Bauamt/Plan.docx').waitFor();
    await page.getByText(/^Für andere gesperrt seit .*, weil Sie es geöffnet haben/).waitFor();
    await shoot(page, 'why-open-mark');
  });

  it('is looked up anew when the folder goes on, and when a person asks', async () => {
    const usual = createSampleAnswers(Date.now());
    const folder = usual.getState?.folders[0];
    if (folder === undefined) throw new Error('no sample of a folder');
    const path = 'Bauamt/Plan.dwg';
    const page = await openView('why', { answers: { ...usual, explainPath: { path, code: 'waiting-to-upload' } } });
    await page.getByText('Wird gleich hochgeladen').waitFor();
    await giveFromNowOn(page, 'explainPath', { path, code: 'in-sync' });

    const state = { kind: 'in-sync' as const, verifiedAtMs: Date.now() };
    await tellWindows(page, {
      kind: 'app',
      event: { hostId: 'h1', revision: 2, change: { kind: 'folder', folder: { ...folder, state } } },
    });
    await page.getByText('Hier und auf dem Server ist dasselbe.').waitFor();
    await giveFromNowOn(page, 'explainPath', { path, code: 'not-there' });
    await press(page, 'Noch einmal nachsehen');

    await page.getByText('An dieser Stelle liegt nichts').waitFor();
  });

  it.each(['Abbrechen', 'Escape'])('can be given up while it is looked for: %s', async (how) => {
    const page = await openView('why', { silent: ['explainPath'] });
    await page.getByRole('button', { name: 'Abbrechen' }).waitFor();

    if (how === 'Escape') await page.keyboard.press('Escape');
    else await press(page, how);

    await page.getByRole('heading', { level: 1, name: 'Probleme' }).waitFor();
    const asked = await listAsked(page);
    const ids = (name: string) => asked.flatMap((one) => (one.name === name ? [questionOf(one.input)] : []));
    expect(ids('explainPath').length).toBeGreaterThan(0);
    expect(ids('cancelQuestion')).toEqual(ids('explainPath'));
  });

  it.each([
    [{ kind: 'signs', signs: [':'] }, 'Das Zeichen : darf nicht in einem Namen stehen.'],
    [{ kind: 'signs', signs: [':', '?'] }, 'Die Zeichen : ? dürfen nicht in einem Namen stehen.'],
    [{ kind: 'ends-with-dot' }, 'Ein Name darf nicht mit einem Punkt enden.'],
    [{ kind: 'device', word: 'CON' }, '„CON“ bezeichnet unter Windows ein Gerät'],
    [{ kind: 'too-long', length: 304, most: 255, counts: 'bytes' }, 'Er braucht 304 Byte, erlaubt sind 255.'],
  ] as const)('says which sign or rule forbids a name: %j', async (fault, words) => {
    const renaming = { side: 'remote' as const, proposal: 'Plan_.dwg', fault };
    const explainPath = { path: 'Bauamt/Plan', code: 'name-not-allowed-here' as const, renaming };
    const page = await openView('why', { answers: { ...createSampleAnswers(Date.now()), explainPath } });

    await page.getByText(words).waitFor();
    if (fault.kind !== 'ends-with-dot') await shoot(page, `why-name-${fault.kind}`);
  });

  it('makes room for the new name of an item that was renamed', async () => {
    const path = 'Bauamt/Plan: Südring?.dwg';
    const renameItems = { items: [{ path, side: 'remote' as const }] };
    const page = await openView('why', { answers: { ...createSampleAnswers(Date.now()), renameItems } });

    await press(page, /^Umbenennen in/);

    await page.getByText('Heißt jetzt „Plan_ Südring_.dwg“').waitFor();
    expect(await page.getByText('Name ist auf diesem PC nicht erlaubt').count()).toBe(0);
  });

  it('is asked for with a path as the file manager copies it, and not for what lies elsewhere', async () => {
    const page = await openView('problems');
    await page.getByLabel('Datei oder Ordner').fill('"C:\\Users\\Anna Muster\\Desktop\\x.txt"');
    await press(page, 'Nachsehen');
    await page.getByText('Das liegt in keinem Ordner, der synchronisiert wird.').waitFor();

    await page.getByLabel('Datei oder Ordner').fill('"C:\\Users\\Anna Muster\\BayernBox\\Haushalt\\Plan.dwg"');
    await press(page, 'Nachsehen');

    const asked = {
      name: 'explainPath',
      input: expect.objectContaining({ folderId: 'f1', path: 'Haushalt/Plan.dwg' }) as unknown,
    };
    await expect.poll(() => listAsked(page)).toContainEqual(asked);
  });

  it('has the field for the next question below it, and asks for a path where none was entered', async () => {
    const explainPath = { path: 'Bauamt/Plan.dwg', code: 'in-sync' as const };
    const page = await openView('why', { answers: { ...createSampleAnswers(Date.now()), explainPath } });

    await page.getByLabel('Datei oder Ordner').fill('  ');
    await page.getByLabel('Datei oder Ordner').press('Enter');
    await page.getByText('Bitte einen Namen oder einen Pfad eintragen.').waitFor();
    await shoot(page, 'why-next');
    await page.getByLabel('Datei oder Ordner').fill('Haushalt/2027.xlsx');
    await page.getByLabel('Datei oder Ordner').press('Enter');

    const asked = {
      name: 'explainPath',
      input: expect.objectContaining({ folderId: 'f1', path: 'Haushalt/2027.xlsx' }) as unknown,
    };
    await expect.poll(() => listAsked(page)).toContainEqual(asked);
  });

  it('is asked for with a file that is picked, in whichever folder it lies', async () => {
    const localPath = 'C:\\Users\\Anna Muster\\BayernBox\\Haushalt\\Plan.dwg';
    const page = await openView('problems', {
      answers: { ...createSampleAnswers(Date.now()), pickFile: { localPath } },
    });

    await press(page, 'Datei wählen …');

    await page.getByRole('heading', { level: 1, name: 'Warum?' }).waitFor();
    const asked = {
      name: 'explainPath',
      input: expect.objectContaining({ folderId: 'f1', path: 'Haushalt/Plan.dwg' }) as unknown,
    };
    await expect.poll(() => listAsked(page)).toContainEqual(asked);
  });

  it('of a file that lies in no sync folder is told at once, with the folders that are', async () => {
    const localPath = 'C:\\Users\\Anna Muster\\Desktop\\Plan.dwg';
    const page = await openView('problems', {
      answers: { ...createSampleAnswers(Date.now()), pickFile: { localPath } },
    });

    await press(page, 'Datei wählen …');

    await page.getByText('Deshalb bleibt es nur auf diesem PC.').waitFor();
    expect(await page.getByLabel('Datei oder Ordner').inputValue()).toBe(localPath);
    await shoot(page, 'why-outside');
  });

  it.each([
    [{ kind: 'own', sinceMs: 0 }, /^Für andere gesperrt seit .*, weil Sie es geöffnet haben/],
    [{ kind: 'own-elsewhere' }, /^Auf dem Server in Ihrem Namen gesperrt, aber nicht von diesem PC/],
    [{ kind: 'other', holder: { name: 'Frau Huber', sinceMs: 0 } }, /^Frau Huber bearbeitet es seit /],
    [{ kind: 'other', holder: { name: 'Frau Huber' } }, /^Frau Huber bearbeitet es gerade\./],
    [{ kind: 'other' }, /^Jemand bearbeitet es gerade\./],
  ] as const)('comes with who has it locked on the server: %j', async (lock, words) => {
    const explainPath = { path: 'Bauamt/Plan.dwg', code: 'in-sync' as const, lock };
    const page = await openView('why', { answers: { ...createSampleAnswers(Date.now()), explainPath } });

    await page.getByText(words).waitFor();
  });

  it('comes with the times of the last and of the next attempt', async () => {
    const nowMs = Date.now();
    const explainPath = {
      path: 'Bauamt/Plan.dwg',
      code: 'locked-on-server' as const,
      lastAttemptAtMs: nowMs - 120_000,
      nextAttemptAtMs: nowMs + 300_000,
    };
    const page = await openView('why', { answers: { ...createSampleAnswers(nowMs), explainPath } });

    await shoot(page, 'why-attempts');
    await page.getByText(/^Zuletzt versucht (um|am) .*, nächster Versuch (um|am) .*\.$/).waitFor();
  });

  it('comes, where only another attempt helps, with that attempt', async () => {
    const explainPath = { path: 'Bauamt/Plan.dwg', code: 'locked-on-server' as const, heldBy: { name: 'Frau Huber' } };
    const page = await openView('why', { answers: { ...createSampleAnswers(Date.now()), explainPath } });

    await press(page, 'Jetzt noch einmal versuchen');

    await page.getByText('Wenn es gelingt, ändert sich die Antwort hier von selbst.').waitFor();
    expect(await listAsked(page)).toContainEqual({ name: 'syncNow', input: { folderId: 'f1' } });
    await shoot(page, 'why-try-again');
  });

  it('of a file that is on its way is how far it is, and is looked up anew when it has arrived', async () => {
    const usual = createSampleAnswers(Date.now());
    const path = 'Bauamt/Plan: Südring?.dwg';
    const progress = { bytesDone: 250_000_000, bytesTotal: 1_000_000_000, bytesPerSecond: 2_000_000 };
    const listTransfers = {
      items: [{ path, direction: 'down' as const, state: 'running' as const, progress }],
      waiting: 0,
    };
    const explainPath = { path, code: 'waiting-to-download' as const };
    const page = await openView('why', { answers: { ...usual, explainPath, listTransfers } });

    await page.getByText('Wird gerade heruntergeladen').waitFor();
    const bar = page.getByRole('progressbar', { name: '250 MB von 1 GB, 2 MB pro Sekunde' });
    expect(await bar.getAttribute('aria-valuenow')).toBe('25');
    await shoot(page, 'why-transfer');

    await giveFromNowOn(page, 'explainPath', { path, code: 'in-sync' });
    await giveFromNowOn(page, 'listTransfers', { items: [], waiting: 0 });
    await tellWindows(page, {
      kind: 'app',
      event: { hostId: 'h1', revision: 2, change: { kind: 'list-changed', folderId: 'f1', list: 'transfers' } },
    });
    await page.getByText('Hier und auf dem Server ist dasselbe.').waitFor();
  });

  it('that may be over is tried again, and the window says so', async () => {
    const page = await openView('problems');

    await press(page, 'Jetzt noch einmal versuchen');

    await page.getByText('Es wird noch einmal versucht.').waitFor();
  });
});

describe('what exclude patterns keep out', () => {
  it('is told with pattern, size and place, searched and shown in pages', async () => {
    const page = await openView('excluded');
    await page.getByText('Muster: Thumbs.db · 48 kB · liegt auf dem Server').waitFor();
    await page.getByText('1.000 Dateien und 203 Ordner').waitFor();

    await press(page, /^200 weitere zeigen/);
    await expect
      .poll(() => listAsked(page))
      .toContainEqual({
        name: 'listExcluded',
        input: { folderId: 'f1', text: '', limit: 400, isAnew: false },
      });
    await page.getByLabel('Suchen nach Name oder Muster').fill('thumbs');
    await expect
      .poll(() => listAsked(page))
      .toContainEqual({
        name: 'listExcluded',
        input: { folderId: 'f1', text: 'thumbs', limit: 400, isAnew: false },
      });
  });

  it('is asked about by keyboard, and answers with its one reason', async () => {
    const page = await openView('excluded');

    await page.getByRole('row', { name: 'Thumbs.db' }).focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');

    await page.getByRole('heading', { level: 1, name: 'Warum?' }).waitFor();
    const asked = {
      name: 'explainPath',
      input: expect.objectContaining({ folderId: 'f1', path: 'Gemeinderat/Thumbs.db' }) as unknown,
    };
    await expect.poll(() => listAsked(page)).toContainEqual(asked);
  });
});
