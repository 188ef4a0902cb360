import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseErrorBody } from './error-body.ts';

it('reads a recorded error whose namespace is wrong', () => {
  const text = readFileSync(new URL('../fixtures/infinite-scale-not-found.xml', import.meta.url), 'utf8');

  expect(parseErrorBody(text)).toEqual({ exception: 'Sabre\\DAV\\Exception\\NotFound', message: 'Resource not found' });
});

it('reads the message of a JSON error', () => {
  expect(parseErrorBody('{"error":{"code":"itemNotFound","message":"not \\"found\\""}}').message).toBe(
    'not \\"found\\"',
  );
});

it('knows nothing of a page of HTML', () => {
  expect(parseErrorBody('<html><title>Sign in to the Wi-Fi</title></html>')).toEqual({ exception: '', message: '' });
});

it('cuts long messages and keeps them on one line', () => {
  const { message } = parseErrorBody(`<s:message>a\nb\u0000c${'x'.repeat(999)}</s:message>`);

  expect(message.startsWith('a b c')).toBe(true);
  expect(message.length).toBe(200);
});
