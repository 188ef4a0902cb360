import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** A place on another disk than that of temporary files, as far as every Linux has one; it goes away with the test. */
export interface OtherDisk extends AsyncDisposable {
  /** A directory on it. */
  readonly parent: string;
  /** A place in that directory, where nothing is yet. */
  readonly place: string;
}

/** Linux only: its shared memory is a file system of its own. */
export async function openOtherDisk(): Promise<OtherDisk> {
  const parent = await mkdtemp('/dev/shm/bayernbox-disk-');
  return {
    parent,
    place: join(parent, 'Amt'),
    [Symbol.asyncDispose]: () => rm(parent, { recursive: true, force: true }),
  };
}
