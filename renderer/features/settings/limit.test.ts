import { describe, expect, it } from 'vitest';
import { parseLimit, toLimitText } from './limit.ts';

describe('a limit', () => {
  it.each([
    ['', undefined],
    ['  ', undefined],
    ['100', 100_000],
    [' 1 ', 1_000],
    ['0', 'invalid'],
    ['-5', 'invalid'],
    ['1,5', 'invalid'],
    ['schnell', 'invalid'],
    ['99999999999', 'invalid'],
  ] as const)('typed as %j is %j', (text, limit) => {
    expect(parseLimit(text)).toBe(limit);
  });

  it('is shown as it was typed', () => {
    expect(toLimitText(100_000)).toBe('100');
    expect(toLimitText(undefined)).toBe('');
  });
});
