import type { Branding } from '#branding/branding.ts';
import { toBackupNotice } from '#ipc/backup-notice.ts';
import { toHtmlText } from '#ipc/html-text.ts';
import type { Policies } from '#policies/policies.ts';

/** Where nothing has to be said of backups, people still cannot know whether there are any. */
const ASK_ABOUT_BACKUPS = {
  de: 'Ob Ihre Dateien auf dem Server zusätzlich gesichert werden, sagt Ihnen Ihre Organisation.',
  en: 'Your organisation can tell you whether your files on the server are also backed up.',
} as const;

/**
 * A page of the handbook in the name of an organisation: what stands in braces in its sources gets its value. Other
 * braces stay. Pure.
 */
export function fillHandbook(page: string, branding: Branding, policies: Policies): string {
  const language = page.includes('<html lang="de"') ? 'de' : 'en';
  const words: Readonly<Record<string, string>> = {
    brand: branding.productName,
    executable: branding.executableName,
    support: branding.supportAddress,
    'backup-notice': toBackupNotice(branding, policies, language) ?? ASK_ABOUT_BACKUPS[language],
  };
  return page.replaceAll(/\{([a-z-]+)\}/g, (braces, name: string) => {
    const value = words[name];
    return value === undefined ? braces : toHtmlText(value);
  });
}
