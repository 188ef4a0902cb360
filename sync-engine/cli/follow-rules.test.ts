import { describe, expect, it } from 'vitest';
import { NO_POLICIES, policiesSchema } from '#policies/policies.ts';
import { DEFAULT_LIMITS } from '../core/guards/mass-removal.ts';
import type { AskedSync, Rests } from './follow-rules.ts';
import {
  findRest,
  followForSync,
  listUnknown,
  refuseConditions,
  refuseNetwork,
  refuseTime,
  resolveNetwork,
} from './follow-rules.ts';

const NOTHING: AskedSync = {
  serverUrl: 'https://box.amt.example/',
  network: {
    uploadBytesPerSecond: undefined,
    downloadBytesPerSecond: undefined,
    limitWindows: undefined,
    pauseWindows: undefined,
    proxy: undefined,
  },
  onMassDelete: 'hold',
  isWatching: false,
  isDryRun: false,
  excludes: undefined,
};
const withNetwork = (network: Partial<AskedSync['network']>): AskedSync => ({
  ...NOTHING,
  network: { ...NOTHING.network, ...network },
});
const decide = (content: object) => policiesSchema.parse(content);
const proxy = { kind: 'manual', scheme: 'http', host: 'proxy.amt.example', port: 3128, bypass: ['.amt'] } as const;
const massRemoval = { maxFiles: 5, maxShare: 0.5, minFiles: 2 };

describe('a sync that the organisation does not allow', () => {
  it.each<[object, AskedSync, string, string]>([
    [
      { servers: [{ name: 'Amt', url: 'https://other.example' }] },
      NOTHING,
      'server-not-allowed',
      'https://box.amt.example/',
    ],
    [{ excludes: '*.tmp' }, { ...NOTHING, excludes: '' }, 'setting-enforced', '--exclude-from'],
    [
      { limitUpBytesPerSecond: 500_000 },
      withNetwork({ uploadBytesPerSecond: 1_024 }),
      'setting-enforced',
      '--limit-up',
    ],
    [
      { limitDownBytesPerSecond: 500_000 },
      withNetwork({ downloadBytesPerSecond: 1_024 }),
      'setting-enforced',
      '--limit-down',
    ],
    [
      { limitWindows: '08:00-17:00' },
      withNetwork({ limitWindows: '08:00-09:00' }),
      'setting-enforced',
      '--limit-window',
    ],
    [
      { pauseWindows: '08:00-17:00' },
      withNetwork({ pauseWindows: '08:00-09:00' }),
      'setting-enforced',
      '--pause-window',
    ],
    [{ massRemoval }, { ...NOTHING, onMassDelete: 'allow' }, 'setting-enforced', '--on-mass-delete'],
    [{ proxy }, withNetwork({ proxy: { kind: 'direct' } }), 'setting-enforced', '--proxy'],
  ])('is named with what it is about: under %j %#', (...[enforced, asked, code, subject]) => {
    const policies = decide({ enforced });

    expect(followForSync(asked, { policies })).toEqual({ kind: 'forbidden', code, subject });
    expect(followForSync(asked, { policies: NO_POLICIES }).kind).toBe('allowed');
  });

  it('is every one while the file cannot be read', () => {
    const organisation = { policies: NO_POLICIES, problem: { path: '/etc/x', detail: 'not JSON' } };

    expect(followForSync(NOTHING, organisation)).toMatchObject({ code: 'organisation-file-unreadable' });
  });
});

describe('what holds for a sync', () => {
  const settings = {
    excludes: '*.tmp',
    limitUpBytesPerSecond: 500_000,
    limitWindows: '08:00-17:00',
    pauseWindows: '12:00-13:00',
    newDirectories: { kind: 'ask' },
    massRemoval,
  };
  const held = {
    excludes: '*.tmp',
    limitUpBytesPerSecond: 500_000,
    limitWindows: [{ startMinute: 480, endMinute: 1_020 }],
    pauseWindows: [{ startMinute: 720, endMinute: 780 }],
    newDirectories: { kind: 'ask' },
    removalLimits: massRemoval,
  };

  it('is that second versions are uploaded, unless the organisation has decided that they are not', () => {
    const policies = decide({ enforced: { shouldUploadSecondVersions: false } });

    expect(followForSync(NOTHING, { policies })).toMatchObject({ shouldUploadSecondVersions: false });
    expect(followForSync(NOTHING, { policies: NO_POLICIES })).toMatchObject({ shouldUploadSecondVersions: true });
  });

  it('is that open documents are locked on the server, unless the organisation has decided that they are not', () => {
    const policies = decide({ enforced: { shouldLockOpenFiles: false } });

    expect(followForSync(NOTHING, { policies })).toMatchObject({ shouldLockOpenFiles: false });
    expect(followForSync(NOTHING, { policies: NO_POLICIES })).toMatchObject({ shouldLockOpenFiles: true });
  });

  it('is what the organisation has decided, and as much what it proposes', () => {
    expect(followForSync(NOTHING, { policies: decide({ enforced: settings }) })).toMatchObject({
      ...held,
      areNewDirectoriesEnforced: true,
      enforcedPauses: '12:00-13:00',
    });
    expect(followForSync(NOTHING, { policies: decide({ defaults: settings }) })).toMatchObject({
      ...held,
      areNewDirectoriesEnforced: false,
      enforcedPauses: undefined,
    });
  });

  it('is what somebody asks for where the organisation only proposes', () => {
    const asked = { ...withNetwork({ uploadBytesPerSecond: 1_024 }), excludes: '*.x', onMassDelete: 'allow' } as const;

    expect(followForSync(asked, { policies: decide({ defaults: settings }) })).toMatchObject({
      excludes: '*.x',
      limitUpBytesPerSecond: 1_024,
      removalLimits: undefined,
    });
  });

  it('is what is built in without an organisation', () => {
    expect(followForSync(NOTHING, { policies: NO_POLICIES })).toEqual({
      kind: 'allowed',
      excludes: '',
      pauseWindows: [],
      rests: { onMetered: 'never', onBattery: 'never' },
      removalLimits: DEFAULT_LIMITS,
      shouldUploadSecondVersions: true,
      shouldLockOpenFiles: true,
      areNewDirectoriesEnforced: false,
    });
  });
});

it('a name for the proxy of the organisation needs no list of what is reached without it', () => {
  const policies = decide({ enforced: { proxy } });
  const { network } = withNetwork({ proxy: { ...proxy, bypass: [], userName: 'anna' } });

  expect(refuseNetwork(network, policies)).toBeUndefined();
  expect(resolveNetwork(network, policies)).toEqual({ ...proxy, userName: 'anna' });
});

describe('in the hours in which the organisation syncs nothing', () => {
  const noon = { nowMs: Date.UTC(2026, 0, 5, 12, 30), timeZone: 'UTC' };
  const evening = { ...noon, nowMs: Date.UTC(2026, 0, 5, 18) };

  it('a single sync is not begun', () => {
    expect(refuseTime(NOTHING, '12:00-13:00', noon)).toEqual({
      kind: 'forbidden',
      code: 'organisation-pause',
      subject: '12:00-13:00',
    });
    expect([refuseTime(NOTHING, '12:00-13:00', evening), refuseTime(NOTHING, undefined, noon)]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('a watching command waits, and one that only looks may look', () => {
    expect(refuseTime({ ...NOTHING, isWatching: true }, '12:00-13:00', noon)).toBeUndefined();
    expect(refuseTime({ ...NOTHING, isDryRun: true }, '12:00-13:00', noon)).toBeUndefined();
  });
});

describe('a sync whose organisation minds costs and battery', () => {
  const followed = (content: object): Rests => {
    const allowed = followForSync(NOTHING, { policies: decide(content) });
    if (allowed.kind === 'forbidden') throw new Error(allowed.code);
    return allowed.rests;
  };
  const [metered, onBattery] = [
    { isMetered: true, isOnBattery: false },
    { isMetered: false, isOnBattery: true },
  ];
  const unknown = { isMetered: undefined, isOnBattery: undefined };
  const once = { isWatching: false, isDryRun: false };

  it('rests for what is decided or proposed, and for nothing without a word', () => {
    const [enforced, proposed, silent] = [
      followed({ enforced: { shouldPauseOnBattery: true } }),
      followed({ defaults: { shouldPauseOnMetered: true } }),
      followed({ enforced: { shouldPauseOnMetered: false }, defaults: { shouldPauseOnMetered: true } }),
    ];

    expect([findRest(enforced, onBattery), findRest(enforced, metered)]).toEqual(['battery', undefined]);
    expect([findRest(proposed, metered), findRest(proposed, onBattery)]).toEqual(['metered', undefined]);
    expect(findRest(silent, { isMetered: true, isOnBattery: true })).toBeUndefined();
  });

  it('is not begun by hand only where that is enforced', () => {
    const [enforced, proposed] = [
      followed({ enforced: { shouldPauseOnMetered: true } }),
      followed({ defaults: { shouldPauseOnMetered: true } }),
    ];

    expect(refuseConditions(once, enforced, metered)?.code).toBe('organisation-metered');
    expect(refuseConditions(once, proposed, metered)).toBeUndefined();
    expect(refuseConditions({ ...once, isWatching: true }, enforced, metered)).toBeUndefined();
    expect(refuseConditions({ ...once, isDryRun: true }, enforced, metered)).toBeUndefined();
  });

  it('names what the system does not tell, and goes on', () => {
    const rests = followed({ enforced: { shouldPauseOnMetered: true } });

    expect([listUnknown(rests, unknown), listUnknown(rests, metered)]).toEqual([['metered'], []]);
    expect([findRest(rests, unknown), refuseConditions(once, rests, unknown)]).toEqual([undefined, undefined]);
  });
});
