import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import type { Language } from './messages.ts';

/** Where a person can be asked. */
export interface Asking {
  readonly input: Readable;
  readonly output: Writable;
  readonly signal: AbortSignal;
}

export const GO_ON: Readonly<Record<Language, string>> = { de: 'Fortfahren? [j/N] ', en: 'Go on? [y/N] ' };

const YES = /^\s*(?:j|ja|y|yes)\s*$/i;

/** Asks a person; only a written yes is one. Nothing typed, the end of the input and an interruption mean no. */
export async function askYes(question: string, { input, output, signal }: Asking): Promise<boolean> {
  const lines = createInterface({ input, output });
  const ended = new AbortController();
  lines.once('close', () => ended.abort());
  try {
    return YES.test(await lines.question(question, { signal: AbortSignal.any([signal, ended.signal]) }));
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') return false;
    throw error;
  } finally {
    lines.close();
  }
}
