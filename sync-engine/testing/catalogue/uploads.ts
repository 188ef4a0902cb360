import { remove, write } from '#sync-engine/testing/scenarios/scenario.ts';
import type { CatalogueEntry, Changes, Round, ServerFault } from './entry.ts';

const RESUMES = 'sync-engine/transport/uploads/chunk-size.test.ts';
const WRITES = 'sync-engine/transport/webdav-transport-writes.test.ts';
const ONE_FILE = 'one file that cannot be reached holds up no other; the official client ends the whole run (W-04)';

function resumesAfter(id: string, what: string, row: string): CatalogueEntry {
  return { id, what, as: 'official', shownBy: [{ file: RESUMES, title: 'resumes after $after', row }] };
}

function failing(more: Omit<ServerFault, 'path'>): readonly ServerFault[] {
  return [{ path: 'A/big', ...more }];
}

/** Of twelve bytes in three pieces the first has arrived when the connection breaks. */
const BROKEN_OFF: Round = {
  here: [write('A/big', '0123456789ab')],
  serverFaults: failing({ kind: 'fail', call: 'upload-piece', passes: 1, times: 1, code: 'server-error' }),
  changeHere: { 'A/big': '0123456789ab' },
  bytesMoved: 4,
  unfinishedThere: 1,
  end: 'waiting',
  problems: { 'A/big': 'server-error' },
};

/** The upload arrives, but its answer is lost, and the process ends. */
function lostAnswer(path: string, text: string): readonly [Round, Round] {
  const change: Changes = { [path]: text };
  return [
    {
      here: [write(path, text)],
      serverFaults: [{ kind: 'unknown-after-effect', call: 'upload', path: path, times: 1 }],
      change,
      runs: 1,
      end: 'worked',
    },
    { restart: 'crash', requests: {} },
  ];
}

/** Uploads: in pieces, broken off, without an answer, refused. */
export const UPLOADS: readonly CatalogueEntry[] = [
  {
    id: 'UP-01',
    what: 'a large file is sent in pieces',
    as: 'official',
    pieceBytes: 4,
    rounds: [{ here: [write('A/big', '0123456789ab')], change: { 'A/big': '0123456789ab' }, bytesMoved: 12 }],
  },
  {
    id: 'UP-02',
    what: 'a large file that was made longer is sent anew',
    as: 'official',
    pieceBytes: 4,
    rounds: [
      { here: [write('A/big', '0123456789ab')], change: { 'A/big': '0123456789ab' } },
      { here: [write('A/big', '0123456789abc')], change: { 'A/big': '0123456789abc' }, bytesMoved: 13 },
    ],
  },
  resumesAfter(
    'UP-03',
    'a piece that is not ours is removed, and the upload goes on',
    "after: 'a name of another kind'",
  ),
  {
    ...resumesAfter('UP-04', 'of pieces with a gap between them, only the gap is filled', "after: 'a gap'"),
    as: { better: 'pieces behind a missing one are used; the official client deletes them and sends them again' },
  },
  resumesAfter('UP-05', 'nothing is sent again when all pieces are there', "after: 'a whole prefix, in any order'"),
  resumesAfter('UP-06', 'pieces beyond the end of the file are removed', "after: 'more than the file'"),
  {
    id: 'UP-07',
    what: 'a new file whose answer was lost before a crash is known as sent',
    as: 'official',
    rounds: lostAnswer('A/new', 'new'),
  },
  {
    id: 'UP-08',
    what: 'an edit whose answer was lost before a crash is known as sent',
    as: 'official',
    rounds: lostAnswer('A/a1', 'edited'),
  },
  {
    id: 'UP-09',
    what: 'a large edit whose answer was lost before a crash is known as sent',
    as: 'official',
    pieceBytes: 4,
    rounds: lostAnswer('A/a1', 'edited and longer'),
  },
  {
    id: 'UP-10',
    what: 'a file that is deleted after its answer was lost is deleted on the server',
    as: { better: 'the bytes that were sent are remembered; the official client brings the file back' },
    rounds: [
      ...lostAnswer('A/new', 'new').slice(0, 1),
      { restart: 'crash', here: [remove('A/new')], change: { 'A/new': null }, requests: { removes: 1 } },
    ],
  },
  {
    id: 'UP-11',
    what: 'a stop in the middle of uploads ends in order, within 5 s',
    as: 'official',
    shownBy: [
      {
        file: 'sync-engine/testing/acceptance/command-endurance.test.ts',
        title: 'ends within 5 s with a summary when Ctrl-C comes in the middle of uploads',
      },
    ],
  },
  {
    id: 'UP-12',
    what: 'a stop in the middle of an upload leaves it to be gone on with',
    as: 'official',
    shownBy: [
      {
        file: WRITES,
        title: 'keeps an upload that was aborted under way resumable',
      },
    ],
  },
  {
    id: 'UP-13',
    what: 'a file that changed after a part of it was sent is sent anew and whole',
    as: 'official',
    pieceBytes: 4,
    rounds: [
      BROKEN_OFF,
      {
        here: [write('A/big', 'ABCDEFGHIJKLM')],
        change: { 'A/big': 'ABCDEFGHIJKLM' },
        bytesMoved: 13,
        unfinishedThere: 0,
      },
    ],
  },
  {
    id: 'UP-14',
    what: 'a file that was deleted after a part of it was sent is not sent',
    as: 'official',
    pieceBytes: 4,
    rounds: [BROKEN_OFF, { here: [remove('A/big')], changeHere: { 'A/big': null }, requests: {}, unfinishedThere: 0 }],
  },
  {
    id: 'UP-15',
    what: 'a version that came to the server while another one was sent is not replaced',
    as: { better: 'the same run goes on to two versions; the official client ends it as failed' },
    rounds: [
      {
        here: [write('A/a1', 'from here')],
        meanwhile: { call: 'upload', path: 'A/a1', there: [write('A/a1', 'from there')] },
        change: { 'A/a1': 'from there', 'A/a1 (v1)': 'from here' },
        conflicts: 1,
      },
    ],
  },
  {
    id: 'UP-16',
    what: 'a version that came to the server while pieces were sent is not replaced',
    as: { better: 'the second version goes to the server too (W-30)' },
    pieceBytes: 4,
    rounds: [
      {
        here: [write('A/a1', 'large, from here')],
        meanwhile: { call: 'upload-piece', path: 'A/a1', there: [write('A/a1', 'large, from there')] },
        change: { 'A/a1': 'large, from there', 'A/a1 (v1)': 'large, from here' },
        conflicts: 1,
      },
    ],
  },
  {
    id: 'UP-17',
    what: 'a file that changes while it is sent is sent again, without a conflict',
    as: 'official',
    pieceBytes: 4,
    rounds: [
      {
        here: [write('A/a1', 'first large text')],
        meanwhile: { call: 'upload-piece', path: 'A/a1', here: [write('A/a1', 'second large text')] },
        change: { 'A/a1': 'second large text' },
      },
    ],
  },
  {
    id: 'UP-18',
    what: 'an upload that the server has forgotten begins anew',
    as: 'official',
    shownBy: [
      {
        file: 'sync-engine/testing/conformance/transport-conformance-uploads.ts',
        title: 'starts anew when the server does not know the session any more',
      },
    ],
  },
  {
    id: 'UP-19',
    what: 'a small file whose answer was lost is neither sent nor fetched again',
    as: 'official',
    rounds: lostAnswer('A/a2', 'small'),
  },
  {
    id: 'UP-20',
    what: 'a large file whose answer was lost is neither sent nor fetched again',
    as: 'official',
    pieceBytes: 4,
    rounds: lostAnswer('A/big', '0123456789ab'),
  },
  {
    id: 'UP-21',
    what: 'edits after lost answers are edits, not second versions',
    as: 'official',
    rounds: [
      ...lostAnswer('A/a1', 'one').slice(0, 1),
      { restart: 'crash', ...lostAnswer('A/a1', 'one, two')[0] },
      {
        restart: 'crash',
        here: [write('A/a1', 'one, two, three')],
        change: { 'A/a1': 'one, two, three' },
        requests: { uploads: 1 },
      },
    ],
  },
  {
    id: 'UP-22',
    what: 'a large file with odd characters in its name is sent, and sent again when it changed',
    as: 'official',
    pieceBytes: 4,
    rounds: [
      { here: [write('A/file % \u20ac', '0123456789ab')], change: { 'A/file % \u20ac': '0123456789ab' } },
      { here: [write('A/file % \u20ac', 'ba9876543210')], change: { 'A/file % \u20ac': 'ba9876543210' } },
    ],
  },
  {
    id: 'UP-23',
    what: 'a large upload that broke off goes on where it stopped, also after a restart',
    as: { better: 'what was sent counts also after the item has waited; the official client begins anew (W-52)' },
    pieceBytes: 4,
    rounds: [
      BROKEN_OFF,
      { requests: {}, end: 'waiting', problems: { 'A/big': 'server-error' } },
      { restart: 'orderly', waitMs: 600_000, changeThere: { 'A/big': '0123456789ab' }, bytesMoved: 8 },
      { here: [write('A/big', '0123456789abc')], change: { 'A/big': '0123456789abc' } },
    ],
  },
  {
    id: 'UP-24',
    what: 'a file that is locked on the server is sent when it is free',
    as: 'official',
    rounds: [
      {
        here: [write('A/a1', 'edited')],
        serverFaults: [{ kind: 'fail', call: 'upload', code: 'locked-on-server', times: 1 }],
        changeHere: { 'A/a1': 'edited' },
        end: 'waiting',
        problems: { 'A/a1': 'locked-on-server' },
      },
      { waitMs: 600_000, changeThere: { 'A/a1': 'edited' }, requests: { uploads: 1 } },
    ],
  },
  {
    id: 'UP-25',
    what: 'pieces that will never make the right file are not used again',
    as: { better: 'they are dropped at the first wrong checksum; the official client counts to four' },
    shownBy: [{ file: WRITES, title: 'does not use pieces again that made a file with a wrong checksum' }],
  },
  {
    id: 'UP-26',
    what: 'an upload whose piece was refused for its place asks where to go on',
    as: { better: 'it goes on in the same run, and does not stay at the end for ever (W-17)' },
    shownBy: [{ file: WRITES, title: 'asks how far an upload is when a piece was refused for its place, and goes on' }],
  },
  {
    id: 'UP-27',
    what: 'a file that cannot be sent for want of an answer does not keep the others from being sent',
    as: { better: ONE_FILE },
    rounds: [
      {
        here: Array.from({ length: 20 }, (_, number) => write(`Z/${number}`, `${number}`)),
        serverFaults: [{ kind: 'unknown-before-effect', call: 'upload', path: 'Z/0' }],
        change: Object.fromEntries(Array.from({ length: 19 }, (_, number) => [`Z/${number + 1}`, `${number + 1}`])),
        changeHere: { 'Z/0': '0' },
        end: 'waiting',
        problems: { 'Z/0': 'server-unreachable' },
      },
    ],
  },
  {
    id: 'UP-28',
    what: 'a server that refuses, cannot be found or stays silent is tried again',
    as: 'official',
    rounds: [
      {
        here: [write('A/new', 'new')],
        serverFaults: [{ kind: 'fail', call: 'upload', code: 'server-unreachable', times: 1 }],
        changeHere: { 'A/new': 'new' },
        end: 'waiting',
        problems: { 'A/new': 'server-unreachable' },
      },
      { waitMs: 600_000, changeThere: { 'A/new': 'new' }, requests: { uploads: 1 } },
    ],
    shownBy: [
      {
        file: 'sync-engine/transport/http/network-error.test.ts',
        title: 'takes %s for a server that cannot be reached for now, seen by %s',
      },
    ],
  },
  {
    id: 'UP-29',
    what: 'a certificate that is not valid stops the account until a person has looked',
    as: 'official',
    shownBy: [
      {
        file: 'sync-engine/transport/http/network-error.test.ts',
        title: 'takes %s for %s, before anything was sent',
      },
    ],
  },
  {
    id: 'UP-30',
    what: 'a lock on the server stops no other file',
    as: 'official',
    rounds: [
      {
        here: [write('A/a1', 'edited'), write('B/b1', 'edited too')],
        serverFaults: [{ kind: 'fail', call: 'upload', path: 'A/a1', code: 'locked-on-server' }],
        change: { 'B/b1': 'edited too' },
        changeHere: { 'A/a1': 'edited' },
        end: 'waiting',
        problems: { 'A/a1': 'locked-on-server' },
      },
    ],
  },
];
