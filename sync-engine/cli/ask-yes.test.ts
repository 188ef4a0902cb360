import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { askYes } from './ask-yes.ts';

const NEVER = new AbortController().signal;

async function answer(typed: string, signal = NEVER): Promise<boolean> {
  const input = new PassThrough();
  const asked = askYes('Fortfahren? [j/N] ', { input, output: new PassThrough(), signal });
  input.end(typed);
  return asked;
}

it.each(['j\n', 'JA\n', ' yes \n', 'y\r\n'])('a written yes is one: %j', async (typed) => {
  expect(await answer(typed)).toBe(true);
});

it.each(['\n', 'n\n', 'jein\n', 'yes please\n', ''])('anything else is no: %j', async (typed) => {
  expect(await answer(typed)).toBe(false);
});

it('an interruption is no', async () => {
  expect(await answer('j\n', AbortSignal.abort())).toBe(false);
});
