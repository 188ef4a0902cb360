import { expect, it } from 'vitest';
import { PLAIN_OPTIONS } from '#sync-engine/testing/builders/engine-options.ts';
import type { Permission } from './permission.ts';
import { isSamePermission, withoutAcceptance } from './permission.ts';

function permit(isFolderAccepted: boolean): Permission {
  const wanted = {
    ...PLAIN_OPTIONS,
    localRootPath: '/home/anna/BayernBox',
    serverUrl: 'https://cloud.example',
    credentials: { kind: 'basic', userName: 'anna', password: 'Geheim-7f3a-Wort' },
    stateDirectory: undefined,
    remotePath: '',
    isFolderAccepted,
  } as const;
  return { kind: 'run', wanted };
}

it('a folder that was opened is begun anew as one that nobody has accepted', () => {
  expect(withoutAcceptance(permit(true))).toEqual(permit(false));
});

it('the acceptance of a person begins anew what runs; its end disturbs nothing', () => {
  expect(isSamePermission(permit(true), permit(false))).toBe(false);
  expect(isSamePermission(permit(false), permit(true))).toBe(true);
});
