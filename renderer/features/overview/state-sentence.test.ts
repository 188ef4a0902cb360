import { describe, expect, it } from 'vitest';
import type { FolderView } from '#ipc/folder-view.ts';
import type { Language } from '../../i18n/text.ts';
import { createGetText } from '../../i18n/text.ts';
import { overviewMessages } from './messages.ts';
import { describeFolder, toTone } from './state-sentence.ts';

const NOW_MS = new Date(2026, 10, 27, 14, 30).getTime();
const VERIFIED_AT_MS = new Date(2026, 10, 27, 14, 2).getTime();
const FOLDER: FolderView = {
  folderId: 'f1',
  accountId: 'a1',
  name: 'Amt',
  localPath: '/home/anna/Amt',
  remotePath: '',
  state: { kind: 'in-sync', verifiedAtMs: VERIFIED_AT_MS },
  problems: 0,
  conflicts: 0,
  decisions: 0,
  newFolders: 0,
  news: [],
};

function describeIn(language: Language, changed: Partial<FolderView>): string {
  const text = createGetText(overviewMessages, language, { brand: 'BayernBox', gender: 'feminine' });
  return describeFolder({ ...FOLDER, ...changed }, { text, language, nowMs: NOW_MS });
}

describe('the sentence about a sync folder', () => {
  it('says that all is up to date, and since when that is proven', () => {
    expect(describeIn('de', {})).toBe('Alles aktuell – zuletzt vollständig geprüft um 14:02');
    expect(toTone(FOLDER)).toBe('success');
  });

  it.each([{ conflicts: 1 }, { newFolders: 1 }, { decisions: 1 }])(
    'never says that all is up to date while a person has to choose: %j',
    (undecided) => {
      expect(describeIn('de', undecided)).toMatch(/^Synchronisiert, aber etwas wartet auf Sie/);
      expect(describeIn('en', undecided)).not.toMatch(/up to date/);
      expect(toTone({ ...FOLDER, ...undecided })).toBe('warning');
    },
  );

  it.each([
    ['in-sync', 1, 'Aktuell – eine zweite Fassung bleibt nur auf diesem PC, wie Ihre Organisation es festgelegt hat'],
    ['in-sync', 3, 'Aktuell – 3 zweite Fassungen bleiben nur auf diesem PC, wie Ihre Organisation es festgelegt hat'],
    ['not-synced', 1, '2 Elemente sind nicht synchronisiert; dazu bleibt eine zweite Fassung nur auf diesem PC'],
  ] as const)(
    'never says that all is up to date while the organisation keeps something here: %s',
    (kind, onlyHere, words) => {
      const state = { kind, verifiedAtMs: VERIFIED_AT_MS, onlyHere, problems: 2 };

      expect(describeIn('de', { state })).toContain(words);
      expect(describeIn('en', { state })).not.toMatch(/everything/i);
      if (kind === 'in-sync') expect(toTone({ ...FOLDER, state })).toBe('success');
    },
  );

  it('says that all waits only where all does', () => {
    const untilMs = NOW_MS + 480_000;

    expect(describeIn('de', { state: { kind: 'waiting', untilMs, problems: 0 } })).toBe(
      'Wartet – neuer Versuch um 14:38',
    );
    expect(describeIn('de', { state: { kind: 'waiting', untilMs, problems: 1 } })).toBe(
      'Noch nicht alles ist synchronisiert – neuer Versuch um 14:38',
    );
    expect(describeIn('de', { state: { kind: 'waiting', untilMs, problems: 3, allElse: 'done' } })).toBe(
      'Aktuell bis auf 3 Elemente – neuer Versuch um 14:38',
    );
    expect(describeIn('en', { state: { kind: 'waiting', problems: 1, allElse: 'done' } })).toBe(
      'Up to date except for 1 item – trying again shortly',
    );
    expect(describeIn('en', { state: { kind: 'waiting', problems: 1 } })).toBe(
      'Not everything is synced yet – trying again shortly',
    );
  });

  it('names the day of what was proven before today, as people say it', () => {
    const state = { kind: 'in-sync', verifiedAtMs: new Date(2026, 10, 24, 3, 16).getTime() } as const;

    expect(describeIn('de', { state })).toMatch(/geprüft am 24\. November 2026 um 03:16$/);
    expect(describeIn('en', { state })).toMatch(/check on 24 November 2026 at 03:16$/);
  });

  it('says what a folder waits for whose account has to sign in', () => {
    const state = { kind: 'stopped', error: { code: 'sign-in-needed', scope: 'account' } } as const;

    expect(describeIn('de', { state })).toBe('Angehalten, bis Sie sich neu anmelden');
    expect(describeIn('en', { state })).toBe('Stopped until you sign in again');
  });

  it.each([
    ['server-maintenance', /gewartet/],
    ['server-busy', /ausgelastet/],
    ['not-an-owncloud', /kein passender Server/],
    ['server-unreachable', /nicht erreichbar/],
  ] as const)('says why nothing can be done with the server: %s', (code, words) => {
    expect(describeIn('de', { state: { kind: 'offline', error: { code, scope: 'account' } } })).toMatch(words);
  });
});
