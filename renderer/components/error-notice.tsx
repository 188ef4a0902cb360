import { useContext } from 'react';
import type { ReactNode } from 'react';
import type { UserError } from '#ipc/user-error.ts';
import { codeMessages } from '../i18n/code-messages.ts';
import { useCodeText } from '../i18n/language-context.tsx';
import { ActionButton } from './action-button.tsx';
import { ErrorWaysContext } from './error-ways.ts';
import { Notice } from './notice.tsx';

/** Why something that a person asked for did not happen, and what to do. Nothing when all went well. */
export function ErrorNotice({ error }: { readonly error: UserError | undefined }): ReactNode {
  const toText = useCodeText();
  const findWay = useContext(ErrorWaysContext);
  if (error === undefined) return null;
  const { title, hint } = toText(codeMessages[error.code]);
  const way = findWay(error.code);
  return (
    <Notice tone="danger" title={title} isNew>
      <p className="kern-body">{hint}</p>
      {way === undefined ? null : <ActionButton onPress={way.go}>{way.label}</ActionButton>}
    </Notice>
  );
}
