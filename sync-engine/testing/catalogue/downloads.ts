import { write } from '#sync-engine/testing/scenarios/scenario.ts';
import type { CatalogueEntry, Round, ServerFault } from './entry.ts';

const NO_HTTP2 =
  'requests are not sent over HTTP/2, so no server asks for them again; what fails is tried when it is due';

function failing(more: Omit<ServerFault, 'call' | 'path'>): readonly ServerFault[] {
  return [{ call: 'download', path: 'A/a0', ...more }];
}

/** Four of ten bytes arrive, then the connection breaks. */
const BROKEN_OFF: Round = {
  there: [write('A/a0', '0123456789')],
  serverFaults: failing({ kind: 'truncate', afterBytes: 4, times: 1, code: 'incomplete-transfer' }),
  changeThere: { 'A/a0': '0123456789' },
  requests: { downloads: 1 },
  bytesMoved: 4,
  end: 'waiting',
  problems: { 'A/a0': 'incomplete-transfer' },
};

/** Downloads that break off or are refused. */
export const DOWNLOADS: readonly CatalogueEntry[] = [
  {
    id: 'DL-01',
    what: 'a download that breaks off is told, and nothing half is put in place',
    as: 'official',
    rounds: [BROKEN_OFF],
  },
  {
    id: 'DL-02',
    what: 'a download that broke off goes on where it stopped, also after a restart',
    as: { better: 'what was received stays while the item waits; the official client throws it away (W-52)' },
    rounds: [
      BROKEN_OFF,
      { requests: {}, end: 'waiting', problems: { 'A/a0': 'incomplete-transfer' } },
      {
        restart: 'orderly',
        waitMs: 600_000,
        changeHere: { 'A/a0': '0123456789' },
        requests: { downloads: 1 },
        bytesMoved: 6,
      },
    ],
  },
  {
    id: 'DL-03',
    what: 'a download that broke off goes on in a look that no hint has called for',
    as: 'official',
    rounds: [
      BROKEN_OFF,
      { waitMs: 600_000, hints: [], changeHere: { 'A/a0': '0123456789' }, bytesMoved: 6, end: 'worked' },
    ],
  },
  {
    id: 'DL-04',
    what: 'a download answered with 400 is told, and other files come',
    as: 'official',
    rounds: [
      {
        there: [write('A/a0', '0123456789'), write('B/b0', 'b0')],
        serverFaults: failing({ kind: 'fail', code: 'unexpected-answer' }),
        change: { 'B/b0': 'b0' },
        changeThere: { 'A/a0': '0123456789' },
        end: 'waiting',
        problems: { 'A/a0': 'unexpected-answer' },
      },
    ],
  },
  {
    id: 'DL-05',
    what: 'maintenance of the server stops the run, and everything comes afterwards',
    as: 'official',
    rounds: [
      {
        there: [write('A/a0', '0123456789')],
        serverFaults: failing({ kind: 'fail', code: 'server-maintenance' }),
        changeThere: { 'A/a0': '0123456789' },
        end: 'stopped',
        problems: { '': 'server-maintenance' },
      },
      { serverFaults: [], waitMs: 600_000, changeHere: { 'A/a0': '0123456789' } },
    ],
  },
  { id: 'DL-06', what: 'a request that HTTP/2 asks for again', as: { better: NO_HTTP2 }, absent: true },
  { id: 'DL-07', what: 'a request that HTTP/2 asks for again and again', as: { better: NO_HTTP2 }, absent: true },
];
