import { expect, it } from 'vitest';
import { shortenName } from './shorten-name.ts';

it('leaves a name alone that is short enough', () => {
  expect(shortenName('Plan.dwg', 8)).toBe('Plan.dwg');
});

it('leaves out the middle of a long name, so that its beginning and its extension can be seen', () => {
  expect(shortenName('Haushaltsplan 2027.xlsx', 12)).toBe('Haushal…xlsx');
});

it('never cuts through a character that is made of several', () => {
  expect(shortenName('👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 3)).toBe('👩‍👩‍👧‍👦…👩‍👩‍👧‍👦');
});
