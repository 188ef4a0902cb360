import { expect, it } from 'vitest';
import { spellNames } from './spell-names.ts';

const DISK: Readonly<Record<string, readonly string[]>> = {
  '': ['Amt', 'Bu\u0308ro', 'zwei', 'Zwei'],
  Amt: ['Plan.pdf'],
};

it.each([
  ['Amt/Plan.pdf', 'Amt/Plan.pdf'],
  ['AMT/plan.PDF', 'Amt/Plan.pdf'],
  ['amt/Neu.pdf', 'Amt/Neu.pdf'],
  ['neu/AMT', 'neu/AMT'],
  ['B\u00FCro', 'Bu\u0308ro'],
  ['b\u00FCro', 'Bu\u0308ro'],
  ['zwei', 'zwei'],
  ['ZWEI', 'ZWEI'],
])('%s is on a disk that does not tell upper from lower case %s', (typed, expected) => {
  const spelled = spellNames(typed.split('/'), (above) => DISK[above.join('/')] ?? []);

  expect(spelled.join('/')).toBe(expected);
});
