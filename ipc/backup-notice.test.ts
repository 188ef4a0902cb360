import { expect, it } from 'vitest';
import { ownBranding } from '#branding/examples/examples.ts';
import { NO_POLICIES, policiesSchema } from '#policies/policies.ts';
import { toBackupNotice } from './backup-notice.ts';

const backupNotice = { de: 'Gesichert wird nur am Sonntag.', en: 'Backups are made on Sundays only.' };
const decided = policiesSchema.parse({ enforced: { backupNotice } });

it('people are told that nobody makes copies of their files, by the name that they know', () => {
  expect(toBackupNotice(ownBranding, NO_POLICIES, 'de')).toBe(
    'Die BayernBox ist für den Austausch da, nicht als Ablage auf Dauer: Was dort liegt, wird nicht gesichert.',
  );
  expect(toBackupNotice(ownBranding, NO_POLICIES, 'en')).toMatch(/^BayernBox .* is not backed up\.$/);
});

it('nothing has to be said where somebody does', () => {
  expect(toBackupNotice({ ...ownBranding, isBackedUp: true }, NO_POLICIES, 'de')).toBeUndefined();
});

it.each([true, false])('the words of the organisation come before all others (backed up: %s)', (isBackedUp) => {
  expect(toBackupNotice({ ...ownBranding, isBackedUp }, decided, 'de')).toBe(backupNotice.de);
  expect(toBackupNotice({ ...ownBranding, isBackedUp }, decided, 'en')).toBe(backupNotice.en);
});
