import type { ShownBranding } from '#branding/branding.ts';

const ARTICLES = { feminine: 'Die', masculine: 'Der', neuter: 'Das' } as const;

/**
 * What people are told about backups of what they put on the server; undefined where somebody makes copies of it and
 * nothing has to be said. Pure.
 */
export function toBackupNotice(branding: ShownBranding, language: 'de' | 'en'): string | undefined {
  if (branding.isBackedUp) return undefined;
  const { productName, germanGender } = branding;
  return language === 'de'
    ? `${ARTICLES[germanGender]} ${productName} ist für den Austausch da, nicht als Ablage auf Dauer: Was dort liegt, wird nicht gesichert.`
    : `${productName} is for exchanging files, not for long-term storage: what you store there is not backed up.`;
}
