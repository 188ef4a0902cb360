import { accessSync, constants, mkdirSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where Linux has a file system that lives in memory. */
const MEMORY_DISK = '/dev/shm';

/** Ten times what the files of three tests take; containers often give 64 MB. */
const ENOUGH_BYTES = 4 * 1024 ** 3;

/** What the place depends on. */
export interface Memory {
  readonly platform: NodeJS.Platform;
  /** Undefined when files cannot be put there. */
  readonly freeBytes: (path: string) => number | undefined;
}

/** Temporary files of this run that need no real disk: in memory, or where they always were when it has no room. */
export function placeOfTemporaryFiles(memory: Memory = { platform: process.platform, freeBytes }): string {
  const isEnough = memory.platform === 'linux' && (memory.freeBytes(MEMORY_DISK) ?? 0) >= ENOUGH_BYTES;
  return isEnough ? join(MEMORY_DISK, `bayernbox-tests-${process.pid}`) : tmpdir();
}

/** Makes the place. It goes with this process, however that ends by itself: memory would keep what tests leave. */
export function openTemporaryFiles(): void {
  const path = placeOfTemporaryFiles();
  if (path === tmpdir()) return;
  mkdirSync(path, { recursive: true });
  process.once('exit', () => rmSync(path, { recursive: true, force: true }));
}

function freeBytes(path: string): number | undefined {
  try {
    accessSync(path, constants.W_OK);
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize;
  } catch {
    // No such place here, or not for us.
    return undefined;
  }
}
