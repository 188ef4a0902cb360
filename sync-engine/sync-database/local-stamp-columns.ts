import type { SQLInputValue } from 'node:sqlite';
import type { LocalStamp } from '../core/model/observation.ts';
import type { Column } from './columns.ts';
import { share } from './share.ts';
import { fromNanoseconds, fromUnsigned, toInteger, toNanoseconds, toUnsigned } from './columns.ts';

/** The columns of a stamp, in the order in which every table has them. */
export function writeLocalStamp(stamp: LocalStamp): SQLInputValue[] {
  const { device, inode, birthNs, sizeBytes, mtimeNs, ctimeNs } = stamp;
  const times = { birth: fromNanoseconds(birthNs), mtime: fromNanoseconds(mtimeNs), ctime: fromNanoseconds(ctimeNs) };
  return [fromUnsigned(device), fromUnsigned(inode), times.birth, sizeBytes, times.mtime, times.ctime];
}

/**
 * What `writeLocalStamp` wrote; the statement must read BigInts. Throws `DatabaseUnusableError` on anything else. An equal
 * `likelyDevice` is taken in place of a second one.
 */
export function readLocalStamp(columns: readonly Column[], likelyDevice?: bigint): LocalStamp {
  const [device, inode, birth, size, mtime, ctime] = columns;
  return {
    device: share(toUnsigned(device), likelyDevice),
    inode: toUnsigned(inode),
    birthNs: toNanoseconds(birth),
    sizeBytes: toInteger(size),
    mtimeNs: toNanoseconds(mtime),
    ctimeNs: toNanoseconds(ctime),
  };
}
