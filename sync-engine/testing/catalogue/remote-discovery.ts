import type { SyncErrorCode } from '#sync-engine/core/model/sync-error.ts';
import { write } from '#sync-engine/testing/scenarios/scenario.ts';
import type { CatalogueEntry } from './entry.ts';

const OTHERS_GO_ON =
  'everything outside of the directory is synced all the same; the official client fails the whole run (W-49)';
const FAKE_404 = 'sync-engine/discovery/remote-discovery.test.ts';

type Head = Pick<CatalogueEntry, 'id' | 'what' | 'as'>;

/** The listing of one directory fails: it stays as it is on both sides, everything else is synced. */
function inOne({ id, what, as }: Head, code: SyncErrorCode): CatalogueEntry {
  return {
    id,
    what,
    as,
    rounds: [
      {
        here: [write('A/here', '1'), write('B/here', '2'), write('C/here', '3')],
        there: [write('A/there', '4'), write('B/there', '5'), write('C/there', '6')],
        serverFaults: [{ kind: 'fail', call: 'list', path: 'B', code }],
        change: { 'A/here': '1', 'C/here': '3', 'A/there': '4', 'C/there': '6' },
        changeHere: { 'B/here': '2' },
        changeThere: { 'B/there': '5' },
        problems: { B: code },
      },
      {
        serverFaults: [],
        waitMs: 600_000,
        changeThere: { 'B/here': '2' },
        changeHere: { 'B/there': '5' },
      },
    ],
  };
}

/** The listing of the root fails: nothing happens, and the reason is told. */
function atRoot(number: number, what: string, code: SyncErrorCode): CatalogueEntry {
  return {
    id: `RDISC-${number}`,
    what,
    as: 'official',
    rounds: [
      {
        here: [write('A/here', '1')],
        there: [write('C/there', '6')],
        serverFaults: [{ kind: 'fail', call: 'list', code }],
        changeHere: { 'A/here': '1' },
        changeThere: { 'C/there': '6' },
        requests: {},
        end: 'stopped',
        problems: { '': code },
      },
      { serverFaults: [], waitMs: 600_000, changeThere: { 'A/here': '1' }, changeHere: { 'C/there': '6' } },
    ],
  };
}

/** Listings of the server that fail or lack something. */
export const REMOTE_DISCOVERY: readonly CatalogueEntry[] = [
  inOne(
    { id: 'RDISC-01', what: 'a directory answered with 400 stays as it is', as: { better: OTHERS_GO_ON } },
    'unexpected-answer',
  ),
  inOne(
    { id: 'RDISC-02', what: 'a directory answered with 401 stays as it is', as: { better: OTHERS_GO_ON } },
    'sign-in-refused',
  ),
  inOne({ id: 'RDISC-03', what: 'a directory answered with 403 stays as it is', as: 'official' }, 'no-permission'),
  {
    id: 'RDISC-04',
    what: 'a directory answered with 404 stays as it is',
    as: 'official',
    shownBy: [
      {
        file: FAKE_404,
        title: 'a directory that answers 404 while its parent lists it is a problem, and nothing in it is lost',
      },
    ],
  },
  inOne({ id: 'RDISC-05', what: 'a directory answered with 500 stays as it is', as: 'official' }, 'server-error'),
  inOne({ id: 'RDISC-06', what: 'a directory answered with 503 stays as it is', as: 'official' }, 'server-busy'),
  inOne(
    {
      id: 'RDISC-07',
      what: 'a directory answered with 200 in place of 207 stays as it is',
      as: { better: OTHERS_GO_ON },
    },
    'unexpected-answer',
  ),
  inOne(
    { id: 'RDISC-08', what: 'a directory whose listing is cut off stays as it is', as: { better: OTHERS_GO_ON } },
    'incomplete-transfer',
  ),
  inOne(
    { id: 'RDISC-09', what: 'a directory that is not answered stays as it is', as: { better: OTHERS_GO_ON } },
    'server-unreachable',
  ),
  atRoot(10, 'a root answered with 400 stops the run', 'unexpected-answer'),
  atRoot(11, 'a root answered with 401 stops the run', 'sign-in-refused'),
  atRoot(12, 'a root answered with 403 stops the run', 'no-permission'),
  {
    id: 'RDISC-13',
    what: 'a root answered with 404 stops the run',
    as: 'official',
    shownBy: [
      {
        file: 'sync-engine/cli/bayernbox.test.ts',
        title: 'says that the folder of --remote is missing, and makes none',
      },
    ],
  },
  atRoot(14, 'a root answered with 500 stops the run', 'server-error'),
  atRoot(15, 'a root answered with 503 stops the run', 'server-busy'),
  atRoot(16, 'a root answered with 200 in place of 207 stops the run', 'unexpected-answer'),
  atRoot(17, 'a root whose listing is cut off stops the run', 'incomplete-transfer'),
  atRoot(18, 'a root that is not answered stops the run', 'server-unreachable'),
  {
    id: 'RDISC-19',
    what: 'a file without an etag is named, and the others come',
    as: { better: 'the run goes on; the official client ends it as failed' },
    rounds: [
      {
        there: [write('A/good', 'good'), write('A/bad', 'bad'), { kind: 'damage', path: 'A/bad' }],
        change: { 'A/good': 'good' },
        changeThere: { 'A/bad': 'bad' },
        problems: { 'A/bad': 'item-damaged-on-server' },
      },
    ],
  },
  {
    id: 'RDISC-20',
    what: 'a known file that is shown without an id stays here',
    as: { better: 'the run goes on; the official client ends it as failed' },
    rounds: [
      {
        there: [{ kind: 'damage', path: 'A/a1' }, write('A/good', 'good')],
        change: { 'A/good': 'good' },
        problems: { 'A/a1': 'item-damaged-on-server' },
      },
    ],
  },
  {
    id: 'RDISC-21',
    what: 'a file without permissions is synced like any other',
    as: { better: 'nothing is known to be forbidden, so the file comes; the official client refuses it' },
    rounds: [{ there: [write('D/child', 'child')], change: { 'D/child': 'child' } }],
  },
];
