import { describe, expect, it } from 'vitest';
import { sampleAccount, sampleFolder } from '#e2e/stage/sample-state.ts';
import type { AppState } from '#ipc/app-state.ts';
import type { FolderState, FolderView } from '#ipc/folder-view.ts';
import { aggregateState, TRAY_KINDS } from './aggregate-state.ts';
import { composeTrayMenu } from './tray-menu.ts';
import { describeTrayState, getTrayText, TRAY_TEXTS } from './tray-words.ts';

const account = sampleAccount();

function folder(name: string, state: FolderState, more: Partial<FolderView> = {}): FolderView {
  return sampleFolder({ folderId: name.toLowerCase(), name, localPath: `/home/anna/${name}`, state, ...more });
}

function stateOf(...folders: readonly FolderView[]): AppState {
  return { hostId: 'h', revision: 1, accounts: [account], folders, recent: [] };
}

function aggregate(...folders: readonly FolderView[]) {
  return aggregateState({ kind: 'connected', state: stateOf(...folders) });
}

const NOON_MS = new Date(2026, 10, 26, 12, 0).getTime();
const IN_SYNC: FolderState = { kind: 'in-sync', verifiedAtMs: NOON_MS };
const error = (code: 'disk-full' | 'sign-in-refused' | 'server-unreachable') => ({ code, scope: 'account' }) as const;

/** One folder state for each of the seven kinds, the worst first. */
const ranked: readonly FolderState[] = [
  { kind: 'stopped', error: error('disk-full') },
  { kind: 'stopped', error: error('sign-in-refused') },
  { kind: 'needs-decision', holds: 1, problems: 0 },
  { kind: 'syncing', operations: 3 },
  { kind: 'paused' },
  { kind: 'offline', error: error('server-unreachable') },
  IN_SYNC,
];

describe('the one word of the tray', () => {
  it.each(ranked.map((state, index) => [TRAY_KINDS[index], state] as const))('is %s for %j', (kind, state) => {
    expect(aggregate(folder('Amt', state)).kind).toBe(kind);
  });

  it('is that of the worst folder, whatever their order, and names it', () => {
    for (const [index, worse] of ranked.entries()) {
      for (const better of ranked.slice(index + 1)) {
        for (const folders of [
          [folder('Gut', better), folder('Schlecht', worse)],
          [folder('Schlecht', worse), folder('Gut', better)],
        ]) {
          expect(aggregate(...folders)).toMatchObject({ kind: TRAY_KINDS[index], folder: { name: 'Schlecht' } });
        }
      }
    }
  });

  it.each<[string, FolderState]>([
    ['checking', { kind: 'checking', verifiedAtMs: NOON_MS }],
    ['unverified', { kind: 'unverified', verifiedAtMs: NOON_MS }],
    ['waiting', { kind: 'waiting', problems: 0 }],
    ['not-synced', { kind: 'not-synced', problems: 2 }],
  ])('never says that all is up to date while a folder is %s', (_kind, state) => {
    expect(aggregate(folder('Gut', IN_SYNC), folder('Amt', state)).kind).not.toBe('in-sync');
  });

  it('asks for a person where a file lies in two versions', () => {
    expect(aggregate(folder('Amt', IN_SYNC, { conflicts: 1 }))).toMatchObject({ kind: 'decision' });
  });

  it.each<FolderState>([
    { kind: 'syncing', operations: 2 },
    { kind: 'checking' },
    { kind: 'paused' },
    { kind: 'offline', error: error('server-unreachable') },
  ])('asks for a person also while the folder with two versions is busy or at rest: %j', (state) => {
    expect(aggregate(folder('Amt', state, { conflicts: 1 }))).toMatchObject({ reason: 'two-versions' });
    expect(aggregate(folder('Amt', state, { decisions: 1 }))).toMatchObject({ reason: 'decisions' });
  });

  it('says that all is up to date only since the oldest proof', () => {
    const older = { kind: 'in-sync', verifiedAtMs: NOON_MS - 3_600_000 } as const;

    expect(aggregate(folder('Amt', IN_SYNC), folder('Bau', older))).toMatchObject({ folder: { name: 'Bau' } });
  });

  it('asks for a person where new folders on the server wait for a decision', () => {
    expect(aggregate(folder('Amt', IN_SYNC, { newFolders: 1 }))).toMatchObject({ kind: 'decision' });
  });

  it('does not say "no account" where the list of accounts cannot be read', () => {
    const accountsFault = { code: 'accounts-file-damaged', path: '/x', detail: 'not JSON' } as const;
    const state = { ...stateOf(), accounts: [], accountsFault };

    expect(aggregateState({ kind: 'connected', state })).toMatchObject({ kind: 'error', reason: 'accounts-file' });
  });

  it('does not say "no folder" where the list of folders could not be read', () => {
    const state = { ...stateOf(), lostPath: '/x' };

    expect(aggregateState({ kind: 'connected', state })).toMatchObject({ kind: 'error', reason: 'folders-lost' });
  });

  it('claims nothing before anything is known, without an account, or without a folder', () => {
    const empty = { ...stateOf(), accounts: [] };

    expect(
      [
        aggregateState({ kind: 'connecting' }),
        aggregateState({ kind: 'reconnecting', state: stateOf(folder('Amt', IN_SYNC)) }),
        aggregateState({ kind: 'hanging', state: stateOf(folder('Amt', IN_SYNC)) }),
        aggregateState({ kind: 'connected', state: empty }),
        aggregate(),
      ].map(({ kind, reason }) => [kind, reason]),
    ).toEqual([
      ['syncing', 'starting'],
      ['syncing', 'restarting'],
      ['error', 'hangs'],
      ['sign-in', 'no-account'],
      ['paused', 'no-folder'],
    ]);
  });
});

describe('the sentence of the tray', () => {
  it.each<[string, FolderView]>([
    ['Alles aktuell, geprüft um 12:00', folder('Amt', IN_SYNC)],
    [
      'Amt: wird synchronisiert, noch 312 Dateien (1,2\u00A0GB), 4\u00A0MB/s, etwa 4 Min.',
      folder(
        'Amt',
        { kind: 'syncing', operations: 400 },
        {
          progress: {
            filesDone: 88,
            filesTotal: 400,
            bytesDone: 800_000_000,
            bytesTotal: 2_000_000_000,
            bytesPerSecond: 4_000_000,
            remainingMs: 200_000,
          },
        },
      ),
    ],
    ['Amt: wird synchronisiert', folder('Amt', { kind: 'syncing', operations: 0 })],
    ['Amt: pausiert bis 12:00', folder('Amt', { kind: 'paused' }, { pause: { why: 'person', untilMs: NOON_MS } })],
    ['Amt: pausiert', folder('Amt', { kind: 'paused' }, { pause: { why: 'person' } })],
    [
      'Amt: pausiert nach Zeitplan bis 12:00',
      folder('Amt', { kind: 'paused' }, { pause: { why: 'clock', untilMs: NOON_MS } }),
    ],
    ['Amt: pausiert – getaktete Verbindung', folder('Amt', { kind: 'paused' }, { pause: { why: 'metered' } })],
    ['Amt: 1 Entscheidung offen', folder('Amt', { kind: 'needs-decision', holds: 1, problems: 0 }, { decisions: 1 })],
    ['Amt: wartet, neuer Versuch folgt', folder('Amt', { kind: 'waiting', problems: 0 })],
    ['Amt: noch nicht alles synchronisiert, neuer Versuch folgt', folder('Amt', { kind: 'waiting', problems: 1 })],
    [
      'Amt: aktuell bis auf 3 Elemente, neuer Versuch folgt',
      folder('Amt', { kind: 'waiting', problems: 3, allElse: 'done' }),
    ],
    ['Amt: 2 Elemente sind nicht synchronisiert', folder('Amt', { kind: 'not-synced', problems: 2 })],
    ['Amt: 1 Datei liegt in zwei Fassungen vor', folder('Amt', IN_SYNC, { conflicts: 1 })],
    ['Amt: 2 neue Ordner warten auf Ihre Auswahl', folder('Amt', IN_SYNC, { newFolders: 2 })],
  ])('is „%s“', (sentence, view) => {
    expect(describeTrayState(aggregate(view), { language: 'de', nowMs: NOON_MS, accounts: [account] })).toBe(sentence);
  });

  it('names the day of what was checked before today, or what ends after today', () => {
    const state = aggregate(folder('Amt', IN_SYNC));
    const paused = aggregate(
      folder('Amt', { kind: 'paused' }, { pause: { why: 'person', untilMs: NOON_MS + 86_400_000 } }),
    );

    expect(describeTrayState(state, { language: 'de', nowMs: NOON_MS + 86_400_000, accounts: [account] })).toMatch(
      /^Alles aktuell, geprüft am \d+\. \S+ \d{4} um 12:00$/,
    );
    expect(describeTrayState(state, { language: 'en', nowMs: NOON_MS + 86_400_000, accounts: [account] })).toMatch(
      /checked on \d+ \S+ \d{4} at 12:00$/,
    );
    expect(describeTrayState(paused, { language: 'de', nowMs: NOON_MS, accounts: [account] })).toMatch(
      /^Amt: pausiert bis \d+\. \S+ \d{4} um 12:00$/,
    );
  });

  it('exists in both languages for every reason and entry', () => {
    const values = {
      folder: 'x',
      decisions: 2,
      conflicts: 2,
      newFolders: 2,
      problems: 2,
      files: 2,
      minutes: 2,
      time: 'x',
      day: 'other',
      count: 2,
      brand: 'x',
      folders: 'x',
      folderCount: 2,
      hours: 0,
      size: '1 GB',
      rate: '1 MB',
      onlyHere: 1,
      rest: 'done',
    };
    for (const text of TRAY_TEXTS) {
      expect(getTrayText(text, 'de', values)).not.toBe('');
      expect(getTrayText(text, 'en', values)).not.toBe('');
    }
  });
});

const WORDS = { language: 'de', brand: 'BayernBox', nowMs: NOON_MS } as const;

describe('the menu of the tray', () => {
  const labelsOf = (state: AppState): readonly string[] =>
    composeTrayMenu(aggregateState({ kind: 'connected', state }), state, WORDS).flatMap((entry) =>
      entry.kind === 'separator' ? [] : [entry.label],
    );

  it('is complete without a click on the icon', () => {
    expect(labelsOf(stateOf(folder('Amt', IN_SYNC)))).toEqual([
      'Alles aktuell, geprüft um 12:00',
      'BayernBox öffnen',
      'Ordner öffnen',
      'Im Browser öffnen',
      'Pausieren',
      'Einstellungen',
      'Benutzerhandbuch',
      'Hilfe und Diagnose',
      'Beenden und nichts mehr synchronisieren',
    ]);
  });

  it('leads to what waits for a person, and only then', () => {
    const waiting = folder('Amt', IN_SYNC, { decisions: 1, conflicts: 2 });

    const menu = composeTrayMenu(aggregate(waiting), stateOf(waiting), WORDS);

    expect(menu).toContainEqual({
      kind: 'item',
      label: '1 Entscheidung offen …',
      action: { kind: 'show', view: 'decisions' },
    });
    expect(menu).toContainEqual({
      kind: 'item',
      label: '2 Dateien in zwei Fassungen …',
      action: { kind: 'show', view: 'conflicts' },
    });
    expect(labelsOf(stateOf(folder('Amt', IN_SYNC))).join()).not.toMatch(/offen|Fassungen/);
  });

  it('says what a folder does while something in it waits for a person', () => {
    const busy = folder('Amt', { kind: 'syncing', operations: 3 }, { conflicts: 1 });

    expect(labelsOf(stateOf(busy)).slice(0, 2)).toEqual([
      'Amt: 1 Datei liegt in zwei Fassungen vor',
      'Amt: wird synchronisiert',
    ]);
  });

  it('has a line for each of several folders, which names the account where there are several', () => {
    const older = { kind: 'in-sync', verifiedAtMs: NOON_MS - 3_600_000 } as const;
    const state: AppState = {
      ...stateOf(folder('Amt', IN_SYNC), folder('Kreis', older, { accountId: 'p' })),
      accounts: [account, sampleAccount({ accountId: 'p', displayName: 'Peter', serverUrl: 'https://kreis.example' })],
    };

    expect(labelsOf(state).slice(0, 3)).toEqual([
      'Alles aktuell, geprüft um 11:00',
      'Amt (Anna, box.example): aktuell, geprüft um 12:00',
      'Kreis (Peter, kreis.example): aktuell, geprüft um 11:00',
    ]);
    expect(labelsOf(stateOf(folder('Amt', IN_SYNC), folder('Bau', { kind: 'paused' }))).slice(0, 2)).toEqual([
      'Bau: pausiert',
      'Amt: aktuell, geprüft um 12:00',
    ]);
  });

  it('offers to go on instead of pausing once more', () => {
    const paused = { ...stateOf(folder('Amt', { kind: 'paused' })), pause: { why: 'person' } as const };
    const metered = { ...paused, pause: { why: 'metered' } as const };

    expect(labelsOf(paused)).toContain('Fortsetzen');
    expect(labelsOf(metered)).toContain('Trotzdem synchronisieren');
    expect([...labelsOf(paused), ...labelsOf(metered)]).not.toContain('Pausieren');
  });

  it('shows the last five items that are still there', () => {
    const recent = [1, 2, 3, 4, 5, 6, 7].map((number) => ({
      folderId: 'amt',
      path: `Ordner/${number}.txt`,
      verb: number === 1 ? ('remove' as const) : ('upload' as const),
      side: 'remote' as const,
      atMs: number,
    }));
    const state = { ...stateOf(folder('Amt', IN_SYNC)), recent };
    const menu = composeTrayMenu(aggregateState({ kind: 'connected', state }), state, WORDS);

    expect(menu).toContainEqual(
      expect.objectContaining({
        label: 'Zuletzt geändert',
        entries: ['2.txt', '3.txt', '4.txt', '5.txt', '6.txt'].map(
          (label) => expect.objectContaining({ label }) as object,
        ),
      }),
    );
  });
});
