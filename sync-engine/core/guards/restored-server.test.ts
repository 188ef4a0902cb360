import { expect, test } from 'vitest';
import type { ServerChange } from './restored-server.ts';
import { isOtherFingerprint, looksRestored } from './restored-server.ts';

const older: ServerChange = { agreedMtimeMs: 2_000, mtimeMs: 1_000 };
const newer: ServerChange = { agreedMtimeMs: 2_000, mtimeMs: 3_000 };
const undated: ServerChange = { agreedMtimeMs: 2_000, mtimeMs: 0 };
const times = (count: number, change: ServerChange) => Array.from({ length: count }, () => change);

test.each([
  ['nothing changed', [], false],
  ['ten files became older', times(10, older), true],
  ['nine files became older: a person set versions back', times(9, older), false],
  ['many became newer: people work', times(500, newer), false],
  ['ten older among ten newer', [...times(10, older), ...times(10, newer)], false],
  ['eleven older among ten newer', [...times(11, older), ...times(10, newer)], true],
  ['the server knows no times', times(50, undated), false],
  ['the same time with other bytes', times(50, { agreedMtimeMs: 2_000, mtimeMs: 2_000 }), false],
] as const)('%s: %s', (_, changes, isRestored) => {
  expect(looksRestored(changes)).toBe(isRestored);
});

test.each([
  [undefined, 'a', false],
  [undefined, undefined, false],
  ['a', undefined, false],
  ['a', 'a', false],
  ['a', 'b', true],
  ['', 'a', true],
])('after fingerprint %j, %j is another one: %s', (known, seen, isOther) => {
  expect(isOtherFingerprint(known, seen)).toBe(isOther);
});
