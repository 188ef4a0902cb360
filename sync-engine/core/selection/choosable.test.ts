import { describe, expect, it } from 'vitest';
import { describeLetters } from './choosable.ts';

describe('what the letters of a directory tell', () => {
  it.each([
    ['RDNVCK', undefined, { sharing: 'none', isReadOnly: false }],
    ['SRDNVCK', 'RDNVCK', { sharing: 'shared', isReadOnly: false }],
    ['SRMG', 'RDNVCK', { sharing: 'shared', isReadOnly: true }],
    ['MRDNVCK', 'RDNVCK', { sharing: 'external', isReadOnly: false }],
    ['SRDNVCK', 'SRDNVCK', { sharing: 'none', isReadOnly: false }],
    [undefined, undefined, { sharing: 'none', isReadOnly: false }],
  ] as const)('%s in %s', (letters, parent, told) => {
    expect(describeLetters(letters, parent)).toEqual(told);
  });
});
