import { write } from '#sync-engine/testing/scenarios/scenario.ts';
import type { CatalogueEntry, Round } from './entry.ts';

const LONG_NAME = `A/${'\u{1f600}'.repeat(60)}`;
const WAKES = 'it wakes by itself when it is due, and nothing else waits; the official client fails the run';

/** The file was edited here, and a program holds it so that nobody can read it. */
function heldWhileEdited(path: string): Round {
  return {
    here: [write(path, 'edited')],
    diskFaults: [{ act: 'open-file', path: path, errno: 'EBUSY' }],
    changeHere: { [path]: 'edited' },
    requests: {},
    end: 'waiting',
    problems: { [path]: 'local-file-busy' },
  };
}

function sentWhenFree(path: string): Round {
  return { diskFaults: [], waitMs: 600_000, changeThere: { [path]: 'edited' }, requests: { uploads: 1 } };
}

/** Files that another program holds. */
export const LOCKS: readonly CatalogueEntry[] = [
  {
    id: 'LOCK-01',
    what: 'a file with a long name of emoji that was held is sent once when it is free',
    as: 'official',
    rounds: [heldWhileEdited(LONG_NAME), sentWhenFree(LONG_NAME), { requests: {} }],
  },
  {
    id: 'LOCK-02',
    what: 'a file stays held as long as its program holds it, and is told',
    as: 'official',
    rounds: [
      heldWhileEdited('A/a1'),
      { waitMs: 600_000, requests: {}, end: 'waiting', problems: { 'A/a1': 'local-file-busy' } },
      sentWhenFree('A/a1'),
    ],
  },
  {
    id: 'LOCK-03',
    what: 'an edit of a held file is sent when it is free',
    as: { better: WAKES },
    rounds: [heldWhileEdited('A/a1'), sentWhenFree('A/a1')],
  },
  {
    id: 'LOCK-04',
    what: 'a held file is not replaced by the server’s version until it is free',
    as: { better: WAKES },
    rounds: [
      {
        there: [write('A/a1', 'changed'), write('B/b1', 'changed too')],
        diskFaults: [{ act: 'place', path: 'A/a1', errno: 'EBUSY' }],
        change: { 'B/b1': 'changed too' },
        changeThere: { 'A/a1': 'changed' },
        kept: ['b1'],
        end: 'waiting',
        problems: { 'A/a1': 'local-file-busy' },
      },
      { diskFaults: [], waitMs: 600_000, changeHere: { 'A/a1': 'changed' }, kept: ['a1'], requests: {} },
    ],
  },
];
