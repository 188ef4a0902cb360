import type { ReactNode } from 'react';
import { toBackupNotice } from '#ipc/backup-notice.ts';
import type { Policies } from '#policies/policies.ts';
import { useBranding } from '../i18n/branding-context.tsx';
import { useLanguage } from '../i18n/language-context.tsx';
import { Notice } from './notice.tsx';

/** Whether anybody makes copies of what people put on the server; nothing where somebody does. */
export function BackupNotice({ policies }: { readonly policies: Policies }): ReactNode {
  const notice = toBackupNotice(useBranding(), policies, useLanguage());
  return notice === undefined ? null : <Notice tone="info" title={notice} />;
}
