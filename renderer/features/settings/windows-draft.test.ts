import { describe, expect, it } from 'vitest';
import { DEFAULT_SYNC_SETTINGS, syncSettingsSchema } from '#policies/settings.ts';
import { MOST_WINDOWS } from '#policies/time-windows.ts';
import {
  endsNextDay,
  NIGHT,
  OFFICE_HOURS,
  findWindowFault,
  readWindowsDraft,
  toWindowsDraft,
  withWindow,
} from './windows-draft.ts';

const WINDOW = { key: 0, days: [1], from: '08:00', to: '17:00' };

describe('the times of a setting', () => {
  it.each(['mo-fr 08:00-17:00', 'mo-so 00:00-24:00', 'sa,so 22:00-24:00; mi 22:00-06:00', undefined])(
    'are %s again when nobody changes them',
    (stored) => {
      expect(readWindowsDraft(toWindowsDraft(stored))).toEqual({ text: stored });
    },
  );

  it('get the one that is proposed when one is added', () => {
    expect(readWindowsDraft(withWindow(toWindowsDraft('sa 08:00-12:00'), OFFICE_HOURS))).toEqual({
      text: 'sa 08:00-12:00; mo-fr 08:00-17:00',
    });
  });

  it('have each a key of its own, also after one was taken away', () => {
    const [, second] = withWindow(withWindow(toWindowsDraft(undefined), NIGHT), NIGHT).windows;
    const again = withWindow({ unreadable: undefined, windows: second === undefined ? [] : [second] }, NIGHT);

    expect(again.windows.map(({ key }) => key)).toEqual([1, 2]);
  });

  it('that cannot be read are not replaced before a person has taken them away', () => {
    const draft = toWindowsDraft('werktags');

    expect([draft.unreadable, readWindowsDraft(withWindow(draft, NIGHT))]).toEqual(['werktags', undefined]);
  });
});

describe('as many times as a person can add', () => {
  it('find room where settings are stored, and are the same when they are read again', () => {
    const longest = { days: [1, 3, 5, 7], from: '10:00', to: '00:00' };
    const windows = Array.from({ length: MOST_WINDOWS }, (_, key) => ({ ...longest, key }));

    const text = readWindowsDraft({ unreadable: undefined, windows })?.text;

    const settings = { ...DEFAULT_SYNC_SETTINGS, limitWindows: text, pauseWindows: text };
    expect(syncSettingsSchema.safeParse(settings)).toMatchObject({ success: true, data: settings });
    expect(toWindowsDraft(text)).toEqual({ unreadable: undefined, windows });
  });
});

describe('a time', () => {
  it.each([
    [{}, undefined],
    [{ days: [] }, 'daysMissing'],
    [{ from: '' }, 'timeMissing'],
    [{ to: '' }, 'timeMissing'],
    [{ to: '08:00' }, 'timesEqual'],
    [{ from: '00:00', to: '00:00' }, undefined],
  ] as const)('with %j has the fault %s', (changed, fault) => {
    expect(findWindowFault({ ...WINDOW, ...changed })).toBe(fault);
  });

  it.each([
    [{}, false],
    [{ to: '06:00' }, true],
    [{ to: '00:00' }, false],
    [{ to: '' }, false],
  ] as const)('with %j ends on the next day: %s', (changed, expected) => {
    expect(endsNextDay({ ...WINDOW, ...changed })).toBe(expected);
  });

  it('until midnight is one until the end of the day', () => {
    expect(readWindowsDraft({ unreadable: undefined, windows: [{ ...WINDOW, to: '00:00' }] })).toEqual({
      text: 'mo 08:00-24:00',
    });
  });
});
