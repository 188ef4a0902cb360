import { write } from '#sync-engine/testing/scenarios/scenario.ts';
import type { CatalogueEntry, Round } from './entry.ts';

const BOTH_FAIL: Round = {
  here: [write('A/up', 'up')],
  there: [write('B/down', 'down')],
  serverFaults: [
    { kind: 'fail', call: 'upload', path: 'A/up', code: 'server-error' },
    { kind: 'fail', call: 'download', path: 'B/down', code: 'server-error' },
  ],
  changeHere: { 'A/up': 'up' },
  changeThere: { 'B/down': 'down' },
  requests: { uploads: 1, downloads: 1 },
  end: 'waiting',
  problems: { 'A/up': 'server-error', 'B/down': 'server-error' },
};
const STILL_FAILING: Round = { end: 'waiting', problems: BOTH_FAIL.problems ?? {} };

/** Items that failed: when they are tried again. */
export const BLACKLIST: readonly CatalogueEntry[] = [
  {
    id: 'BLK-01',
    what: 'a transfer that fails is told with its reason',
    as: 'official',
    rounds: [BOTH_FAIL],
  },
  {
    id: 'BLK-02',
    what: 'a transfer that failed is not tried again at once',
    as: 'official',
    rounds: [BOTH_FAIL, { ...STILL_FAILING, requests: {} }],
  },
  {
    id: 'BLK-03',
    what: 'a transfer that failed is tried again when it is due',
    as: 'official',
    rounds: [BOTH_FAIL, { ...STILL_FAILING, waitMs: 600_000, requests: { uploads: 1, downloads: 1 } }],
  },
  {
    id: 'BLK-04',
    what: 'a transfer that failed is tried again at once when its file has changed',
    as: 'official',
    rounds: [
      BOTH_FAIL,
      {
        ...STILL_FAILING,
        here: [write('A/up', 'up, edited')],
        there: [write('B/down', 'down, edited')],
        changeHere: { 'A/up': 'up, edited' },
        changeThere: { 'B/down': 'down, edited' },
        requests: { uploads: 1, downloads: 1 },
      },
    ],
  },
  {
    id: 'BLK-05',
    what: 'a transfer that failed succeeds when the reason is gone, and is told no more',
    as: 'official',
    rounds: [
      BOTH_FAIL,
      {
        serverFaults: [],
        waitMs: 600_000,
        changeThere: { 'A/up': 'up' },
        changeHere: { 'B/down': 'down' },
        requests: { uploads: 1, downloads: 1 },
      },
      { requests: {} },
    ],
  },
];
