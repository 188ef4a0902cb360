import { describe, expect, it } from 'vitest';
import { changesEnforced, policiesSchema, resolveSettings, SETTING_SOURCES } from './policies.ts';
import { DEFAULT_SYNC_SETTINGS, syncSettingsSchema } from './settings.ts';
import type { SyncSettings } from './settings.ts';

const chosen: SyncSettings = { ...DEFAULT_SYNC_SETTINGS, excludes: '*.person' };

function resolve(layers: { enforced?: object; defaults?: object; chosen?: SyncSettings }) {
  const { enforced = {}, defaults = {} } = layers;
  const policies = policiesSchema.parse({ enforced, defaults });
  return resolveSettings({
    schema: syncSettingsSchema,
    builtIn: DEFAULT_SYNC_SETTINGS,
    chosen: layers.chosen,
    policies,
  });
}

describe('a setting that several have decided', () => {
  it.each([
    [{ enforced: { excludes: '*.org' }, defaults: { excludes: '*.default' }, chosen }, '*.org', 'organisation'],
    [{ defaults: { excludes: '*.default' }, chosen }, '*.person', 'person'],
    [{ defaults: { excludes: '*.default' } }, '*.default', 'organisation-default'],
    [{}, '', 'built-in'],
  ] as const)('is that of the strongest: %j', (layers, value, source) => {
    const { values, sources } = resolve(layers);

    expect([values.excludes, sources.excludes]).toEqual([value, source]);
    expect(SETTING_SOURCES).toContain(source);
  });

  it('is empty when a person emptied it, although the organisation has a default', () => {
    const { values, sources } = resolve({ defaults: { limitUpBytesPerSecond: 50_000 }, chosen });

    expect([values.limitUpBytesPerSecond, sources.limitUpBytesPerSecond]).toEqual([undefined, 'person']);
  });
});

describe('a change of settings', () => {
  const policies = policiesSchema.parse({ enforced: { limitUpBytesPerSecond: 50_000, startsWithSystem: true } });
  const now = { ...DEFAULT_SYNC_SETTINGS, limitUpBytesPerSecond: 50_000 };

  it.each([
    [{ ...now, excludes: '*.x' }, false],
    [{ ...now, limitUpBytesPerSecond: 60_000 }, true],
    [DEFAULT_SYNC_SETTINGS, true],
  ])('%j touches what is enforced: %s', (wanted, isTouching) => {
    expect(changesEnforced<SyncSettings>(now, wanted, policies)).toBe(isTouching);
  });
});

describe('the policies of an organisation', () => {
  it.each([
    { enforced: { unknown: true } },
    { enforced: { startsWithSystem: 'yes' } },
    { enforced: { massRemoval: { maxFiles: 0, maxShare: 2, minFiles: 1 } } },
    { enforced: { servers: [] } },
    { forced: {} },
    { enforced: { pauseWindows: 'mo-fr 8 bis 12' } },
    { defaults: { limitWindows: '' } },
    { enforced: { servers: [{ name: 'Amt', url: 'ftp://box.amt.example' }] } },
    { enforced: { servers: [{ name: 'Amt', url: 'https://anna:geheim@box.amt.example' }] } },
    { defaults: { maxAccounts: 1 } },
    { defaults: { mayRemoveAccounts: false } },
    { enforced: { freeSpaceReserve: { maxBytes: -1, share: 0.05 } } },
    { enforced: { freeSpaceReserve: { maxBytes: 1, share: 2 } } },
    { enforced: { backupNotice: { de: 'Nur auf Deutsch.' } } },
    { enforced: { backupNotice: { de: '', en: '' } } },
    { defaults: { backupNotice: { de: 'Wird gesichert.', en: 'Is backed up.' } } },
  ])('are refused whole when one is wrong: %j', (content) => {
    expect(policiesSchema.safeParse(content).success).toBe(false);
  });
});
