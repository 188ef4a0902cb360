import { expect, it } from 'vitest';
import { toLocalName } from './local-folder.ts';

it.each([
  [undefined, 'BayernBox'],
  ['Bauamt gemeinsam', 'BayernBox – Bauamt gemeinsam'],
  ['Plan: Nord/Süd?', 'BayernBox – Plan Nord Süd'],
  ['Verein e. V.', 'BayernBox – Verein e. V'],
  ['…/\n', 'BayernBox – …'],
  ['..', 'BayernBox'],
  ['x'.repeat(300), `BayernBox – ${'x'.repeat(60)}`],
])('the folder of the space %o is called %o on every system', (space, name) => {
  expect(toLocalName('BayernBox', space)).toBe(name);
});
