import { write } from '#sync-engine/testing/scenarios/scenario.ts';
import type { CatalogueEntry } from './entry.ts';

const ONLY_SHA1 = 'only SHA-1 is computed and compared; the other kinds are issue 4';

/** Checksums of what is sent and received. */
export const CHECKSUMS: readonly CatalogueEntry[] = [
  { id: 'CHK-01', what: 'MD5 is that of other programs', as: { notYet: ONLY_SHA1 }, absent: true },
  {
    id: 'CHK-02',
    what: 'SHA-1 is that of other programs',
    as: 'official',
    shownBy: [{ file: 'sync-engine/testing/conformance/filesystem-conformance-reading.ts', title: 'hashes a file' }],
  },
  { id: 'CHK-03', what: 'Adler-32 of what is sent', as: { notYet: ONLY_SHA1 }, absent: true },
  { id: 'CHK-04', what: 'MD5 of what is sent', as: { notYet: ONLY_SHA1 }, absent: true },
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
    what: 'a download with the promised SHA-1 is put in place',
    as: { notYet: `played with SHA-1: ${ONLY_SHA1}` },
    rounds: [{ there: [write('A/a0', 'right')], change: { 'A/a0': 'right' }, requests: { downloads: 1 } }],
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
    what: 'a checksum of a kind that nobody knows',
    as: { notYet: `it is passed over, and only the length is compared then: ${ONLY_SHA1}` },
    absent: true,
  },
];
