import { remove, write } from '#sync-engine/testing/scenarios/scenario.ts';
import type { CatalogueEntry, Round } from './entry.ts';

const SERVER_SEES =
  'the second version goes to the server as an ordinary file, so colleagues see it and a lost disk takes nothing (W-30)';
const BY_NAME =
  'the name of the second version tells what it belongs to, on every computer; no header of its own is needed';

/** Both sides change one file differently: the server's bytes have the name, the local ones live on beside it. */
function clash(path: string): Round {
  return {
    here: [write(path, `${path} here`)],
    there: [write(path, `${path} there`)],
    change: { [path]: `${path} there`, [`${path} (v1)`]: `${path} here` },
    conflicts: 1,
  };
}

const TWO_CLASHES: Round = {
  here: [write('A/a1', 'a1 here'), write('A/a2', 'a2 here')],
  there: [write('A/a1', 'a1 there'), write('A/a2', 'a2 there')],
  change: { 'A/a1': 'a1 there', 'A/a1 (v1)': 'a1 here', 'A/a2': 'a2 there', 'A/a2 (v1)': 'a2 here' },
  conflicts: 2,
};

/** Entries about a name alone: is it one of a second version, and of what? */
function named(number: number, what: string, row: string): CatalogueEntry {
  return {
    id: `CONF-${String(number).padStart(2, '0')}`,
    what,
    as: 'official',
    shownBy: [{ file: 'sync-engine/core/merge/names.test.ts', title: 'takes the last mark out of %s', row }],
  };
}

/** Conflicts, their records, and the names of second versions. */
export const CONFLICTS: readonly CatalogueEntry[] = [
  {
    id: 'CONF-01',
    what: 'files changed on both sides have the bytes of the server under their names, and those from here beside them',
    as: { better: SERVER_SEES },
    rounds: [{ ...TWO_CLASHES, requests: { downloads: 2, uploads: 2 } }],
  },
  {
    id: 'CONF-02',
    what: 'open conflicts stay on record when nothing happens',
    as: 'official',
    rounds: [TWO_CLASHES, { requests: {}, conflicts: 2 }],
  },
  {
    id: 'CONF-03',
    what: 'a conflict is over when the file is deleted, and no other one is',
    as: 'official',
    rounds: [TWO_CLASHES, { here: [remove('A/a2')], change: { 'A/a2': null }, conflicts: 1 }],
  },
  {
    id: 'CONF-04',
    what: 'open conflicts stay on record over a restart',
    as: 'official',
    rounds: [TWO_CLASHES, { restart: 'orderly', conflicts: 2 }],
  },
  {
    id: 'CONF-05',
    what: 'a conflict is over when the second version is deleted, and no other one is',
    as: 'official',
    rounds: [TWO_CLASHES, { here: [remove('A/a2 (v1)')], change: { 'A/a2 (v1)': null }, conflicts: 1 }],
  },
  named(6, 'a plain name is no second version', "'foo'"),
  named(7, 'a plain name with an extension is no second version', "'foo.txt'"),
  named(8, 'a mark without a number is none', "'foo_conflict'"),
  named(9, 'a mark without a number is none before an extension', "'foo_conflict.txt'"),
  named(10, 'an old mark is taken out before an extension', "'foo_conflict-123.txt'"),
  named(11, 'an old mark with a user is taken out before an extension', "'foo_conflict-foo-123.txt'"),
  named(12, 'an old mark is taken from the end', "'foo_conflict-123'"),
  named(13, 'an old mark with a user is taken from the end', "'foo_conflict-foo-123'"),
  named(14, 'a new mark is taken out before an extension', "'foo (conflicted copy 123).txt'"),
  named(15, 'a new mark with a user is taken out before an extension', "'foo (conflicted copy foo 123).txt'"),
  named(16, 'a new mark is taken from the end', "'foo (conflicted copy 123)'"),
  named(17, 'a new mark with a user is taken from the end', "'foo (conflicted copy foo 123)'"),
  named(18, 'a new mark is taken out of the middle', "'foo (conflicted copy foo 123) bla'"),
  named(19, 'a dot in the name of the user is no extension', "'foo (conflicted copy foo.bar 123)'"),
  named(20, 'of two old marks the last one is taken out', "'foo_conflict-123_conflict-456.txt'"),
  named(21, 'of two old marks with users the last one is taken out', "'foo_conflict-ana-123_conflict-bob-456.txt'"),
  named(22, 'of two new marks the last one is taken out', "'foo (conflicted copy 123) (conflicted copy 456).txt'"),
  named(23, 'of a new and then an old mark the old one is taken out', "'foo (conflicted copy 123)_conflict-456.txt'"),
  named(24, 'of an old and then a new mark the new one is taken out', "'foo_conflict-123 (conflicted copy 456).txt'"),
  {
    id: 'CONF-40',
    what: 'second versions are sent to the server',
    as: { better: BY_NAME },
    rounds: [{ ...TWO_CLASHES, requests: { downloads: 2, uploads: 2 } }],
  },
  {
    id: 'CONF-41',
    what: 'a second version that could not be sent is sent later',
    as: { better: BY_NAME },
    rounds: [
      {
        here: [write('A/a1', 'a1 here')],
        there: [write('A/a1', 'a1 there')],
        serverFaults: [{ kind: 'fail', call: 'upload', code: 'quota-exceeded' }],
        change: { 'A/a1': 'a1 there' },
        changeHere: { 'A/a1 (v1)': 'a1 here' },
        conflicts: 1,
        end: 'waiting',
        problems: { 'A/a1 (v1)': 'quota-exceeded' },
      },
      {
        serverFaults: [],
        restart: 'orderly',
        waitMs: 600_000,
        changeThere: { 'A/a1 (v1)': 'a1 here' },
        requests: { uploads: 1 },
      },
    ],
  },
  {
    id: 'CONF-42',
    what: 'an edit of a second version is sent, and the conflict stays open',
    as: { better: BY_NAME },
    rounds: [
      clash('A/a1'),
      { here: [write('A/a1 (v1)', 'edited')], change: { 'A/a1 (v1)': 'edited' }, requests: { uploads: 1 } },
    ],
  },
  {
    id: 'CONF-43',
    what: 'an edit of a second version on the server is fetched, and the conflict stays open',
    as: 'official',
    rounds: [
      clash('A/a1'),
      {
        there: [write('A/a1 (v1)', 'edited')],
        change: { 'A/a1 (v1)': 'edited' },
        requests: { downloads: 1 },
        kept: ['A/a1 here'],
      },
    ],
  },
  {
    id: 'CONF-44',
    what: 'a conflict on a second version makes a third, and nothing is lost',
    as: 'official',
    rounds: [
      clash('A/a1'),
      {
        here: [write('A/a1 (v1)', 'edited here')],
        there: [write('A/a1 (v1)', 'edited there')],
        change: { 'A/a1 (v1)': 'edited there', 'A/a1 (v1) (v1)': 'edited here' },
        conflicts: 2,
      },
    ],
  },
  {
    id: 'CONF-45',
    what: 'a file from the server whose name tells of a second version is an open conflict',
    as: 'official',
    rounds: [
      {
        there: [write('A/a1 (conflicted copy 2024-01-31 123456)', 'other')],
        change: { 'A/a1 (conflicted copy 2024-01-31 123456)': 'other' },
        conflicts: 1,
      },
    ],
  },
  {
    id: 'CONF-46',
    what: 'a conflict told by headers of the server alone',
    as: {
      better: 'no server keeps the headers that version 2 of the official client sent; a name is what people see, too',
    },
    absent: true,
  },
  {
    id: 'CONF-47',
    what: 'a version that could not take its place is not fetched again when it can',
    as: 'official',
    rounds: [
      {
        here: [write('A/a1', 'a1 here')],
        there: [write('A/a1', 'a1 there')],
        diskFaults: [{ act: 'place', path: 'A/a1', errno: 'EACCES' }],
        changeHere: { 'A/a1': 'a1 here' },
        changeThere: { 'A/a1': 'a1 there' },
        end: 'waiting',
        problems: { 'A/a1': 'local-access-denied' },
      },
      {
        diskFaults: [],
        waitMs: 600_000,
        change: { 'A/a1': 'a1 there', 'A/a1 (v1)': 'a1 here' },
        requests: { uploads: 1 },
        conflicts: 1,
      },
    ],
  },
];
