import type { Message } from './text.ts';

/** What happened, and what a person can do. */
export interface CodeMessage {
  readonly title: Message;
  readonly hint: Message;
}
