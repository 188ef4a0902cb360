import { hash } from 'node:crypto';
import type { LocalStamp } from '../core/model/observation.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import type { DirectoryReading, LocalEntryKind } from '../filesystem/filesystem.ts';

/** Longest UTF-8 form of one UTF-16 unit. */
const BYTES_PER_UNIT = 3;
/** Length of the name, kind, and six numbers of the stamp. */
const FIXED_BYTES = 4 + 1 + 6 * 8;

const KIND_CODES: Readonly<Record<LocalEntryKind | 'unreadable', number>> = {
  file: 0,
  directory: 1,
  'symbolic-link': 2,
  special: 3,
  unreadable: 4,
};

/**
 * SHA-256 of all that one reading of a directory showed: which directory it is, and each name with its kind and whole
 * stamp, in the order of the reading. Undefined for one that could not be read. Pure.
 */
export function digestReading(reading: DirectoryReading): string | undefined {
  if (reading.kind !== 'read') return undefined;
  const { entries, unreadable } = reading;
  const units = [...entries, ...unreadable].reduce((sum, { name }) => sum + name.length, 0);
  const bytes = Buffer.allocUnsafe(16 + units * BYTES_PER_UNIT + (entries.length + unreadable.length) * FIXED_BYTES);
  let at = bytes.writeBigUInt64LE(BigInt.asUintN(64, reading.stamp.device));
  at = bytes.writeBigUInt64LE(BigInt.asUintN(64, reading.stamp.inode), at);
  for (const entry of entries) at = writeStamp(bytes, writeName(bytes, at, entry), entry.stamp);
  for (const { name } of unreadable) at = writeName(bytes, at, { name, kind: 'unreadable' });
  return hash('sha256', bytes.subarray(0, at));
}

/** One digest over those of all directories, in the order in which they are given. Pure. */
export function digestTree(directories: Iterable<readonly [RelativePath, string]>): string {
  return hash('sha256', Array.from(directories, ([path, digest]) => `${digest} ${path}\0`).join(''));
}

function writeName(
  bytes: Buffer,
  at: number,
  { name, kind }: { readonly name: string; readonly kind: keyof typeof KIND_CODES },
): number {
  const length = bytes.write(name, at + 5);
  bytes.writeUInt32LE(length, at);
  bytes.writeUInt8(KIND_CODES[kind], at + 4);
  return at + 5 + length;
}

function writeStamp(bytes: Buffer, start: number, stamp: LocalStamp): number {
  let at = start;
  for (const value of [stamp.device, stamp.inode, stamp.birthNs, stamp.mtimeNs, stamp.ctimeNs])
    at = bytes.writeBigUInt64LE(BigInt.asUintN(64, value), at);
  return bytes.writeDoubleLE(stamp.sizeBytes, at);
}
