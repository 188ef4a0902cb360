import type { ServerResponse } from 'node:http';

/** Header names as sent; a list is sent as several headers of one name. */
export type AnswerHeaders = Readonly<Record<string, string | readonly string[]>>;

/** A slice of a file: `start` inclusive, `end` exclusive, in bytes. */
export interface FileSlice {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** What follows the headers. `held` keeps the connection for a stream of events. */
export type AnswerBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'chunks'; readonly chunks: Iterable<string> }
  | { readonly kind: 'file'; readonly slice: FileSlice }
  | { readonly kind: 'parts'; readonly parts: readonly (string | FileSlice)[] }
  /** Made while it is sent, so that nobody knows its length before. */
  | { readonly kind: 'made'; readonly pieces: AsyncIterable<Buffer> }
  | { readonly kind: 'held'; readonly start: (response: ServerResponse) => void };

/** One complete answer as a value, so that faults can be worked into it before it is sent. */
export interface Answer {
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly body: AnswerBody;
}

/** An answer without a body. */
export function emptyAnswer(status: number, headers: AnswerHeaders = {}): Answer {
  return { status, headers, body: { kind: 'none' } };
}

/** An answer with a short text; its type is among the headers. */
export function textAnswer(
  status: number,
  text: string,
  headers: AnswerHeaders & { readonly 'Content-Type': string },
): Answer {
  return { status, headers, body: { kind: 'text', text } };
}

/** An answer with a JSON document. */
export function jsonAnswer(status: number, document: unknown, headers: AnswerHeaders = {}): Answer {
  return textAnswer(status, JSON.stringify(document), {
    'Content-Type': 'application/json; charset=utf-8',
    ...headers,
  });
}

/** The same answer with more headers. */
export function withHeaders(answer: Answer, headers: AnswerHeaders): Answer {
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

/** Content type of every WebDAV document; clients compare the exact text. */
export const XML_TYPE = { 'Content-Type': 'application/xml; charset=utf-8' } as const;
