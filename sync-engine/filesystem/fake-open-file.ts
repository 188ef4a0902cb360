import { Readable } from 'node:stream';
import type { Outcome } from '../core/model/sync-error.ts';
import { cancelledError, refuse } from './errno-outcome.ts';
import type { FakeDisk, FakeNode } from './fake-disk.ts';
import { toFakeChecksum } from './fake-staging-file.ts';
import type { OpenFile } from './filesystem.ts';
import { isSameContentStamp } from './local-stamp.ts';

/** Opens a file of a fake disk. `isUntouched` tells whether it still is what it was where it was opened. */
export function openFakeFile(disk: FakeDisk, node: FakeNode, isUntouched: () => boolean): OpenFile {
  const ifUntouched = <Value>(value: Value): Outcome<Value> =>
    isUntouched() ? { kind: 'done', value } : refuse('changed-meanwhile');
  const stamp = disk.toStamp(node);
  return {
    stamp,
    read: (start, end) => Readable.from(readRange(node, start, end), { objectMode: false }),
    readWhole: async () => ifUntouched(node.bytes),
    hash: async (signal) => {
      if (signal.aborted) return { kind: 'failed', error: cancelledError('hash-file') };
      return ifUntouched(toFakeChecksum(node.bytes));
    },
    sync: async () => {
      disk.syncBytes(node);
      return { ok: true, value: undefined };
    },
    isUnmodified: async () => isSameContentStamp(disk.toStamp(node), stamp),
    close: async () => {},
  };
}

/** The bytes as they are when they are read, not as they were at the start. */
function* readRange(node: FakeNode, startByte: number, endByteExclusive: number): Generator<Uint8Array> {
  if (node.bytes.length < endByteExclusive) throw new Error('the file became shorter while it was read');
  if (endByteExclusive > startByte) yield node.bytes.slice(startByte, endByteExclusive);
}
