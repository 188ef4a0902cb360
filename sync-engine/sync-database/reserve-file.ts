import { randomBytes } from 'node:crypto';
import { rmSync, statSync, writeFileSync } from 'node:fs';

/** Enough for several full transactions of 1,000 rows in the write-ahead log. */
export const RESERVE_BYTES = 4 * 1024 * 1024;

/**
 * Space that is given back to the disk when it is full, so that the facts of operations that have already happened can
 * still be stored. Made anew at the next opening.
 */
export interface ReserveFile {
  /** Gives the space back. False when there was none left to give. */
  release(): boolean;
}

/** Fills the reserve at `path` if the disk has room for it; without room there is no reserve and no error. */
export function createReserveFile(path: string, sizeBytes: number = RESERVE_BYTES): ReserveFile {
  if (findSize(path) !== sizeBytes && !fill(path, sizeBytes)) rmSync(path, { force: true });
  return {
    release() {
      const held = findSize(path) > 0;
      rmSync(path, { force: true });
      return held;
    },
  };
}

function findSize(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** Random bytes, because a compressing file system stores zeros for nothing. */
function fill(path: string, sizeBytes: number): boolean {
  try {
    writeFileSync(path, randomBytes(sizeBytes), { flush: true });
    return true;
  } catch (error) {
    if (isOutOfSpace(error)) return false;
    throw error;
  }
}

function isOutOfSpace(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}
