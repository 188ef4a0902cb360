import { describe, expect, it } from 'vitest';
import type { ConflictEnding } from '#ipc/conflict-view.ts';
import { createGetText } from '../../i18n/text.ts';
import { describeEnding } from './describe-ending.ts';
import { conflictMessages } from './messages.ts';

const NOW_MS = new Date(2026, 10, 27, 12).getTime();
const AT_MS = new Date(2026, 10, 27, 9, 30).getTime();
const UNTIL_MS = new Date(2026, 11, 27, 9, 30).getTime();
const words = { text: createGetText(conflictMessages, 'de', {}), language: 'de', nowMs: NOW_MS } as const;

function tell(ending: ConflictEnding, isSecondOnlyHere = false): readonly string[] {
  return describeEnding({ ending, isSecondOnlyHere }, words);
}

describe('how two versions came to an end', () => {
  it.each([
    ['mine', /^Ihre Fassung behalten, die vom Server ersetzt · 09:30$/],
    ['server', /^Fassung vom Server behalten, Ihre aufbewahrt · 09:30$/],
    ['both', /^Beide Fassungen behalten · 09:30$/],
    ['merged', /^Beide Texte zusammengeführt · 09:30$/],
  ] as const)('says what was decided, when, and until when it can be undone: %s', (how, decided) => {
    const said = tell({ kind: 'decided', how, atMs: AT_MS, undoUntilMs: UNTIL_MS });

    expect(said[0]).toMatch(decided);
    expect(said[1]).toBe('Rückgängig bis 27.12.2026, 09:30');
  });

  it('says of a second version that the organisation keeps here that it is here only, and only where both were kept', () => {
    const decided = { kind: 'decided', atMs: AT_MS, undoUntilMs: UNTIL_MS } as const;

    expect(tell({ ...decided, how: 'both' }, true)[0]).toContain('Ihre bleibt nur auf diesem PC');
    expect(tell({ ...decided, how: 'mine' }, true)[0]).toBe('Ihre Fassung behalten, die vom Server ersetzt · 09:30');
  });

  it('says of what went away by itself why, and offers nothing', () => {
    expect(tell({ kind: 'by-itself', why: 'equal-bytes', atMs: AT_MS })).toEqual([
      'Von selbst erledigt: Beide Fassungen sind jetzt gleich · 09:30',
    ]);
    expect(tell({ kind: 'by-itself', why: 'one-left', atMs: AT_MS })).toEqual([
      'Von selbst erledigt: Es gibt nur noch eine Fassung · 09:30',
    ]);
  });
});
