import { write } from '#sync-engine/testing/scenarios/scenario.ts';
import type { CatalogueEntry } from './entry.ts';
import { offer } from './entry.ts';

/** Values that other programs give for the same bytes. */
const AS_OTHERS = {
  as: 'official',
  shownBy: [
    {
      file: 'sync-engine/testing/conformance/filesystem-conformance-transferring.ts',
      title: 'builds other kinds of checksums from the same reading',
    },
  ],
} as const;

/** Checksums of what is sent and received. */
export const CHECKSUMS: readonly CatalogueEntry[] = [
  { id: 'CHK-01', what: 'MD5 is that of other programs', ...AS_OTHERS },
  {
    id: 'CHK-02',
    what: 'SHA-1 is that of other programs',
    as: 'official',
    shownBy: [{ file: 'sync-engine/testing/conformance/filesystem-conformance-reading.ts', title: 'hashes a file' }],
  },
  { id: 'CHK-03', what: 'Adler-32 is that of other programs', ...AS_OTHERS },
  { id: 'CHK-04', what: 'MD5 is built while a file is read', ...AS_OTHERS },
  {
    id: 'CHK-05',
    what: 'what is sent carries its SHA-1, which the server then shows',
    as: 'official',
    shownBy: [
      {
        file: 'sync-engine/testing/conformance/transport-conformance-uploads.ts',
        title: 'stores %s and answers the stamp that a listing shows',
      },
    ],
  },
  {
    id: 'CHK-06',
    what: 'a download with the promised Adler-32 is put in place',
    as: 'official',
    rounds: [
      {
        there: [write('A/a0', 'right'), offer('A/a0', 'Adler32:065c021f')],
        change: { 'A/a0': 'right' },
        requests: { downloads: 1 },
      },
    ],
  },
  {
    id: 'CHK-07',
    what: 'a download with other bytes than promised is not put in place, and is fetched anew',
    as: 'official',
    rounds: [
      {
        there: [write('A/a1', 'right')],
        serverFaults: [{ kind: 'corrupt', call: 'download', path: 'A/a1', times: 1 }],
        changeThere: { 'A/a1': 'right' },
        end: 'waiting',
        problems: { 'A/a1': 'checksum-mismatch' },
      },
      { waitMs: 600_000, changeHere: { 'A/a1': 'right' }, kept: ['a1'], requests: { downloads: 1 }, bytesMoved: 5 },
    ],
  },
  {
    id: 'CHK-08',
    what: 'a checksum of a kind that nobody knows is passed over',
    as: { better: 'the length still counts, and every kind that is known; the official client refuses such a file' },
    rounds: [
      {
        there: [write('A/a0', 'right'), offer('A/a0', 'CRC64:0123456789abcdef')],
        change: { 'A/a0': 'right' },
        requests: { downloads: 1 },
      },
    ],
  },
];
