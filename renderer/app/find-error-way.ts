import type { UserErrorCode } from '#ipc/user-error.ts';
import type { ErrorWay } from '../components/error-ways.ts';
import type { Language } from '../i18n/text.ts';
import type { Navigation } from '../state/route-context.tsx';
import { appMessages } from './messages.ts';

/** The setting that an error is about. */
export function findErrorWay(code: UserErrorCode, language: Language, go: Navigation['go']): ErrorWay | undefined {
  if (code !== 'proxy-sign-in-needed') return undefined;
  return { label: appMessages.setProxy[language], go: () => go({ view: 'settings', part: 'proxy' }) };
}
