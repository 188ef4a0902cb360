import { useCallback } from 'react';
import type { AccountView } from '#ipc/app-state.ts';
import { toVisibleText } from '#ipc/visible-text.ts';
import { useText } from '../i18n/language-context.tsx';
import { personMessages } from '../i18n/person-messages.ts';
import { useAppState } from './use-folders.ts';

/** How somebody is named whom the server of a sync folder names. */
export type PersonWords = (folderId: string, name: string) => string;

/**
 * Names a person, and says so where that is the one who is signed in here: what this computer did itself is never told
 * with a name, so that it was another device. What others have chosen as their name cannot turn the sentence.
 */
export function usePersonWords(): PersonWords {
  const text = useText(personMessages);
  const state = useAppState();
  return useCallback(
    (folderId, name) => {
      const accountId = state?.folders.find((folder) => folder.folderId === folderId)?.accountId;
      const account = state?.accounts.find((known) => known.accountId === accountId);
      const person = toVisibleText(name);
      return account !== undefined && isOwnName(name, account) ? text('self', { person }) : person;
    },
    [state, text],
  );
}

/** Servers name people by the name that is shown or by that of the account. */
function isOwnName(name: string, { userName, displayName }: AccountView): boolean {
  return [userName, displayName].some((own) => own.toLowerCase() === name.toLowerCase());
}
