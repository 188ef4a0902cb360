import type { ReactNode } from 'react';
import type { UserError } from '#ipc/user-error.ts';
import { codeMessages } from '../i18n/code-messages.ts';
import { useLanguage } from '../i18n/language-context.tsx';
import { Notice } from './notice.tsx';

/** Why something that a person asked for did not happen, and what to do. Nothing when all went well. */
export function ErrorNotice({ error }: { readonly error: UserError | undefined }): ReactNode {
  const language = useLanguage();
  if (error === undefined) return null;
  const { title, hint } = codeMessages[error.code];
  return (
    <Notice tone="danger" title={title[language]} isNew>
      <p className="kern-body">{hint[language]}</p>
    </Notice>
  );
}
