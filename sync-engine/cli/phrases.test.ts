import { expect, test } from 'vitest';
import { describeAttempts, describeLock } from './phrases.ts';

const LAST = new Date(2026, 10, 27, 14, 2).getTime();
const NEXT = new Date(2026, 10, 27, 14, 7).getTime();

test('says when something was tried last, and when it is tried again', () => {
  const both = { lastAttemptAtMs: LAST, nextAttemptAtMs: NEXT };
  expect(describeAttempts(both, 'de')).toBe(
    'Zuletzt versucht: 27.11.2026, 14:02:00; nächster Versuch: 27.11.2026, 14:07:00',
  );
  expect(describeAttempts(both, 'en')).toBe('Last tried: 27 Nov 2026, 14:02:00; next attempt: 27 Nov 2026, 14:07:00');
});

test('says only what is known, and nothing where nothing was tried', () => {
  expect(describeAttempts({ nextAttemptAtMs: NEXT }, 'de')).toBe('Nächster Versuch: 27.11.2026, 14:07:00');
  expect(describeAttempts({}, 'de')).toBeUndefined();
});

test('says who keeps others from writing to a file', () => {
  expect([
    describeLock({ kind: 'own', sinceMs: LAST }, 'de'),
    describeLock({ kind: 'other', holder: { name: 'Bernd', sinceMs: LAST } }, 'de'),
    describeLock({ kind: 'other' }, 'en'),
    describeLock({ kind: 'own-elsewhere' }, 'en'),
  ]).toEqual([
    'Auf dem Server für andere gesperrt, weil es hier geöffnet ist; wird beim Schließen freigegeben (seit 27.11.2026, 14:02)',
    'in Bearbeitung durch Bernd seit 27.11.2026, 14:02',
    'Locked on the server: in use by someone',
    'Locked on the server in your name, but not by this computer',
  ]);
});
