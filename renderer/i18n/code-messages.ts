import type { ProblemCode, UserErrorCode } from '#ipc/user-error.ts';
import type { CodeMessage } from './code-message.ts';
import { organisationMessages } from './organisation-messages.ts';
import { problemMessages } from './problem-messages.ts';
import { refusalMessages } from './refusal-messages.ts';
import { undoRefusalMessages } from './undo-refusal-messages.ts';

/** Words for every code that can reach a window. */
export const codeMessages: Readonly<Record<UserErrorCode | ProblemCode, CodeMessage>> = {
  ...problemMessages,
  ...refusalMessages,
  ...undoRefusalMessages,
  ...organisationMessages,
};
