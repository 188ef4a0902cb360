import { createContext } from 'react';
import type { UserErrorCode } from '#ipc/user-error.ts';

/** Where a person can do something about an error. */
export interface ErrorWay {
  /** Says where it leads, as a verb. */
  readonly label: string;
  readonly go: () => void;
}

/** Finds that place; undefined where nothing can be set. Given at the root, which knows all places. */
export const ErrorWaysContext = createContext<(code: UserErrorCode) => ErrorWay | undefined>(() => undefined);
