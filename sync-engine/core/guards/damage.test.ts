import { expect, test } from 'vitest';
import type { LocalStamp } from '../model/observation.ts';
import { chooseDamageLook, DAMAGE_WINDOW_NS, judgeDamage } from './damage.ts';

const NEWEST = 1_000_000_000_000_000n;
const agreed: LocalStamp = { device: 1n, inode: 2n, birthNs: 0n, sizeBytes: 10, mtimeNs: NEWEST, ctimeNs: NEWEST };
const past: LocalStamp = { ...agreed, mtimeNs: 5n, ctimeNs: NEWEST - DAMAGE_WINDOW_NS - 1n };
const edge: LocalStamp = { ...agreed, ctimeNs: 0n, mtimeNs: NEWEST - DAMAGE_WINDOW_NS };

test.each([
  { title: 'a recent file that looks untouched', before: agreed, now: agreed, look: 'checksum' },
  { title: 'a file at the edge of the window', before: edge, now: edge, look: 'checksum' },
  { title: 'an old file that looks untouched', before: past, now: past, look: 'nothing' },
  {
    title: 'an old file downloaded a moment ago',
    before: { ...past, ctimeNs: NEWEST },
    now: { ...past, ctimeNs: NEWEST },
    look: 'checksum',
  },
  {
    title: 'a file that became empty under its old time',
    before: agreed,
    now: { ...agreed, sizeBytes: 0, ctimeNs: 9n },
    look: 'zeros',
  },
  {
    title: 'a file of its old size and time with another inode',
    before: agreed,
    now: { ...agreed, inode: 7n },
    look: 'zeros',
  },
  { title: 'an edited file', before: agreed, now: { ...agreed, sizeBytes: 12, mtimeNs: NEWEST + 5n }, look: 'nothing' },
  {
    title: 'a file that a person emptied',
    before: agreed,
    now: { ...agreed, sizeBytes: 0, mtimeNs: NEWEST + 5n },
    look: 'nothing',
  },
  {
    title: 'a file that was always empty',
    before: { ...agreed, sizeBytes: 0 },
    now: { ...agreed, sizeBytes: 0, inode: 7n },
    look: 'nothing',
  },
])('$title: $look', ({ before, now, look }) => {
  expect(chooseDamageLook(before, now, NEWEST)).toBe(look);
});

test('other bytes under the agreed stamp are damage, and so are zeros under the agreed time', () => {
  expect(judgeDamage({ look: 'nothing' })).toBeUndefined();
  expect(judgeDamage({ look: 'checksum', isAgreed: true })).toBeUndefined();
  expect(judgeDamage({ look: 'checksum', isAgreed: false })).toBe('changed-without-trace');
  expect(judgeDamage({ look: 'zeros', isAllZero: false })).toBeUndefined();
  expect(judgeDamage({ look: 'zeros', isAllZero: true })).toBe('zeroed');
});
