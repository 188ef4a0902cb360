import type { ShownBranding } from '#branding/branding.ts';
import type { Policies } from '#policies/policies.ts';

const ARTICLES = { feminine: 'Die', masculine: 'Der', neuter: 'Das' } as const;

/**
 * What people are told about backups of what they put on the server: in the words of their organisation, if it has any.
 * Undefined where somebody makes copies and nothing has to be said. Pure.
 */
export function toBackupNotice(
  branding: ShownBranding,
  { enforced }: Policies,
  language: 'de' | 'en',
): string | undefined {
  if (enforced.backupNotice !== undefined) return enforced.backupNotice[language];
  if (branding.isBackedUp) return undefined;
  const { productName, germanGender } = branding;
  return language === 'de'
    ? `${ARTICLES[germanGender]} ${productName} ist für den Austausch da, nicht als Ablage auf Dauer: Was dort liegt, wird nicht gesichert.`
    : `${productName} is for exchanging files, not for long-term storage: what you store there is not backed up.`;
}
