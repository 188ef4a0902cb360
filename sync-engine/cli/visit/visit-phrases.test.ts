import { describe, expect, it } from 'vitest';
import { toHistoryId } from '../../core/model/ids.ts';
import type { HistoryEntry } from '../../core/model/history.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { KeptEntry } from '../../engine/visiting/visit.ts';
import type { ActRefusal } from '../../engine/visiting/visit-acts.ts';
import { toPrintable } from '../printable.ts';
import { ACT_REFUSALS, getRefusalMessage } from './refusal-phrases.ts';
import * as phrases from './visit-phrases.ts';

/** The same as a terminal shows it. */
function shown<Told extends readonly unknown[]>(describe: (...told: Told) => readonly string[]) {
  return (...told: Told): readonly string[] => describe(...told).map((line) => toPrintable(line));
}
const describeKept = shown(phrases.describeKept);
const describeHistory = shown(phrases.describeHistory);
const describeRestored = shown(phrases.describeRestored);
const describeUndone = shown(phrases.describeUndone);

const CODES = Object.keys(ACT_REFUSALS) as readonly ActRefusal[];

const ENTRY: HistoryEntry = {
  id: toHistoryId('run1-2'),
  runId: 'run1',
  atMs: new Date(2026, 2, 1, 9, 5).getTime(),
  verb: 'move',
  side: 'remote',
  nodeKind: 'file',
  path: 'alt.txt' as RelativePath,
  target: 'neu.txt' as RelativePath,
  reversal: { kind: 'none', why: 'not-recorded' },
  undoes: undefined,
};

const GERMAN = { language: 'de', maxLines: 2, isSingle: false } as const;

const KEPT: KeptEntry = {
  keepId: 'run1-2',
  originalPath: 'Docs/Brief.odt' as RelativePath,
  sizeBytes: 2_048,
  checksum: undefined,
  modifiedAtMs: new Date(2026, 1, 20, 8, 0).getTime(),
  keptAtMs: new Date(2026, 2, 1, 9, 5).getTime(),
  keptUntilMs: new Date(2026, 2, 31, 9, 5).getTime(),
  reason: 'removed-on-server',
  canBeFreed: false,
};

describe('a refused act', () => {
  it.each(CODES)('is told in both languages with what to do: %s', (code) => {
    for (const language of ['de', 'en'] as const) {
      const { title, hint } = getRefusalMessage(code, language);

      expect(title).toMatch(/^\p{Lu}.*[^.]$/u);
      expect(hint).toMatch(/^\p{Lu}.*\.$/u);
    }
    expect(getRefusalMessage(code, 'de')).not.toEqual(getRefusalMessage(code, 'en'));
  });

  it('points to the trash of the server where only that has the file', () => {
    expect(getRefusalMessage('needs-server-trash', 'de').title).toContain('auf dem Server im Papierkorb');
  });
});

describe('lists', () => {
  it('tell that a kept version goes earlier while the server has it, too', () => {
    const early = { ...KEPT, canBeFreed: true, freedFromMs: new Date(2026, 2, 2, 9, 5).getTime() };

    expect(describeKept([early], 'de').join('\n')).toMatch(
      /bis 31\.\S* .*ab 0?2\.\S* .*nur, solange der Server sie nicht hat/,
    );
    expect(describeKept([early], 'en').join('\n')).toContain('on only while the server does not have it');
  });

  it('tell of each kept version when, how large, what, why and how long', () => {
    expect(describeKept([KEPT], 'de').join('\n')).toBe(
      'run1-2  01.03.2026, 09:05  2,0 KiB  Docs/Brief.odt  (Stand 20.02.2026, 08:00, auf dem Server gelöscht, bis 31.03.2026)\n' +
        '1 Fassung, 2,0 KiB. Zurückholen: bayernbox kept restore <Kennung>',
    );
    expect([...describeKept([], 'de'), ...describeKept([], 'en')]).toEqual([
      'Der Sicherheitsspeicher ist leer.',
      'The safety store is empty.',
    ]);
  });

  it('tell of what one run did alike as one, and where the single entries are', () => {
    const files = Array.from({ length: 7 }, (_, index): HistoryEntry => {
      const path = `Bau/Plan ${index}.pdf` as RelativePath;
      return { ...ENTRY, id: toHistoryId(`run1-${index}`), verb: 'download', path, target: undefined };
    });

    expect(describeHistory([...files, { ...ENTRY, runId: 'run0' }], GERMAN).join('\n')).toBe(
      '        01.03.2026, 09:05  heruntergeladen: 7 Dateien in Bau\n' +
        'run1-2  01.03.2026, 09:05  verschoben oder umbenannt: alt.txt → neu.txt\n' +
        'Jeden Eintrag einzeln, mit Kennung: bayernbox history --single\n' +
        'Rückgängig machen: bayernbox undo <Kennung>',
    );
    const single = describeHistory(files, { ...GERMAN, isSingle: true, maxLines: Number.POSITIVE_INFINITY });
    expect(single).toHaveLength(8);
    expect(single[6]).toBe('run1-6  01.03.2026, 09:05  heruntergeladen: Bau/Plan 6.pdf');
  });

  it('tell of what sync removed on the server that it was deleted here', () => {
    const removed: HistoryEntry = { ...ENTRY, verb: 'remove', target: undefined };

    expect(describeHistory([removed], GERMAN)[0]).toBe(
      'run1-2  01.03.2026, 09:05  hier gelöscht, dann auch auf dem Server: alt.txt',
    );
  });

  it('tell of each operation when, what, where, and what it undid; and how many more there are', () => {
    const undo: HistoryEntry = {
      ...ENTRY,
      id: toHistoryId('run2-1'),
      verb: 'remove',
      side: 'local',
      target: undefined,
    };

    expect(describeHistory([{ ...undo, undoes: ENTRY.id }, ENTRY, ENTRY], GERMAN).join('\n')).toBe(
      'run2-1  01.03.2026, 09:05  hier entfernt: alt.txt (macht rückgängig: run1-2)\n' +
        'run1-2  01.03.2026, 09:05  verschoben oder umbenannt: alt.txt → neu.txt\n' +
        '… und 1 ältere: --json zeigt alle\n' +
        'Rückgängig machen: bayernbox undo <Kennung>',
    );
    expect(describeHistory([], { ...GERMAN, language: 'en' })).toEqual(['Nothing has been done yet.']);
  });
});

describe('acts', () => {
  it('warn when the bytes are not those that were kept', () => {
    const restored = { path: ENTRY.path, isRenamed: false, bytes: 'changed-since', entry: ENTRY } as const;
    const german = { language: 'de', isKeptAway: false } as const;

    expect(describeRestored(restored, german).join('\n')).toContain('nicht mehr der, der aufbewahrt wurde');
    expect(describeRestored({ ...restored, bytes: 'verified' }, german)).toEqual([
      'Zurückgeholt: alt.txt',
      'Der nächste Abgleich bringt das auf den Server. Zurücknehmen: bayernbox undo run1-2',
    ]);
  });

  it('say where the item is now, and under which id what was there is kept', () => {
    const removed: HistoryEntry = { ...ENTRY, verb: 'remove', reversal: { kind: 'restore', keepId: 'run1-2' } };
    const english = { language: 'en', isKeptAway: false } as const;

    expect(describeUndone(ENTRY, english)[0]).toBe('Back in its place: neu.txt');
    expect(describeUndone(removed, english)).toContain('What was here lies in the safety store as run1-2.');
  });

  it('do not promise that the server gets what lies in a folder that is not synced here', () => {
    expect(describeUndone(ENTRY, { language: 'de', isKeptAway: true }).at(-1)).toBe(
      'Sein Ordner wird auf diesem Computer nicht abgeglichen: Das bleibt nur hier. Zurücknehmen: bayernbox undo run1-2',
    );
    expect(describeUndone(ENTRY, { language: 'en', isKeptAway: true }).at(-1)).toBe(
      'Its folder is not synced on this computer: this stays here only. Take it back: bayernbox undo run1-2',
    );
  });

  it('tell that a store is too large without a word of deleting', () => {
    expect(phrases.describeExcess({ keptBytes: 3_072, maxBytes: 1_024 }, 'en')).toContain(
      'holds 3.0 KiB, more than the 1.0 KiB',
    );
  });
});
