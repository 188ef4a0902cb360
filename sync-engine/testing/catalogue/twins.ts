import type { FileTree } from '#sync-engine/testing/scenarios/scenario.ts';
import { move, remove, write } from '#sync-engine/testing/scenarios/scenario.ts';
import type { CatalogueEntry, Changes, Round } from './entry.ts';

const START: FileTree = { 'A/a1': 'a1', 'A/a2': 'a2', 'M/m': 'm' };

/** The server shows the directory `A` a second time, with the same ids, before or after the first. */
const TWICE: Round = {
  there: [{ kind: 'mount', from: 'A', path: 'M/A' }],
  change: { 'M/A/a1': 'a1', 'M/A/a2': 'a2' },
  requests: { downloads: 2 },
};
const MOVED: Round = {
  there: [move('A/a1', 'A/W/a1m')],
  change: atBoth({ a1: null, 'W/a1m': 'a1' }),
  requests: {},
};
const MOVED_ON: Round = {
  there: [move('A/W', 'A/Q/W')],
  change: atBoth({ 'W/a1m': null, 'Q/W/a1m': 'a1' }),
  requests: {},
};
const MOVED_OUT: Round = {
  there: [move('A/a2', 'a2')],
  change: { 'A/a2': null, 'M/A/a2': null, a2: 'a2' },
  requests: {},
  kept: ['a2'],
};

/** A share that the server shows at two places is one thing there and two here. */
export const TWINS: readonly CatalogueEntry[] = [
  {
    id: 'MOVE-14',
    what: 'a file moved in a share that is shown twice is moved at both places, and nothing is fetched',
    as: 'official',
    start: START,
    rounds: [TWICE, MOVED, { requests: {} }],
  },
  {
    id: 'MOVE-15',
    what: 'a directory moved in a share that is shown twice is moved at both places',
    as: 'official',
    start: START,
    rounds: [TWICE, MOVED, MOVED_ON, { restart: 'crash', requests: {} }],
  },
  {
    id: 'MOVE-16',
    what: 'a file moved out of a share that is shown twice is moved here, and gone from the other place',
    as: 'official',
    start: START,
    rounds: [TWICE, MOVED, MOVED_ON, MOVED_OUT],
  },
  {
    id: 'MOVE-17',
    what: 'a file edited here and renamed on the server has its new name and the new bytes',
    as: { better: 'the edit is synced at the new place of the same file; the official client makes two files of it' },
    start: START,
    rounds: [
      TWICE,
      {
        here: [write('M/A/a2', 'edited')],
        there: [move('A/a2', 'A/a3')],
        change: atBoth({ a2: null, a3: 'edited' }),
        requests: { uploads: 1, downloads: 1 },
        kept: ['a2'],
      },
    ],
  },
  {
    id: 'MOVE-18',
    what: 'a file deleted at one place here and renamed on the server is there at both places',
    as: 'official',
    start: START,
    rounds: [
      TWICE,
      MOVED,
      MOVED_ON,
      {
        here: [remove('A/Q/W/a1m')],
        there: [move('A/Q/W/a1m', 'A/Q/W/a1p')],
        change: atBoth({ 'Q/W/a1m': null, 'Q/W/a1p': 'a1' }),
        requests: { downloads: 1 },
      },
    ],
  },
];

function atBoth(changes: Changes): Changes {
  return Object.fromEntries(
    Object.entries(changes).flatMap(([path, text]) => [
      [`A/${path}`, text],
      [`M/A/${path}`, text],
    ]),
  );
}
