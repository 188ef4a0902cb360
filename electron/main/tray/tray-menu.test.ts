import { describe, expect, it } from 'vitest';
import { sampleFolder } from '#e2e/stage/sample-state.ts';
import type { AppState } from '#ipc/app-state.ts';
import { policiesSchema } from '#policies/policies.ts';
import { aggregateState } from './aggregate-state.ts';
import { composeTrayMenu } from './tray-menu.ts';

const folder = sampleFolder({
  folderId: 'f1',
  name: 'Bau\u202Etma & Co',
  state: { kind: 'in-sync', verifiedAtMs: 0 },
  conflicts: 1,
});

const state: AppState = {
  hostId: 'h1',
  revision: 1,
  accounts: [],
  folders: [folder, { ...folder, folderId: 'f2' }],
  recent: [
    { folderId: 'f1', path: 'x/Rechnung\u202Efdp.exe', verb: 'download', side: 'local', atMs: 0, historyId: 'h' },
  ],
};

it('offers to sync all the same only where the organisation lets people', () => {
  const pause = { why: 'clock' } as const;
  const folders = [sampleFolder({ pause, state: { kind: 'paused' } })];
  const state: AppState = { hostId: 'h', revision: 1, accounts: [], recent: [], folders, pause };
  const organisation = { policies: policiesSchema.parse({ enforced: { pauseWindows: '08:00-17:00' } }) };
  const offers = (shown: AppState): boolean =>
    JSON.stringify(
      composeTrayMenu(aggregateState({ kind: 'connected', state: shown }), shown, {
        language: 'de',
        brand: 'X',
        nowMs: 0,
      }),
    ).includes('"kind":"resume"');

  expect([offers(state), offers({ ...state, organisation })]).toEqual([true, false]);
});

describe('the menu of the tray', () => {
  it('shows names of other people without what would make them look like others', () => {
    const menu = composeTrayMenu({ kind: 'decision', reason: 'two-versions', folder }, state, {
      language: 'de',
      brand: 'BayernBox',
      nowMs: 0,
    });

    const text = JSON.stringify(menu);
    expect(text).toContain('"label":"Rechnung�fdp.exe"');
    expect(text).toContain('"label":"Bau�tma & Co"');
    expect(text).toContain('"label":"Bau�tma & Co: 1 Datei liegt in zwei Fassungen vor"');
  });

  it('offers no way round what the organisation does not allow', () => {
    const labelsFor = (why: 'organisation' | 'metered'): string =>
      JSON.stringify(
        composeTrayMenu(
          { kind: 'paused', reason: 'paused', folder },
          { ...state, pause: { why } },
          {
            language: 'de',
            brand: 'BayernBox',
            nowMs: 0,
          },
        ),
      );

    expect(labelsFor('metered')).toContain('Trotzdem synchronisieren');
    expect(labelsFor('organisation')).not.toMatch(/Trotzdem|Fortsetzen|Pausieren/);
  });
});
