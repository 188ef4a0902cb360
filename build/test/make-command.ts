import { fileURLToPath } from 'node:url';
import { bundleCommand } from '../start/bundle.ts';

/** Makes the command that tests start (`sync-engine/cli/command-process.ts`), once and before any of them. */
export async function setup(): Promise<void> {
  await bundleCommand(fileURLToPath(new URL('../..', import.meta.url)));
}
