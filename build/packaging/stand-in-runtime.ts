import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Marks the place of the fuses in Electron's program. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** Version 1 with nine fuses, as Electron comes: `0` off, `1` on. */
const FUSE_WIRE = Buffer.from([1, 9, ...Buffer.from('101100011')]);

/**
 * Writes a directory that electron-builder takes for Electron's runtime for Linux. Nothing in it runs; but it has a wire
 * of fuses, so that a dry run sets them for real.
 * @see https://www.electronjs.org/docs/latest/tutorial/fuses
 */
export function writeStandInRuntime(directory: string): void {
  mkdirSync(join(directory, 'resources'), { recursive: true });
  const program = Buffer.concat([Buffer.from('not a program '), Buffer.from(SENTINEL), FUSE_WIRE, Buffer.alloc(16)]);
  writeFileSync(join(directory, 'electron'), program, { mode: 0o755 });
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'version']) {
    writeFileSync(join(directory, name), 'stand-in of a dry run\n');
  }
}
