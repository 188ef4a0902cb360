import { describe, expect, it } from 'vitest';
import { findEnd, formatTimeWindows, isInAny, parseTimeWindows } from './time-windows.ts';

describe('parseTimeWindows', () => {
  it.each([
    ['08:00-17:00', [{ days: [1, 2, 3, 4, 5, 6, 7], startMinute: 480, endMinute: 1020 }]],
    ['Mo-Fr 8:00-17:30', [{ days: [1, 2, 3, 4, 5], startMinute: 480, endMinute: 1050 }]],
    ['sat,sun 00:00-24:00', [{ days: [6, 7], startMinute: 0, endMinute: 1440 }]],
    ['sa-mo 22:00-06:00', [{ days: [6, 7, 1], startMinute: 1320, endMinute: 360 }]],
    [
      'di 08:00-12:00; do 13:00 - 18:00',
      [
        { days: [2], startMinute: 480, endMinute: 720 },
        { days: [4], startMinute: 780, endMinute: 1080 },
      ],
    ],
  ])('reads %j', (text, expected) => {
    expect(parseTimeWindows(text)).toEqual(expected);
  });

  it.each(
    ['', '8-17', '25:00-26:00', '08:60-09:00', '08:00-08:00', 'xx 08:00-09:00', 'mo- 08:00-09:00'].concat([
      'mo-di-mi 08:00-09:00',
      '08:00-09:00;',
      '24:00-08:00',
    ]),
  )('does not read %j', (text) => {
    expect(parseTimeWindows(text)).toBe(undefined);
  });
});

describe('formatTimeWindows', () => {
  it.each(['mo-so 08:00-17:00', 'mo-fr 08:05-17:00; sa,so 00:00-24:00', 'mo,di,do,sa,so 22:00-06:00'])(
    'writes %j so that the same is read',
    (text) => {
      expect(formatTimeWindows(parseTimeWindows(text) ?? [])).toBe(text);
    },
  );

  it('writes days in their order, each once, however they were given', () => {
    expect(formatTimeWindows([{ days: [7, 6, 1, 1], startMinute: 0, endMinute: 60 }])).toBe('mo,sa,so 00:00-01:00');
  });

  it('writes nothing for none', () => {
    expect(formatTimeWindows([])).toBe(undefined);
  });
});

describe('isInAny', () => {
  const BERLIN = 'Europe/Berlin';
  const isIn = (text: string, time: string, zone = BERLIN): boolean =>
    isInAny(parseTimeWindows(text) ?? [], Date.parse(time), zone);

  it.each([
    // Thursday, 26 November 2026; Berlin is an hour ahead of UTC.
    ['mo-fr 08:00-17:00', '2026-11-26T07:00:00Z', true],
    ['mo-fr 08:00-17:00', '2026-11-26T06:59:59Z', false],
    ['mo-fr 08:00-17:00', '2026-11-26T15:59:59Z', true],
    ['mo-fr 08:00-17:00', '2026-11-26T16:00:00Z', false],
    ['mo-fr 08:00-17:00', '2026-11-28T10:00:00Z', false],
    // Over midnight, the day is that of the evening.
    ['fr 22:00-06:00', '2026-11-27T22:30:00Z', true],
    ['fr 22:00-06:00', '2026-11-28T04:30:00Z', true],
    ['fr 22:00-06:00', '2026-11-27T04:30:00Z', false],
    ['so 22:00-06:00', '2026-11-30T04:30:00Z', true],
    ['00:00-24:00', '2026-11-26T23:00:00Z', true],
  ])('%s holds %s: %s', (text, time, expected) => {
    expect(isIn(text, time)).toBe(expected);
  });

  it('goes with the clocks of the zone, also when they are changed', () => {
    // 29 March 2026, 2:00 becomes 3:00; the same UTC hour is 8 o'clock the day before and 9 o'clock that day.
    expect([isIn('08:00-09:00', '2026-03-28T07:30:00Z'), isIn('08:00-09:00', '2026-03-29T07:30:00Z')]).toEqual([
      true,
      false,
    ]);
    expect(isIn('08:00-09:00', '2026-03-29T06:30:00Z')).toBe(true);
    expect(isIn('08:00-09:00', '2026-03-28T07:30:00Z', 'America/New_York')).toBe(false);
  });

  it('without windows holds nothing', () => {
    expect(isInAny([], 0, BERLIN)).toBe(false);
  });
});

describe('findEnd', () => {
  /** By the clocks of this computer, of a Thursday. */
  const at = (day: number, hour: number): number => new Date(2026, 10, 26 + day, hour).getTime();
  const end = (text: string): number | undefined => findEnd(parseTimeWindows(text) ?? [], at(0, 12));

  it.each([
    ['08:00-17:00', at(0, 17)],
    ['do 08:00-24:00', at(1, 0)],
    ['do 10:00-06:00', at(1, 6)],
    // One goes on where the other ends.
    ['do 08:00-14:00; do 13:00-18:00', at(0, 18)],
    ['do-so 00:00-24:00; mo 00:00-07:00', at(4, 7)],
    ['00:00-24:00', undefined],
  ])('of %j at noon of a Thursday', (text, expected) => {
    expect(end(text)).toBe(expected);
  });
});
