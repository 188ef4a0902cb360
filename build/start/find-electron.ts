import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The program of Electron's runtime; undefined where it has not been downloaded, which the project never does by itself.
 * Its package writes the name of the program into `path.txt` when it has unpacked it.
 */
export function findElectron(root: string): string | undefined {
  const note = join(root, 'node_modules', 'electron', 'path.txt');
  if (!existsSync(note)) return undefined;
  const program = join(root, 'node_modules', 'electron', 'dist', readFileSync(note, 'utf8').trim());
  return existsSync(program) ? program : undefined;
}
