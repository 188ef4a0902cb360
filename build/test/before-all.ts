import { fileURLToPath } from 'node:url';
import { bundleCommand } from '../start/bundle.ts';
import { openTemporaryFiles } from './memory-disk.ts';

/**
 * What all tests find, made once and before any of them: the command that they start
 * (`sync-engine/cli/command-process.ts`), and the place of their temporary files.
 */
export async function setup(): Promise<void> {
  await bundleCommand(fileURLToPath(new URL('../..', import.meta.url)));
  openTemporaryFiles();
}
