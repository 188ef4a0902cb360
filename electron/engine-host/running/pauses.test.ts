import { describe, expect, it } from 'vitest';
import { NO_POLICIES, policiesSchema } from '#policies/policies.ts';
import type { PauseInput } from './pauses.ts';
import { decidePause, toAskedPause } from './pauses.ts';

const NOW_MS = new Date(2026, 10, 26, 14, 30).getTime();

function decide(input: Partial<PauseInput>): ReturnType<typeof decidePause> {
  return decidePause({
    asked: [],
    conditions: { isMetered: false, isOnBattery: false },
    settings: { shouldPauseOnMetered: true, shouldPauseOnBattery: true },
    pauseTime: undefined,
    isOverridden: false,
    isOrganisationUnreadable: false,
    isBehindPortal: false,
    policies: NO_POLICIES,
    nowMs: NOW_MS,
    ...input,
  });
}

describe('a pause', () => {
  it('for the sign-in of a network comes after what a person asked for, and can be overridden', () => {
    expect(decide({ isBehindPortal: true })).toEqual({ why: 'portal' });
    expect(decide({ isBehindPortal: true, asked: [{}] })).toEqual({ why: 'person' });
    expect(decide({ isBehindPortal: true, isOverridden: true })).toBeUndefined();
  });

  it('that the organisation causes ends with its cause alone, whatever a person overrides', () => {
    expect(decide({ isOrganisationUnreadable: true, isOverridden: true })).toEqual({ why: 'organisation' });
    expect(decide({ isOrganisationUnreadable: true, asked: [{ untilMs: NOW_MS + 1 }] })).toEqual({
      why: 'organisation',
    });
  });

  it.each([
    ['clock', { pauseTime: {} }, { pauseWindows: '08:00-17:00' }],
    ['metered', { conditions: { isMetered: true, isOnBattery: false } }, { shouldPauseOnMetered: true }],
    ['battery', { conditions: { isMetered: false, isOnBattery: true } }, { shouldPauseOnBattery: true }],
  ] as const)('that the organisation enforces cannot be overridden: %s', (why, input, enforced) => {
    const policies = policiesSchema.parse({ enforced });

    expect(decide({ ...input, isOverridden: true })).toBeUndefined();
    expect(decide({ ...input, isOverridden: true, policies })).toEqual({ why });
  });

  it('until tomorrow ends at seven in the morning of the next day', () => {
    expect(toAskedPause('tomorrow', NOW_MS)).toEqual({ untilMs: new Date(2026, 10, 27, 7).getTime() });
  });

  it.each([
    ['minutes-30', { untilMs: NOW_MS + 1_800_000 }],
    ['hours-2', { untilMs: NOW_MS + 7_200_000 }],
    ['until-resumed', {}],
  ] as const)('of %s is %j', (length, pause) => {
    expect(toAskedPause(length, NOW_MS)).toEqual(pause);
  });

  it.each<[string, Partial<PauseInput>, ReturnType<typeof decidePause>]>([
    ['nothing was asked for', {}, undefined],
    ['its time is over', { asked: [{ untilMs: NOW_MS }] }, undefined],
    [
      'everything rests longer than the folder',
      { asked: [{ untilMs: NOW_MS + 2 }, { untilMs: NOW_MS + 1 }] },
      { why: 'person', untilMs: NOW_MS + 2 },
    ],
    ['one of both has no end', { asked: [{ untilMs: NOW_MS + 2 }, {}] }, { why: 'person' }],
    ['the clock says so', { pauseTime: { untilMs: NOW_MS + 1 } }, { why: 'clock', untilMs: NOW_MS + 1 }],
    ['a person overrides the clock', { pauseTime: { untilMs: NOW_MS + 1 }, isOverridden: true }, undefined],
    ['the network costs money', { conditions: { isMetered: true, isOnBattery: false } }, { why: 'metered' }],
    ['there is only a battery', { conditions: { isMetered: false, isOnBattery: true } }, { why: 'battery' }],
    [
      'a person said: all the same',
      { conditions: { isMetered: true, isOnBattery: true }, isOverridden: true },
      undefined,
    ],
    [
      'a person does not care for the network',
      {
        conditions: { isMetered: true, isOnBattery: false },
        settings: { shouldPauseOnMetered: false, shouldPauseOnBattery: true },
      },
      undefined,
    ],
  ])('is decided on when %s', (_title, input, pause) => {
    expect(decide(input)).toEqual(pause);
  });
});
