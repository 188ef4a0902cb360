import type { Branding } from '#branding/branding.ts';
import { toBackupNotice } from '#ipc/backup-notice.ts';
import { toHtmlText } from '#ipc/html-text.ts';
import type { Policies } from '#policies/policies.ts';

/** Where nothing has to be said of backups, people still cannot know whether there are any. */
const ASK_ABOUT_BACKUPS = {
  de: 'Ob Ihre Dateien auf dem Server zusätzlich gesichert werden, sagt Ihnen Ihre Organisation.',
  en: 'Your organisation can tell you whether your files on the server are also backed up.',
} as const;

/** Where a page of the handbook gets the colour of an organisation from: text in the page itself would be no style there. */
export const ACCENT_SHEET = '/accent.css';

/** What `ACCENT_SHEET` holds; the handbook follows the colours of the system. Pure. */
export function toAccentSheet({ accent }: Branding): string {
  if (accent === undefined) return '';
  // With more weight than what KERN says of its themes.
  const rule = (colour: string): string => `:root:root:root { --kern-color-action-default: ${colour}; }`;
  return `${rule(accent.light)}\n@media (prefers-color-scheme: dark) { ${rule(accent.dark)} }\n`;
}

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
  const link = branding.accent === undefined ? '' : `<link rel="stylesheet" href=".${ACCENT_SHEET}" />`;
  return page.replace('</head>', `${link}</head>`).replaceAll(/\{([a-z-]+)\}/g, (braces, name: string) => {
    const value = words[name];
    return value === undefined ? braces : toHtmlText(value);
  });
}
