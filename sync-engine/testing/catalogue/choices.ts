import type { FileTree } from '#sync-engine/testing/scenarios/scenario.ts';
import { move } from '#sync-engine/testing/scenarios/scenario.ts';
import type { CatalogueEntry, Round } from './entry.ts';

const FAMILY: FileTree = { 'parent/a/f': 'f', 'parent/b/g': 'g' };

const BY_ID =
  'bound to the server’s id instead of a path, and what has left is in the safety store for a day; the official client unlinks it';

const DESELECTED: Round = { deselect: ['parent/a'], changeHere: { 'parent/a/': null }, kept: ['f'], requests: {} };

/** `parent` has another name there, and with it what is not here. */
const RENAMED: Pick<Round, 'changeHere' | 'changeThere'> = {
  changeHere: { 'parent/': null, 'renamed/b/g': 'g' },
  changeThere: { 'parent/': null, 'renamed/a/f': 'f', 'renamed/b/g': 'g' },
};

/** What a person has deselected, and what is moved above it. */
export const CHOICES: readonly CatalogueEntry[] = [
  {
    id: 'MOVE-02',
    what: 'a deselected folder goes here and stays there',
    as: { better: BY_ID },
    start: FAMILY,
    rounds: [DESELECTED],
  },
  {
    id: 'MOVE-03',
    what: 'the choice follows a rename on the server',
    as: { better: BY_ID },
    start: FAMILY,
    rounds: [DESELECTED, { there: [move('parent', 'renamed')], ...RENAMED, requests: {} }],
  },
  {
    id: 'MOVE-04',
    what: 'the choice follows a rename here',
    as: { better: BY_ID },
    start: FAMILY,
    rounds: [DESELECTED, { here: [move('parent', 'renamed')], ...RENAMED, requests: { moves: 1 } }],
  },
  {
    id: 'MOVE-05',
    what: 'a further look changes nothing of the choice',
    as: { better: BY_ID },
    start: FAMILY,
    rounds: [
      DESELECTED,
      { here: [move('parent', 'renamed')], ...RENAMED, requests: { moves: 1 } },
      { restart: 'orderly', requests: {} },
      { restart: 'crash', requests: {} },
    ],
  },
];
